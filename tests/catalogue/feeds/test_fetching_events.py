"""Events of partners are held, followed, missed when they are gone, and never lost in silence."""

import datetime
import json

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from catalogue.feeds.enums import FetchResult, HeldState
from catalogue.feeds.event_fetching import KEPT_FETCHES, fetch_due, fetch_feed
from catalogue.feeds.event_models import EventFeed, EventFetch, HeldEvent
from tests.catalogue.feeds.calendar_files import TODAY, calendar, event, item, page
from tests.catalogue.feeds.event_feeds import (
    ADDRESS,
    NOW,
    OPEN,
    Web,
    fetch_parts,
    held,
    make_feed,
    many,
    rpde,
)

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


def approve(row: HeldEvent) -> None:
    """Approve as far as fetching knows of it: the facts of now are the approved ones."""
    row.state = HeldState.APPROVED
    row.approved_facts = row.facts
    row.save()


def test_events_are_held_until_somebody_looks_at_them() -> None:
    outcome = fetch_parts(make_feed(), event("RRULE:FREQ=WEEKLY;COUNT=3"), event(uid="2"))

    assert (outcome.result, outcome.counts.new) == (FetchResult.READ, 2)
    row = held()
    assert (row.state, row.title, row.page) == (HeldState.HELD, "Jobs talk", None)
    assert f"{row.first_start:%Y-%m-%d}" == "2026-12-01"
    assert f"{row.last_end:%Y-%m-%d}" == "2026-12-15"


def test_the_same_file_twice_changes_nothing() -> None:
    feed = make_feed()
    fetch_parts(feed, event(), event(uid="2"))
    before = list(HeldEvent.objects.order_by("pk").values())
    EventFeed.objects.update(sha256="", etag="")

    outcome = fetch_parts(feed, event(), event(uid="2"))

    assert (outcome.result, outcome.counts.unchanged) == (FetchResult.READ, 2)
    assert list(HeldEvent.objects.order_by("pk").values()) == before


@pytest.mark.parametrize("has_etag", [True, False])
def test_no_news_is_no_work_for_a_week(has_etag: bool) -> None:
    feed = make_feed()
    web = Web({ADDRESS: calendar(event())}, has_etag=has_etag)
    results = [
        fetch_feed(
            EventFeed.objects.get(pk=feed.pk),
            now=NOW + days * DAY,
            today=TODAY + days * DAY,
            fetcher=web,
        ).result
        for days in (0, 1, 6, 7)
    ]

    assert results == [
        FetchResult.READ,
        FetchResult.UNCHANGED,
        FetchResult.UNCHANGED,
        FetchResult.READ,
    ]
    assert [bool(etag) for _url, etag in web.asked] == [False, has_etag, has_etag, False]


def test_an_event_that_changes_before_anybody_looked_is_held_as_it_is_now() -> None:
    feed = make_feed()
    fetch_parts(feed, event())

    outcome = fetch_parts(feed, event(SUMMARY="Jobs fair"), now=NOW + DAY)

    assert outcome.counts.changed == 1
    assert (held().state, held().title) == (HeldState.HELD, "Jobs fair")
    assert held().changed_at == NOW + DAY


def test_an_approved_event_that_changes_is_held_again_and_freed_when_it_changes_back() -> None:
    feed = make_feed()
    fetch_parts(feed, event())
    approve(held())

    fetch_parts(feed, event("STATUS:CANCELLED"))
    assert held().state == HeldState.HELD
    assert held().approved_record.is_cancelled is False

    fetch_parts(feed, event())
    assert held().state == HeldState.APPROVED


def test_a_refused_event_stays_refused() -> None:
    feed = make_feed()
    fetch_parts(feed, event())
    HeldEvent.objects.update(state=HeldState.REFUSED, reason="A concert.")

    fetch_parts(feed, event(SUMMARY="Concert two"))

    assert (held().state, held().title) == (HeldState.REFUSED, "Concert two")


def test_a_refusal_needs_a_reason() -> None:
    fetch_parts(make_feed(), event())
    with pytest.raises(IntegrityError), transaction.atomic():
        HeldEvent.objects.update(state=HeldState.REFUSED, reason="")


def test_dates_that_have_been_are_no_change() -> None:
    feed = make_feed()
    fetch_parts(feed, event("RRULE:FREQ=WEEKLY;COUNT=5"))
    approve(held())

    fetch_parts(feed, event("RRULE:FREQ=WEEKLY;COUNT=5"), now=NOW + 15 * DAY)

    assert held().state == HeldState.APPROVED


def test_an_endless_series_asks_for_a_look_only_when_few_dates_are_left() -> None:
    feed = make_feed(horizon_days=100)
    weekly = event("RRULE:FREQ=WEEKLY")
    fetch_parts(feed, weekly)
    approve(held())

    states = []
    for weeks in range(1, 9):
        EventFeed.objects.update(sha256="")
        fetch_parts(feed, weekly, now=NOW + weeks * 7 * DAY)
        states.append(held().state)

    assert states[:5] == [HeldState.APPROVED] * 5
    assert states[-1] == HeldState.HELD


def test_a_date_that_is_taken_out_asks_for_a_look() -> None:
    feed = make_feed()
    fetch_parts(feed, event("RRULE:FREQ=WEEKLY"))
    approve(held())

    fetch_parts(feed, event("RRULE:FREQ=WEEKLY", "EXDATE;TZID=Europe/London:20261208T100000"))

    assert held().state == HeldState.HELD


def test_what_is_gone_is_marked_and_kept_and_comes_back() -> None:
    feed = make_feed()
    fetch_parts(feed, *many(10))
    approve(held("0@example.org"))

    outcome = fetch_parts(feed, *many(10, without=2))
    assert (outcome.result, outcome.counts.gone) == (FetchResult.READ, 2)
    assert held("0@example.org").state == HeldState.GONE
    assert HeldEvent.objects.count() == 10

    fetch_parts(feed, *many(10))
    assert held("0@example.org").state == HeldState.APPROVED
    assert held("1@example.org").state == HeldState.HELD


def test_what_is_over_is_not_gone() -> None:
    feed = make_feed()
    fetch_parts(feed, event())

    outcome = fetch_parts(feed, now=NOW + 30 * DAY)

    assert (outcome.result, outcome.counts.gone) == (FetchResult.READ, 0)
    assert held().state == HeldState.HELD


def test_what_cannot_be_read_today_is_not_gone() -> None:
    feed = make_feed()
    fetch_parts(feed, *many(3))

    outcome = fetch_parts(feed, *many(3, without=1), event(uid="0@example.org", DTSTART="soon"))

    assert (outcome.counts.errors, outcome.counts.gone) == (1, 0)
    assert held("0@example.org").state == HeldState.HELD


def test_the_last_ten_fetches_are_kept_with_their_findings() -> None:
    feed = make_feed()
    for hours in range(13):
        moment = NOW + hours * datetime.timedelta(hours=1)
        fetch_parts(feed, event(DTSTART=f"soon {hours}"), now=moment)

    kept = list(EventFetch.objects.all())
    assert len(kept) == KEPT_FETCHES
    assert kept[0].created_at == NOW + datetime.timedelta(hours=12)
    assert kept[0].issues[0]["code"] == "TIME_NOT_READ"
    assert kept[0].counts["errors"] == 1


def test_a_changed_address_is_read_anew() -> None:
    feed = make_feed()
    fetch_parts(feed, event())
    feed.refresh_from_db()
    assert feed.sha256

    feed.horizon_days = 90
    feed.save()

    assert feed.sha256 == ""


def test_the_pages_of_a_session_feed_are_followed_to_the_last() -> None:
    first, second = item(), item(name="Old")
    second["id"] = "8"
    web = Web(
        {
            OPEN: page(first, second, next="/rpde?after=1"),
            f"{OPEN}?after=1": page(
                {"state": "deleted", "kind": "Event", "id": "8"}, next=f"{OPEN}?after=2"
            ),
            f"{OPEN}?after=2": page(next=f"{OPEN}?after=2"),
        }
    )

    outcome = rpde(web)

    assert outcome.result == FetchResult.READ
    assert [url for url, _etag in web.asked] == list(web.files)
    assert list(HeldEvent.objects.values_list("uid", flat=True)) == ["Event:7"]
    assert rpde(web).result == FetchResult.UNCHANGED


def test_each_feed_that_is_on_is_fetched_once_a_day() -> None:
    make_feed()
    make_feed(address="https://off.example.org/", is_on=False)
    web = Web({ADDRESS: calendar(event())})

    def run(now: datetime.datetime) -> dict[str, int]:
        return fetch_due(now=now, today=now.date(), fetcher=web)

    assert run(NOW) == {"feeds": 1, "new": 1}
    assert run(NOW + datetime.timedelta(hours=20)) == {}
    assert run(NOW + DAY) == {"feeds": 1}


def test_a_feed_that_was_changed_is_fetched_with_the_next_work() -> None:
    feed = make_feed()
    fetch_parts(feed, event())
    feed.refresh_from_db()
    feed.is_shrink_expected = True
    feed.save()

    assert list(EventFeed.objects.due(NOW)) == [feed]


def test_slow_partners_do_not_keep_other_work_waiting() -> None:
    for number in range(3):
        make_feed(address=f"https://partner.example.org/{number}")

    assert fetch_due(now=NOW, today=TODAY, seconds=0, fetcher=Web())["feeds"] == 1


def test_the_command_says_how_each_feed_went(capsys: pytest.CaptureFixture[str]) -> None:
    feed = make_feed(address="https://127.0.0.1/feed.ics")

    with pytest.raises(SystemExit) as stop:
        call_command("fetch_events", "--json")
    report = json.loads(capsys.readouterr().out)
    assert stop.value.code == 1
    assert report[0]["feed"] == feed.pk
    assert report[0]["result"] == "REFUSED"
    assert "a number where the name of the site belongs" in report[0]["message"]

    with pytest.raises(SystemExit):
        call_command("fetch_events", "--feed", str(feed.pk))
    assert "Not read" in capsys.readouterr().out
