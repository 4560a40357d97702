"""What the course page shows, in words, from a course that was fetched with everything."""

import datetime
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.translation import gettext as _

from catalogue.courses import wording
from catalogue.courses.costs import (
    CostLine,
    FundingHelp,
    cost_in_short,
    cost_lines,
    funding_help,
)
from catalogue.courses.enums import CourseType, EsolKind, Need
from catalogue.courses.joining import Joining, joining, takes_questions
from catalogue.courses.key_facts import Fact, key_facts
from catalogue.courses.models import Course, CourseRun
from catalogue.courses.nearby import Alternatives, alternatives
from catalogue.courses.runs import (
    RunRow,
    Runs,
    distinct,
    is_over_in_a_week,
    length_of,
    must_tell_work_coach,
    place_of,
    run_row,
    sorted_runs,
    start_in_short,
    times_of,
    venues_of,
)
from catalogue.providers.venue_cards import VenueCard, venue_card
from portal.core.lists import sentence, with_commas, with_semicolons
from portal.core.prose import Passage, lines_of, one_line, passages, shortened, web_address
from portal.navigation.languages import active_language, address_here, tag_of

ROWS_BEFORE_MORE = 12  # then the rest of the dates is folded: 40 rows are long on a phone
VENUES_BEFORE_MORE = 2
PAST_ROWS = 10
DESCRIPTION_LENGTH = 155  # about what search engines show


@dataclass(frozen=True, slots=True)
class CoursePage:
    """Everything the templates of a course read. Built once, from fetched rows."""

    course: Course
    title: str
    kind_label: str
    programme: str
    crumbs: tuple[tuple[str, str], ...]
    description: str
    runs: Runs
    asked: str
    key_facts: tuple[Fact, ...]
    joining: Joining
    takes_questions: bool
    who_for: list[Passage]
    need: list[str]
    helps: list[str]
    not_needed: list[str]
    own_requirements: list[Passage]
    offers: list[str]
    learn: list[Passage]
    how: list[tuple[str, str]]
    how_texts: list[tuple[str, list[Passage]]]
    rows: list[RunRow]
    more_rows: list[RunRow]
    past_rows: list[RunRow]
    venues: list[VenueCard]
    more_venues: list[VenueCard]
    costs: list[CostLine]
    funding: list[FundingHelp]
    must_tell_work_coach: bool
    next_steps: list[Passage]
    webpage: str
    checked: str
    qualification: str
    subject_url: str
    alternatives: Alternatives | None

    @property
    def crumbs_for_machines(self) -> tuple[tuple[str, str], ...]:
        """The crumbs without the visitor's own search, the same for everybody."""
        return self.crumbs[0], (_subject_label(self.course), self.subject_url)


def course_page(
    course: Course,
    *,
    today: datetime.date,
    back: tuple[str, str] | None = None,
    asked: str = "",
) -> CoursePage:
    """Return the page of a course on a day.

    ``back`` is the search that the visitor came from, ``("Your search results", "/search/?...")``.
    ``asked`` is the number of the run that it found. Anything else that is asked for is forgotten.
    """
    runs = sorted_runs(course.runs.all(), today=today)
    shown = runs.open or runs.past  # a course that has started still says what it was like
    asked = asked if asked in {str(run.pk) for run in shown} else ""
    venues = venues_of(shown)
    rows = [run_row(run) for run in runs.open]
    cards = [venue_card(venue) for venue in venues]
    requirements = lines_of(course.you_need), lines_of(course.it_helps), lines_of(course.not_needed)
    return CoursePage(
        course=course,
        title=one_line(course.title),
        kind_label=wording.kind(course.esol),
        programme=_programme(course),
        crumbs=(
            (_("Home"), address_here("/")),
            back or (_subject_label(course), _subject_url(course)),
        ),
        description=_description(course, runs, today=today),
        runs=runs,
        asked=asked,
        key_facts=key_facts(course, shown, today=today, asked=asked),
        joining=joining(course, venues=venues),
        takes_questions=takes_questions(course, runs=runs.open, today=today),
        who_for=passages(course.who_this_course_is_for),
        need=_age_need(course) + requirements[0],
        helps=requirements[1],
        not_needed=requirements[2],
        own_requirements=[] if any(requirements) else passages(course.entry_requirements),
        offers=[str(Need(code).label) for code in Need.values if code in course.needs],
        learn=passages(course.what_you_will_learn),
        how=_how(course, shown),
        how_texts=_how_texts(course),
        rows=rows[:ROWS_BEFORE_MORE],
        more_rows=rows[ROWS_BEFORE_MORE:],
        past_rows=[run_row(run) for run in runs.past[:PAST_ROWS]],
        venues=cards[:VENUES_BEFORE_MORE],
        more_venues=cards[VENUES_BEFORE_MORE:],
        costs=cost_lines(shown),
        funding=funding_help(shown, today=today),
        must_tell_work_coach=must_tell_work_coach(shown),
        next_steps=passages(course.where_next),
        webpage=web_address(course.webpage),
        checked=wording.date(course.checked_date),
        qualification=course.qualification_title,
        subject_url=_subject_url(course),
        # Asked only for a course that nobody can join any more: one query.
        alternatives=None
        if runs.open or not runs.past
        else alternatives(course, venues=venues, today=today),
    )


def _subject_label(course: Course) -> str:
    return course.subject.label if course.subject else _("Courses")


def _subject_url(course: Course) -> str:
    search = address_here("/search/")
    return f"{search}?kind=course&subject={course.subject.slug}" if course.subject else search


def _programme(course: Course) -> str:
    if course.esol != EsolKind.NO:
        return ""  # the kind says it already
    known = dict(CourseType.choices)
    return str(known[course.course_type]) if course.course_type in known else ""


def _age_need(course: Course) -> list[str]:
    ages = wording.ages(course.age_min, course.age_max)
    if not ages:
        return []
    words = _("To be %(ages)s") % {"ages": ages}
    # The list marks its lines as English, which rows are; these words are the page's own.
    return [format_html('<span lang="{}">{}</span>', tag_of(active_language()), words)]


def _description(course: Course, runs: Runs, *, today: datetime.date) -> str:
    """Return one sentence for search engines: who teaches, when next, where, for how much."""
    if not runs.open:
        return _("This course at %(provider)s has started. See what starts soon near you.") % {
            "provider": course.provider.name
        }
    first = runs.open[0]
    parts = (
        course.provider.name,
        start_in_short(first, today=today),
        place_of(first)[0],
        cost_in_short(runs.open),
    )
    facts = with_commas(part for part in parts if part != wording.not_known())
    text = shortened(course.what_you_will_learn or course.who_this_course_is_for, 90)
    return shortened(f"{sentence(facts)} {text}", DESCRIPTION_LENGTH)


def _how(course: Course, runs: tuple[CourseRun, ...]) -> list[tuple[str, str]]:
    """Return label and words for the facts of how a course is taught, unknown ones named."""
    unknown = wording.not_known()
    rows = [
        (_("How it is taught"), distinct(wording.delivery(run.delivery_mode) for run in runs)),
        (_("Days and times"), distinct(times_of(run) for run in runs)),
        (_("How long"), distinct(length_of(run) for run in runs)),
        (
            _("Hours a week"),
            distinct(
                wording.hours_a_week(run.hours_per_week)
                for run in runs
                if not is_over_in_a_week(run)
            ),
        ),
        (_("Full or part time"), distinct(wording.study_mode(run.study_mode) for run in runs)),
    ]
    if runs and all(is_over_in_a_week(run) for run in runs):
        del rows[3]
    told = [(label, _several(values) or unknown) for label, values in rows]
    if course.language_of_teaching:
        told.append((_("Taught in"), course.language_of_teaching))
    return told


def _several(values: list[str], most: int = 3) -> str:
    """Return up to three different answers; past that the table of dates tells them apart."""
    if len(values) > most:
        return _("It depends on the date. See the dates below.")
    return with_semicolons(values)


def _how_texts(course: Course) -> list[tuple[str, list[Passage]]]:
    texts = (
        (_("How you will learn"), course.how_you_will_learn),
        (_("What to bring"), course.what_you_will_need_to_bring),
        (_("How you are assessed"), course.how_you_will_be_assessed),
    )
    return [(label, passages(text)) for label, text in texts if text.strip()]
