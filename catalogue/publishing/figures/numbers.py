"""How often people met the courses of an organisation, by week and by course."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet, Sum
from django.db.models.functions import TruncWeek

from catalogue.courses.enums import CourseMetric
from catalogue.courses.models import CourseCount
from catalogue.providers.models import Organisation
from catalogue.publishing.figures.small_numbers import FEW, Figure, figure, total
from catalogue.publishing.figures.weeks import counted_until, is_running, weeks_until

WEEKS = 8
# Nobody can put a course on a list yet, so "Saved" would say "Fewer than 5" of every course.
TOLD = (CourseMetric.SHOWN, CourseMetric.VIEWED, CourseMetric.JOINED)

# (course, Monday, metric) -> how often. Only courses that were met at all stand here.
Cells = Mapping[tuple[int, datetime.date, str], int]


@dataclass(frozen=True, slots=True)
class Counted:
    """The four figures of a week or of a course."""

    shown: Figure = FEW
    viewed: Figure = FEW
    saved: Figure = FEW
    joined: Figure = FEW

    @property
    def told(self) -> list[tuple[str, Figure]]:
        """The figures of a row with the heads of their columns."""
        return [(str(metric.label), self[metric]) for metric in TOLD]

    def __getitem__(self, metric: str) -> Figure:
        """Return the figure of a metric: ``counted["SHOWN"]``."""
        return getattr(self, CourseMetric(metric).value.lower())


@dataclass(frozen=True, slots=True)
class Week:
    """A week of an organisation. ``is_running``: some of its days are still to come."""

    monday: datetime.date
    is_running: bool
    counted: Counted


@dataclass(frozen=True, slots=True)
class Numbers:
    """All numbers of some weeks. Small ones are hidden here already: nothing else is kept."""

    weeks: tuple[Week, ...]
    courses: Mapping[int, Counted]
    until: datetime.date

    def of_course(self, course_id: int) -> Counted:
        """Return the figures of a course over all the weeks."""
        return self.courses.get(course_id, Counted())

    @property
    def has_any(self) -> bool:
        """Whether there is a number to show."""
        rows = (*(week.counted for week in self.weeks), *self.courses.values())
        return any(row[metric].value is not None for row in rows for metric in CourseMetric.values)


def numbers_of(organisation: Organisation, *, today: datetime.date, weeks: int = WEEKS) -> Numbers:
    """Return the numbers of all courses of an organisation, in one query."""
    counts = CourseCount.objects.filter(course__provider=organisation)
    return _numbers(_cells(counts, today=today, weeks=weeks), today=today, weeks=weeks)


def numbers_of_courses(
    course_ids: Collection[int], *, today: datetime.date, weeks: int = WEEKS
) -> Mapping[int, Counted]:
    """Return the figures of some courses over the weeks, in one query. Missing: never met."""
    counts = CourseCount.objects.filter(course__in=course_ids)
    return _numbers(_cells(counts, today=today, weeks=weeks), today=today, weeks=weeks).courses


def figures_by_week(
    organisation: Organisation, *, today: datetime.date, weeks: int = WEEKS
) -> Iterable[tuple[int, datetime.date, Counted]]:
    """Give the figures of each course and week in which it was met, by course, oldest first."""
    counts = CourseCount.objects.filter(course__provider=organisation)
    rows: dict[tuple[int, datetime.date], dict[str, int]] = defaultdict(dict)
    for (course, monday, metric), count in _cells(counts, today=today, weeks=weeks).items():
        rows[course, monday][metric] = count
    for (course, monday), row in sorted(rows.items()):
        found = {metric.lower(): figure(count) for metric, count in row.items()}
        yield course, monday, Counted(**found)


def _cells(counts: QuerySet[CourseCount], *, today: datetime.date, weeks: int) -> Cells:
    first = weeks_until(today, number=weeks)[0]
    rows = (
        counts.filter(date__gte=first, date__lte=counted_until(today))
        .annotate(monday=TruncWeek("date"))
        .values_list("course_id", "monday", "metric")
        .annotate(number=Sum("count"))
        .order_by()
    )
    return {(course, monday, metric): number for course, monday, metric, number in rows}


def _numbers(cells: Cells, *, today: datetime.date, weeks: int) -> Numbers:
    """Hide what is small, and sums that would give it away, along both sides of the table."""
    mondays = weeks_until(today, number=weeks)
    courses = sorted({course for course, _monday, _metric in cells})
    return Numbers(
        weeks=tuple(
            Week(
                monday,
                is_running(monday, today=today),
                _counted([(course, monday) for course in courses], cells),
            )
            for monday in mondays
        ),
        courses={
            course: _counted([(course, monday) for monday in mondays], cells) for course in courses
        },
        until=counted_until(today),
    )


def _counted(places: Collection[tuple[int, datetime.date]], cells: Cells) -> Counted:
    sums = {
        metric.lower(): total(cells.get((course, monday, metric), 0) for course, monday in places)
        for metric in CourseMetric.values
    }
    return Counted(**sums)
