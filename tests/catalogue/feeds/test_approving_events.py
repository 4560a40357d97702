"""A partner's event becomes a page when somebody approves it, and follows when they do so again."""

import datetime
from typing import Any

import pytest
import time_machine

from catalogue.events.enums import (
    AttendanceMode,
    BookingRule,
    DateChangeKind,
    EventKind,
    EventStatus,
    Repeats,
)
from catalogue.events.pages import EventPage
from catalogue.feeds import event_approval
from catalogue.feeds.enums import HeldState
from catalogue.feeds.event_approval import ApprovalRefusedError, seen_key
from catalogue.feeds.event_models import HeldEvent
from catalogue.providers.models import Venue
from portal.accounts.services import create_staff
from tests.catalogue.feeds.calendar_files import TODAY, event
from tests.catalogue.feeds.event_feeds import NOW, fetch_parts, make_feed
from tests.event_factories import events_page
from tests.factories import VenueFactory

pytestmark = pytest.mark.django_db

PLACE = r"LOCATION:Town Hall\, Leicester Street\, Walsall WS1 1TP"
DAY = datetime.timedelta(days=1)


@pytest.fixture(autouse=True)
def clock_of_these_feeds(time_machine) -> None:
    """Publishing reads the clock: it has to stand where the files of these tests do."""
    time_machine.move_to(NOW)


@pytest.fixture
def user() -> Any:
    events_page()
    return create_staff("events", "a long pass phrase for tests", group="Events team")


def held(uid: str = "1@example.org") -> HeldEvent:
    return HeldEvent.objects.select_related("page", "feed__organisation").get(uid=uid)


def approve(user: Any, *, is_live: bool = True, now: datetime.datetime = NOW) -> EventPage:
    row = held()
    return event_approval.approve(
        row.pk,
        user=user,
        kind=EventKind.DROP_IN,
        is_live=is_live,
        seen=seen_key(row),
        now=now,
        today=TODAY,
    )


def dates(page: EventPage) -> list[tuple[str, str]]:
    return [
        (f"{one.start_at.astimezone(NOW.tzinfo):%m-%d %H:%M}", one.status)
        for one in page.dates.order_by("start_at")
    ]


def test_an_approved_event_is_on_the_site_with_its_facts(user: Any) -> None:
    feed = make_feed()
    fetch_parts(
        feed,
        event(
            PLACE,
            r"DESCRIPTION:Meet <b>us</b>.\n\nBring a CV & <script>x</script>pen.",
            "URL:https://partner.example.org/talk",
        ),
    )

    page = approve(user)

    assert page.live
    assert (page.title, page.kind, page.organiser) == ("Jobs talk", "DROP_IN", feed.organisation)
    assert page.attendance_mode == AttendanceMode.IN_PERSON
    assert (page.venue.name, page.venue.town, page.venue.postcode) == (
        "Town Hall",
        "Walsall",
        "WS1 1TP",
    )
    assert (page.booking, page.external_booking_url) == (
        BookingRule.EXTERNAL,
        "https://partner.example.org/talk",
    )
    assert page.cost_pence is None
    assert page.summary == "Meet us. Bring a CV & pen."
    assert page.body[0].value.source == "<p>Meet us.</p><p>Bring a CV &amp; pen.</p>"
    assert dates(page) == [("12-01 10:00", EventStatus.SCHEDULED)]
    row = held()
    assert (row.state, row.page, row.decided_by) == (HeldState.APPROVED, page, user)


def test_a_draft_is_not_on_the_site(user: Any) -> None:
    fetch_parts(make_feed(), event(PLACE))

    page = approve(user, is_live=False)

    assert not page.live
    assert not page.dates.exists()
    assert page.latest_revision is not None


def test_two_events_of_one_title_have_two_addresses(user: Any) -> None:
    fetch_parts(make_feed(), event(PLACE), event(PLACE, uid="2"))
    first = approve(user)
    row = held("2")
    second = event_approval.approve(
        row.pk, user=user, kind="DROP_IN", is_live=True, seen=seen_key(row), now=NOW, today=TODAY
    )

    assert first.slug != second.slug
    assert first.venue == second.venue
    assert Venue.objects.count() == 1


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (["DTSTART;VALUE=DATE:20261201"], "at what time it starts"),
        (["DTSTART:20261201T100000Z"], "when it ends"),
        (["DTSTART:20261201T100000Z", "DURATION:PT1H"], "Choose the venue"),
    ],
    ids=["whole day", "no end", "no place"],
)
def test_what_the_feed_does_not_say_is_written_by_a_person(
    user: Any, lines: list[str], words: str
) -> None:
    place = [] if "DURATION:PT1H" in lines else [PLACE]
    bare = ["BEGIN:VEVENT", "UID:1@example.org", "SUMMARY:Talk", *lines, *place, "END:VEVENT"]
    fetch_parts(make_feed(), "\r\n".join(bare))

    with pytest.raises(ApprovalRefusedError, match=words):
        approve(user)
    assert not EventPage.objects.exists()
    assert held().state == HeldState.HELD

    assert not approve(user, is_live=False).live


def test_a_regular_series_becomes_a_series(user: Any) -> None:
    fetch_parts(make_feed(), event(PLACE, "RRULE:FREQ=WEEKLY;COUNT=4"))

    page = approve(user)

    assert page.repeats == Repeats.WEEKLY
    assert f"{page.repeat_until}" == "2026-12-22"
    assert not page.date_changes.exists()
    assert [day for day, _status in dates(page)] == [
        "12-01 10:00",
        "12-08 10:00",
        "12-15 10:00",
        "12-22 10:00",
    ]


def test_other_dates_are_named_one_by_one(user: Any) -> None:
    fetch_parts(
        make_feed(),
        event(
            PLACE,
            "RRULE:FREQ=WEEKLY;COUNT=3",
            "EXDATE;TZID=Europe/London:20261208T100000",
            "RDATE:20261218T140000Z",
        ),
        event(
            "RECURRENCE-ID;TZID=Europe/London:20261215T100000",
            "STATUS:CANCELLED",
            DTSTART="20261215T100000Z",
            DTEND="20261215T120000Z",
        ),
    )

    page = approve(user)

    assert page.repeats == Repeats.ONCE
    assert dates(page) == [
        ("12-01 10:00", EventStatus.SCHEDULED),
        ("12-15 10:00", EventStatus.CANCELLED),
        ("12-18 14:00", EventStatus.SCHEDULED),
    ]


def test_a_change_is_taken_over_and_what_editors_wrote_stays(user: Any) -> None:
    feed = make_feed()
    fetch_parts(feed, event(PLACE, "DESCRIPTION:Old words"))
    page = approve(user)
    page.bring = "A pen"
    page.summary = "Our own summary."
    page.save_revision().publish()

    fetch_parts(
        feed,
        event(
            PLACE,
            "DESCRIPTION:Old words",
            SUMMARY="Jobs fair",
            DTSTART="20261202T130000Z",
            DTEND="20261202T150000Z",
        ),
    )
    assert held().state == HeldState.HELD
    page = approve(user)

    assert (page.title, page.bring, page.summary) == ("Jobs fair", "A pen", "Our own summary.")
    assert dates(page) == [("12-02 13:00", EventStatus.RESCHEDULED)]
    assert EventPage.objects.count() == 1


def test_a_series_follows_its_feed_date_by_date(user: Any) -> None:
    feed = make_feed()
    fetch_parts(feed, event(PLACE, "RRULE:FREQ=WEEKLY;COUNT=3"))
    approve(user)

    fetch_parts(
        feed,
        event(
            PLACE,
            "RRULE:FREQ=WEEKLY;COUNT=4",
            "EXDATE;TZID=Europe/London:20261208T100000",
        ),
        event(
            "RECURRENCE-ID;TZID=Europe/London:20261215T100000",
            DTSTART="20261215T140000Z",
            DTEND="20261215T150000Z",
        ),
    )
    page = approve(user)

    assert [(f"{one.on_date}", one.kind) for one in page.date_changes.order_by("on_date")] == [
        ("2026-12-08", DateChangeKind.CANCELLED),
        ("2026-12-15", DateChangeKind.MOVED),
        ("2026-12-22", DateChangeKind.ADDED),
    ]
    assert dates(page) == [
        ("12-01 10:00", EventStatus.SCHEDULED),
        ("12-08 10:00", EventStatus.CANCELLED),
        ("12-15 14:00", EventStatus.RESCHEDULED),
        ("12-22 10:00", EventStatus.SCHEDULED),
    ]


def test_dates_that_have_been_stay_when_the_feed_forgets_them(user: Any) -> None:
    feed = make_feed()
    fetch_parts(feed, event(PLACE, "RRULE:FREQ=WEEKLY;COUNT=2", "RDATE:20261204T100000Z"))
    approve(user)
    later = NOW + 8 * DAY

    fetch_parts(
        feed,
        event(PLACE, DTSTART="20261208T100000Z", DTEND="20261208T120000Z", SUMMARY="New name"),
        now=later,
    )
    with time_machine.travel(later):
        page = approve(user, now=later)

    assert [day for day, _status in dates(page)] == ["12-01 10:00", "12-04 10:00", "12-08 10:00"]
    assert {status for _day, status in dates(page)} <= {"SCHEDULED", "CANCELLED"}
    assert dict(dates(page))["12-08 10:00"] == "SCHEDULED"
    assert dict(dates(page))["12-01 10:00"] == "SCHEDULED"


def test_our_page_can_stay_as_it_is(user: Any) -> None:
    feed = make_feed()
    fetch_parts(feed, event(PLACE))
    approve(user)
    fetch_parts(feed, event(PLACE, SUMMARY="JOBS TALK!!!"))
    row = held()

    event_approval.keep_ours(row.pk, user=user, seen=seen_key(row), now=NOW)
    fetch_parts(feed, event(PLACE, "SEQUENCE:2", SUMMARY="JOBS TALK!!!"))

    assert held().state == HeldState.APPROVED
    assert held().page.title == "Jobs talk"


def test_what_changed_after_the_page_was_shown_is_not_approved(user: Any) -> None:
    feed = make_feed()
    fetch_parts(feed, event(PLACE))
    seen = seen_key(held())
    fetch_parts(feed, event(PLACE, SUMMARY="Buy pills"))

    with pytest.raises(ApprovalRefusedError, match="Read it again"):
        event_approval.approve(
            held().pk, user=user, kind="DROP_IN", is_live=True, seen=seen, now=NOW, today=TODAY
        )
    assert not EventPage.objects.exists()


def test_an_event_is_not_approved_twice(user: Any) -> None:
    fetch_parts(make_feed(), event(PLACE))
    approve(user)

    with pytest.raises(ApprovalRefusedError):
        approve(user)
    assert EventPage.objects.count() == 1


def test_work_of_an_editor_is_not_published_with_a_change_of_the_feed(user: Any) -> None:
    feed = make_feed()
    fetch_parts(feed, event(PLACE))
    page = approve(user)
    page.bring = "Half a sen"
    page.save_revision()
    fetch_parts(feed, event(PLACE, SUMMARY="Jobs fair"))

    with pytest.raises(ApprovalRefusedError, match="at work on this event"):
        approve(user)
    assert approve(user, is_live=False).title == "Jobs talk"
    assert EventPage.objects.get().get_latest_revision_as_object().title == "Jobs fair"


def test_a_refusal_has_a_reason_and_can_be_taken_back(user: Any) -> None:
    fetch_parts(make_feed(), event(PLACE))
    row = held()
    with pytest.raises(ApprovalRefusedError, match="Write why"):
        event_approval.refuse(row.pk, user=user, reason="  ", seen=seen_key(row), now=NOW)

    event_approval.refuse(row.pk, user=user, reason="A concert.", seen=seen_key(row), now=NOW)
    assert (held().state, held().reason) == (HeldState.REFUSED, "A concert.")

    event_approval.look_again(row.pk, user=user, seen=seen_key(held()), now=NOW)
    assert (held().state, held().reason) == (HeldState.HELD, "")


def test_an_event_that_is_over_is_not_approved(user: Any) -> None:
    fetch_parts(make_feed(), event(PLACE))

    with pytest.raises(ApprovalRefusedError, match="is over"):
        approve(user, now=NOW + 30 * DAY)


def test_a_page_deleted_by_an_editor_leaves_the_event_approved(user: Any) -> None:
    feed = make_feed()
    fetch_parts(feed, event(PLACE))
    approve(user).delete()

    fetch_parts(feed, event(PLACE, "SEQUENCE:1"))
    assert (held().state, held().page) == (HeldState.APPROVED, None)

    fetch_parts(feed, event(PLACE, SUMMARY="Jobs fair"))
    assert approve(user).title == "Jobs fair"


@pytest.mark.parametrize(
    ("name", "postcode", "is_found"),
    [
        ("town hall", "", True),
        ("The Town Hall", "WS1 1TP", True),
        ("Library", "WS1 1TP", False),
        ("Town Hall", "B1 1AA", True),
    ],
)
def test_a_venue_of_the_partner_is_found_again(
    user: Any, name: str, postcode: str, is_found: bool
) -> None:
    feed = make_feed()
    venue = VenueFactory(provider=feed.organisation, name="Town Hall", postcode="WS1 1TP")
    VenueFactory(name="Library", postcode="WS1 1TP")  # of somebody else
    fetch_parts(feed, event(rf"LOCATION:{name}\, High Street\, Walsall {postcode}"))

    page = approve(user)

    assert (page.venue == venue) is is_found
    assert page.venue.provider == feed.organisation
