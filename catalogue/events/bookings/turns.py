"""One at a time on each date: the lock that every change of a booking takes first.

The row of the date is locked, then its slots are updated in the order of their ids: nobody waits
for somebody who waits for them. On SQLite the transaction itself is the lock (BEGIN IMMEDIATE).
"""

import random
import time
from collections.abc import Callable
from typing import TypeVar

from django.db import OperationalError, connection, transaction

from catalogue.events.bookings.refusals import BookingRefused, Refusal
from catalogue.events.dates import EventDate

Answer = TypeVar("Answer")

PATIENCE_SECONDS = 25.0
MOST_TRIES = 6
# PostgreSQL: serialization failure, deadlock, lock not available.
PASSING_STATES = ("40001", "40P01", "55P03")
PASSING_WORDS = ("database is locked", "database table is locked", "database is busy")


def lock_date(date_id: int) -> EventDate:
    """Wait for our turn on a date and return it as it is now. To be called in a transaction.

    Whoever changes a date or its capacity locks it first, too: then a booking is either counted
    before the change or sees it.
    """
    row = EventDate.objects.select_for_update(no_key=True).filter(pk=date_id).first()
    if row is None:
        raise BookingRefused(Refusal.NOT_BOOKABLE)
    return row


def in_turn(work: Callable[[], Answer]) -> Answer:
    """Run work in one transaction; again, a few times, when the database was merely busy."""
    if connection.in_atomic_block:  # it is not ours to repeat
        with transaction.atomic():
            return work()
    began = time.monotonic()
    for attempt in range(1, MOST_TRIES + 1):
        try:
            with transaction.atomic():
                return work()
        except OperationalError as error:
            if not is_passing(error):
                raise
            if attempt == MOST_TRIES or time.monotonic() - began > PATIENCE_SECONDS:
                raise BookingRefused(Refusal.BUSY) from error
        time.sleep(random.uniform(0.01, 0.05) * attempt)  # noqa: S311  (guards nothing)
    raise AssertionError("The last try returns or raises.")


def is_passing(error: OperationalError) -> bool:
    """Whether the same work may succeed a moment later: somebody else held a lock."""
    state = getattr(error.__cause__, "sqlstate", None)
    return state in PASSING_STATES or any(words in str(error) for words in PASSING_WORDS)
