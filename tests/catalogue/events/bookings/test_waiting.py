"""The waiting list: whose turn it is, how long an offer stands, and that it moves on."""

import datetime
from typing import Any

import pytest

from catalogue.events.bookings.places import position
from catalogue.events.bookings.records import Notice
from catalogue.events.bookings.services import (
    BookingRefused,
    accept_offer,
    cancel,
    decline_offer,
    lapse_offers,
    offer_free_places,
)
from catalogue.events.bookings.waiting import offer_until
from catalogue.events.dates import EventDate, Slot
from catalogue.events.enums import EventStatus
from tests.catalogue.events.bookings.asking import (
    ask,
    assert_nobody_waits_who_fits,
    assert_places_add_up,
    now_of,
    states,
    taken,
)
from tests.event_factories import NOW, make_date, make_event

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)
SECOND = datetime.timedelta(seconds=1)


def full_date(capacity: int = 1, **facts: Any) -> tuple[EventDate, Any]:
    """Return a date all of whose places one booking has, and that booking."""
    date = make_date(make_event(**facts), capacity=capacity)
    return date, ask(date, capacity)


def test_a_freed_place_is_held_for_the_first_in_the_line() -> None:
    date, holder = full_date()
    first, second = ask(date), ask(date)

    cancel(holder, now=NOW)

    assert states(first, second) == ["OFFERED", "WAITING"]
    assert taken(date) == 1
    assert now_of(first).offer_expires_at == NOW + 24 * HOUR
    assert position(now_of(second)) == 1
    assert Notice.objects.get(kind="OFFERED").booking == first


def test_a_party_that_does_not_fit_is_passed_over_and_keeps_its_turn() -> None:
    date, holder = full_date(2)
    large, small = ask(date, 2), ask(date, 1)
    Slot.objects.filter(date=date).update(capacity=3)

    assert offer_free_places(date.pk, now=NOW) == 1
    assert states(large, small) == ["WAITING", "OFFERED"]

    cancel(holder, now=NOW)
    assert states(large, small) == ["OFFERED", "OFFERED"]
    assert_places_add_up(date)


def test_who_comes_now_does_not_overtake_who_waits_and_fits() -> None:
    date, _holder = full_date()
    waits = ask(date)
    Slot.objects.filter(date=date).update(capacity=2)  # and nobody offered the new place

    late = ask(date)

    assert states(waits, late) == ["OFFERED", "WAITING"]


def test_who_comes_now_may_have_what_is_too_small_for_who_waits() -> None:
    date = make_date(make_event(), capacity=3)
    ask(date, 2)

    assert states(ask(date, 2), ask(date, 1)) == ["WAITING", "CONFIRMED"]


def test_turns_follow_the_lock_and_not_the_clocks_of_machines() -> None:
    date, _holder = full_date()
    first = ask(date, now=NOW + HOUR)

    second = ask(date, now=NOW)

    assert [position(first), position(second)] == [1, 2]


def test_taking_an_offer_needs_one_press_and_twice_is_once() -> None:
    date, holder = full_date()
    waits = ask(date)
    cancel(holder, now=NOW)

    for _ in range(2):
        assert accept_offer(waits, now=NOW + HOUR).state == "CONFIRMED"

    assert now_of(waits).confirmed_at == NOW + HOUR
    assert taken(date) == 1
    assert Notice.objects.filter(booking=waits, kind="CONFIRMED").count() == 1


def test_an_offer_that_lapses_moves_on() -> None:
    date, holder = full_date()
    first, second = ask(date), ask(date)
    cancel(holder, now=NOW)

    assert lapse_offers(now=NOW + 24 * HOUR - SECOND) == 0
    assert lapse_offers(now=NOW + 24 * HOUR) == 1
    assert lapse_offers(now=NOW + 24 * HOUR) == 0

    assert states(first, second) == ["LAPSED", "OFFERED"]
    assert now_of(second).offer_expires_at == NOW + 48 * HOUR
    assert taken(date) == 1
    told = Notice.objects.order_by("pk").values_list("booking", "kind")
    assert list(told)[-3:] == [
        (first.pk, "OFFERED"), (first.pk, "LAPSED"), (second.pk, "OFFERED")
    ]  # fmt: skip


def test_taking_an_offer_too_late_is_refused_and_moves_it_on() -> None:
    date, holder = full_date()
    first, second = ask(date), ask(date)
    cancel(holder, now=NOW)

    with pytest.raises(BookingRefused, match="OFFER_ENDED"):
        accept_offer(first, now=NOW + 24 * HOUR)

    assert states(first, second) == ["LAPSED", "OFFERED"]
    with pytest.raises(BookingRefused, match="OFFER_ENDED"):
        accept_offer(first, now=NOW + 24 * HOUR)


def test_declining_gives_the_place_to_the_next() -> None:
    date, holder = full_date()
    first, second = ask(date), ask(date)
    cancel(holder, now=NOW)

    for _ in range(2):
        assert decline_offer(first, now=NOW).state == "CANCELLED"

    assert states(second) == ["OFFERED"]
    with pytest.raises(BookingRefused, match="OFFER_ENDED"):
        accept_offer(first, now=NOW)


def test_who_waits_has_no_offer_to_take_or_decline() -> None:
    date, _holder = full_date()
    waits = ask(date)

    for press in (accept_offer, decline_offer):
        with pytest.raises(BookingRefused, match="OFFER_ENDED"):
            press(waits, now=NOW)


def test_leaving_the_line_moves_those_behind_up() -> None:
    date, _holder = full_date()
    first, second = ask(date), ask(date)

    cancel(first, now=NOW)

    assert position(now_of(second)) == 1
    assert taken(date) == 1


@pytest.mark.parametrize(
    ("before", "stands"),
    [
        pytest.param(25, 24, id="a day and an hour before"),
        pytest.param(24, 2, id="a day before"),
        pytest.param(3, 2, id="on the day"),
        pytest.param(1, 1, id="never past the start"),
    ],
)
def test_how_long_an_offer_stands(before: int, stands: int) -> None:
    date = make_date(make_event())
    now = date.start_at - before * HOUR

    assert offer_until(date, now=now) == now + stands * HOUR


def test_nothing_is_offered_when_the_event_has_begun() -> None:
    date, holder = full_date()
    waits = ask(date)

    cancel(holder, now=date.start_at)

    assert states(waits) == ["WAITING"]
    assert taken(date) == 0


def test_an_offer_of_an_event_moved_forward_ends_at_its_start() -> None:
    date, holder = full_date()
    waits = ask(date)
    cancel(holder, now=NOW)
    EventDate.objects.filter(pk=date.pk).update(start_at=NOW + HOUR)

    with pytest.raises(BookingRefused, match="OFFER_ENDED"):
        accept_offer(waits, now=NOW + HOUR)


@pytest.mark.parametrize("status", [EventStatus.CANCELLED, EventStatus.POSTPONED])
def test_an_offer_of_a_date_that_is_off_is_not_lost_with_it(status: EventStatus) -> None:
    date, holder = full_date()
    waits = ask(date)
    cancel(holder, now=NOW)
    EventDate.objects.filter(pk=date.pk).update(status=status)

    with pytest.raises(BookingRefused, match="CALLED_OFF"):
        accept_offer(waits, now=NOW)
    assert lapse_offers(now=NOW + 25 * HOUR) == 1
    assert states(waits) == ["WAITING"]
    assert taken(date) == 0
    assert not Notice.objects.filter(kind="LAPSED").exists()

    EventDate.objects.filter(pk=date.pk).update(status=EventStatus.RESCHEDULED)
    assert lapse_offers(now=NOW + 26 * HOUR) == 0
    assert states(waits) == ["OFFERED"]
    assert Notice.objects.filter(booking=waits, kind="OFFERED").count() == 2
    assert_places_add_up(date)


def test_a_line_of_thirty_parties_is_served_in_order() -> None:
    date, holder = full_date(4)
    line = [ask(date, 1 + number % 3) for number in range(30)]
    served: list[int] = []
    cancel(holder, now=NOW)
    for day in range(1, 13):
        served += [one.pk for one in line if now_of(one).state == "OFFERED"]
        assert_places_add_up(date)
        assert_nobody_waits_who_fits(date)
        lapse_offers(now=NOW + day * 24 * HOUR)

    assert sorted(served) == sorted(set(served))
    for size in (1, 2, 3):  # among parties that fit alike, nobody is overtaken
        alike = [pk for pk in served if pk in {one.pk for one in line if one.party_size == size}]
        assert alike == sorted(alike)
