"""The calendar entry of somebody who booked."""

import datetime
from typing import Any

import pytest
from icalendar import Calendar

from catalogue.events.bookings.records import Booking
from catalogue.events.bookings.tokens import manage_token
from catalogue.events.calendars.writing import calendar_of_booking
from catalogue.events.enums import AttendanceMode, BookingState, EventStatus
from tests.event_factories import NOW, make_booking, make_date, make_event

pytestmark = pytest.mark.django_db
ROOM = "https://meet.example.org/room-7"


def entry_of(booking: Booking) -> Any:
    (entry,) = Calendar.from_ical(calendar_of_booking(booking, now=NOW)).walk("VEVENT")
    return entry


def an_online_talk(**facts: Any) -> Any:
    return make_date(
        make_event(attendance_mode=AttendanceMode.ONLINE, online_url=ROOM, title="CV clinic"),
        **facts,
    )


def test_it_has_the_reference_and_the_way_to_change_the_booking() -> None:
    booking = make_booking(make_date(make_event()))

    entry = entry_of(booking)

    assert str(entry["UID"]) == booking.date.uid
    assert booking.reference in str(entry["DESCRIPTION"])
    assert str(entry["URL"]).endswith(f"/b/{manage_token(booking)}/")
    assert str(entry["STATUS"]) == "CONFIRMED"
    assert booking.name not in str(entry["DESCRIPTION"])


def test_who_has_a_place_gets_the_address_of_the_room() -> None:
    entry = entry_of(make_booking(an_online_talk()))

    assert str(entry["LOCATION"]) == ROOM


@pytest.mark.parametrize(
    "state", [BookingState.WAITING, BookingState.OFFERED, BookingState.CANCELLED]
)
def test_nobody_else_gets_it(state: BookingState) -> None:
    booking = make_booking(
        an_online_talk(),
        state=state,
        waiting_since=NOW,
        offer_expires_at=NOW + datetime.timedelta(hours=24),
    )

    assert ROOM.encode() not in calendar_of_booking(booking, now=NOW).replace(b"\r\n ", b"")


def test_a_place_in_the_line_is_not_yet_a_place() -> None:
    entry = entry_of(
        make_booking(make_date(make_event()), state=BookingState.WAITING, waiting_since=NOW)
    )

    assert str(entry["STATUS"]) == "TENTATIVE"
    assert str(entry["SUMMARY"]).startswith("Waiting list: ")


def test_a_booking_that_is_cancelled_takes_the_entry_away() -> None:
    booking = make_booking(make_date(make_event(), sequence=2), state=BookingState.CANCELLED)

    entry = entry_of(booking)

    assert (str(entry["STATUS"]), entry["SEQUENCE"]) == ("CANCELLED", 3)


def test_a_date_that_is_cancelled_is_cancelled_for_who_booked() -> None:
    entry = entry_of(make_booking(an_online_talk(status=EventStatus.CANCELLED, sequence=1)))

    assert (str(entry["STATUS"]), entry["SEQUENCE"]) == ("CANCELLED", 1)
    assert str(entry["SUMMARY"]) == "Cancelled: CV clinic"


def test_it_leads_to_the_booking_in_the_language_of_who_booked() -> None:
    entry = entry_of(make_booking(make_date(make_event()), language="ur"))

    assert "/ur/b/" in str(entry["URL"])


def test_a_language_that_the_site_lost_is_english() -> None:
    entry = entry_of(make_booking(make_date(make_event()), language="tlh"))

    assert "://" in str(entry["URL"])
    assert "/tlh/" not in str(entry["URL"])
