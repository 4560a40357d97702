"""Between the database and the index: rebuild, drain the outbox, compare."""

import datetime
import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.db import transaction

from search import outbox, preparing
from search.builders.registry import KINDS
from search.documents import ListingDocument
from search.engines.base import (
    Change,
    EngineUnavailable,
    IndexLocked,
    IndexMissing,
    Rebuild,
    SearchEngine,
)

log = logging.getLogger(__name__)

BATCH = 1000  # changes written in one commit: a commit costs nearly the same for 1 or 100
LOCK_PATIENCE_SECONDS = 5.0  # a drain of another process takes under half a second
LOCK_PAUSE_SECONDS = 0.1

Progress = Callable[[int], None]


class IndexIncomplete(Exception):  # noqa: N818  (the name says the state, as callers read it)
    """A new index lacks listings of the database; it was thrown away and the old one stays."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Which listings only one side has: ``missing`` from the index, ``surplus`` in it."""

    missing: tuple[str, ...]
    surplus: tuple[str, ...]

    @property
    def is_equal(self) -> bool:
        """Whether both sides have the same listings."""
        return not (self.missing or self.surplus)


@dataclass(frozen=True, slots=True)
class IndexStatus:
    """What `/readyz` and `search_status` tell. ``state``: ready, missing or unavailable."""

    engine: str
    state: str
    reason: str = ""
    documents: int = 0
    generation: str = ""
    sequence: int = 0
    waiting: int = 0


def get_engine() -> SearchEngine:
    """Return the engine of this process, opened at its first use."""
    return _engine_in(Path(settings.SEARCH["embedded_directory"]))


@lru_cache(maxsize=8)  # tests use a directory each
def _engine_in(directory: Path) -> SearchEngine:
    # Loaded here: commands that never search start without the engine's library.
    from search.engines.embedded.engine import EmbeddedEngine

    return EmbeddedEngine(directory)


def drain(*, today: datetime.date, engine: SearchEngine | None = None) -> int:
    """Write what changed since the index was last written. Return how many listings that was.

    Idempotent, and safe in two processes at once: whoever comes second finds nothing to do.
    Raises EngineUnavailable when there is no index to write to, or another process keeps it.
    """
    engine = engine or get_engine()
    written = 0
    deadline = time.monotonic() + LOCK_PATIENCE_SECONDS
    while True:
        batch = outbox.read_after(engine.info().sequence, limit=BATCH)
        if not batch.changes:
            return written
        try:
            engine.apply(
                list(_read_again(batch.changes, today=today)), sequence=batch.sequence, today=today
            )
        except IndexLocked:
            if time.monotonic() > deadline:
                raise
            time.sleep(LOCK_PAUSE_SECONDS)
            continue
        written += len(batch.changes)


def drain_after_commit() -> None:
    """Drain as soon as the present transaction is committed, never failing the caller.

    The change is in the outbox: when the index cannot be written now, the next drain does it.
    """
    transaction.on_commit(_enqueue_drain, robust=True)


def _enqueue_drain() -> None:
    from search.tasks import drain_outbox  # tasks import this module

    drain_outbox.enqueue()


def drain_or_log(*, today: datetime.date) -> None:
    """Drain; write to the log, and leave the changes waiting, when the index cannot be written."""
    try:
        drain(today=today)
    except IndexMissing:
        log.info("No index yet: run rebuild_index. The changes wait in the outbox.")
    except EngineUnavailable as error:
        log.warning("The index cannot be written now, the changes wait: %s", error)


def rebuild(
    *,
    today: datetime.date,
    engine: SearchEngine | None = None,
    progress: Progress | None = None,
    preparers: int = 1,
) -> int:
    """Build a new index from the database beside the old one and swap. Return its listings.

    With more than one preparer, processes of their own read the database and prepare documents.

    What changes meanwhile is replayed from the outbox before the swap. Raises IndexIncomplete,
    and leaves the old index in use, when the new one lacks a listing.
    """
    engine = engine or get_engine()
    sequence = outbox.last_sequence()
    with engine.start_rebuild(today=today) as building:
        for done, _added in enumerate(_fill(building, today=today, preparers=preparers), start=1):
            if progress and done % BATCH == 0:
                progress(done)
        building.commit()
        sequence = _replay(building, after=sequence, today=today)
        _check_complete(building, today=today)
        total = building.count()
        building.publish(sequence=sequence)
    drain(today=today, engine=engine)  # what was committed between the replay and the swap
    return total


def renew(*, today: datetime.date, engine: SearchEngine | None = None) -> int:
    """Make the index right for a new day. Return how many listings were written.

    Only what reads otherwise on that day is written again: "soon" and the months move along. The
    index is built anew when there is none, when it cannot read all that changed since it was
    written, or when it and the database still do not share all listings.
    """
    engine = engine or get_engine()
    try:
        if outbox.is_readable_after(engine.info().sequence):
            written = drain(today=today, engine=engine) + engine.refresh(today=today)
            if compare(today=today, engine=engine).is_equal:
                return written
        log.warning("The index does not follow the database. It is built anew.")
    except IndexMissing:
        log.info("There is no index yet. It is built.")
    return rebuild(today=today, engine=engine)


def _fill(building: Rebuild, *, today: datetime.date, preparers: int) -> Iterator[None]:
    """Add every listing, one at each step."""
    if preparers > 1:
        for entry in preparing.entries(today=today, preparers=preparers):
            building.add_entry(entry)
            yield
        return
    for kind in KINDS.values():
        for document in kind.documents(today=today):
            building.add(document)
            yield


def _replay(building: Rebuild, *, after: int, today: datetime.date) -> int:
    while (batch := outbox.read_after(after, limit=BATCH)).changes:
        building.apply(list(_read_again(batch.changes, today=today)))
        after = batch.sequence
    return after


def _check_complete(building: Rebuild, *, today: datetime.date) -> None:
    """Refuse an index that lacks listings, apart from those that changed this very moment."""
    missing = expected_ids(today=today) - set(building.ids())
    changed = {
        f"{change.kind}:{change.object_id}"
        for change in outbox.read_after(max(0, outbox.last_sequence() - BATCH), limit=BATCH).changes
    }
    if lost := sorted(missing - changed):
        raise IndexIncomplete(f"{len(lost)} listings are missing, such as {', '.join(lost[:5])}")


def compare(*, today: datetime.date, engine: SearchEngine | None = None) -> Comparison:
    """Say which listings the database and the index do not share."""
    indexed = set((engine or get_engine()).ids())
    expected = expected_ids(today=today)
    return Comparison(tuple(sorted(expected - indexed)), tuple(sorted(indexed - expected)))


def expected_ids(*, today: datetime.date) -> set[str]:
    """Return every id that the database says must be listed."""
    return set().union(*(kind.expected_ids(today=today) for kind in KINDS.values()))


def generation() -> str:
    """Return a text that changes whenever the index does, ``""`` when there is none to read."""
    try:
        return get_engine().generation()
    except EngineUnavailable:
        return ""


def status(*, engine: SearchEngine | None = None) -> IndexStatus:
    """Return the state of the index; never raises."""
    engine = engine or get_engine()
    try:
        info = engine.info()
    except IndexMissing as error:
        return IndexStatus(engine.name, "missing", str(error))
    except EngineUnavailable as error:
        return IndexStatus(engine.name, "unavailable", str(error))
    return IndexStatus(
        engine=engine.name,
        state="ready",
        documents=info.documents,
        generation=info.generation,
        sequence=info.sequence,
        waiting=outbox.waiting_after(info.sequence),
    )


def _read_again(changes: tuple[outbox.Change, ...], *, today: datetime.date) -> Iterator[Change]:
    """Give each changed listing as it is now: a document, or None when it is listed no more."""
    for kind_name, ids in outbox.ids_by_kind(changes).items():
        kind = KINDS.get(kind_name)
        if kind is None:
            continue
        fresh: dict[str, ListingDocument] = {
            document.id: document for document in kind.documents(today=today, ids=ids)
        }
        for object_id in ids:
            document_id = f"{kind_name}:{object_id}"
            yield Change(document_id, fresh.get(document_id))
