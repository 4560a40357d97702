"""What the page of statistics shows."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.dateformat import format as format_date
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from catalogue.courses import wording
from catalogue.courses.enums import CourseStatus
from catalogue.courses.models import Course
from catalogue.providers.page_links import PageLinks, cut_of, page_links
from catalogue.publishing.desk.access import Desk
from catalogue.publishing.figures.chart import Chart, chart_of
from catalogue.publishing.figures.numbers import TOLD, Counted, Numbers, Week, numbers_of

PAGE_SIZE = 25
BY_TITLE = "title"
SORTS = (*(metric.value.lower() for metric in TOLD), BY_TITLE)


@dataclass(frozen=True, slots=True)
class CourseRow:
    """A course and its figures."""

    title: str
    url: str
    counted: Counted
    is_live: bool


@dataclass(frozen=True, slots=True)
class SortLink:
    """The head of a column. ``url`` is empty for the one that the rows are sorted by."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class WeekRow:
    """A week with its words: ``"21 September 2026"``."""

    label: str
    week: Week


@dataclass(frozen=True, slots=True)
class StatisticsPage:
    """Everything the template reads."""

    numbers: Numbers
    chart: Chart
    chart_label: str
    lead: str
    weeks: list[WeekRow]
    columns: list[str]
    heads: list[SortLink]
    rows: list[CourseRow]
    links: PageLinks
    total: int
    updated: str
    sort: str


def statistics_page(
    desk: Desk, *, today: datetime.date, path: str, sort: str = "", wanted: str = ""
) -> StatisticsPage:
    """Return a page of statistics. Makes two queries, however many courses there are.

    ``sort`` and ``wanted``, the number of the page, are what the address says.
    """
    sort = sort if sort in SORTS else SORTS[0]
    numbers = numbers_of(desk.organisation, today=today)
    # Courses that are gone are told of while there are numbers of them.
    shown = [
        course
        for course in desk.courses().only("pk", "title", "status", "provider_id")
        if course.status == CourseStatus.LIVE or course.pk in numbers.courses
    ]
    shown.sort(key=_sort_key(numbers, sort))
    cut = cut_of(len(shown), PAGE_SIZE, wanted)
    chart = chart_of([(_bar_label(week), week.counted.shown) for week in numbers.weeks])

    def url_of(page: int) -> str:
        return f"{path}?{urlencode({'sort': sort, 'page': str(page)})}#courses"

    return StatisticsPage(
        numbers=numbers,
        chart=chart,
        chart_label=chart_label(numbers),
        lead=lead(numbers),
        weeks=[WeekRow(wording.date(week.monday), week) for week in numbers.weeks],
        columns=[str(metric.label) for metric in TOLD],
        heads=_heads(sort, path),
        rows=[
            CourseRow(
                course.title,
                course.get_absolute_url(),
                numbers.of_course(course.pk),
                course.status == CourseStatus.LIVE,
            )
            for course in shown[cut.start : cut.stop]
        ],
        links=page_links(cut.number, cut.last, url_of),
        total=len(shown),
        updated=wording.long_date(numbers.until),
        sort=sort,
    )


def chart_label(numbers: Numbers) -> str:
    """Return what the chart says in one sentence: its first and its last number."""
    first, last = numbers.weeks[0], numbers.weeks[-1]
    return _(
        "How often your courses were shown in search, by week. %(first)s in the week of "
        "%(first_week)s, %(last)s in the week of %(last_week)s. The table below has every number."
    ) % {
        "first": first.counted.shown.words,
        "first_week": wording.date(first.monday),
        "last": last.counted.shown.words,
        "last_week": wording.date(last.monday),
    }


def lead(numbers: Numbers) -> str:
    """Return the newest whole week in words, or that there is nothing to tell yet."""
    whole = [week for week in numbers.weeks if not week.is_running]
    if not numbers.has_any or not whole:
        return _("No numbers yet. They come one day after people find your courses.")
    return _("Last week: %(number)s.") % {"number": whole[-1].counted.shown.words}


def _bar_label(week: Week) -> str:
    if week.is_running:
        return pgettext("beside a bar: few letters", "This week")
    pattern = pgettext("day and short month, Django date format", "j M")
    return format_date(week.monday, pattern)


def _heads(sort: str, path: str) -> list[SortLink]:
    named = [(BY_TITLE, _("Course"))]
    named += [(metric.value.lower(), str(metric.label)) for metric in TOLD]
    return [
        SortLink(label, "" if code == sort else f"{path}?{urlencode({'sort': code})}#courses")
        for code, label in named
    ]


def _sort_key(numbers: Numbers, sort: str) -> Callable[[Course], tuple[int, str, int]]:
    def key(course: Course) -> tuple[int, str, int]:
        counted = numbers.of_course(course.pk)
        amount = 0 if sort == BY_TITLE else -counted[sort.upper()].order
        return amount, course.title.casefold(), course.pk

    return key
