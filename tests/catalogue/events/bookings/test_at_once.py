"""Real processes at one moment, on the database that the tests run on."""

import datetime
import os
import signal
import time
import uuid
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from django.db import OperationalError, connection

from benchmarks.at_once import at_once
from benchmarks.kill_loop import start
from catalogue.events.bookings import services
from catalogue.events.bookings.places import position
from catalogue.events.bookings.records import Booking, Notice
from catalogue.events.bookings.turns import in_turn
from catalogue.events.dates import EventDate
from tests.catalogue.events.bookings.asking import (
    add_talk,
    ask,
    assert_nobody_waits_who_fits,
    assert_places_add_up,
    states,
    taken,
)
from tests.event_factories import NOW, make_date, make_event

pytestmark = pytest.mark.usefixtures("own_database")
PROCESSES = 8
HOUR = datetime.timedelta(hours=1)


def press(date: EventDate, people: int = 1, **facts: Any) -> Callable[[], Any]:
    """Return a press of the button: its state, and the position that was told."""

    def work() -> Any:
        booking = ask(date, people, **facts)
        return [booking.pk, booking.state, position(booking)]

    return work


def test_eight_at_once_for_three_places() -> None:
    date = make_date(make_event(), capacity=3)

    answers = at_once([press(date)] * PROCESSES)

    assert Counter(state for _pk, state, _position in answers) == {"CONFIRMED": 3, "WAITING": 5}
    confirmed = [pk for pk, state, _ in answers if state == "CONFIRMED"]
    waiting = sorted((told, pk) for pk, state, told in answers if state == "WAITING")
    assert max(confirmed) < min(pk for _told, pk in waiting)
    assert [pk for _told, pk in waiting] == sorted(pk for _told, pk in waiting)
    line = Booking.objects.filter(date=date, state="WAITING").order_by("waiting_since", "pk")
    assert [position(one) for one in line] == [1, 2, 3, 4, 5]
    assert_places_add_up(date)


def test_parties_and_talks_at_once_take_all_or_nothing() -> None:
    event = make_event(has_waiting_list=False)
    add_talk(event, places=2, key="a")
    add_talk(event, places=2, key="b")
    date = make_date(event, capacity=20)

    answers = at_once(
        [
            press(date, 1, session_keys=["a", "b"] if number % 2 else ["b", "a"])
            for number in range(PROCESSES)
        ]
    )

    refused = [answer for answer in answers if answer == "BookingRefused: SESSION_FULL"]
    assert len(refused) == PROCESSES - 2
    assert (taken(date), taken(date, "a"), taken(date, "b")) == (2, 2, 2)


def test_one_form_sent_by_many_presses_is_one_booking() -> None:
    event = make_event()
    dates = [make_date(event, capacity=9, key=key) for key in ("a", "b")]
    key = uuid.uuid4()

    answers = at_once([press(dates[n % 2], idempotency_key=key) for n in range(PROCESSES)])

    assert len({answer[0] for answer in answers}) == 1, answers
    assert Booking.objects.filter(date__event=event).count() == 1
    assert sum(taken(date) for date in dates) == 1
    assert Notice.objects.filter(booking__date__event=event).count() == 1


def test_taking_cancelling_and_lapsing_an_offer_at_once_is_one_of_them() -> None:
    date = make_date(make_event(), capacity=1)
    holder, first, second = ask(date), ask(date), ask(date)
    services.cancel(holder, now=NOW - HOUR)  # so the offers of first and second end apart
    late = Booking.objects.get(pk=first.pk).offer_expires_at

    at_once(
        [
            lambda: services.accept_offer(first, now=NOW).state,
            lambda: services.decline_offer(first, now=NOW).state,
            lambda: services.cancel(first, now=NOW).state,
            lambda: services.lapse_offers(now=late),
            lambda: services.forget(first, now=NOW),
            lambda: services.offer_free_places(date.pk, now=NOW),
        ]
    )

    assert states(second) == ["OFFERED"]
    assert_places_add_up(date)


def test_everything_at_once_on_two_dates_neither_blocks_nor_loses_a_place() -> None:
    event = make_event()
    add_talk(event, places=3)
    dates = [make_date(event, capacity=4, key=key) for key in ("a", "b")]
    bookings = [ask(date, 2, session_keys=["talk"][: number % 2]) for date in dates
                for number in range(3)]  # fmt: skip

    def many(number: int) -> Callable[[], Any]:
        def work() -> Any:
            mine = bookings[number % len(bookings)]
            for date in dates if number % 2 else reversed(dates):
                ask(date, 1)
            services.cancel(mine, now=NOW)
            services.offer_free_places(mine.date_id, now=NOW)
            return "done"

        return work

    assert at_once([many(number) for number in range(PROCESSES)]) == ["done"] * PROCESSES
    for date in dates:
        assert_places_add_up(date)
        assert_nobody_waits_who_fits(date)


def test_a_process_that_is_killed_leaves_no_half_booking() -> None:
    event = make_event()
    add_talk(event, places=50)
    date = make_date(event, capacity=50)

    def book_for_ever() -> None:
        while True:
            booking = ask(date, 1, session_keys=["talk"])
            services.cancel(booking, now=NOW)

    for round_number in range(5):
        pid, read = start(book_for_ever)
        time.sleep(0.1 + round_number * 0.03)
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.close(read)
        assert_places_add_up(date)
        assert not Booking.objects.filter(slots__isnull=True).exists()
        assert not Booking.objects.filter(notices__isnull=True).exists()
    assert Booking.objects.filter(date=date).count() > 0


def test_work_that_only_had_to_wait_is_tried_again() -> None:
    tries: list[int] = []

    def work() -> str:
        tries.append(1)
        if len(tries) < 3:
            raise OperationalError("database is locked")
        return "done"

    assert in_turn(work) == "done"
    assert len(tries) == 3


def test_a_database_that_stays_busy_is_told_in_words() -> None:
    def work() -> None:
        raise OperationalError("database is locked")

    with pytest.raises(services.BookingRefused, match="BUSY"):
        in_turn(work)


def test_another_failure_of_the_database_is_not_hidden() -> None:
    tries: list[int] = []

    def work() -> None:
        tries.append(1)
        raise OperationalError("disk I/O error")

    with pytest.raises(OperationalError, match="disk"):
        in_turn(work)
    assert len(tries) == 1


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer")
def test_a_deadlock_is_tried_again() -> None:
    from psycopg.errors import DeadlockDetected

    tries: list[int] = []

    def work() -> str:
        tries.append(1)
        if len(tries) == 1:
            raise OperationalError("deadlock detected") from DeadlockDetected()
        return "done"

    assert in_turn(work) == "done"
