"""What a partner calls off is called off on the site at once; all else waits for a person."""

import datetime
from typing import Any

import pytest

from catalogue.events.bookings.records import Notice
from catalogue.events.enums import DateChangeKind, EventKind, EventStatus, NoticeKind
from catalogue.events.pages import EventDateChange, EventPage
from catalogue.feeds import event_approval
from catalogue.feeds.enums import FetchResult, HeldState
from catalogue.feeds.event_approval import seen_key
from catalogue.feeds.event_models import EventFeed, HeldEvent
from portal.accounts.services import create_staff
from tests.catalogue.feeds.calendar_files import TODAY, event
from tests.catalogue.feeds.event_feeds import NOW, fetch_parts, make_feed
from tests.event_factories import events_page, make_booking

pytestmark = pytest.mark.django_db

PLACE = r"LOCATION:Town Hall\, Leicester Street\, Walsall WS1 1TP"
OFF = "STATUS:CANCELLED"
WEEKLY = event(PLACE, "RRULE:FREQ=WEEKLY;COUNT=3")
SECOND_OFF = event(
    "RECURRENCE-ID;TZID=Europe/London:20261208T100000",
    OFF,
    DTSTART="20261208T100000Z",
    DTEND="20261208T120000Z",
)


@pytest.fixture(autouse=True)
def clock_of_these_feeds(time_machine: Any) -> None:
    time_machine.move_to(NOW)


@pytest.fixture
def feed() -> EventFeed:
    events_page()
    return make_feed()


def held() -> HeldEvent:
    return HeldEvent.objects.select_related("page", "feed__organisation").get(uid="1@example.org")


def approve(*, is_live: bool = True) -> EventPage:
    row = held()
    user = create_staff("events", "a long pass phrase for tests", group="Events team")
    return event_approval.approve(
        row.pk,
        user=user,
        kind=EventKind.DROP_IN,
        is_live=is_live,
        seen=seen_key(row),
        now=NOW,
        today=TODAY,
    )


def dates() -> list[tuple[str, str]]:
    rows = EventPage.objects.get().dates.order_by("start_at")
    return [(f"{one.start_at:%m-%d}", one.status) for one in rows]


def test_an_event_that_is_called_off_is_shown_so_at_once(feed: EventFeed) -> None:
    fetch_parts(feed, event(PLACE))
    approve()

    outcome = fetch_parts(feed, event(PLACE, OFF))

    assert (outcome.result, outcome.counts.changed) == (FetchResult.READ, 1)
    page = EventPage.objects.get()
    assert (page.status, page.status_reason) == ("CANCELLED", "The organiser called it off.")
    assert dates() == [("12-01", EventStatus.CANCELLED)]
    assert held().state == HeldState.APPROVED  # nobody has anything to decide


def test_people_who_booked_are_told_once(feed: EventFeed) -> None:
    fetch_parts(feed, event(PLACE))
    booking = make_booking(approve().dates.get())

    for sequence in (1, 2):
        fetch_parts(feed, event(PLACE, OFF, f"SEQUENCE:{sequence}"))

    told = Notice.objects.filter(booking=booking)
    assert [one.kind for one in told] == [NoticeKind.EVENT_CANCELLED]


def test_one_date_that_is_called_off_is_shown_so_and_the_others_go_on(feed: EventFeed) -> None:
    fetch_parts(feed, WEEKLY)
    approve()

    fetch_parts(feed, WEEKLY, SECOND_OFF)

    assert dates() == [
        ("12-01", EventStatus.SCHEDULED),
        ("12-08", EventStatus.CANCELLED),
        ("12-15", EventStatus.SCHEDULED),
    ]
    assert EventPage.objects.get().status == EventStatus.SCHEDULED
    assert held().state == HeldState.APPROVED


def test_what_else_is_different_still_waits(feed: EventFeed) -> None:
    fetch_parts(feed, event(PLACE))
    approve()

    fetch_parts(feed, event(PLACE, OFF, SUMMARY="CANCELLED!!! Jobs talk"))

    page = EventPage.objects.get()
    assert (page.title, page.status) == ("Jobs talk", "CANCELLED")
    assert held().state == HeldState.HELD
    assert approve_again().title == "CANCELLED!!! Jobs talk"


def approve_again() -> EventPage:
    row = held()
    return event_approval.approve(
        row.pk, user=None, kind="", is_live=True, seen=seen_key(row), now=NOW, today=TODAY
    )


def test_going_ahead_after_all_is_decided_by_a_person(feed: EventFeed) -> None:
    fetch_parts(feed, event(PLACE))
    approve()
    fetch_parts(feed, event(PLACE, OFF))

    fetch_parts(feed, event(PLACE))

    assert EventPage.objects.get().status == EventStatus.CANCELLED
    assert held().state == HeldState.HELD


def test_an_editor_who_brings_it_back_is_not_overruled_by_the_next_fetch(feed: EventFeed) -> None:
    fetch_parts(feed, event(PLACE))
    approve()
    fetch_parts(feed, event(PLACE, OFF))
    page = EventPage.objects.get()
    page.status, page.status_reason = EventStatus.SCHEDULED, ""
    page.save_revision().publish()

    fetch_parts(feed, event(PLACE, OFF, "SEQUENCE:4"))

    assert EventPage.objects.get().status == EventStatus.SCHEDULED


def test_the_draft_of_an_editor_stays_a_draft_and_says_so_too(feed: EventFeed) -> None:
    fetch_parts(feed, event(PLACE))
    page = approve()
    page.bring = "Half a sen"
    page.save_revision()

    fetch_parts(feed, event(PLACE, OFF))

    live = EventPage.objects.get()
    draft = live.get_latest_revision_as_object()
    assert (live.status, live.bring, live.has_unpublished_changes) == ("CANCELLED", "", True)
    assert (draft.status, draft.bring) == ("CANCELLED", "Half a sen")


def test_a_draft_that_nobody_sees_waits_for_a_person(feed: EventFeed) -> None:
    fetch_parts(feed, event(PLACE))
    page = approve(is_live=False)

    fetch_parts(feed, event(PLACE, OFF))

    page.refresh_from_db()
    assert (page.live, page.status) == (False, EventStatus.SCHEDULED)
    assert held().state == HeldState.HELD


def test_an_event_that_was_refused_later_is_called_off_all_the_same(feed: EventFeed) -> None:
    fetch_parts(feed, event(PLACE))
    approve()
    HeldEvent.objects.update(state=HeldState.REFUSED, reason="Their new words are no good.")

    fetch_parts(feed, event(PLACE, OFF))

    assert EventPage.objects.get().status == EventStatus.CANCELLED
    assert held().state == HeldState.REFUSED


def test_a_date_that_an_editor_moved_is_called_off_where_it_stood(feed: EventFeed) -> None:
    fetch_parts(feed, WEEKLY)
    page = approve()
    page.date_changes.add(
        EventDateChange(
            on_date=datetime.date(2026, 12, 8),
            kind=DateChangeKind.MOVED,
            new_start=NOW + datetime.timedelta(days=14),
            new_end=NOW + datetime.timedelta(days=14, hours=1),
        )
    )
    page.save_revision().publish()

    fetch_parts(feed, WEEKLY, SECOND_OFF)

    changes = EventPage.objects.get().date_changes.all()
    assert [one.kind for one in changes] == [DateChangeKind.CANCELLED]


def test_a_page_that_cannot_be_published_waits_for_a_person(
    feed: EventFeed, caplog: pytest.LogCaptureFixture
) -> None:
    fetch_parts(feed, event(PLACE))
    approve()
    EventPage.objects.update(title="")

    assert fetch_parts(feed, event(PLACE, OFF)).result == FetchResult.READ

    assert "was not called off" in caplog.text
    assert held().state == HeldState.HELD
    assert EventPage.objects.get().status == EventStatus.SCHEDULED


def test_a_feed_that_was_stopped_calls_nothing_off(feed: EventFeed) -> None:
    several = [event(uid=f"other-{number}") for number in range(6)]
    fetch_parts(feed, event(PLACE), *several)
    approve()

    outcome = fetch_parts(feed, event(PLACE, OFF))

    assert outcome.result == FetchResult.QUARANTINED
    assert EventPage.objects.get().status == EventStatus.SCHEDULED
