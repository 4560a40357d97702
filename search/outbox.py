"""The log of changed listings between the database and every index."""

import datetime
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db import connection
from django.db.models import Max

from search.engines.base import IndexInfo
from search.models import OutboxEntry, OutboxName

KEPT_DAYS = 7  # an index that sleeps longer is rebuilt, which reads the database, not this log
_ORDER_LOCK = 728_193  # any number that nothing else locks


@dataclass(frozen=True, slots=True)
class Change:
    """A listing to read again: ``Change("course", 12)``."""

    kind: str
    object_id: int


@dataclass(frozen=True, slots=True)
class Batch:
    """Changes in order, each listing once, and the sequence number that they reach."""

    changes: tuple[Change, ...]
    sequence: int


def record(*, kind: str, ids: Collection[int]) -> None:
    """Append changes, inside the caller's transaction.

    Sequence numbers must become visible in order, or a reader could pass one by. SQLite has one
    writer at a time. On PostgreSQL a lock held to the end of the transaction gives the same.
    """
    if not ids:
        return
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ORDER_LOCK])
    OutboxEntry.objects.bulk_create(
        [OutboxEntry(kind=kind, object_id=object_id) for object_id in ids], batch_size=1000
    )


def name() -> str:
    """Return the name of this database's outbox: "6f1c…", as long as it lives."""
    return str(OutboxName.objects.get_or_create(pk=1)[0])


def is_followed_by(info: IndexInfo) -> bool:
    """Say whether an index is of this database; one that read nothing yet may be of any."""
    return info.outbox == name() or not (info.outbox or info.sequence)


def last_sequence() -> int:
    """Return the newest sequence number, 0 when nothing ever changed."""
    return OutboxEntry.objects.aggregate(last=Max("id"))["last"] or 0


def read_after(sequence: int, *, limit: int) -> Batch:
    """Return up to ``limit`` changes after a sequence number."""
    entries = list(
        OutboxEntry.objects.filter(id__gt=sequence)
        .order_by("id")
        .values_list("id", "kind", "object_id")[:limit]
    )
    unique = dict.fromkeys(Change(kind, object_id) for _, kind, object_id in entries)
    return Batch(tuple(unique), entries[-1][0] if entries else sequence)


def waiting_after(sequence: int) -> int:
    """Return how many entries an index at this sequence number has not read."""
    return OutboxEntry.objects.filter(id__gt=sequence).count()


def oldest_after(sequence: int) -> datetime.datetime | None:
    """Return when the first change was made that an index at this number has not read."""
    entries = OutboxEntry.objects.filter(id__gt=sequence).order_by("id")
    return entries.values_list("created_at", flat=True).first()


def is_readable_after(sequence: int) -> bool:
    """Say whether every change after a sequence number can still be read here.

    Not when some were pruned away, nor when the number is of another database's log.
    """
    first = OutboxEntry.objects.order_by("id").values_list("id", flat=True).first()
    last = last_sequence()
    return sequence == last or (first or 0) <= sequence + 1 <= last


def prune(*, now: datetime.datetime) -> int:
    """Delete entries older than a week, always keeping the newest. Return how many went."""
    old = OutboxEntry.objects.filter(
        created_at__lt=now - datetime.timedelta(days=KEPT_DAYS), id__lt=last_sequence()
    )
    return old.delete()[0]


def ids_by_kind(changes: Iterable[Change]) -> dict[str, list[int]]:
    """Group changes: ``{"course": [1, 2], "page": [7]}``."""
    grouped: dict[str, list[int]] = {}
    for change in changes:
        grouped.setdefault(change.kind, []).append(change.object_id)
    return grouped
