"""Booking in one line, and what must hold for the places of a date after anything happened."""

import datetime
from typing import Any

from django.db.models import Sum

from catalogue.events.bookings.places import WHOLE_DATE, fits
from catalogue.events.bookings.records import Booking
from catalogue.events.bookings.services import BookingRequest, book
from catalogue.events.bookings.waiting import in_line
from catalogue.events.dates import ArrivalCount, EventDate, Slot
from catalogue.events.enums import BookingState
from catalogue.events.pages import EventPage, EventSession
from tests.event_factories import NOW

HOLDING = (BookingState.CONFIRMED, BookingState.OFFERED)


def ask(date: EventDate, people: int = 1, *, now: datetime.datetime = NOW, **facts: Any) -> Booking:
    """Book a date and return the booking, CONFIRMED or WAITING."""
    values = {"name": "Amina K", "email": "amina@example.org", **facts}
    return book(BookingRequest(date_id=date.pk, party_size=people, **values), now=now).booking


def now_of(booking: Booking) -> Booking:
    """Return a booking as the database has it."""
    return Booking.objects.get(pk=booking.pk)


def states(*bookings: Booking) -> list[str]:
    """Return where bookings stand: ``["CONFIRMED", "WAITING"]``."""
    return [str(now_of(booking).state) for booking in bookings]


def taken(date: EventDate, key: str = WHOLE_DATE) -> int:
    """Return how many places of a slot are taken."""
    return Slot.objects.get(date=date, session_key=key).places_taken


def add_talk(event: EventPage, *, places: int | None, key: str = "talk") -> EventSession:
    """Give an event a talk with places of its own. To be called before the date is made."""
    return EventSession.objects.create(
        event=event,
        key=key,
        title=f"Talk {key}",
        starts_at=datetime.time(11),
        ends_at=datetime.time(12),
        capacity=places,
    )


def assert_places_add_up(date: EventDate) -> None:
    """Places taken are those of bookings that hold them and of people without a booking."""
    for slot in Slot.objects.filter(date=date):
        held = Booking.objects.filter(slots__slot=slot, state__in=HOLDING)
        expected = held.aggregate(people=Sum("party_size"))["people"] or 0
        if slot.session_key == WHOLE_DATE:
            walked_in = ArrivalCount.objects.filter(date=date, is_walk_in=True)
            expected += walked_in.aggregate(number=Sum("people"))["number"] or 0
        assert slot.places_taken == expected, slot
        assert slot.capacity is None or slot.places_taken <= slot.capacity, slot


def assert_nobody_waits_who_fits(date: EventDate) -> None:
    """Whoever waits is larger than what is free."""
    slots = {slot.pk: slot for slot in Slot.objects.filter(date=date)}
    for booking in in_line(date.pk):
        wanted = [slots[row.slot_id] for row in booking.slots.all()]
        assert not fits(wanted, booking.party_size), booking
