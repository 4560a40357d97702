"""The quality score of an organisation's courses, read in a few queries however many they are.

The score is the one that search keeps of a course (``catalogue.courses.quality``).
"""

import datetime
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from catalogue.courses.enums import AT_A_VENUE, CourseStatus
from catalogue.courses.models import Course, CourseRun
from catalogue.courses.quality import (
    Part,
    QualityPart,
    parts_of,
    quality_facts,
    told_venues,
)
from catalogue.courses.runs import is_open
from catalogue.providers.enums import ACCESS_ANSWERS
from catalogue.providers.models import Organisation, Venue
from pathways.match_facts import course_facts, load_matcher

RUN_FIELDS = (
    "course_id",
    "start_date",
    "is_flexible_start",
    "enrol_by_date",
    "status",
    "delivery_mode",
    "venue_id",
    "cost_pence",
    "cost_description",
    "duration",
    "hours_per_week",
    "start_time",
    "end_time",
)


@dataclass(frozen=True, slots=True)
class Quality:
    """The parts of a course's score, and the places of its runs that do not tell their access."""

    title: str
    parts: tuple[Part, ...]
    untold_venues: frozenset[int]

    @property
    def score(self) -> int:
        """0 to 100."""
        return sum(part.points for part in self.parts)

    def missing(self, code: str) -> int:
        """How many points a part could still bring."""
        return next(part.missing for part in self.parts if part.code == code)


def quality_of(course_ids: Collection[int], *, today: datetime.date) -> dict[int, int]:
    """Return the score of each course: ``{12: 85}``. Five queries."""
    courses = Course.objects.filter(pk__in=course_ids).select_related("subject__sector")
    return {pk: one.score for pk, one in qualities(list(courses), today=today).items()}


def qualities_of(organisation: Organisation, *, today: datetime.date) -> dict[int, Quality]:
    """Return what each live course of an organisation tells, by its id."""
    live = Course.objects.filter(provider=organisation, status=CourseStatus.LIVE)
    courses = list(live.select_related("subject__sector").order_by("title", "pk"))
    return qualities(courses, today=today)


def qualities(courses: Sequence[Course], *, today: datetime.date) -> dict[int, Quality]:
    """Return what some courses tell. They come with their subject and its sector."""
    ids = [course.pk for course in courses]
    runs: dict[int, list[Any]] = defaultdict(list)
    rows = CourseRun.objects.filter(course__in=ids).order_by("pk")
    for run in rows.values_list(*RUN_FIELDS, named=True):  # three times as fast as model rows
        runs[run.course_id].append(run)
    venues = Venue.objects.filter(runs__course__in=ids).distinct().only("pk", *ACCESS_ANSWERS)
    told = told_venues(venues)
    matcher = load_matcher(course_ids=ids, vacancy_ids=())
    found: dict[int, Quality] = {}
    for course in courses:
        of_course = runs[course.pk]
        open_runs = [run for run in of_course if is_open(run, today=today)]
        subject = course.subject
        matches = matcher.of_course(
            course_facts(
                course,
                subject=subject.slug if subject else "",
                is_in_sector=bool(subject and subject.sector_id),
            )
        )
        facts = quality_facts(
            course,
            open_runs=open_runs,
            runs=of_course,
            tells_access=told.__contains__,
            leads_to_role=bool(matches),
        )
        found[course.pk] = Quality(
            title=course.title,
            parts=tuple(parts_of(facts)),
            untold_venues=_untold(open_runs or of_course, told),
        )
    return found


def mean_score(found: Mapping[int, Quality]) -> int | None:
    """Return the mean of all scores, rounded; None without a course."""
    if not found:
        return None
    return round(sum(one.score for one in found.values()) / len(found))


def lacking(found: Mapping[int, Quality], code: str) -> list[int]:
    """Return the courses whose score a part could raise, those that gain most first."""
    missing = {pk: one.missing(code) for pk, one in found.items()}
    return sorted((pk for pk, points in missing.items() if points), key=lambda pk: -missing[pk])


def untold_places(found: Mapping[int, Quality]) -> dict[int, int]:
    """Return the places that do not tell their access, with how many courses would gain."""
    counts: dict[int, int] = defaultdict(int)
    for one in found.values():
        if one.missing(QualityPart.ACCESS):
            for venue_id in one.untold_venues:
                counts[venue_id] += 1
    return dict(counts)


def _untold(runs: Sequence[CourseRun], told: Collection[int]) -> frozenset[int]:
    visited = {run.venue_id for run in runs if run.delivery_mode in AT_A_VENUE and run.venue_id}
    return frozenset(pk for pk in visited if pk not in told)
