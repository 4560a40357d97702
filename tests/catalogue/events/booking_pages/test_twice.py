"""The same press twice, from wherever it comes, is one booking."""

import pytest
from django.test import Client

from catalogue.events.bookings.records import Booking
from tests.catalogue.events.booking_pages.journey import (
    answer,
    go_to_check,
    press_book,
    twin,
    url_of,
)
from tests.event_factories import make_date, make_event


@pytest.mark.django_db
def test_pressing_again_leads_to_the_same_page(client: Client) -> None:
    event = make_event()
    make_date(event, capacity=5)
    page = go_to_check(client, event)

    first = press_book(client, event, page)
    again = press_book(client, event, page)
    third = press_book(twin(client), event, page)

    done = url_of(event, "done")
    assert [one.headers["Location"] for one in (first, again, third)] == [done] * 3
    assert Booking.objects.count() == 1
    # back, and forward again
    for step in ("check", "name", "people"):
        assert client.get(url_of(event, step)).headers["Location"] == done
        assert answer(client, event, step).headers["Location"] == done


@pytest.mark.django_db
def test_the_answers_that_are_booked_are_those_that_were_seen(client: Client) -> None:
    event = make_event()
    make_date(event, capacity=5)
    page = go_to_check(client, event)
    answer(twin(client), event, "people", party_size="4")

    response = press_book(client, event, page)

    assert "Your answers changed in another window." in response.content.decode()
    assert not Booking.objects.exists()
    assert press_book(client, event, response).status_code == 302
    assert Booking.objects.get().party_size == 4


@pytest.mark.django_db
def test_booking_again_is_asked_first(client: Client) -> None:
    event = make_event()
    make_date(event, capacity=5)
    press_book(client, event, go_to_check(client, event))

    again = client.get(url_of(event)).content.decode()
    assert "You have booked this event" in again
    client.post(url_of(event))
    page = go_to_check(client, event, name={"name": "Leila"})
    press_book(client, event, page)

    assert set(Booking.objects.values_list("name", flat=True)) == {"Amina K", "Leila"}
