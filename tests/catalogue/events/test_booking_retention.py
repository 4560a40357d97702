"""Bookings go in time, each kind in its own. Their numbers stay: counted once, come what may."""

import datetime

import pytest

from catalogue.events.bookings import notices
from catalogue.events.bookings import retention as bookings
from catalogue.events.bookings.records import AccessLook, AccessNeed, BookedSlot, Booking, Notice
from catalogue.events.dates import DateTally, EventDate
from catalogue.events.enums import BookingState, EventStatus, NoticeKind
from portal.operations import retention
from tests.event_factories import NOW, at, make_booking, make_date, make_event

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
MINUTE = datetime.timedelta(minutes=1)


@pytest.fixture
def date() -> EventDate:
    """Return a date that ended at NOW."""
    start_at = NOW - datetime.timedelta(hours=5)
    return make_date(make_event(first_start=start_at, first_end=NOW))


def booking(date: EventDate, state: str = "CONFIRMED", **facts) -> Booking:
    return make_booking(date, state=state, waiting_since=NOW, offer_expires_at=NOW, **facts)


def tally(date: EventDate) -> dict[str, int]:
    row = DateTally.objects.get(date=date)
    names = ("bookings", "people", "arrived", "cancelled", "waited", "access_needs")
    return {name: getattr(row, name) for name in names}


def test_a_booking_goes_thirty_days_after_the_end_with_all_that_hangs_on_it(date):
    kept = booking(date, party_size=3, arrived_at=NOW)
    BookedSlot.objects.create(booking=kept, slot=date.slots.get())
    notices.queue(kept, NoticeKind.CONFIRMED, now=NOW)

    assert retention.prune(now=NOW + 30 * DAY)["bookings"] == 0
    assert Booking.objects.exists()
    assert retention.prune(now=NOW + 30 * DAY + MINUTE)["bookings"] == 1
    for model in (Booking, BookedSlot, Notice):
        assert not model.objects.exists()
    expected = {"bookings": 1, "people": 3, "arrived": 3, "cancelled": 0, "waited": 0}
    assert tally(date) == {**expected, "access_needs": 0}


@pytest.mark.parametrize("state", ["WAITING", "OFFERED", "LAPSED"])
def test_who_never_got_a_place_goes_seven_days_after_the_end(date, state):
    booking(date, state)
    assert retention.prune(now=NOW + 7 * DAY)["waiting_lists"] == 0
    assert retention.prune(now=NOW + 7 * DAY + MINUTE)["waiting_lists"] == 1
    assert not Booking.objects.exists()
    assert tally(date)["waited"] == 1


def test_who_had_a_place_stays_longer_than_the_waiting_list(date):
    booking(date)
    retention.prune(now=NOW + 29 * DAY)
    assert Booking.objects.count() == 1


def test_a_cancelled_booking_goes_seven_days_after_it_was_cancelled_before_the_event():
    date = make_date(make_event(days=60))
    booking(date, "CANCELLED", cancelled_at=NOW)
    booking(date)
    assert retention.prune(now=NOW + 7 * DAY)["cancelled_bookings"] == 0
    assert retention.prune(now=NOW + 7 * DAY + MINUTE)["cancelled_bookings"] == 1
    assert Booking.objects.get().state == BookingState.CONFIRMED
    assert tally(date)["cancelled"] == 1


def test_an_access_need_goes_seven_days_after_the_end_and_the_booking_stays(date):
    AccessNeed.objects.create(booking=booking(date), kinds=["BSL"], text="Please")
    assert retention.prune(now=NOW + 7 * DAY)["access_needs"] == 0
    assert retention.prune(now=NOW + 7 * DAY + MINUTE)["access_needs"] == 1
    assert not AccessNeed.objects.exists()
    assert Booking.objects.exists()
    assert tally(date)["access_needs"] == 1


@pytest.mark.parametrize("state", ["CANCELLED", "LAPSED"])
def test_an_access_need_of_a_booking_that_was_given_up_goes_at_once_and_counts_for_nothing(state):
    date = make_date(make_event(days=60))
    AccessNeed.objects.create(booking=booking(date, state, cancelled_at=NOW), kinds=["BSL"])
    assert retention.prune(now=NOW + MINUTE)["access_needs"] == 1
    assert not DateTally.objects.exists()


def test_the_same_access_need_is_counted_once_when_everything_goes_late(date):
    """The work was not done for two months: needs and bookings go in one run."""
    for _ in range(2):
        AccessNeed.objects.create(booking=booking(date), kinds=["BSL"])
    retention.prune(now=NOW + 60 * DAY)
    assert tally(date)["access_needs"] == 2
    assert tally(date)["bookings"] == 2


def test_numbers_of_a_date_that_goes_in_parts_add_up(date, monkeypatch):
    monkeypatch.setattr(bookings, "BATCH", 2)
    booking(date, "CANCELLED", cancelled_at=NOW - 8 * DAY)
    for _ in range(3):
        booking(date, "WAITING")
    for number in range(5):
        booking(date, party_size=2, arrived_at=NOW if number < 3 else None)
    for days in (0, 8, 31, 32):
        retention.prune(now=NOW + days * DAY)
    assert tally(date) == {
        "bookings": 5,
        "people": 10,
        "arrived": 6,
        "cancelled": 1,
        "waited": 3,
        "access_needs": 0,
    }
    assert DateTally.objects.count() == 1


def test_a_run_that_dies_in_the_middle_counts_nothing_twice(date, monkeypatch):
    monkeypatch.setattr(bookings, "BATCH", 2)
    for _ in range(5):
        booking(date)
    whole, batches = bookings._add, []

    def dies_in_the_second(*args):
        batches.append(args)
        if len(batches) == 2:
            raise KeyboardInterrupt
        whole(*args)

    with monkeypatch.context() as patched:
        patched.setattr(bookings, "_add", dies_in_the_second)
        with pytest.raises(KeyboardInterrupt):
            bookings.prune_bookings(NOW + DAY)
    assert (tally(date)["bookings"], Booking.objects.count()) == (2, 3)

    assert bookings.prune_bookings(NOW + DAY) == 3
    assert tally(date)["bookings"] == 5


def test_bookings_of_an_event_that_was_called_off_go_like_all_others(date):
    date.status = EventStatus.CANCELLED
    date.save()
    booking(date)
    assert retention.prune(now=NOW + 31 * DAY)["bookings"] == 1


def test_nothing_goes_before_the_event():
    date = make_date(make_event(days=60))
    for state in ("CONFIRMED", "WAITING", "OFFERED"):
        AccessNeed.objects.create(booking=booking(date, state), kinds=["BSL"])
    report = retention.prune(now=at(60, 9))
    names = ("bookings", "access_needs", "waiting_lists", "cancelled_bookings")
    assert [report[name] for name in names] == [0, 0, 0, 0]
    assert AccessNeed.objects.count() == 3


def test_looks_at_access_needs_are_kept_two_years(date):
    for days, where in [(731, "old"), (729, "young")]:
        looked_at = NOW - datetime.timedelta(days=days)
        AccessLook.objects.create(date=date, where=where, needs=0, looked_at=looked_at)
    assert retention.prune(now=NOW)["access_looks"] == 1
    assert AccessLook.objects.get().where == "young"


def test_the_numbers_hold_nothing_personal():
    fields = {field.name for field in DateTally._meta.get_fields()}
    assert fields == {
        *("id", "date", "bookings", "people", "arrived", "cancelled", "waited", "access_needs")
    }
