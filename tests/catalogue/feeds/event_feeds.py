"""Feeds of partners for tests, and a fetcher that gives what a test puts at an address."""

import datetime
import hashlib
import io
from dataclasses import dataclass, field
from typing import Any

from catalogue.feeds.enums import FeedKind
from catalogue.feeds.event_fetching import FetchOutcome, fetch_feed
from catalogue.feeds.event_models import EventFeed, HeldEvent
from catalogue.feeds.fetch import Fetched
from catalogue.feeds.fetch_refusal import FetchRefusedError
from portal.core.clock import REGION_TIME
from tests.catalogue.feeds.calendar_files import TODAY, calendar, event
from tests.factories import OrganisationFactory

NOW = datetime.datetime(2026, 11, 25, 2, 0, tzinfo=REGION_TIME)
ADDRESS = "https://partner.example.org/events.ics"
OPEN = "https://partner.example.org/rpde"


@dataclass
class Web:
    """What is at each address, with an ETag. ``asked`` has each address and the ETag sent."""

    files: dict[str, bytes] = field(default_factory=dict)
    has_etag: bool = True
    asked: list[tuple[str, str]] = field(default_factory=list)

    def __call__(self, url: str, *, etag: str = "", **_options: Any) -> Fetched:
        self.asked.append((url, etag))
        if url not in self.files:
            raise FetchRefusedError("STATUS", "There is nothing at this address any more.")
        content = self.files[url]
        digest = hashlib.sha256(content).hexdigest()
        own = f'"{digest[:8]}"' if self.has_etag else ""
        if etag and etag == own:
            return Fetched(304, url)
        return Fetched(200, url, etag=own, sha256=digest, body=io.BytesIO(content))


def make_feed(**facts: Any) -> EventFeed:
    values: dict[str, Any] = {"address": ADDRESS, **facts}
    if "organisation" not in values:
        values["organisation"] = OrganisationFactory(name="Walsall Works")
    return EventFeed.objects.create(**values)


def fetch_parts(feed: EventFeed, *parts: str, now: datetime.datetime = NOW) -> FetchOutcome:
    """Fetch a feed that holds these events."""
    return fetch_content(feed, calendar(*parts), now=now)


def fetch_content(feed: EventFeed, content: bytes, *, now: datetime.datetime = NOW) -> FetchOutcome:
    feed = EventFeed.objects.select_related("organisation").get(pk=feed.pk)
    today = now.astimezone(REGION_TIME).date()
    return fetch_feed(feed, now=now, today=today, fetcher=Web({feed.address: content}))


def held(uid: str = "1@example.org") -> HeldEvent:
    return HeldEvent.objects.get(uid=uid)


def many(count: int, *, without: int = 0) -> list[str]:
    return [event(uid=f"{number}@example.org") for number in range(without, count)]


def rpde(web: Web) -> FetchOutcome:
    """Fetch a session feed that begins at OPEN."""
    feed = EventFeed.objects.first() or make_feed(address=OPEN, kind=FeedKind.OPENACTIVE)
    return fetch_feed(feed, now=NOW, today=TODAY, fetcher=web)
