"""New dates for courses whose last one passes: each is a copy of that run, on another day."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from catalogue.courses.enums import CourseStatus, RunStatus
from catalogue.courses.models import Course, CourseRun
from catalogue.courses.plausible import furthest
from catalogue.courses.services import announce_courses, change_courses
from catalogue.providers.enums import AuditAction
from catalogue.providers.models import Organisation
from catalogue.publishing.audit import note
from catalogue.publishing.figures.passing import last_day_of


class WrongDates(dict[int, str]):
    """What is wrong with some dates, by the id of their run: ``{3: "This day has gone."}``."""


@transaction.atomic
def set_new_dates(
    organisation: Organisation,
    wanted: Mapping[int, datetime.date],
    *,
    actor: Any,
    now: datetime.datetime,
    today: datetime.date,
) -> tuple[int, WrongDates]:
    """Add a date to each course of the runs that are named. Return how many, and what was wrong.

    The right ones go live though others are wrong. Sent twice they are added once: the second
    time the date is there already. A run of another organisation is not found.
    """
    runs = {
        run.pk: run
        for run in CourseRun.objects.select_related("course")
        .prefetch_related("funding_rules")
        .filter(pk__in=wanted, course__provider=organisation, course__status=CourseStatus.LIVE)
    }
    # Whoever else adds dates to these courses waits here, and then finds ours.
    courses = {run.course_id for run in runs.values()}
    list(Course.objects.select_for_update().filter(pk__in=courses).order_by("pk"))
    taken = set(CourseRun.objects.filter(course__in=courses).values_list(*_SAME))
    wrong = WrongDates()
    changed: dict[int, Course] = {}
    added = 0
    for run_id, day in wanted.items():
        run = runs.get(run_id)
        if run is None:
            wrong[run_id] = _("This date is no longer on the list.")
        elif problem := _problem(run, day, taken, today=today):
            wrong[run_id] = problem
        else:
            _copy(run, day, today=today)
            taken.add(_key(run, day))
            changed[run.course_id] = run.course
            added += 1
    if changed:
        _tell(organisation, changed, added, actor=actor, now=now, today=today)
    return added, wrong


_SAME = ("course_id", "start_date", "venue_id", "delivery_mode", "start_time")


def _key(run: CourseRun, day: datetime.date) -> tuple[Any, ...]:
    return run.course_id, day, run.venue_id, run.delivery_mode, run.start_time


def _problem(
    run: CourseRun, day: datetime.date, taken: set[tuple[Any, ...]], *, today: datetime.date
) -> str:
    if day < today:
        return _("This day has gone. Write a day to come.")
    if day > furthest("start_date", today=today):
        return _("This day is more than three years away. Check the year.")
    if _key(run, day) in taken:
        return _("The course has this date already.")
    return ""


def _copy(run: CourseRun, day: datetime.date, *, today: datetime.date) -> CourseRun:
    """Add the run on another day: the same times, place and price, and every place free."""
    rules = list(run.funding_rules.all())
    base = run.start_date or last_day_of(run) or day
    copy = CourseRun(
        **{
            field.attname: getattr(run, field.attname)
            for field in CourseRun._meta.concrete_fields
            if not field.primary_key
        }
    )
    copy.reference = ""  # a file that names the old reference must not move the new date
    copy.is_flexible_start = False
    copy.start_date = day
    copy.end_date = day + (run.end_date - base) if run.end_date else None
    copy.enrol_by_date = _enrol_by(run, base, day, today=today)
    copy.status = RunStatus.SCHEDULED
    copy.places_left = run.places
    copy.waiting_weeks = None
    copy.save()
    copy.funding_rules.set(rules)
    return copy


def _enrol_by(
    run: CourseRun, base: datetime.date, day: datetime.date, *, today: datetime.date
) -> datetime.date | None:
    if run.enrol_by_date is None:
        return None
    last = day + (run.enrol_by_date - base)
    return last if last >= today else None


def _tell(
    organisation: Organisation,
    changed: Mapping[int, Course],
    added: int,
    *,
    actor: Any,
    now: datetime.datetime,
    today: datetime.date,
) -> None:
    for course in changed.values():
        course.checked_date = today
    change_courses(list(changed.values()), fields=["checked_date"], now=now)
    announce_courses(list(changed))
    titles = sorted(course.title for course in changed.values())
    note(
        organisation,
        AuditAction.DATES,
        actor=actor,
        now=now,
        about=titles[0] if len(titles) == 1 else "",
        facts={"dates": added, "courses": len(changed)},
    )
