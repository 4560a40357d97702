"""Events with dates, as small as they hold together. A test states what matters to it."""

import datetime
import itertools
from typing import Any

from wagtail.models import Page

from catalogue.events.bookings.records import Booking
from catalogue.events.dates import ONLY_DATE, EventDate, Slot
from catalogue.events.enums import BookingState
from catalogue.events.pages import EventPage, EventsPage
from portal.core.clock import REGION_TIME
from portal.pages.home import HomePage
from tests.factories import OrganisationFactory, VenueFactory

NOW = datetime.datetime(2026, 11, 25, 12, 0, tzinfo=REGION_TIME)
_numbers = itertools.count(1)


def at(days: int, hour: int = 10, minute: int = 0) -> datetime.datetime:
    """Return a time of the clock on the wall, some days after ``NOW``."""
    day = NOW.date() + datetime.timedelta(days=days)
    return datetime.datetime.combine(day, datetime.time(hour, minute), tzinfo=REGION_TIME)


def events_page() -> EventsPage:
    """Return the page above all events, made once below the home page."""
    found = EventsPage.objects.first()
    if found:
        return found
    home = HomePage.objects.order_by("pk").first()
    parent = home or Page.objects.get(depth=1)
    return parent.add_child(instance=EventsPage(title="Events", slug="events"))


def make_event(*, days: int = 14, **facts: Any) -> EventPage:
    """Return a live event on one day, with its page but without dates: see ``make_date``."""
    number = next(_numbers)
    if "organiser" not in facts:
        facts["organiser"] = OrganisationFactory(name=f"Events team {number}")
    if "venue" not in facts and facts.get("attendance_mode") != "ONLINE":
        facts["venue"] = VenueFactory(provider=facts["organiser"], name=f"Town Hall {number}")
    values: dict[str, Any] = {
        "title": f"Jobs fair {number}",
        "slug": f"jobs-fair-{number}",
        "summary": "Meet employers.",
        "first_start": at(days),
        "first_end": at(days, 15),
        "contact_phone": "0121 496 0142",
        "live": True,
        **facts,
    }
    return events_page().add_child(instance=EventPage(**values))


def make_date(
    event: EventPage, *, capacity: int | None = None, key: str = ONLY_DATE, **facts: Any
) -> EventDate:
    """Return a date of an event with its slot, and a slot for each session that has places."""
    values: dict[str, Any] = {
        "start_at": event.first_start,
        "end_at": event.first_end,
        "uid": f"event-{event.pk}-{key}@example.org",
        "created_at": NOW,
        "changed_at": NOW,
        **facts,
    }
    date = EventDate.objects.create(event=event, key=key, **values)
    Slot.objects.create(date=date, capacity=capacity if capacity is not None else event.capacity)
    for session in event.sessions.all():
        if session.capacity is not None:
            Slot.objects.create(date=date, session_key=session.key, capacity=session.capacity)
    return date


def make_booking(date: EventDate, **facts: Any) -> Booking:
    """Return a booking as a row alone: places are not counted. Use services where they matter."""
    number = next(_numbers)
    values: dict[str, Any] = {
        "name": f"Amina K {number}",
        "email": f"amina{number}@example.org",
        "state": BookingState.CONFIRMED,
        "created_at": NOW,
        "confirmed_at": NOW,
        **facts,
    }
    return Booking.objects.create(date=date, **values)


def with_date(**facts: Any) -> EventPage:
    """Make an event that has the one date it is planned for."""
    event = make_event(**facts)
    make_date(event)
    return event
