import pytest
from django.test import Client

from catalogue.events.bookings.records import Booking
from catalogue.events.bookings.tokens import manage_token
from catalogue.events.enums import BookingState
from tests.catalogue.events.booking_pages.journey import book, go_to_check, press_book, url_of
from tests.event_factories import NOW, make_date, make_event

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _clock(time_machine) -> None:
    time_machine.move_to(NOW, tick=False)


def test_answers_become_one_booking(client: Client) -> None:
    event = make_event(title="Jobs fair in the Town Hall")
    make_date(event, capacity=5)

    page = go_to_check(client, event, people={"party_size": "2"})
    response = press_book(client, event, page)

    assert response.headers["Location"] == url_of(event, "done")
    booking = Booking.objects.get()
    assert (booking.name, booking.email, booking.party_size) == ("Amina K", "amina@example.org", 2)
    assert booking.state == BookingState.CONFIRMED
    done = client.get(url_of(event, "done"))
    text = done.content.decode()
    assert booking.reference in text
    assert "amina@example.org" in text
    assert "You have 2 places" in text
    for path in ("", "cancel/", "people/", "access/", "forget/"):

        got = client.get(f"/b/{manage_token(booking)}/{path}")
        assert got.status_code == 200, path
