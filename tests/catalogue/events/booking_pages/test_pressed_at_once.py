"""Four windows press at the same moment, each in a transaction of its own."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from django.test import Client

from catalogue.events.bookings.records import Booking
from tests.catalogue.events.booking_pages.journey import go_to_check, press_book, twin, url_of
from tests.catalogue.events.bookings.conftest import own_database
from tests.event_factories import make_date, make_event

__all__ = ["own_database"]  # a fixture


@pytest.mark.usefixtures("own_database")
def test_two_presses_at_the_same_moment_are_one_booking(client: Client) -> None:
    event = make_event()
    make_date(event, capacity=5)
    page = go_to_check(client, event, people={"party_size": "2"})
    windows = [twin(client) for _window in range(4)]
    together = threading.Barrier(len(windows))

    def press(window: Client) -> str:
        try:
            together.wait()
            response = press_book(window, event, page)
            return response.headers.get("Location", str(response.status_code))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(windows)) as pool:
        answers = list(pool.map(press, windows))

    assert answers == [url_of(event, "done")] * len(windows)
    booking = Booking.objects.get()
    assert booking.date.slots.get().places_taken == 2
    for window in windows:
        assert booking.reference in window.get(url_of(event, "done")).content.decode()
