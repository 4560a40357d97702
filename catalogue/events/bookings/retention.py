"""How bookings go: what tells of a person is deleted, and its numbers are kept in ``DateTally``.

Each batch is one transaction with its numbers, so a run that is killed counts nothing twice, and
the numbers of a date that goes in parts add up.
"""

import datetime
from collections import Counter
from collections.abc import Iterable

from django.db import transaction
from django.db.models import F, Q, QuerySet

from catalogue.events.bookings.records import AccessLook, AccessNeed, Booking
from catalogue.events.dates import DateTally, DoorPress
from catalogue.events.enums import BookingState

BATCH = 500
BOOKINGS_DAYS = 30
ACCESS_NEEDS_DAYS = 7
WAITING_DAYS = 7
# Long enough for the message about it to go out, and for somebody to look once more.
CANCELLED_DAYS = 7
LOOKS_DAYS = 730
# A phone throws away after six days what it could not send, so no press outlives its key.
PRESSES_DAYS = 7

_NEVER_GOT_A_PLACE = (BookingState.WAITING, BookingState.OFFERED, BookingState.LAPSED)
_GIVEN_UP = (BookingState.CANCELLED, BookingState.LAPSED)


def prune_bookings(before: datetime.datetime) -> int:
    """Delete the bookings of dates that ended before a moment. Return how many."""
    return _prune(Booking.objects.filter(date__end_at__lt=before))


def prune_waiting(before: datetime.datetime) -> int:
    """Delete who never got a place on dates that ended before a moment. Return how many."""
    waited = Booking.objects.filter(state__in=_NEVER_GOT_A_PLACE)
    return _prune(waited.filter(date__end_at__lt=before))


def prune_cancelled(before: datetime.datetime) -> int:
    """Delete bookings that were cancelled before a moment. Return how many."""
    cancelled = Booking.objects.filter(state=BookingState.CANCELLED)
    return _prune(cancelled.filter(cancelled_at__lt=before))


def prune_access_needs(before: datetime.datetime) -> int:
    """Delete the access needs of dates that ended before a moment. Return how many.

    Those of bookings that were given up serve nothing any more, and go at once.
    """
    over = Q(booking__date__end_at__lt=before) | Q(booking__state__in=_GIVEN_UP)
    needs = AccessNeed.objects.filter(over)
    deleted = 0
    for date_id in _dates(needs.values_list("booking__date", flat=True)):
        of_date = needs.filter(booking__date=date_id).select_related("booking")
        while rows := _delete_needs(of_date, date_id):
            deleted += rows
    return deleted


def prune_looks(before: datetime.datetime) -> int:
    """Delete the records of looks at access needs before a moment. Return how many."""
    return AccessLook.objects.filter(looked_at__lt=before).delete()[0]


def prune_presses(before: datetime.datetime) -> int:
    """Delete the keys of presses at the door before a moment. Return how many."""
    return DoorPress.objects.filter(pressed_at__lt=before).delete()[0]


def _dates(ids: Iterable[int]) -> list[int]:
    return sorted(set(ids))


def _prune(bookings: QuerySet[Booking]) -> int:
    deleted = 0
    for date_id in _dates(bookings.values_list("date", flat=True)):
        while rows := delete_bookings(bookings.filter(date=date_id), date_id):
            deleted += rows
    return deleted


@transaction.atomic
def delete_bookings(bookings: QuerySet[Booking], date_id: int) -> int:
    """Delete a batch of bookings of a date, with all that hangs on them."""
    # Locked: of two runs at once, the second waits here and then finds nothing.
    rows = list(bookings.select_for_update(of=("self",)).order_by("pk")[:BATCH])
    if not rows:
        return 0
    numbers: Counter[str] = Counter()
    for row in rows:
        numbers.update(_numbers_of(row))
    ids = [row.pk for row in rows]
    needs = AccessNeed.objects.filter(booking__in=ids)
    numbers["access_needs"] = needs.exclude(booking__state__in=_GIVEN_UP).count()
    Booking.objects.filter(pk__in=ids).delete()
    _add(date_id, numbers)
    return len(rows)


def _numbers_of(booking: Booking) -> dict[str, int]:
    """Return what a booking adds to the numbers of its date."""
    if booking.state == BookingState.CANCELLED:
        return {"cancelled": 1}
    if booking.state in _NEVER_GOT_A_PLACE:
        return {"waited": 1}
    people = booking.party_size
    return {"bookings": 1, "people": people, "arrived": people if booking.arrived_at else 0}


@transaction.atomic
def _delete_needs(needs: QuerySet[AccessNeed], date_id: int) -> int:
    rows = list(needs.select_for_update(of=("self",)).order_by("pk")[:BATCH])
    if not rows:
        return 0
    counted = sum(row.booking.state not in _GIVEN_UP for row in rows)
    AccessNeed.objects.filter(pk__in=[row.pk for row in rows]).delete()
    _add(date_id, Counter({"access_needs": counted}))
    return len(rows)


def _add(date_id: int, numbers: Counter[str]) -> None:
    """Add to the numbers that are kept of a date."""
    added = {name: number for name, number in numbers.items() if number}
    if added:
        DateTally.objects.get_or_create(date_id=date_id)
        changes = {name: F(name) + number for name, number in added.items()}
        DateTally.objects.filter(date=date_id).update(**changes)
