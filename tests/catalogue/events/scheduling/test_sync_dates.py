"""What publishing does to the rows of dates."""

import datetime

import pytest

from catalogue.events.bookings import services
from catalogue.events.bookings.records import Notice
from catalogue.events.dates import ArrivalCount, DateTally, EventDate, Slot
from catalogue.events.enums import BookingState, DateChangeKind, EventStatus, NoticeKind, Repeats
from catalogue.events.pages import EventDateChange, EventPage, EventSession
from catalogue.events.scheduling import sync_dates
from tests.event_factories import NOW, at, make_booking, make_event

pytestmark = pytest.mark.django_db
LATER = NOW + datetime.timedelta(hours=1)


def weekly_event(**facts: object) -> EventPage:
    """Return a live drop-in on four days, a week apart: in 14, 21, 28 and 35 days."""
    event = make_event(
        days=14, repeats=Repeats.WEEKLY, repeat_until=at(35).date(), **{"capacity": 10, **facts}
    )
    sync_dates(event, now=NOW)
    return event


def move(event: EventPage, days: int) -> None:
    event.first_start += datetime.timedelta(days=days)
    event.first_end += datetime.timedelta(days=days)
    event.save()


def told() -> list[tuple[str, str]]:
    return sorted(Notice.objects.values_list("booking__name", "kind"))


def facts_of_dates() -> list[dict[str, object]]:
    return list(EventDate.objects.order_by("pk").values())


def test_publishing_makes_a_row_for_each_date() -> None:
    event = weekly_event()

    assert [date.key for date in event.dates.all()] == [str(at(n).date()) for n in (14, 21, 28, 35)]
    assert {date.sequence for date in event.dates.all()} == {0}
    assert Slot.objects.filter(date__event=event, capacity=10).count() == 4
    assert len(set(event.dates.values_list("uid", flat=True))) == 4


def test_publishing_twice_changes_nothing_and_tells_nobody() -> None:
    event = weekly_event()
    make_booking(event.dates.first())
    before = facts_of_dates()

    report = sync_dates(event, now=LATER)

    assert not report
    assert facts_of_dates() == before
    assert told() == []


def test_a_date_that_is_new_and_moved_says_why_at_once() -> None:
    event = make_event(status_reason="The hall is closed.")
    EventDateChange.objects.create(
        event=event,
        on_date=at(14).date(),
        kind=DateChangeKind.MOVED,
        new_start=at(15),
        new_end=at(15, 15),
    )
    sync_dates(event, now=NOW)

    [date] = event.dates.all()
    assert (date.status, date.status_reason) == ("RESCHEDULED", "The hall is closed.")
    assert not sync_dates(event, now=LATER)


def test_a_moved_event_keeps_its_uid_and_says_the_first_start() -> None:
    event = make_event(status_reason="The hall is used.")
    sync_dates(event, now=NOW)
    old = event.dates.get()
    make_booking(old, name="Amina")
    move(event, 3)

    sync_dates(event, now=LATER)

    date = event.dates.get()
    assert (date.status, date.previous_start_at) == (EventStatus.RESCHEDULED, old.start_at)
    assert (date.uid, date.sequence, date.changed_at) == (old.uid, 1, LATER)
    assert date.status_reason == "The hall is used."
    assert told() == [("Amina", NoticeKind.EVENT_CHANGED)]


def test_an_event_that_moves_twice_says_the_first_start() -> None:
    event = make_event()
    sync_dates(event, now=NOW)
    first = event.dates.get().start_at
    for _turn in range(2):
        move(event, 1)
        sync_dates(event, now=LATER)

    date = event.dates.get()
    assert (date.previous_start_at, date.sequence) == (first, 2)


def test_an_event_that_moves_back_takes_place_as_planned() -> None:
    event = make_event()
    sync_dates(event, now=NOW)
    for days in (1, -1):
        move(event, days)
        sync_dates(event, now=LATER)

    date = event.dates.get()
    assert (date.status, date.previous_start_at) == (EventStatus.SCHEDULED, None)


def test_cancelling_the_page_cancels_what_is_ahead_and_tells_once() -> None:
    event = weekly_event()
    past = event.dates.first()
    EventDate.objects.filter(pk=past.pk).update(start_at=at(-7), end_at=at(-7, 12))
    make_booking(past, name="Came")
    make_booking(event.dates.get(key=str(at(21).date())), name="Booked")
    make_booking(
        event.dates.get(key=str(at(21).date())),
        name="Waits",
        state=BookingState.WAITING,
        waiting_since=NOW,
    )
    event.status, event.status_reason = EventStatus.CANCELLED, "No hall."
    event.save()

    for now in (NOW, LATER):
        sync_dates(event, now=now)

    past.refresh_from_db()
    assert past.status == EventStatus.SCHEDULED
    ahead = event.dates.exclude(pk=past.pk)
    assert set(ahead.values_list("status", "status_reason", "sequence")) == {
        (EventStatus.CANCELLED, "No hall.", 1)
    }
    assert told() == [
        ("Booked", NoticeKind.EVENT_CANCELLED),
        ("Waits", NoticeKind.EVENT_CANCELLED),
    ]


def test_an_event_that_takes_place_after_all_is_told_again() -> None:
    event = make_event(status=EventStatus.SCHEDULED)
    sync_dates(event, now=NOW)
    make_booking(event.dates.get(), name="Amina")
    for status in (EventStatus.CANCELLED, EventStatus.SCHEDULED):
        event.status = status
        event.save()
        sync_dates(event, now=LATER)

    date = event.dates.get()
    assert (date.status, date.sequence) == (EventStatus.SCHEDULED, 2)
    assert told() == [("Amina", NoticeKind.EVENT_CANCELLED), ("Amina", NoticeKind.EVENT_CHANGED)]


def test_a_series_on_another_weekday_cancels_the_old_days_and_tells_who_booked() -> None:
    event = weekly_event()
    booked = event.dates.get(key=str(at(21).date()))
    make_booking(booked, name="Amina")
    move(event, 1)

    report = sync_dates(event, now=NOW + datetime.timedelta(days=2))

    booked.refresh_from_db()
    assert booked.status == EventStatus.CANCELLED
    assert event.dates.taking_place().count() == 3
    assert len(report.cancelled) == 4
    assert told() == [("Amina", NoticeKind.EVENT_CANCELLED)]


def test_a_wrong_rule_that_is_soon_put_right_leaves_only_dates_that_somebody_relies_on() -> None:
    event = weekly_event()
    booked, forgotten, came, *others = event.dates.all()
    make_booking(booked, name="Amina")
    DateTally.objects.create(date=forgotten, cancelled=1)
    ArrivalCount.objects.create(date=came, people=1)
    move(event, 1)

    report = sync_dates(event, now=LATER)

    kept = event.dates.filter(status=EventStatus.CANCELLED)
    assert set(kept) == {booked, forgotten, came}
    assert report.removed == [other.key for other in others]
    assert told() == [("Amina", NoticeKind.EVENT_CANCELLED)]
    assert not sync_dates(event, now=LATER)


def test_a_date_that_has_begun_is_cancelled_however_new_it_is() -> None:
    event = make_event(days=0, repeats=Repeats.WEEKLY, repeat_until=at(7).date())
    sync_dates(event, now=at(0, 9))
    move(event, 1)

    report = sync_dates(event, now=at(0, 12))

    assert (report.cancelled, report.removed) == ([str(at(0).date())], [str(at(7).date())])


def test_days_of_a_draft_that_nobody_saw_are_deleted() -> None:
    event = weekly_event(live=False)
    kept = event.dates.first()
    make_booking(kept)
    move(event, 1)

    report = sync_dates(event, now=LATER)

    assert len(report.removed) == 3
    assert report.cancelled == [kept.key]
    assert event.dates.count() == 4


def test_changing_one_date_leaves_the_others() -> None:
    event = weekly_event()
    before = {date.key: date.sequence for date in event.dates.all()}
    moved = str(at(21).date())
    EventDateChange.objects.create(
        event=event,
        on_date=at(21).date(),
        kind=DateChangeKind.MOVED,
        new_start=at(22, 14),
        new_end=at(22, 16),
        reason="Bank holiday.",
    )

    report = sync_dates(event, now=LATER)

    assert report.changed == [moved]
    after = {date.key: date.sequence for date in event.dates.all()}
    assert after == {**before, moved: 1}
    date = event.dates.get(key=moved)
    assert (date.status, date.start_at, date.previous_start_at, date.status_reason) == (
        EventStatus.RESCHEDULED,
        at(22, 14),
        at(21),
        "Bank holiday.",
    )


def test_an_event_that_becomes_a_series_keeps_its_bookings() -> None:
    event = make_event(days=14)
    sync_dates(event, now=NOW)
    old = event.dates.get()
    make_booking(old)
    event.repeats, event.repeat_until = Repeats.WEEKLY, at(28).date()
    event.save()

    sync_dates(event, now=LATER)

    kept = event.dates.get(pk=old.pk)
    assert (kept.key, kept.uid, kept.sequence) == (str(at(14).date()), old.uid, 0)
    assert event.dates.count() == 3
    assert told() == []


def test_a_series_that_becomes_one_event_keeps_the_bookings_of_its_day() -> None:
    event = weekly_event()
    first = event.dates.get(key=str(at(14).date()))
    make_booking(first)
    event.repeats = Repeats.ONCE
    event.save()

    sync_dates(event, now=LATER)

    assert event.dates.get(pk=first.pk).key == "once"
    assert event.dates.taking_place().get() == first
    assert told() == []


def test_a_date_that_has_been_stays_as_it_was() -> None:
    event = make_event(days=-3)
    sync_dates(event, now=at(-10))
    before = facts_of_dates()
    move(event, 10)

    assert not sync_dates(event, now=NOW)
    assert facts_of_dates() == before


def test_a_postponed_date_whose_day_is_over_gets_its_new_time() -> None:
    event = make_event(days=-3, status=EventStatus.POSTPONED)
    sync_dates(event, now=at(-10))
    event.status = EventStatus.SCHEDULED
    move(event, 10)

    sync_dates(event, now=NOW)

    date = event.dates.get()
    assert (date.status, date.start_at, date.previous_start_at) == (
        EventStatus.RESCHEDULED,
        at(7),
        at(-3),
    )


def test_another_place_is_told_and_counts_as_a_change() -> None:
    event = make_event()
    sync_dates(event, now=NOW)
    make_booking(event.dates.get(), name="Amina")

    sync_dates(event, now=LATER, is_place_changed=True)

    assert event.dates.get().sequence == 1
    assert told() == [("Amina", NoticeKind.EVENT_CHANGED)]
    assert Notice.objects.get().facts["is_place_changed"] is True


def test_places_never_go_below_what_is_taken() -> None:
    event = weekly_event()
    Slot.objects.filter(date=event.dates.first()).update(places_taken=8)
    event.capacity = 5
    event.save()

    sync_dates(event, now=LATER)

    slots = Slot.objects.filter(date__event=event).order_by("date__start_at")
    assert list(slots.values_list("capacity", flat=True)) == [8, 5, 5, 5]


def test_each_talk_with_places_has_a_slot_on_each_date() -> None:
    event = weekly_event()
    talk = EventSession.objects.create(
        event=event,
        title="Write a CV",
        starts_at=datetime.time(11),
        ends_at=datetime.time(12),
        capacity=5,
    )
    sync_dates(event, now=LATER)
    held = Slot.objects.filter(session_key=talk.key).first()
    Slot.objects.filter(pk=held.pk).update(places_taken=2)
    talk.delete()

    sync_dates(event, now=LATER)

    assert Slot.objects.get(session_key=talk.key).capacity == 2


def test_more_places_are_offered_to_who_waits() -> None:
    event = make_event(capacity=1)
    sync_dates(event, now=NOW)
    date = event.dates.get()
    waiting = [
        services.book(
            services.BookingRequest(date_id=date.pk, name=name, email=f"{name}@example.org"),
            now=NOW,
        ).booking
        for name in ("first", "second", "third")
    ]
    event.capacity = 2
    event.save()

    sync_dates(event, now=LATER)

    states = [type(one).objects.get(pk=one.pk).state for one in waiting]
    assert states == [BookingState.CONFIRMED, BookingState.OFFERED, BookingState.WAITING]
