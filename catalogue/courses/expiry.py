"""Courses that a passing day takes off the lists."""

import datetime

from django.db import transaction
from django.db.models import Q

from catalogue.courses.models import Course
from catalogue.courses.services import announce_courses

BATCH = 1000


def announce_expired(*, since_date: datetime.date, today: datetime.date) -> int:
    """Say that courses changed whose runs closed from ``since_date`` to yesterday.

    A run closes after the day it starts, and after the last day to join. Nothing is written to
    the course: lists ask by date. Return how many courses that were.
    """
    closed_start = Q(runs__start_date__gte=since_date, runs__start_date__lt=today)
    closed_enrolment = Q(runs__enrol_by_date__gte=since_date, runs__enrol_by_date__lt=today)
    ids = list(
        Course.objects.filter(closed_start | closed_enrolment)
        .order_by("pk")
        .distinct()
        .values_list("pk", flat=True)
    )
    for start in range(0, len(ids), BATCH):
        with transaction.atomic():
            announce_courses(ids[start : start + BATCH])
    return len(ids)
