"""Booking places: what is taken, what is refused, and that a form sent twice is one booking."""

import datetime
import uuid
from typing import Any

import pytest

from catalogue.events.bookings.places import places_of, position, session_places_of
from catalogue.events.bookings.records import AccessNeed, Booking, Notice
from catalogue.events.bookings.services import (
    Access,
    BookingRefused,
    BookingRequest,
    Refusal,
    arrive,
    book,
    cancel,
    closes_at,
    forget,
    reduce_party,
    refusal_now,
)
from catalogue.events.dates import DateTally, EventDate, Slot
from catalogue.events.enums import BookingRule, EventStatus
from tests.catalogue.events.bookings.asking import (
    add_talk,
    ask,
    assert_places_add_up,
    now_of,
    states,
    taken,
)
from tests.event_factories import NOW, at, make_date, make_event

pytestmark = pytest.mark.django_db


def refused(date: EventDate, people: int = 1, **facts: Any) -> Refusal:
    with pytest.raises(BookingRefused) as refusal:
        ask(date, people, **facts)
    return refusal.value.reason


def test_a_place_is_booked_and_told() -> None:
    date = make_date(make_event(), capacity=5)

    booking = ask(date, 3, email="", phone="+447700900123", language="ur")

    assert booking.state == "CONFIRMED"
    assert booking.confirmed_at == NOW
    assert taken(date) == 3
    assert [(n.kind, n.channel) for n in Notice.objects.all()] == [("CONFIRMED", "SMS")]


def test_the_last_places_are_taken_and_who_comes_later_waits_in_order() -> None:
    date = make_date(make_event(), capacity=3)

    first, second, third, fourth = ask(date, 2), ask(date, 2), ask(date, 1), ask(date, 1)

    assert states(first, second, third, fourth) == ["CONFIRMED", "WAITING", "CONFIRMED", "WAITING"]
    assert [position(one) for one in (first, second, third, fourth)] == [0, 1, 0, 2]
    assert taken(date) == 3
    assert Notice.objects.get(booking=fourth).facts == {"position": 2}


def test_a_date_without_a_limit_counts_all_the_same() -> None:
    date = make_date(make_event())

    ask(date, 4)

    places = places_of([date.pk])[date.pk]
    assert (places.capacity, places.taken, places.left, places.is_full) == (None, 4, None, False)


def test_places_of_many_dates_are_one_question(django_assert_num_queries: Any) -> None:
    event = make_event()
    dates = [make_date(event, capacity=2, key=str(number)) for number in range(3)]
    for _ in range(3):
        ask(dates[1])

    with django_assert_num_queries(1):
        found = places_of([date.pk for date in dates])

    assert [found[date.pk].is_full for date in dates] == [False, True, False]
    assert [found[date.pk].waiting for date in dates] == [0, 1, 0]


def test_without_a_waiting_list_full_is_full() -> None:
    date = make_date(make_event(has_waiting_list=False), capacity=1)
    ask(date)

    assert refused(date) == Refusal.FULL
    assert Booking.objects.count() == 1


@pytest.mark.parametrize(
    ("facts", "people", "reason"),
    [
        pytest.param({"booking": BookingRule.NONE}, 1, Refusal.NOT_BOOKABLE, id="nothing to book"),
        pytest.param({"booking": BookingRule.EXTERNAL}, 1, Refusal.NOT_BOOKABLE, id="elsewhere"),
        pytest.param({"live": False}, 1, Refusal.NOT_BOOKABLE, id="not published"),
        pytest.param({"is_template": True}, 1, Refusal.NOT_BOOKABLE, id="a template"),
        pytest.param({"largest_party": 2}, 3, Refusal.PARTY_TOO_LARGE, id="a large party"),
        pytest.param({}, 4, Refusal.PARTY_TOO_LARGE, id="more than will ever be free"),
        pytest.param({}, 0, Refusal.PARTY_TOO_LARGE, id="nobody"),
    ],
)
def test_what_cannot_be_booked(facts: dict[str, Any], people: int, reason: Refusal) -> None:
    date = make_date(make_event(**facts), capacity=3)

    assert refused(date, people) == reason
    assert taken(date) == 0


@pytest.mark.parametrize("status", [EventStatus.CANCELLED, EventStatus.POSTPONED])
def test_a_date_that_is_called_off_is_not_booked(status: EventStatus) -> None:
    date = make_date(make_event(), status=status)

    assert refused(date, source="WEB") == Refusal.CALLED_OFF
    assert refused(date, source="STAFF") == Refusal.CALLED_OFF


def test_a_date_that_does_not_exist_is_refused() -> None:
    date = make_date(make_event())
    EventDate.objects.filter(pk=date.pk).delete()

    assert refused(date) == Refusal.NOT_BOOKABLE


def test_booking_closes_some_hours_before_and_staff_can_until_the_end() -> None:
    date = make_date(make_event(bookings_close_hours=3), capacity=5)
    closed = date.start_at - datetime.timedelta(hours=3)
    assert closes_at(date, date.event) == closed

    ask(date, now=closed - datetime.timedelta(seconds=1))
    assert refused(date, now=closed) == Refusal.CLOSED
    assert refusal_now(date, now=closed) == Refusal.CLOSED

    last_moment = date.end_at - datetime.timedelta(seconds=1)
    assert ask(date, now=last_moment, source="STAFF").state == "CONFIRMED"
    assert refused(date, now=date.end_at, source="STAFF") == Refusal.CLOSED


def test_nobody_waits_for_a_place_at_an_event_that_has_begun() -> None:
    date = make_date(make_event(), capacity=1)
    ask(date)

    assert refused(date, now=date.start_at, source="STAFF") == Refusal.FULL


def test_a_form_sent_twice_is_one_booking_even_when_booking_has_closed_between() -> None:
    date = make_date(make_event(), capacity=1)
    request = BookingRequest(
        date_id=date.pk, name="Amina", email="a@example.org", idempotency_key=uuid.uuid4()
    )

    first = book(request, now=NOW)
    again = book(request, now=date.end_at)

    assert (first.is_new, again.is_new) == (True, False)
    assert again.booking == first.booking
    assert taken(date) == 1
    assert Notice.objects.count() == 1


def test_a_form_sent_for_two_dates_is_the_first_booking() -> None:
    event = make_event()
    dates = [make_date(event, key=key) for key in ("a", "b")]
    key = uuid.uuid4()

    bookings = [ask(date, idempotency_key=key) for date in dates]

    assert bookings[0] == bookings[1]
    assert [taken(date) for date in dates] == [1, 0]


def test_a_reference_that_is_taken_is_drawn_again(monkeypatch: pytest.MonkeyPatch) -> None:
    date = make_date(make_event())
    draws = iter(["K7QM4XPD", "K7QM4XPD", "B2CD3FGH"])
    field = Booking._meta.get_field("reference")
    monkeypatch.setattr(field, "_get_default", lambda: next(draws))

    assert [ask(date).reference, ask(date).reference] == ["K7QM4XPD", "B2CD3FGH"]
    assert taken(date) == 2


def test_what_would_help_is_kept_apart() -> None:
    date = make_date(make_event())

    ask(date, access=Access(kinds=("BSL", "OTHER"), text="A chair near the door"))
    ask(date, access=Access())

    need = AccessNeed.objects.get()
    assert (need.kinds, need.text) == (["BSL", "OTHER"], "A chair near the door")


class TestTalks:
    def test_the_date_and_its_talks_are_booked_together(self) -> None:
        event = make_event()
        add_talk(event, places=2)
        date = make_date(event, capacity=5)

        booking = ask(date, 2, session_keys=["talk", "talk"])

        assert (taken(date), taken(date, "talk")) == (2, 2)
        assert booking.slots.count() == 2
        assert session_places_of(date.pk)["talk"].is_full

    def test_a_full_talk_takes_nothing_of_the_date(self) -> None:
        event = make_event()
        add_talk(event, places=1)
        date = make_date(event, capacity=5)

        assert refused(date, 2, session_keys=["talk"]) == Refusal.SESSION_FULL
        assert refused(date, 1, session_keys=["gone"]) == Refusal.SESSION_FULL
        assert (taken(date), taken(date, "talk")) == (0, 0)

    def test_cancelling_frees_both(self) -> None:
        event = make_event()
        add_talk(event, places=2)
        date = make_date(event, capacity=5)

        cancel(ask(date, 2, session_keys=["talk"]), now=NOW)

        assert (taken(date), taken(date, "talk")) == (0, 0)

    def test_who_waits_for_a_talk_that_is_no_longer_held_gets_the_date(self) -> None:
        event = make_event()
        talk = add_talk(event, places=5)
        date = make_date(event, capacity=1)
        first = ask(date)
        waits = ask(date, session_keys=["talk"])
        talk.delete()
        Slot.objects.filter(date=date, session_key="talk").update(capacity=0)

        cancel(first, now=NOW)

        assert states(waits) == ["OFFERED"]
        assert_places_add_up(date)


class TestChanges:
    def test_cancelling_twice_is_once(self) -> None:
        date = make_date(make_event(), capacity=4)
        booking, other = ask(date, 2), ask(date, 2)

        for _ in range(2):
            assert cancel(booking, now=NOW).state == "CANCELLED"

        assert taken(date) == 2
        assert states(other) == ["CONFIRMED"]
        assert Notice.objects.filter(kind="CANCELLED").count() == 1

    def test_a_smaller_party_frees_the_difference(self) -> None:
        date = make_date(make_event(), capacity=4)
        booking = ask(date, 4)

        changed = reduce_party(booking, 1, now=NOW)

        assert (changed.party_size, taken(date)) == (1, 1)
        assert Notice.objects.get(kind="CHANGED").booking == booking
        reduce_party(booking, 1, now=NOW)
        assert Notice.objects.filter(kind="CHANGED").count() == 1

    def test_a_party_never_grows(self) -> None:
        booking = ask(make_date(make_event()), 2)

        with pytest.raises(BookingRefused, match="PARTY_TOO_LARGE"):
            reduce_party(booking, 3, now=NOW)
        with pytest.raises(ValueError, match="not 0"):
            reduce_party(booking, 0, now=NOW)

    def test_a_smaller_party_that_waits_may_fit_at_once(self) -> None:
        date = make_date(make_event(), capacity=3)
        ask(date, 2)
        waits = ask(date, 2)

        assert reduce_party(waits, 1, now=NOW).state == "OFFERED"
        assert_places_add_up(date)

    def test_a_party_that_gave_up_cannot_shrink(self) -> None:
        booking = ask(make_date(make_event()), 2)
        cancel(booking, now=NOW)

        with pytest.raises(BookingRefused, match="NOT_BOOKABLE"):
            reduce_party(booking, 1, now=NOW)

    def test_nothing_changes_when_the_date_is_over(self) -> None:
        date = make_date(make_event(), capacity=2)
        booking = ask(date, 2)

        with pytest.raises(BookingRefused, match="CLOSED"):
            cancel(booking, now=date.end_at)
        with pytest.raises(BookingRefused, match="CLOSED"):
            reduce_party(booking, 1, now=date.end_at)
        assert taken(date) == 2

    def test_forgetting_deletes_everything_about_a_person_and_frees_places(self) -> None:
        date = make_date(make_event(), capacity=2)
        booking = ask(date, 2, access=Access(kinds=("BSL",)))
        waits = ask(date)

        for _ in range(2):
            forget(booking, now=NOW)

        assert list(Booking.objects.all()) == [waits]
        assert not AccessNeed.objects.exists()
        assert states(waits) == ["OFFERED"]
        assert_places_add_up(date)

    def test_the_numbers_of_who_was_forgotten_stay(self) -> None:
        date = make_date(make_event())
        before, came, stayed_away = ask(date, 2), ask(date, 3), ask(date, 1)
        forget(before, now=NOW)
        arrive(came, now=date.start_at)

        for booking in (came, stayed_away):
            forget(booking, now=date.end_at)

        tally = DateTally.objects.get(date=date)
        numbers = (tally.cancelled, tally.bookings, tally.people, tally.arrived)
        assert numbers == (1, 2, 4, 3)

    def test_a_booking_that_is_gone_is_refused_in_words(self) -> None:
        booking = ask(make_date(make_event()))
        forget(booking, now=NOW)

        with pytest.raises(BookingRefused, match="NOT_BOOKABLE"):
            cancel(booking, now=NOW)

    def test_the_row_counts_and_not_the_object_in_hand(self) -> None:
        date = make_date(make_event(), capacity=4)
        booking = ask(date, 3)
        old = now_of(booking)
        reduce_party(booking, 1, now=at(1))

        cancel(old, now=at(1))

        assert taken(date) == 0
