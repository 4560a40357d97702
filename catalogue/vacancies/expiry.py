"""Vacancies that a passing day takes off the lists, and those that are kept no longer."""

import datetime

from django.db import transaction

from catalogue.vacancies.models import Vacancy
from catalogue.vacancies.services import announce_vacancies

BATCH = 1000


def announce_expired(*, since_date: datetime.date, today: datetime.date) -> int:
    """Say that vacancies changed that closed from ``since_date`` to yesterday.

    A vacancy closes at midnight after its closing date. Nothing is written to it: lists ask by
    date. Return how many vacancies that were.
    """
    pairs = list(
        Vacancy.objects.filter(closing_date__gte=since_date, closing_date__lt=today)
        .order_by("pk")
        .values_list("kind", "pk")
    )
    for start in range(0, len(pairs), BATCH):
        with transaction.atomic():
            announce_vacancies(pairs[start : start + BATCH])
    return len(pairs)


def prune_closed(*, before: datetime.date) -> int:
    """Delete vacancies that closed before a day, with their places. Return how many went."""
    gone = 0
    closed = Vacancy.objects.filter(closing_date__lt=before, is_demo=False).order_by("pk")
    while pairs := list(closed.values_list("kind", "pk")[:BATCH]):
        with transaction.atomic():
            announce_vacancies(pairs)
            Vacancy.objects.filter(pk__in=[pk for _kind, pk in pairs]).delete()
        gone += len(pairs)
    return gone
