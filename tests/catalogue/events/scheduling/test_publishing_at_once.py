"""Two editors who publish the same event at one moment, while people book."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest

from benchmarks.at_once import at_once
from catalogue.events.bookings import services
from catalogue.events.bookings.records import Booking, Notice
from catalogue.events.dates import Slot
from catalogue.events.enums import EventStatus, Repeats
from catalogue.events.pages import EventPage
from catalogue.events.scheduling import dates_of
from tests.catalogue.events.bookings.conftest import own_database
from tests.event_factories import NOW, at, make_event

__all__ = ["own_database"]  # a fixture
pytestmark = pytest.mark.usefixtures("own_database")


@pytest.fixture(autouse=True)
def clock_of_these_events(time_machine) -> None:
    """Publishing reads the clock, in the processes of the editors too."""
    time_machine.move_to(NOW)


def publishing(event: EventPage, **facts: Any) -> Callable[[], str]:
    """Return an editor who changes the page and publishes it."""

    def work() -> str:
        page = EventPage.objects.get(pk=event.pk)
        for name, value in facts.items():
            setattr(page, name, value)
        page.save_revision().publish()
        return "published"

    return work


def booking(date_id: int, number: int) -> Callable[[], str]:
    def work() -> str:
        request = services.BookingRequest(
            date_id=date_id, name=f"Person {number}", email=f"p{number}@example.org"
        )
        return str(services.book(request, now=NOW).booking.state)

    return work


@pytest.mark.parametrize("round_", range(3))
def test_the_dates_follow_the_page_that_is_kept(round_: int) -> None:
    event = make_event(
        days=400, repeats=Repeats.WEEKLY, repeat_until=at(421).date(), capacity=3, live=False
    )
    event.save_revision().publish()
    date_id = event.dates.first().pk
    hour = datetime.timedelta(hours=1)

    answers = at_once(
        [
            publishing(event, first_start=event.first_start + hour, capacity=5),
            publishing(event, first_start=event.first_start + 2 * hour, capacity=4),
            *(booking(date_id, number) for number in range(4)),
        ]
    )

    assert answers[:2] == ["published", "published"]
    page = EventPage.objects.get(pk=event.pk)
    meant = [(one.key, one.start_at) for one in dates_of(page)]
    assert list(page.dates.values_list("key", "start_at")) == meant
    assert set(page.dates.values_list("status", flat=True)) == {EventStatus.RESCHEDULED}
    slot = Slot.objects.get(date=date_id, session_key="")
    assert slot.capacity == page.capacity
    held = Booking.objects.filter(date=date_id, state__in=["CONFIRMED", "OFFERED"]).count()
    assert slot.places_taken == held
    about = list(Notice.objects.filter(kind="EVENT_CHANGED").values_list("booking", "about"))
    assert len(about) == len(set(about))
