"""Letters about a feed of courses: it is held, or it could not be read for days. Each once."""

import datetime
from typing import Any

from django.db import transaction

from catalogue.providers.enums import MemberRole
from catalogue.publishing.enums import LetterKind, UploadState
from catalogue.publishing.feeds.holding import Hold
from catalogue.publishing.letters import write_letter
from catalogue.publishing.models import CourseFeed, Upload
from portal.core.clock import REGION_TIME

# One bad night passes by itself. Nights are counted by their dates, as a run may be early.
DAYS_BEFORE_LETTER = 3


def tell_of_hold(feed: CourseFeed, upload: Upload, hold: Hold, *, now: datetime.datetime) -> None:
    """Write that a run is held, and by which numbers."""
    facts = {
        "address": feed.address,
        "gone": hold.gone,
        "before": hold.before,
        "rows_held": hold.rows_held,
        "rows_read": hold.rows_read,
        "is_shrunk": hold.is_shrunk,
        "is_broken": hold.is_broken,
    }
    _write(LetterKind.FEED_HELD, feed, facts=facts, key=f"feed-held-{upload.pk}", now=now)


@transaction.atomic
def note_outcome(feed: CourseFeed, upload: Upload, *, now: datetime.datetime) -> None:
    """Keep since when a feed cannot be read, and write once when that lasts.

    A feed that was read again, or only had no news, begins anew.
    """
    feed = CourseFeed.objects.select_for_update(of=("self",)).get(pk=feed.pk)
    if upload.state != UploadState.REFUSED:
        feed.failing_since = feed.told_at = None
    else:
        feed.failing_since = feed.failing_since or now
        days = days_between(feed.failing_since, now)
        if feed.is_on and feed.told_at is None and days >= DAYS_BEFORE_LETTER:
            facts = {"address": feed.address, "message": upload.message, "days": days}
            _write(
                LetterKind.FEED_STOPPED, feed, facts=facts, key=f"feed-stop-{upload.pk}", now=now
            )
            feed.told_at = now
    feed.save(update_fields=["failing_since", "told_at"])


def days_between(before: datetime.datetime, after: datetime.datetime) -> int:
    """Return how many midnights of the region lie between two moments."""
    return (after.astimezone(REGION_TIME).date() - before.astimezone(REGION_TIME).date()).days


def _write(
    kind: LetterKind,
    feed: CourseFeed,
    *,
    facts: dict[str, Any],
    key: str,
    now: datetime.datetime,
) -> None:
    for reader in _readers(feed):
        write_letter(
            kind,
            email=reader.email,
            organisation=feed.organisation,
            now=now,
            facts=facts,
            once_key=f"{key}-{reader.pk}",
        )


def _readers(feed: CourseFeed) -> list[Any]:
    """Return who added the feed, or the owners when that person has left."""
    members = feed.organisation.memberships.filter(is_suspended=False).select_related("user")
    people = [one for one in members if one.user.email]
    mine = [one.user for one in people if one.user_id == feed.created_by_id]
    return mine or [one.user for one in people if one.role == MemberRole.OWNER]
