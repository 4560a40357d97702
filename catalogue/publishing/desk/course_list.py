"""Which courses and drafts an organisation has, and where each stands. Questions alone."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet, Subquery
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalogue.courses.enums import CourseStatus
from catalogue.courses.models import Course, CourseReference, CourseRun
from catalogue.publishing.desk.access import Desk
from catalogue.publishing.enums import DraftKind, DraftState
from catalogue.publishing.figures.passing import SOON_DAYS, last_day
from catalogue.publishing.models import Draft

# What passes so soon is on the list of what to do, and in the first reminder.
SOON = datetime.timedelta(days=SOON_DAYS)
LONGEST_WORDS = 100
STATES: dict[str, Promise] = {
    "all": _("All"),
    "live": _("Live"),
    "todo": _("To do"),
    "drafts": _("Drafts"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a member asked of the list."""

    state: str = "all"
    words: str = ""


def asked_of(query: QueryDict) -> Asked:
    """Read the address. Unknown values are ignored, never an error."""
    state = query.get("state", "")
    words = " ".join(query.get("q", "").replace("\x00", " ").split())
    return Asked(state=state if state in STATES else "all", words=words[:LONGEST_WORDS])


def courses_of(desk: Desk, *, today: datetime.date) -> QuerySet[Course]:
    """Return courses with ``next_start``, ``last_day``, ``has_open`` and ``is_lasting``.

    ``last_day`` is the last one on which people can join, as the reminders count it
    (``figures.passing``). ``is_lasting``: a run that can still be joined has no such day.
    """
    open_runs = CourseRun.objects.open_on(today).filter(course=OuterRef("pk"))
    by_day = open_runs.annotate(day=last_day())
    courses: Any = (
        desk.courses()
        .exclude(status=CourseStatus.WITHDRAWN)
        .annotate(
            has_open=Exists(open_runs),
            is_lasting=Exists(by_day.filter(day__isnull=True)),
            next_start=Subquery(
                open_runs.filter(start_date__isnull=False)
                .order_by("start_date")
                .values("start_date")[:1]
            ),
            last_day=Subquery(by_day.filter(day__isnull=False).order_by("-day").values("day")[:1]),
        )
    )
    return courses


def drafts_of(desk: Desk) -> QuerySet[Draft]:
    """Return drafts of courses that are not on the site yet."""
    drafts: QuerySet[Draft] = desk.drafts().filter(kind=DraftKind.COURSE, course__isnull=True)
    return drafts


def is_live() -> Q:
    """Select courses that visitors can find today."""
    return Q(status=CourseStatus.LIVE, has_open=True)


def passes_soon(today: datetime.date) -> Q:
    """Select live courses whose last date passes within four weeks."""
    return Q(
        status=CourseStatus.LIVE,
        has_open=True,
        is_lasting=False,
        last_day__lte=today + SOON,
    )


def has_passed() -> Q:
    """Select live courses that nobody can join any more."""
    return Q(status=CourseStatus.LIVE, has_open=False)


def to_do(today: datetime.date) -> Q:
    """Select courses that somebody must look at."""
    return has_passed() | passes_soon(today) | Q(draft__state=DraftState.RETURNED)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many there are, for the chips and the list of what to do."""

    all: int
    live: int
    todo: int
    drafts: int
    soon: int
    passed: int
    first_pass: datetime.date | None

    def __getitem__(self, state: str) -> int:
        """``counts["live"]``."""
        return int(getattr(self, state))


def counts_of(desk: Desk, *, today: datetime.date) -> Counts:
    """Count everything in two queries."""
    courses = courses_of(desk, today=today)
    found: dict[str, Any] = courses.aggregate(
        total=Count("pk"),
        live=Count("pk", filter=is_live()),
        todo=Count("pk", filter=to_do(today)),
        drafts=Count("pk", filter=Q(draft__isnull=False)),
        soon=Count("pk", filter=passes_soon(today)),
        passed=Count("pk", filter=has_passed()),
        first_of_soon=Min("last_day", filter=passes_soon(today)),
    )
    new = drafts_of(desk).aggregate(
        total=Count("pk"), returned=Count("pk", filter=Q(state=DraftState.RETURNED))
    )
    return Counts(
        all=found["total"] + new["total"],
        live=found["live"],
        todo=found["todo"] + new["returned"],
        drafts=found["drafts"] + new["total"],
        soon=found["soon"],
        passed=found["passed"],
        first_pass=found["first_of_soon"],
    )


def chosen(
    desk: Desk, asked: Asked, *, today: datetime.date
) -> tuple[QuerySet[Draft], QuerySet[Course]]:
    """Return the drafts and the courses that were asked for, each in its order."""
    drafts = drafts_of(desk).order_by("-updated_at", "-pk")
    courses = courses_of(desk, today=today).order_by("title", "pk")
    if asked.state == "live":
        drafts, courses = drafts.none(), courses.filter(is_live())
    elif asked.state == "todo":
        drafts = drafts.filter(state=DraftState.RETURNED)
        courses = courses.filter(to_do(today)).order_by(
            F("last_day").asc(nulls_first=True), "title", "pk"
        )
    elif asked.state == "drafts":
        courses = courses.filter(draft__isnull=False)
    if asked.words:
        references = CourseReference.objects.filter(
            course=OuterRef("pk"), reference__icontains=asked.words
        )
        drafts = drafts.filter(title__icontains=asked.words)
        courses = courses.filter(Q(title__icontains=asked.words) | Exists(references))
    return drafts, courses
