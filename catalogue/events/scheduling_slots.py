"""The places of dates, as their page gives them. What is taken is never taken away."""

import datetime
from collections.abc import Iterable

from django.db.models import F, Q

from catalogue.events.bookings.waiting import offer_free_places
from catalogue.events.dates import EventDate, Slot
from catalogue.events.enums import BookingState
from catalogue.events.pages import EventPage

DATE_ITSELF = ""


def sync_slots(source: EventPage, dates: Iterable[EventDate], *, now: datetime.datetime) -> None:
    """Give each date its places, and one slot for each session that has places of its own.

    Places that are free now are offered to who waits: there may be more, or the date takes place
    after all.
    """
    wanted: dict[str, int | None] = {DATE_ITSELF: source.capacity}
    for session in source.sessions.all():
        if session.capacity is not None:
            wanted[session.key] = session.capacity
    dates = list(dates)
    found = Slot.objects.filter(date__in=dates)
    slots = {(slot.date_id, slot.session_key): slot for slot in found}
    for date in dates:
        for key, capacity in wanted.items():
            slot = slots.pop((date.pk, key), None)
            if slot is None:
                Slot.objects.create(date=date, session_key=key, capacity=capacity)
            elif slot.capacity != capacity:
                _set_capacity(slot.pk, capacity)
    for slot in slots.values():
        _close(slot)
    for date in dates:
        if date.bookings.filter(state=BookingState.WAITING).exists():
            offer_free_places(date.pk, now=now)


def _set_capacity(slot_id: int, capacity: int | None) -> None:
    """Change how many may come, in one statement that a booking of this moment cannot break."""
    row = Slot.objects.filter(pk=slot_id)
    if capacity is None:
        row.update(capacity=None)
    elif not row.filter(places_taken__lte=capacity).update(capacity=capacity):
        row.filter(places_taken__gt=capacity).update(capacity=F("places_taken"))


def _close(slot: Slot) -> None:
    """Take away the places of a session that is no more, or let nobody else in."""
    if not slot.booked.exists() and slot.places_taken == 0:
        slot.delete()
        return
    full = Q(capacity__isnull=True) | Q(capacity__gt=F("places_taken"))
    Slot.objects.filter(Q(pk=slot.pk) & full).update(capacity=F("places_taken"))
