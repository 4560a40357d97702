"""What machines read of an event."""

import pytest

from catalogue.events.dates import Slot
from catalogue.events.enums import AttendanceMode, BookingRule, EventKind, EventStatus
from tests.catalogue.events.pages.reading import data_of, html_of
from tests.event_factories import at, make_date, make_event


def event_data(client, *, taken: int = 0, date_facts=None, **facts):
    event = make_event(**facts)
    date = make_date(event, **(date_facts or {}))
    Slot.objects.filter(date=date).update(places_taken=taken)
    return event, data_of(html_of(client, f"/events/{event.slug}/"))[0]


def test_a_fair_has_times_place_organiser_and_places(client, site):
    event, data = event_data(client, capacity=200, taken=162, doors_minutes=15)

    assert data["@type"] == "Event"
    assert data["name"] == event.title
    assert data["startDate"] == "2026-12-09T10:00:00+00:00"
    assert data["endDate"] == "2026-12-09T15:00:00+00:00"
    assert data["doorTime"] == "2026-12-09T09:45:00+00:00"
    assert data["eventStatus"] == "https://schema.org/EventScheduled"
    assert data["eventAttendanceMode"] == "https://schema.org/OfflineEventAttendanceMode"
    assert data["location"]["address"]["postalCode"] == "WS1 1AA"
    assert data["organizer"]["name"] == event.organiser.name
    assert data["maximumAttendeeCapacity"] == 200
    assert data["remainingAttendeeCapacity"] == 38
    assert data["isAccessibleForFree"] is True
    assert data["offers"]["price"] == "0.00"
    assert data["offers"]["availability"] == "https://schema.org/InStock"
    assert data["url"].endswith(f"/events/{event.slug}/")


@pytest.mark.parametrize(
    ("status", "name"),
    [
        (EventStatus.CANCELLED, "EventCancelled"),
        (EventStatus.POSTPONED, "EventPostponed"),
        (EventStatus.RESCHEDULED, "EventRescheduled"),
    ],
)
def test_what_changed_is_told_to_machines(client, site, status, name):
    _event, data = event_data(client, date_facts={"status": status, "previous_start_at": at(7)})

    assert data["eventStatus"] == f"https://schema.org/{name}"
    assert ("previousStartDate" in data) == (status == EventStatus.RESCHEDULED)


def test_a_full_event_is_sold_out(client, site):
    _event, data = event_data(client, capacity=10, taken=10)
    assert data["offers"]["availability"] == "https://schema.org/SoldOut"
    assert data["remainingAttendeeCapacity"] == 0


def test_an_unknown_price_is_no_offer(client, site):
    _event, data = event_data(client, cost_pence=None)
    assert "offers" not in data
    assert "isAccessibleForFree" not in data


def test_an_online_talk_teaches_and_keeps_its_room_to_itself(client, site):
    _event, data = event_data(
        client,
        kind=EventKind.WEBINAR,
        attendance_mode=AttendanceMode.ONLINE,
        online_url="https://rooms.example.org/secret",
    )
    assert data["@type"] == "EducationEvent"
    assert data["location"]["@type"] == "VirtualLocation"
    assert "secret" not in str(data)


def test_a_mixed_event_has_both_places(client, site):
    _event, data = event_data(client, attendance_mode=AttendanceMode.MIXED)
    assert [one["@type"] for one in data["location"]] == ["Place", "VirtualLocation"]


def test_an_event_booked_elsewhere_tells_no_places_of_ours(client, site):
    _event, data = event_data(client, booking=BookingRule.EXTERNAL, capacity=5)
    assert "remainingAttendeeCapacity" not in data
