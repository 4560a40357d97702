"""From a real server to what is held: ETag, redirect inside, a file that breaks off."""

import functools
from collections.abc import Iterator

import pytest

from catalogue.feeds.enums import FetchResult
from catalogue.feeds.event_fetching import FetchOutcome, fetch_feed
from catalogue.feeds.event_models import EventFeed, HeldEvent
from catalogue.feeds.fetch import fetch
from tests.catalogue.feeds.calendar_files import TODAY, calendar, event
from tests.catalogue.feeds.event_feeds import NOW, make_feed
from tests.catalogue.feeds.fetch_server import FeedServer, plain

pytestmark = pytest.mark.django_db


@pytest.fixture
def server() -> Iterator[FeedServer]:
    with FeedServer() as started:
        yield started


def fetched(server: FeedServer) -> FetchOutcome:
    feed = EventFeed.objects.first() or make_feed(address=server.url())
    fetcher = functools.partial(fetch, reach=server.reach())
    return fetch_feed(feed, now=NOW, today=TODAY, fetcher=fetcher)


def test_a_calendar_is_fetched_once_and_then_only_asked_for_news(server: FeedServer) -> None:
    def answer(head: str) -> list[bytes]:
        if 'If-None-Match: "v1"' in head:
            return [plain(status="304 Not Modified", length=None)]
        return [plain(calendar(event()), headers=['ETag: "v1"'])]

    server.answer = answer

    assert fetched(server).result == FetchResult.READ
    assert fetched(server).result == FetchResult.UNCHANGED
    assert len(server.requests) == 2
    assert "Accept: text/calendar" in server.requests[0]
    assert HeldEvent.objects.get().title == "Jobs talk"


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (
            plain(status="302 Found", headers=["Location: http://169.254.169.254/latest/"]),
            "sends us on to “http://169.254.169.254",
        ),
        (plain(calendar(event())[:80], length=200), "ended before it was whole"),
        (plain(calendar(event())[:80], length=None), "did not come whole"),
        (plain(b"<html>", headers=["Content-Type: text/html"]), "a web page, not a calendar"),
        (plain(status="404 Not Found"), "Ask for the new address"),
    ],
    ids=["sent inside", "broken off", "cut", "web page", "gone"],
)
def test_what_goes_wrong_is_said_and_changes_nothing(
    server: FeedServer, answer: bytes, words: str
) -> None:
    server.answer = lambda _head: [plain(calendar(event()))]
    fetched(server)
    server.answer = lambda _head: [answer]

    outcome = fetched(server)

    assert outcome.result == FetchResult.REFUSED
    assert words in outcome.message
    assert EventFeed.objects.get().message == outcome.message
    assert HeldEvent.objects.get().state == "HELD"
