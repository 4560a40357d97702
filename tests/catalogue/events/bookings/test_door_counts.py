"""Who came: once each, with or without a booking, and taken back."""

import pytest

from catalogue.events.bookings.services import (
    BookingRefused,
    arrive,
    cancel,
    reduce_party,
    undo_arrival,
    undo_walk_in,
    walk_in,
)
from catalogue.events.dates import ArrivalCount, EventDate
from catalogue.events.enums import AgeBand, EventStatus
from tests.catalogue.events.bookings.asking import (
    add_talk,
    ask,
    assert_places_add_up,
    now_of,
    states,
    taken,
)
from tests.event_factories import NOW, make_date, make_event

pytestmark = pytest.mark.django_db
YOUNG, OLD = AgeBand.UNDER_18, AgeBand.FROM_50


def counts(date: EventDate) -> dict[tuple[str, bool], int]:
    rows = ArrivalCount.objects.filter(date=date, people__gt=0)
    return {(row.band, row.is_walk_in): row.people for row in rows}


def test_a_party_comes_once_however_often_the_phone_sends_it() -> None:
    date = make_date(make_event(), capacity=5)
    booking = ask(date, 3)

    for _ in range(2):
        assert arrive(booking, now=date.start_at, band=YOUNG).arrived_at == date.start_at

    assert counts(date) == {(YOUNG, False): 3}
    assert taken(date) == 3


def test_an_arrival_taken_back_can_be_noted_again() -> None:
    date = make_date(make_event(), capacity=5)
    booking = ask(date, 3)
    arrive(booking, now=date.start_at, band=YOUNG)

    for _ in range(2):
        assert undo_arrival(booking, band=YOUNG).arrived_at is None
    assert counts(date) == {}

    arrive(booking, now=date.start_at, band=OLD)
    assert counts(date) == {(OLD, False): 3}


def test_the_total_is_right_when_the_door_forgot_the_band() -> None:
    date = make_date(make_event(), capacity=9)
    bookings = [ask(date, 2), ask(date, 1)]
    for booking, band in zip(bookings, (YOUNG, OLD), strict=True):
        arrive(booking, now=date.start_at, band=band)

    undo_arrival(bookings[0])

    assert sum(counts(date).values()) == 1


def test_people_without_a_booking_take_places() -> None:
    date = make_date(make_event(), capacity=3)
    ask(date)

    walk_in(date.pk, 2, YOUNG, now=date.start_at)

    assert counts(date) == {(YOUNG, True): 2}
    assert_places_add_up(date)
    with pytest.raises(BookingRefused, match="FULL"):
        walk_in(date.pk, 1, YOUNG, now=date.start_at)
    assert undo_walk_in(date.pk, 2, YOUNG, now=date.start_at)
    assert not undo_walk_in(date.pk, 1, YOUNG, now=date.start_at)
    assert taken(date) == 1
    assert_places_add_up(date)


def test_who_cancelled_and_comes_all_the_same_gets_a_free_place() -> None:
    event = make_event()
    add_talk(event, places=1)
    date = make_date(event, capacity=2)
    booking = ask(date, session_keys=["talk"])
    cancel(booking, now=NOW)
    ask(date, session_keys=["talk"])

    assert arrive(booking, now=date.start_at).state == "CONFIRMED"

    assert (taken(date), taken(date, "talk")) == (2, 1)
    assert_places_add_up(date)


def test_who_waits_and_comes_gets_a_place_only_if_one_is_free() -> None:
    date = make_date(make_event(), capacity=1)
    holder, waits = ask(date), ask(date)

    with pytest.raises(BookingRefused, match="FULL"):
        arrive(waits, now=date.start_at)
    cancel(holder, now=date.start_at)

    assert arrive(waits, now=date.start_at).state == "CONFIRMED"
    assert_places_add_up(date)


def test_an_offer_is_taken_by_coming() -> None:
    date = make_date(make_event(), capacity=1)
    holder, waits = ask(date), ask(date)
    cancel(holder, now=NOW)

    arrive(waits, now=NOW)

    assert states(waits) == ["CONFIRMED"]
    assert taken(date) == 1


def test_a_party_that_came_neither_cancels_nor_shrinks() -> None:
    date = make_date(make_event())
    booking = ask(date, 2)
    arrive(booking, now=date.start_at)

    with pytest.raises(BookingRefused, match="CLOSED"):
        cancel(booking, now=date.start_at)
    with pytest.raises(BookingRefused, match="CLOSED"):
        reduce_party(booking, 1, now=date.start_at)
    assert now_of(booking).party_size == 2


def test_nobody_comes_to_a_date_that_is_off() -> None:
    date = make_date(make_event())
    booking = ask(date)
    EventDate.objects.filter(pk=date.pk).update(status=EventStatus.CANCELLED)

    with pytest.raises(BookingRefused, match="CALLED_OFF"):
        arrive(booking, now=NOW)
    with pytest.raises(BookingRefused, match="CALLED_OFF"):
        walk_in(date.pk, 1, YOUNG, now=NOW)


def test_nobody_is_no_walk_in() -> None:
    date = make_date(make_event())

    with pytest.raises(ValueError, match="not 0"):
        walk_in(date.pk, 0, YOUNG, now=NOW)
    with pytest.raises(ValueError, match="not -1"):
        undo_walk_in(date.pk, -1, YOUNG, now=NOW)
