"""Whatever editors change, one after the other: dates follow the page and bookings are kept."""

import datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.events.bookings.records import Booking, Notice
from catalogue.events.dates import EventDate
from catalogue.events.enums import DateChangeKind, EventStatus, Repeats
from catalogue.events.pages import EventDateChange, EventPage
from catalogue.events.scheduling import dates_of, sync_dates
from tests.event_factories import NOW, at, make_booking, make_event

pytestmark = pytest.mark.django_db
DAYS = datetime.timedelta(days=1)

EDITS = st.one_of(
    st.tuples(st.just("move"), st.integers(-3, 9)),
    st.tuples(st.just("hours"), st.integers(1, 5)),
    st.tuples(st.just("repeats"), st.sampled_from(list(Repeats))),
    st.tuples(st.just("until"), st.integers(10, 60)),
    st.tuples(st.just("status"), st.sampled_from(list(EventStatus))),
    st.tuples(st.just("capacity"), st.one_of(st.none(), st.integers(1, 9))),
    st.tuples(st.just("cancel one"), st.integers(0, 8)),
    st.tuples(st.just("move one"), st.integers(0, 8)),
    st.tuples(st.just("add"), st.integers(12, 50)),
    st.tuples(st.just("as before"), st.integers(0, 0)),
)


def edit(event: EventPage, what: str, value: Any) -> None:
    """Change a page as an editor does, so that it stays possible."""
    if what == "move":
        event.first_start += value * DAYS
        event.first_end += value * DAYS
    elif what == "hours":
        event.first_end = event.first_start + datetime.timedelta(hours=value)
    elif what == "repeats":
        event.repeats = value
    elif what == "status":
        event.status, event.status_reason = value, "Because."
    elif what == "capacity":
        event.capacity = value
    elif what == "until":
        event.repeat_until = at(value).date()
    elif what == "as before":
        event.date_changes.all().delete()
    elif planned := dates_of(event):
        _change_one(event, what, value, planned)
    event.repeat_until = max(event.repeat_until or at(30).date(), event.first_start.date())
    event.save()


def _change_one(event: EventPage, what: str, value: int, planned: list[Any]) -> None:
    day = (at(value) if what == "add" else planned[value % len(planned)].start_at).date()
    kind = {
        "cancel one": DateChangeKind.CANCELLED,
        "move one": DateChangeKind.MOVED,
        "add": DateChangeKind.ADDED,
    }[what]
    start = datetime.datetime.combine(day + DAYS, datetime.time(18), tzinfo=NOW.tzinfo)
    times = {"new_start": start, "new_end": start + datetime.timedelta(hours=1)}
    EventDateChange.objects.update_or_create(
        event=event,
        on_date=day,
        defaults={"kind": kind, **(times if kind != DateChangeKind.CANCELLED else {})},
    )


@given(edits=st.lists(EDITS, min_size=1, max_size=6))
@settings(max_examples=30, deadline=None)
def test_dates_follow_the_page_and_no_booking_is_lost(edits: list[tuple[str, Any]]) -> None:
    event = make_event(days=14, repeats=Repeats.WEEKLY, repeat_until=at(42).date(), capacity=5)
    sync_dates(event, now=NOW)
    booked = {make_booking(date).pk: date.pk for date in event.dates.all()}
    known = dict(event.dates.values_list("pk", "sequence"))
    uids = dict(event.dates.values_list("pk", "uid"))

    for turn, (what, value) in enumerate(edits, start=1):
        now = NOW + datetime.timedelta(minutes=turn)
        event = EventPage.objects.get(pk=event.pk)
        edit(event, what, value)
        sync_dates(event, now=now)
        told = Notice.objects.count()
        event = EventPage.objects.get(pk=event.pk)

        assert not sync_dates(event, now=now), f"twice is not once after {what}"
        assert Notice.objects.count() == told
        rows = {row.key: row for row in EventDate.objects.filter(event=event)}
        planned = {one.key: one for one in dates_of(event)}
        assert planned.keys() <= rows.keys()
        for key, row in rows.items():
            if key in planned:
                assert (row.start_at, row.end_at) == (planned[key].start_at, planned[key].end_at)
                called_off = planned[key].status in (EventStatus.CANCELLED, EventStatus.POSTPONED)
                assert row.takes_place is not called_off
                assert (row.status == EventStatus.RESCHEDULED) is (
                    row.takes_place and row.previous_start_at is not None
                )
            else:
                assert row.status == EventStatus.CANCELLED
            assert row.sequence >= known.get(row.pk, 0)
            assert uids.setdefault(row.pk, row.uid) == row.uid
            known[row.pk] = row.sequence
        assert len(set(uids.values())) == len(uids)
        ours = Booking.objects.filter(pk__in=booked)
        assert dict(ours.values_list("pk", "date")) == booked
