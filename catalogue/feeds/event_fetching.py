"""Fetching a feed of a partner: ask, read apart, hold; or say why not."""

import datetime
import hashlib
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from catalogue.feeds.enums import FeedKind, FetchResult
from catalogue.feeds.event_holding import Counts, hold, why_stopped
from catalogue.feeds.event_models import EventFeed, EventFetch
from catalogue.feeds.event_reading import read_apart
from catalogue.feeds.event_records import MAX_ISSUES, EventFile, EventRecord
from catalogue.feeds.fetch import Fetched, fetch
from catalogue.feeds.fetch_connection import Limits
from catalogue.feeds.fetch_refusal import FetchRefusedError
from catalogue.feeds.next_pages import next_page
from catalogue.feeds.refusal import FileRefusedError

Fetcher = Callable[..., Fetched]

# A series goes on past the horizon of last time, so a feed without news is read again each week.
READ_AGAIN = datetime.timedelta(days=7)
KEPT_FETCHES = 10
TAKEN = frozenset({FetchResult.READ, FetchResult.UNCHANGED})
KEPT_ISSUES = 100
MAX_PAGES = 100
MAX_SECONDS = 600
PAGE_LIMITS = Limits(max_bytes=8 * 1024 * 1024)
ACCEPT = {
    FeedKind.ICALENDAR: "text/calendar, */*;q=0.5",
    FeedKind.OPENACTIVE: "application/vnd.openactive.rpde+json, application/json, */*;q=0.5",
}


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a feed says, and how to ask next time whether that changed."""

    file: EventFile
    sha256: str
    etag: str = ""
    last_modified: str = ""


@dataclass(slots=True)
class FetchOutcome:
    """How a fetch went, for the command and the log."""

    feed: EventFeed
    result: FetchResult
    message: str = ""
    counts: Counts = field(default_factory=Counts)
    issues: list[dict[str, Any]] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """Return it for a report."""
        return {
            "feed": self.feed.pk,
            "organisation": self.feed.organisation.name,
            "result": self.result,
            "message": self.message,
            "counts": asdict(self.counts),
            "issues": self.issues,
        }


def fetch_feed(
    feed: EventFeed, *, now: datetime.datetime, today: datetime.date, fetcher: Fetcher = fetch
) -> FetchOutcome:
    """Fetch a feed, hold what is new, and keep how it went. Never raises for what a feed does."""
    try:
        if feed.kind == FeedKind.OPENACTIVE:
            answer = _ask_pages(feed, today=today, fetcher=fetcher)
        else:
            answer = _ask(feed, today=today, fetcher=fetcher)
    except (FetchRefusedError, FileRefusedError) as error:
        outcome = FetchOutcome(feed, FetchResult.REFUSED, error.message)
        return _keep(outcome, answer=None, now=now)
    if answer is None:
        return _keep(FetchOutcome(feed, FetchResult.UNCHANGED), answer=None, now=now)
    return _take(feed, answer, now=now, today=today)


@transaction.atomic
def _take(
    feed: EventFeed, answer: _Answer, *, now: datetime.datetime, today: datetime.date
) -> FetchOutcome:
    EventFeed.objects.select_for_update().get(pk=feed.pk)  # two fetches at once come in turn
    file = answer.file
    issues = [issue.as_json() for issue in file.issues[:KEPT_ISSUES]]
    if reason := why_stopped(feed, file, now=now):
        counts = Counts(found=file.found, past=file.past, errors=file.errors)
        outcome = FetchOutcome(feed, FetchResult.QUARANTINED, reason, counts, issues)
        return _keep(outcome, answer=None, now=now)
    counts = hold(feed, file, now=now)
    feed.read_date = today
    feed.is_shrink_expected = False
    outcome = FetchOutcome(feed, FetchResult.READ, counts=counts, issues=issues)
    return _keep(outcome, answer=answer, now=now)


def _is_known(feed: EventFeed, today: datetime.date) -> bool:
    """Say whether no news is enough: the feed was read whole, and not long ago."""
    is_recent = feed.read_date is not None and today - feed.read_date < READ_AGAIN
    return is_recent and feed.result in TAKEN


def _ask(feed: EventFeed, *, today: datetime.date, fetcher: Fetcher) -> _Answer | None:
    """Fetch and read a calendar. None: nothing changed."""
    is_known = _is_known(feed, today)
    with fetcher(
        feed.address,
        etag=feed.etag if is_known else "",
        last_modified=feed.last_modified if is_known else "",
        accept=ACCEPT[FeedKind.ICALENDAR],
    ) as fetched:
        if fetched.is_unchanged or (is_known and fetched.sha256 == feed.sha256):
            return None
        file = _read(feed, fetched.read(), today=today)
        return _Answer(file, fetched.sha256, fetched.etag, fetched.last_modified)


def _ask_pages(feed: EventFeed, *, today: datetime.date, fetcher: Fetcher) -> _Answer | None:
    """Fetch and read the pages of a session feed. The last one leads to itself, or nowhere.

    Of an item that stands on two pages the later one counts, as it was written later.
    """
    whole = EventFile()
    records: dict[str, EventRecord] = {}
    digest = hashlib.sha256()
    ends_at = time.monotonic() + MAX_SECONDS
    url, seen = feed.address, set[str]()
    while url not in seen:
        if len(seen) >= MAX_PAGES or time.monotonic() > ends_at:
            raise FileRefusedError(
                "FEED_TOO_LONG",
                _("The feed has too many pages. Ask for one with events in our region only."),
            )
        seen.add(url)
        accept = ACCEPT[FeedKind.OPENACTIVE]
        with fetcher(url, accept=accept, limits=PAGE_LIMITS) as fetched:
            digest.update(fetched.sha256.encode())
            page = _read(feed, fetched.read(), today=today)
            base = fetched.final_url
        for uid in page.deleted_uids:
            records.pop(uid, None)
        records.update({record.uid: record for record in page.records})
        _add(whole, page, place=f"page {len(seen)}")
        url = next_page(base, page.next_url) if page.next_url else base
        seen.add(base)
    whole.records = list(records.values())
    if _is_known(feed, today) and digest.hexdigest() == feed.sha256:
        return None
    return _Answer(whole, digest.hexdigest())


def _add(whole: EventFile, page: EventFile, *, place: str) -> None:
    whole.found += page.found
    whole.past += page.past
    whole.errors += page.errors
    whole.warnings += page.warnings
    whole.failed_uids += page.failed_uids
    room = MAX_ISSUES - len(whole.issues)
    whole.issues += [
        replace(issue, place=f"{place}, {issue.place}") for issue in page.issues[:room]
    ]


def _read(feed: EventFeed, content: bytes, *, today: datetime.date) -> EventFile:
    return read_apart(content, kind=feed.kind, today=today, horizon_days=feed.horizon_days)


def _keep(outcome: FetchOutcome, *, answer: _Answer | None, now: datetime.datetime) -> FetchOutcome:
    """Keep how a fetch went, and the last ten before it."""
    feed = outcome.feed
    feed.fetched_at = now
    feed.result = outcome.result
    feed.message = outcome.message
    if outcome.result in TAKEN:
        feed.failing_since = feed.told_at = None
    else:
        feed.failing_since = feed.failing_since or now
    if answer is not None:
        feed.etag, feed.last_modified = answer.etag, answer.last_modified
        feed.sha256 = answer.sha256
    feed.save(
        update_fields=[
            *("etag", "last_modified", "sha256", "read_date", "fetched_at", "result", "message"),
            *("is_shrink_expected", "failing_since", "told_at"),
        ]
    )
    EventFetch.objects.create(
        feed=feed,
        result=outcome.result,
        message=outcome.message,
        counts=asdict(outcome.counts),
        issues=outcome.issues,
        created_at=now,
    )
    kept = feed.fetches.values_list("pk", flat=True)[:KEPT_FETCHES]
    feed.fetches.exclude(pk__in=list(kept)).delete()
    return outcome


def fetch_due(
    *,
    now: datetime.datetime,
    today: datetime.date,
    seconds: float = MAX_SECONDS,
    fetcher: Fetcher = fetch,
) -> dict[str, int]:
    """Fetch every feed that was not fetched today. Return counts: ``{"feeds": 3, "new": 12}``.

    Slow partners must not keep other work waiting: what is left after ``seconds`` comes next time.
    """
    totals = {"feeds": 0, "not read": 0, "new": 0, "changed": 0, "gone": 0}
    ends_at = time.monotonic() + seconds
    for feed in EventFeed.objects.due(now):
        outcome = fetch_feed(feed, now=now, today=today, fetcher=fetcher)
        totals["feeds"] += 1
        totals["not read"] += outcome.result in (FetchResult.REFUSED, FetchResult.QUARANTINED)
        totals["new"] += outcome.counts.new
        totals["changed"] += outcome.counts.changed
        totals["gone"] += outcome.counts.gone
        if time.monotonic() > ends_at:
            break
    return {name: count for name, count in totals.items() if count}
