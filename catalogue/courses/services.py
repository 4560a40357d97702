"""Writes of courses in bulk. They tell no listeners: call announce_courses once at the end."""

import datetime
from collections.abc import Collection, Iterable, Sequence

from django.db import router, transaction

from catalogue.courses.enums import CourseStatus
from catalogue.courses.models import Course, CourseReference, CourseRun
from portal.core.signals import listings_changed

BATCH = 500


def announce_courses(ids: Collection[int]) -> None:
    """Say, inside the transaction, that the listings of these courses changed."""
    if ids:
        listings_changed.send(sender=Course, kind="course", ids=sorted(ids))


def add_courses(courses: Sequence[Course]) -> None:
    """Insert new courses. Afterwards each has its id."""
    Course.objects.bulk_create(courses, batch_size=BATCH)


def change_courses(
    courses: Sequence[Course], *, fields: Iterable[str], now: datetime.datetime
) -> None:
    """Write the fields of stored courses, and when they changed."""
    for course in courses:
        course.updated_at = now
    Course.objects.bulk_update(courses, [*fields, "updated_at"], batch_size=BATCH // 5)


def add_references(pairs: Iterable[tuple[int, str]]) -> None:
    """Add references to courses: ``[(12, "CB1003")]``."""
    CourseReference.objects.bulk_create(
        [CourseReference(course_id=course_id, reference=text) for course_id, text in pairs],
        batch_size=BATCH,
    )


def add_runs(runs: Sequence[CourseRun]) -> None:
    """Insert new runs."""
    CourseRun.objects.bulk_create(runs, batch_size=BATCH)


def change_runs(runs: Sequence[CourseRun], *, fields: Iterable[str]) -> None:
    """Write the fields of stored runs."""
    CourseRun.objects.bulk_update(runs, list(fields), batch_size=BATCH // 5)


def remove_runs(ids: Sequence[int]) -> None:
    """Delete runs without a signal for each one."""
    links = CourseRun.funding_rules.through.objects
    for start in range(0, len(ids), BATCH):
        part = ids[start : start + BATCH]
        links.filter(courserun_id__in=part).delete()
        runs = CourseRun.objects.filter(pk__in=part)
        # A plain delete() announces the course of every run: thousands of times one message.
        runs._raw_delete(router.db_for_write(CourseRun))


@transaction.atomic
def withdraw_courses(
    ids: Collection[int], *, now: datetime.datetime, is_announced: bool = True
) -> int:
    """Take courses off the site. They keep their page as withdrawn. Return how many changed."""
    listed = list(
        Course.objects.filter(pk__in=ids)
        .exclude(status=CourseStatus.WITHDRAWN)
        .values_list("pk", flat=True)
    )
    for start in range(0, len(listed), BATCH):
        Course.objects.filter(pk__in=listed[start : start + BATCH]).update(
            status=CourseStatus.WITHDRAWN, withdrawn_at=now, updated_at=now
        )
    if is_announced:
        announce_courses(listed)
    return len(listed)
