"""Keeping the events that a feed has, until somebody looks at them. Nothing here makes a page.

Only what is called off goes on its page at once: see ``event_cancelling``.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from catalogue.feeds.enums import HeldState
from catalogue.feeds.event_cancelling import call_off
from catalogue.feeds.event_changes import is_different
from catalogue.feeds.event_models import EventFeed, HeldEvent
from catalogue.feeds.event_records import EventFile, EventRecord

MOST_GONE = 0.3  # of the events ahead, at once
MOST_FAILED = 0.2  # of the events of a feed
FEWEST = 3  # below, a share says nothing


@dataclass(slots=True)
class Counts:
    """What a fetch changed: ``Counts(new=3, unchanged=40)``."""

    found: int = 0
    past: int = 0
    errors: int = 0
    warnings: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    gone: int = 0


def why_stopped(feed: EventFeed, file: EventFile, *, now: datetime.datetime) -> str:
    """Say why a file is not believed, in words for the events team, or an empty text."""
    if feed.is_shrink_expected:
        return ""
    ahead = HeldEvent.objects.filter(feed=feed).ahead(now)
    known = set(
        ahead.filter(state__in=[HeldState.HELD, HeldState.APPROVED]).values_list("uid", flat=True)
    )
    missing = known - _told(file)
    if len(missing) >= FEWEST and len(missing) > MOST_GONE * len(known):
        return _(
            "%(missing)s of %(known)s events are no longer in the feed, which looks like a "
            "mistake. Nothing was changed. Ask the partner. If it is right, tick “much will be "
            "different next time” and fetch again."
        ) % {"missing": len(missing), "known": len(known)}
    if file.errors >= FEWEST and file.errors > MOST_FAILED * file.found and known:
        return _(
            "%(unread)s of %(found)s events cannot be read. Nothing was changed. The findings say "
            "why. Ask the partner to mend the feed."
        ) % {"unread": file.errors, "found": file.found}
    return ""


def hold(feed: EventFeed, file: EventFile, *, now: datetime.datetime) -> Counts:
    """Bring what is held of a feed in line with a file. Twice changes nothing."""
    counts = Counts(found=file.found, past=file.past, errors=file.errors, warnings=file.warnings)
    rows = {
        row.uid: row
        for row in feed.held_events.select_related("page").select_for_update(of=("self",))
    }
    unchanged: list[HeldEvent] = []
    for record in file.records:
        row = rows.get(record.uid)
        if row is None:
            rows[record.uid] = _create(feed, record, now=now)
            counts.new += 1
        elif _follow(row, record, now=now):
            counts.changed += 1
        else:
            unchanged.append(row)
    counts.unchanged = len(unchanged)
    HeldEvent.objects.filter(pk__in=[row.pk for row in unchanged]).update(seen_at=now)
    counts.gone = _mark_gone(rows.values(), told=_told(file), now=now)
    return counts


def _told(file: EventFile) -> set[str]:
    """Return all events that a file speaks of. One that cannot be read today is not gone."""
    return {record.uid for record in file.records} | set(file.failed_uids)


def _create(feed: EventFeed, record: EventRecord, *, now: datetime.datetime) -> HeldEvent:
    return HeldEvent.objects.create(
        feed=feed, uid=record.uid, seen_at=now, changed_at=now, **_values(record)
    )


def _values(record: EventRecord) -> dict[str, Any]:
    return {
        "facts": record.as_json(),
        "title": record.title,
        "first_start": record.dates[0].start,
        "last_end": max(one.end for one in record.dates),
    }


def _follow(row: HeldEvent, record: EventRecord, *, now: datetime.datetime) -> bool:
    """Give a row the facts of today. Return whether that is anything new."""
    is_called_off = call_off(row, record, now=now)
    state = _state(row, record, now=now)
    values = _values(record)
    is_new = state != row.state or is_different(row.record, record, now=now)
    if not is_new and not is_called_off and row.facts == values["facts"]:
        return False
    for name, value in values.items():
        setattr(row, name, value)
    row.seen_at = now
    if is_new:
        row.state = state
        row.changed_at = now
    row.save()
    return is_new or is_called_off


def _state(row: HeldEvent, record: EventRecord, *, now: datetime.datetime) -> HeldState:
    """Return where an event stands that is in the feed.

    A refused one stays refused. One that was approved is looked at again when it is different,
    and is approved again when the partner takes the difference back.
    """
    if row.state == HeldState.REFUSED:
        return HeldState.REFUSED
    approved = row.approved_record
    if approved is not None and not is_different(approved, record, now=now):
        return HeldState.APPROVED
    return HeldState.HELD


def _mark_gone(rows: Iterable[HeldEvent], *, told: set[str], now: datetime.datetime) -> int:
    """Mark what is no longer in the feed, though it has dates ahead. Its page stays as it is."""
    gone = [
        row.pk
        for row in rows
        if row.uid not in told
        and row.last_end > now
        and row.state in (HeldState.HELD, HeldState.APPROVED)
    ]
    return HeldEvent.objects.filter(pk__in=gone).update(state=HeldState.GONE, changed_at=now)
