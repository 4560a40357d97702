"""Dates after which nobody can join a course any more, and what could follow them."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce, Least

from catalogue.courses.enums import CourseStatus, RunStatus
from catalogue.courses.models import CourseRun
from catalogue.courses.runs import is_open
from catalogue.providers.models import Organisation

SOON_DAYS = 28  # the first reminder
# Colleges in England begin again after New Year, Easter and summer: the week is about right, and
# the provider sees the day before it goes live.
TERM_STARTS = ((1, 6), (4, 20), (9, 6))  # (month, day)
LEAST_AHEAD = datetime.timedelta(days=14)
RUN_FIELDS = ("pk", "course_id", "start_date", "is_flexible_start", "enrol_by_date", "status")


@dataclass(frozen=True, slots=True)
class Passing:
    """The last date of a course: ``Passing(run=3, course=12, last_day=<1 December>)``."""

    run_id: int
    course_id: int
    last_day: datetime.date

    def has_gone(self, today: datetime.date) -> bool:
        """Whether nobody can join any more."""
        return self.last_day < today


def last_day_of(run: Any) -> datetime.date | None:
    """Return the last day on which people can join a run, None when it stays open."""
    if run.start_date is None:
        return run.enrol_by_date
    return min(run.start_date, run.enrol_by_date or run.start_date)


def last_day() -> Coalesce:
    """Return ``last_day_of`` for a query. LEAST with a NULL is NULL on SQLite and not elsewhere."""
    return Coalesce(
        Least("start_date", Coalesce("enrol_by_date", F("start_date"))), F("enrol_by_date")
    )


def passing_of(organisation: Organisation, *, today: datetime.date) -> list[Passing]:
    """Return the last dates of live courses that pass within 28 days, then those that have gone.

    A course with a later date, or that people can start when they like, is not among them.
    """
    rows = CourseRun.objects.filter(
        course__provider=organisation, course__status=CourseStatus.LIVE
    ).exclude(status=RunStatus.CANCELLED)
    by_course: dict[int, list[Any]] = defaultdict(list)
    for row in rows.values_list(*RUN_FIELDS, named=True).order_by("pk"):
        by_course[row.course_id].append(row)
    found = [one for of_course in by_course.values() for one in _of_course(of_course, today=today)]
    gone = sorted(
        (one for one in found if one.has_gone(today)),
        key=lambda one: (-one.last_day.toordinal(), one.run_id),
    )
    soon = sorted(
        (one for one in found if not one.has_gone(today)),
        key=lambda one: (one.last_day, one.run_id),
    )
    return [*soon, *gone]


def _of_course(runs: Sequence[Any], *, today: datetime.date) -> list[Passing]:
    open_runs = [run for run in runs if is_open(run, today=today)]
    days = [(last_day_of(run), run) for run in open_runs]
    if any(day is None or (day - today).days > SOON_DAYS for day, _run in days):
        return []
    if days:
        return [Passing(run.pk, run.course_id, day) for day, run in days if day]
    gone = [(last_day_of(run), run) for run in runs]
    dated = [(day, run.pk, run) for day, run in gone if day]
    if not dated:
        return []
    day, _pk, run = max(dated, key=lambda one: one[:2])
    return [Passing(run.pk, run.course_id, day)]


def courses_closing_on(days: Collection[datetime.date], *, today: datetime.date) -> list[Any]:
    """Return the last run of each live course whose last day is one of some days.

    Courses come with their provider, ordered by it. One query for the whole site.
    """
    open_runs = CourseRun.objects.open_on(today).annotate(last=last_day())
    later = open_runs.filter(
        Q(last__isnull=True)
        | Q(last__gt=OuterRef("last"))
        | Q(last=OuterRef("last"), pk__gt=OuterRef("pk")),
        course=OuterRef("course"),
    )
    runs = (
        open_runs.filter(
            ~Exists(later),
            last__in=days,
            course__status=CourseStatus.LIVE,
            course__provider__is_live=True,
        )
        .select_related("course__provider")
        .order_by("course__provider", "last", "course__title", "pk")
    )
    return list(runs)


def next_term(day: datetime.date, *, today: datetime.date) -> datetime.date:
    """Return the same weekday at the begin of the next term: a suggestion.

    >>> next_term(datetime.date(2026, 11, 30), today=datetime.date(2026, 11, 26))
    datetime.date(2027, 1, 11)
    """
    least = max(day, today) + LEAST_AHEAD
    start = min(one for one in _term_starts((least.year, least.year + 1)) if one >= least)
    return start + datetime.timedelta(days=(day.weekday() - start.weekday()) % 7)


def _term_starts(years: Iterable[int]) -> list[datetime.date]:
    return [datetime.date(year, month, day) for year in years for month, day in TERM_STARTS]
