"""What the start page of an organisation shows, in a constant number of queries."""

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext as _

from catalogue.courses.models import CourseRun
from catalogue.events.event_times import on_the_wall
from catalogue.publishing.desk.access import Desk
from catalogue.publishing.desk.course_list import counts_of, courses_of, drafts_of
from catalogue.publishing.desk.course_rows import CourseRow, rows_of
from catalogue.publishing.desk.courses_page import StateTab, tabs_of
from catalogue.publishing.desk.first_run import FirstRun, first_run, is_employer
from catalogue.publishing.desk.todo import Moment, Todo
from catalogue.publishing.desk.todo_items import todo_list
from catalogue.publishing.desk.ways import way
from catalogue.publishing.figures.parts import Fix, Miss, fix_this_next, nearly_found
from catalogue.publishing.figures.quality import mean_score, qualities_of
from catalogue.publishing.figures.statistics_page import StatisticsPage, statistics_page
from catalogue.publishing.moments import moment_words
from portal.core.person import person_name

SHOWN_COURSES = 7
NOON, EVENING = 12, 18


@dataclass(frozen=True, slots=True)
class LiveNow:
    """What visitors can find today. ``change``: when, and by whom, something last happened."""

    courses: int
    dates: int
    places: int
    change: str
    by: str


@dataclass(frozen=True, slots=True)
class Dashboard:
    """Everything that the template reads."""

    greeting: str
    todo: list[Todo]
    first_run: FirstRun | None
    tabs: list[StateTab]
    rows: list[CourseRow]
    total: int
    misses: list[Miss]
    fixes: list[Fix]
    quality: int | None
    live: LiveNow
    new_job_url: str
    jobs_url: str
    new_course_url: str
    new_upload_url: str
    statistics_url: str
    statistics: StatisticsPage | None


def dashboard_of(desk: Desk, *, now: datetime.datetime, today: datetime.date) -> Dashboard:
    """Return the start page of an organisation."""
    slug, is_for_jobs = desk.organisation.slug, is_employer(desk)
    counts = counts_of(desk, today=today)
    moment = Moment(now=now, today=today, counts=counts)
    drafts = list(drafts_of(desk).order_by("-updated_at", "-pk")[:SHOWN_COURSES])
    newest = courses_of(desk, today=today).select_related("draft", "provider")
    courses = list(newest.order_by("-updated_at", "-pk")[: SHOWN_COURSES - min(2, len(drafts))])
    drafts = drafts[: SHOWN_COURSES - len(courses)]
    found = qualities_of(desk.organisation, today=today) if counts.live else {}
    trail, todo = first_run(desk), todo_list(desk, moment)
    if trail:
        steps = {step.url for step in trail.steps}
        todo = [one for one in todo if one.url not in steps]
    scores = {pk: one.score for pk, one in found.items()}
    return Dashboard(
        greeting=_greeting(desk, now=now),
        todo=todo,
        first_run=trail,
        tabs=tabs_of(counts, base=way("courses", slug), current="all"),
        rows=rows_of(desk, drafts, courses, today=today, scores=scores),
        total=counts.all,
        misses=nearly_found(desk.organisation),
        fixes=fix_this_next(desk.organisation, today=today, found=found),
        quality=mean_score(found),
        live=_live(desk, counts.live, now=now, today=today),
        new_job_url=way("new_job", slug) if is_for_jobs and desk.may_edit else "",
        jobs_url=way("jobs", slug) if is_for_jobs else "",
        new_course_url=way("course_new", slug) if desk.may_edit else "",
        new_upload_url=way("upload_new", slug) if desk.may_edit else "",
        statistics_url=way("statistics", slug),
        statistics=_statistics(desk, today=today) if counts.live else None,
    )


def _greeting(desk: Desk, *, now: datetime.datetime) -> str:
    hour = on_the_wall(now).hour
    name = desk.user.first_name or person_name(desk.user)
    if hour < NOON:
        return _("Good morning, %(name)s") % {"name": name}
    if hour < EVENING:
        return _("Good afternoon, %(name)s") % {"name": name}
    return _("Good evening, %(name)s") % {"name": name}


def _statistics(desk: Desk, *, today: datetime.date) -> StatisticsPage | None:
    """Return the weeks as a chart, once there is a number to show."""
    url = way("statistics", desk.organisation.slug)
    page = statistics_page(desk, today=today, path=url)
    return page if page.numbers.has_any else None


def _live(desk: Desk, courses: int, *, now: datetime.datetime, today: datetime.date) -> LiveNow:
    runs = CourseRun.objects.open_on(today).filter(course__in=desk.courses().published())
    last = desk.log().first()
    return LiveNow(
        courses=courses,
        dates=runs.count(),
        places=desk.venues().live().count(),
        change=moment_words(last.at, now=now) if last else "",
        by=last.actor_name if last else "",
    )
