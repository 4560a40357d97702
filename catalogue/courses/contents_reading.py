"""Stored courses as content: plain values that JSON keeps."""

import datetime
from collections import defaultdict
from collections.abc import Collection
from decimal import Decimal
from typing import Any

from catalogue.courses.contents_fields import COURSE_FIELDS, RUN_FIELDS, field_of
from catalogue.courses.models import Course, CourseReference, CourseRun

BATCH = 500  # SQLite takes so many numbers in one question


def content_of(course: Course) -> dict[str, Any]:
    """Return the content of a stored course.

    ``{"title": "Welding", "subject": 3, "sectors": [1], "references": ["W1"], "runs": [{"id": 12,
    "start_date": "2027-01-18", "start_time": "18:00", "hours_per_week": "2.5", "cost_pence": 29500,
    "venue": 7, "funding_rules": [2], ...}], ...}``
    """
    return contents_of([course.pk])[course.pk]


def contents_of(course_ids: Collection[int]) -> dict[int, dict[str, Any]]:
    """Return the content of many courses, by their numbers. Unknown numbers are left out.

    Five questions for each 500 courses, however many runs they have.
    """
    contents: dict[int, dict[str, Any]] = {}
    ids = sorted(set(course_ids))
    for start in range(0, len(ids), BATCH):
        contents |= _part(ids[start : start + BATCH])
    return contents


def _part(ids: list[int]) -> dict[int, dict[str, Any]]:
    columns = ["pk", *(_column(Course, name) for name in COURSE_FIELDS)]
    run_columns = ["pk", "course_id", *(_column(CourseRun, name) for name in RUN_FIELDS)]
    sectors: dict[int, list[int]] = defaultdict(list)
    for course_id, sector_id in (
        Course.sectors.through.objects.filter(course_id__in=ids)
        .order_by("sector_id")
        .values_list("course_id", "sector_id")
    ):
        sectors[course_id].append(sector_id)
    references: dict[int, list[str]] = defaultdict(list)
    for course_id, text in (
        CourseReference.objects.filter(course__in=ids)
        .order_by("pk")
        .values_list("course_id", "reference")
    ):
        references[course_id].append(text)
    rules: dict[int, list[int]] = defaultdict(list)
    for run_id, rule_id in (
        CourseRun.funding_rules.through.objects.filter(courserun__course__in=ids)
        .order_by("fundingrule_id")
        .values_list("courserun_id", "fundingrule_id")
    ):
        rules[run_id].append(rule_id)
    runs: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for number, course_id, *values in (
        CourseRun.objects.filter(course__in=ids).order_by("pk").values_list(*run_columns)
    ):
        run = dict(zip(RUN_FIELDS, map(plain, values), strict=True))
        runs[course_id].append({"id": number, **run, "funding_rules": rules.get(number, [])})
    return {
        number: {
            **dict(zip(COURSE_FIELDS, map(plain, values), strict=True)),
            "sectors": sectors.get(number, []),
            "references": references.get(number, []),
            "runs": runs.get(number, []),
        }
        for number, *values in Course.objects.filter(pk__in=ids).values_list(*columns)
    }


def _column(model: type[Course] | type[CourseRun], name: str) -> str:
    return str(field_of(model, name).attname)


def plain(value: Any) -> Any:
    """Return a value of a field as JSON keeps it: ``date(2027, 1, 18)`` is ``"2027-01-18"``."""
    if isinstance(value, datetime.time):
        return value.strftime("%H:%M") if not value.second else value.strftime("%H:%M:%S")
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:.1f}".removesuffix(".0")
    return value
