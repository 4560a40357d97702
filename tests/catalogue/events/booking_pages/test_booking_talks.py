"""Talks of an event are booked with its date."""

import datetime

import pytest
from django.test import Client

from catalogue.events.bookings.records import Booking
from catalogue.events.pages import EventSession
from tests.catalogue.events.booking_pages.journey import (
    answer,
    book,
    go_to_check,
    press_book,
    url_of,
)
from tests.event_factories import make_date, make_event

pytestmark = pytest.mark.django_db


def test_talks_are_booked_with_the_date(client: Client) -> None:
    event = make_event()
    times = (datetime.time(11), datetime.time(12))
    for number, key in enumerate(("cv", "care", "full")):
        EventSession.objects.create(
            event=event,
            key=key,
            title=f"Talk {key}",
            starts_at=times[0],
            ends_at=times[1],
            capacity=5,
            sort_order=number,
        )
    date = make_date(event, capacity=9)
    date.slots.filter(session_key="full").update(places_taken=5)

    answer(client, event, "people")
    page = client.get(url_of(event, "sessions")).content.decode()
    assert "These talks are full" in page
    assert 'value="full"' not in page
    assert "<bdi>11am to midday</bdi>" in page  # else in Urdu the seats change places with it
    clash = answer(client, event, "sessions", sessions=["cv", "care"])
    assert "are at the same time. Choose one of them" in clash.content.decode()
    booking = book(client, event, sessions={"sessions": ["care"]})

    assert set(booking.slots.values_list("slot__session_key", flat=True)) == {"", "care"}
    assert "Talk care" in client.get(url_of(event, "done")).content.decode()


def test_a_talk_that_filled_is_asked_for_again(client: Client) -> None:
    event = make_event()
    for key, hour in (("cv", 11), ("care", 13)):
        EventSession.objects.create(
            event=event,
            key=key,
            title=f"Talk {key}",
            starts_at=datetime.time(hour),
            ends_at=datetime.time(hour + 1),
            capacity=5,
        )
    date = make_date(event, capacity=9)
    page = go_to_check(client, event, sessions={"sessions": ["cv", "care"]})
    date.slots.filter(session_key="cv").update(places_taken=5)

    response = press_book(client, event, page)

    assert response.headers["Location"] == url_of(event, "sessions")
    assert not Booking.objects.exists()
    asked = client.get(url_of(event, "sessions")).content.decode()
    assert "A talk that you chose is full now." in asked
    assert "These talks are full" in asked
    answer(client, event, "sessions", sessions=["care"])
    assert press_book(client, event, client.get(url_of(event, "check"))).status_code == 302
