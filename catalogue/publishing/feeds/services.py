"""What people and the clock do with feeds: add, change, delete, fetch, decide about a held run."""

import datetime
import time
from typing import Any

from django.db import transaction
from django.db.models import F, Q

from catalogue.feeds.fetch import fetch
from catalogue.providers.enums import AuditAction
from catalogue.publishing.audit import note
from catalogue.publishing.enums import UploadState
from catalogue.publishing.feeds.runs import end_waiting, is_running, run_feed
from catalogue.publishing.feeds.whole_feed import Fetcher
from catalogue.publishing.models import CourseFeed, Upload
from catalogue.publishing.uploads.services import publish_or_ask
from portal.core.clock import REGION_TIME

# Between two presses of "Fetch now".
PRESS_AGAIN = datetime.timedelta(minutes=2)
MAX_FEEDS = 10
MAX_SECONDS = 600


@transaction.atomic
def save_feed(feed: CourseFeed, *, actor: Any, now: datetime.datetime) -> CourseFeed:
    """Store a new or changed feed. A new address, or format, is read whole the next time."""
    is_new = feed.pk is None
    if is_new:
        feed.created_by = actor
    else:
        before = CourseFeed.objects.get(pk=feed.pk)
        if (before.address, before.feed_format) != (feed.address, feed.feed_format):
            feed.etag = feed.last_modified = feed.sha256 = ""
            feed.fetched_at = feed.failing_since = feed.told_at = None
    feed.save()
    note(
        feed.organisation,
        AuditAction.FEED,
        actor=actor,
        now=now,
        about=feed.address,
        facts={"added": is_new},
    )
    return feed


@transaction.atomic
def delete_feed(feed: CourseFeed, *, actor: Any, now: datetime.datetime) -> None:
    """Forget a feed. Its courses and its published runs stay; a run that waits ends."""
    note(
        feed.organisation,
        AuditAction.FEED,
        actor=actor,
        now=now,
        about=feed.address,
        facts={"deleted": True},
    )
    end_waiting(feed, now=now)
    feed.runs.update(feed=None)
    feed.delete()


def may_fetch_now(feed: CourseFeed, *, now: datetime.datetime) -> bool:
    """Say whether a press on "Fetch now" starts a run: not while one is on, nor just after."""
    if is_running(feed, now=now):
        return False
    return feed.fetched_at is None or now - feed.fetched_at >= PRESS_AGAIN


def use_held(upload: Upload, *, actor: Any, now: datetime.datetime, today: datetime.date) -> None:
    """Publish a held run as it is, or have a moderator look where the organisation is new."""
    with transaction.atomic():
        mine = Upload.objects.filter(pk=upload.pk, state=UploadState.QUARANTINED)
        if not mine.update(state=UploadState.CHECKED, sent_by=actor):
            return
    upload = Upload.objects.select_related("feed", "organisation").get(pk=upload.pk)
    if upload.feed is None:
        return
    note(
        upload.organisation,
        AuditAction.FEED_RUN,
        actor=actor,
        now=now,
        about=upload.feed.address,
        facts={"used": True, "upload": upload.pk},
    )
    publish_or_ask(upload, actor=actor, now=now, today=today, is_full_list=upload.is_full_list)


@transaction.atomic
def leave_held(upload: Upload, *, actor: Any, now: datetime.datetime) -> None:
    """Keep what is live. The feed is looked at again when it changes."""
    mine = Upload.objects.filter(pk=upload.pk, state=UploadState.QUARANTINED)
    if mine.update(state=UploadState.CANCELLED, sent_by=actor) and upload.feed:
        note(
            upload.organisation,
            AuditAction.FEED_RUN,
            actor=actor,
            now=now,
            about=upload.feed.address,
            facts={"left": True, "upload": upload.pk},
        )


def fetch_due(
    *,
    now: datetime.datetime,
    today: datetime.date,
    seconds: float = MAX_SECONDS,
    fetcher: Fetcher = fetch,
) -> dict[str, int]:
    """Fetch every feed that is on and was not fetched today. Return counts of what became of them.

    Those of an organisation that is taken off the site rest, as its keys do. Slow sites must not
    keep other work waiting: what is left after ``seconds`` comes next time.
    """
    midnight = datetime.datetime.combine(today, datetime.time(), tzinfo=REGION_TIME)
    waiting = Q(fetched_at__isnull=True) | Q(fetched_at__lt=midnight)
    live = CourseFeed.objects.filter(is_on=True, organisation__is_live=True)
    feeds = live.filter(waiting).select_related("organisation")
    totals = {"feeds": 0, "published": 0, "held": 0, "in review": 0, "not read": 0}
    ends_at = time.monotonic() + seconds
    for feed in feeds.order_by(F("fetched_at").asc(nulls_first=True), "pk"):
        upload = run_feed(feed, now=now, today=today, fetcher=fetcher)
        if upload is not None:
            totals["feeds"] += 1
            totals["published"] += upload.state == UploadState.PUBLISHED
            totals["held"] += upload.state == UploadState.QUARANTINED
            totals["in review"] += upload.state == UploadState.IN_REVIEW
            totals["not read"] += upload.state == UploadState.REFUSED
        if time.monotonic() > ends_at:
            break
    return {name: count for name, count in totals.items() if count}
