"""When a partner's feed is stopped or not read: nothing changes, and it is said why."""

import datetime

import pytest

from catalogue.feeds.enums import FetchResult, HeldState
from catalogue.feeds.event_fetching import fetch_feed
from catalogue.feeds.event_models import EventFeed, HeldEvent
from tests.catalogue.feeds.calendar_files import TODAY, event, item, page
from tests.catalogue.feeds.event_feeds import (
    NOW,
    OPEN,
    Web,
    fetch_content,
    fetch_parts,
    held,
    make_feed,
    many,
    rpde,
)

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


@pytest.mark.parametrize(
    ("left", "result"),
    [(7, FetchResult.READ), (6, FetchResult.QUARANTINED), (0, FetchResult.QUARANTINED)],
)
def test_a_feed_that_loses_too_much_at_once_is_stopped(left: int, result: FetchResult) -> None:
    feed = make_feed()
    fetch_parts(feed, *many(10))

    outcome = fetch_parts(feed, *many(10, without=10 - left), event(uid="new", SUMMARY="New"))

    assert outcome.result == result
    is_stopped = result == FetchResult.QUARANTINED
    assert HeldEvent.objects.filter(uid="new").exists() is not is_stopped
    if is_stopped:
        assert not HeldEvent.objects.filter(state=HeldState.GONE).exists()
        assert f"{10 - left} of 10 events are no longer in the feed" in outcome.message


def test_the_team_can_say_that_much_will_be_different_once() -> None:
    feed = make_feed()
    fetch_parts(feed, *many(10))
    assert fetch_parts(feed, *many(2)).result == FetchResult.QUARANTINED
    feed.refresh_from_db()
    feed.is_shrink_expected = True
    feed.save()

    outcome = fetch_parts(feed, *many(2))

    assert (outcome.result, outcome.counts.gone) == (FetchResult.READ, 8)
    feed.refresh_from_db()
    assert not feed.is_shrink_expected


def test_a_feed_that_fails_in_a_fifth_of_its_events_is_stopped() -> None:
    feed = make_feed()
    fetch_parts(feed, *many(9))
    broken = [event(uid=f"{number}@example.org", DTSTART="soon") for number in range(3)]

    outcome = fetch_parts(feed, *many(9, without=3), *broken)

    assert outcome.result == FetchResult.QUARANTINED
    assert "3 of 9 events cannot be read" in outcome.message


def test_a_feed_that_is_not_read_changes_nothing_and_says_why() -> None:
    feed = make_feed()
    fetch_parts(feed, event())

    refused = fetch_content(feed, b"<html>Sorry")
    assert refused.result == FetchResult.REFUSED
    assert "a web page, not a calendar" in refused.message
    gone = fetch_feed(EventFeed.objects.get(), now=NOW, today=TODAY, fetcher=Web())
    assert gone.message == "There is nothing at this address any more."
    assert held().state == HeldState.HELD
    assert EventFeed.objects.get().result == FetchResult.REFUSED
    # The next answer is read whole, whatever its ETag.
    assert fetch_parts(feed, event()).result == FetchResult.READ


@pytest.mark.parametrize(
    "following",
    ["https://evil.example.com/2", "http://partner.example.org/2", "http://127.0.0.1/", "//["],
)
def test_a_next_page_elsewhere_is_not_asked(following: str) -> None:
    web = Web({OPEN: page(item(), next=following)})

    assert rpde(web).result == FetchResult.REFUSED
    assert len(web.asked) == 1


def test_a_session_feed_without_end_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("catalogue.feeds.event_fetching.MAX_PAGES", 5)

    class Endless(Web):
        def __call__(self, url: str, **options):
            self.files = {url: page(next=f"/rpde?after={len(self.asked)}")}
            return super().__call__(url, **options)

    web = Endless()
    outcome = rpde(web)

    assert outcome.result == FetchResult.REFUSED
    assert "too many pages" in outcome.message
    assert len(web.asked) == 5
