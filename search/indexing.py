"""Between the database and every index: rebuild, drain the outbox, compare, go back."""

import datetime
import gc
import logging
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import transaction

from search import gates, outbox, preparing
from search.builders.event import ending_soon
from search.builders.registry import KINDS
from search.choosing import Writer, get_engine, writer_engines, writers
from search.documents import ListingDocument
from search.engines.base import (
    Change,
    EngineUnavailable,
    IndexBehind,
    IndexLocked,
    IndexMissing,
    IndexOutdated,
    Rebuild,
    SearchEngine,
)
from search.engines.deadline import Deadline
from search.gates import IndexIncomplete, IndexRefused, expected_ids
from search.role_changes import listings_of_changed_roles

__all__ = [
    "KINDS",
    "IndexIncomplete",
    "IndexRefused",
    "expected_ids",
    "get_engine",
    "writer_engines",
]

log = logging.getLogger(__name__)

BATCH = 1000  # changes written in one commit: a commit costs nearly the same for 1 or 100
LOCK_PATIENCE_SECONDS = 5.0  # a drain of another process takes under half a second
LOCK_PAUSE_SECONDS = 0.1
# Without a worker somebody waits for the drain after saving. A server that takes longer gets the
# change from the next drain.
SAVE_PATIENCE_SECONDS = 5.0

Progress = Callable[[int], None]
_saving = Deadline(SAVE_PATIENCE_SECONDS)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Which listings only one side has: ``missing`` from the index, ``surplus`` in it."""

    missing: tuple[str, ...]
    surplus: tuple[str, ...]

    @property
    def is_equal(self) -> bool:
        """Whether both sides have the same listings."""
        return not (self.missing or self.surplus)


def drain(*, today: datetime.date, engine: SearchEngine | None = None) -> int:
    """Write what changed since each index was last written. Return how many listings that was.

    Idempotent, and safe in two processes at once: whoever comes second finds nothing to do.
    Raises EngineUnavailable when there is no index to write to, or another process keeps it, and
    IndexOutdated when it slept so long that changes were pruned meanwhile; the other indexes are
    written before that.
    """
    if engine is None:
        return _each(lambda one: drain(today=today, engine=one))
    return _drain(engine, today=today, apply=engine.apply)


def _drain(engine: SearchEngine, *, today: datetime.date, apply: Callable[..., None]) -> int:
    written = 0
    reached = ("", 0)
    deadline = time.monotonic() + LOCK_PATIENCE_SECONDS
    while True:
        info = engine.info()
        if not outbox.is_followed_by(info):
            raise IndexOutdated(f"the index of {engine.name} is of another database: rebuild it")
        batch = outbox.read_after(info.sequence, limit=BATCH)
        if not batch.changes:
            return written
        if (info.name, batch.sequence) == reached:
            raise EngineUnavailable(f"the index of {engine.name} does not remember what it read")
        # Zero is an index of an empty database: numbers that were rolled back may come after it.
        if info.sequence and not outbox.is_readable_after(info.sequence):
            raise IndexOutdated(f"the index of {engine.name} lacks changes of long ago: rebuild it")
        followed = follow_roles(batch.changes, engine, today=today)
        changes = list(_read_again(dict.fromkeys([*batch.changes, *followed]), today=today))
        try:
            apply(changes, sequence=batch.sequence, today=today, after=info.sequence)
        except (IndexLocked, IndexBehind):
            # Somebody writes, or put another index in use since we looked where it stands.
            if time.monotonic() > deadline:
                raise
            time.sleep(LOCK_PAUSE_SECONDS)
            continue
        written += len(batch.changes)
        reached = (info.name, batch.sequence)


def drain_after_commit() -> None:
    """Drain as soon as the present transaction is committed, never failing the caller.

    The change is in the outbox: when an index cannot be written now, the next drain does it.
    """
    transaction.on_commit(_enqueue_drain, robust=True)


def _enqueue_drain() -> None:
    from search.tasks import drain_outbox  # tasks import this module

    drain_outbox.enqueue()


def drain_or_log(*, today: datetime.date) -> None:
    """Drain each index; tell the log, and leave the changes waiting, when one cannot be written.

    One that failed three times is left in peace for half a minute, so that a server that hangs
    does not keep everybody who saves something.
    """
    for writer in writers():
        if writer.writing is not None and not writer.writing.allows():
            continue
        try:
            _drain_in_time(writer, today=today)
        except IndexMissing:
            log.info("No index yet: run rebuild_index. The changes wait in the outbox.")
        except IndexLocked as error:
            log.info("Another process writes the index, the changes wait: %s", error)
        except IndexOutdated as error:
            log.warning("The next run_due builds an index anew: %s", error)
        except EngineUnavailable as error:
            log.warning("The index cannot be written now, the changes wait: %s", error)
            if writer.writing is not None:
                writer.writing.failed()
            continue
        if writer.writing is not None:
            writer.writing.succeeded()


def _drain_in_time(writer: Writer, *, today: datetime.date) -> None:
    engine = writer.engine
    if writer.writing is None:
        drain(today=today, engine=engine)
        return

    def apply(changes: list[Change], *, sequence: int, today: datetime.date, after: int) -> None:
        _saving.run(lambda: engine.apply(changes, sequence=sequence, today=today, after=after))

    _saving.run(engine.info)  # a server that hangs is noticed here
    _drain(engine, today=today, apply=apply)


def rebuild(
    *,
    today: datetime.date,
    engine: SearchEngine | None = None,
    progress: Progress | None = None,
    preparers: int = 1,
    allow_shrink: Collection[str] = (),
) -> int:
    """Build a new index from the database beside the old one and swap. Return its listings.

    With more than one preparer, processes of their own read the database and prepare documents.
    Without an engine every index is built, one after the other: one that fails is told at the end
    and does not stop the others.

    What changes meanwhile is replayed from the outbox before the swap. Raises IndexRefused, and
    leaves the old index in use, when the new one does not pass search.gates. ``allow_shrink``:
    UKPRNs or slugs of providers that may lose listings.
    """
    if engine is None:
        return _each(
            lambda one: rebuild(
                today=today,
                engine=one,
                progress=progress,
                preparers=preparers,
                allow_shrink=allow_shrink,
            )
        )
    began = sequence = outbox.last_sequence()
    with _settled_memory(), engine.start_rebuild(today=today) as building:
        for done, _added in enumerate(_fill(building, today=today, preparers=preparers), start=1):
            if progress and done % BATCH == 0:
                progress(done)
        building.commit()
        sequence = _replay(building, after=sequence, today=today)
        gates.check(gates.Candidate(building, engine, today, sequence, frozenset(allow_shrink)))
        total = building.count()
        # Before the swap: killed in between, the next rebuild is not asked the same again.
        gates.remember_counts(gates.live_courses())
        building.publish(sequence=sequence, outbox=outbox.name())
    _note_listings_of_roles(began, engine, today=today)
    drain(today=today, engine=engine)  # what was committed between the replay and the swap
    return total


@contextmanager
def _settled_memory() -> Iterator[None]:
    """Let Python not look again for garbage among all that was there before a long work.

    Documents hold no cycles, yet each few thousand of them made it walk through the whole of
    Django: a tenth of the time of a rebuild. A process that serves has settled it for good.
    """
    if gc.get_freeze_count():
        yield
        return
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def follow_roles(
    changes: Collection[outbox.Change], engine: SearchEngine, *, today: datetime.date
) -> list[outbox.Change]:
    """Return the listings whose roles are no longer as an index has them, for changed roles."""
    roles = [change.object_id for change in changes if change.kind == "role"]
    if not roles:
        return []
    found = listings_of_changed_roles(engine, roles, today=today)
    return [outbox.Change(kind, pk) for kind, ids in found.items() for pk in sorted(ids)]


def _note_listings_of_roles(sequence: int, engine: SearchEngine, *, today: datetime.date) -> None:
    """Note the listings of roles that changed while an index was built, for the drain after it."""
    while (batch := outbox.read_after(sequence, limit=BATCH)).changes:
        followed = follow_roles(batch.changes, engine, today=today)
        for kind, ids in outbox.ids_by_kind(followed).items():
            outbox.record(kind=kind, ids=ids)
        sequence = batch.sequence


def roll_back(*, today: datetime.date, engine: SearchEngine) -> str:
    """Put the previous index back in use, bring it up to date and return its name.

    Raises IndexMissing when there is none.
    """
    name = engine.rollback()
    info = engine.info()
    if outbox.is_followed_by(info) and outbox.is_readable_after(info.sequence):
        drain(today=today, engine=engine)
        engine.refresh(today=today)
    else:
        log.warning("The index %s is too old to follow the outbox. Rebuild it soon.", name)
    return name


def renew(*, today: datetime.date, engine: SearchEngine | None = None) -> int:
    """Make each index right for a new day. Return how many listings were written.

    Only what reads otherwise on that day is written again: "soon" and the months move along. The
    index is built anew when there is none, when it cannot read all that changed since it was
    written, or when it and the database still do not share all listings.
    """
    if engine is None:
        return _each(lambda one: renew(today=today, engine=one))
    # Their documents are cut at the ends of dates, which move along with the day.
    outbox.record(kind="event", ids=ending_soon(today))
    try:
        if outbox.is_readable_after(engine.info().sequence):
            written = drain(today=today, engine=engine) + engine.refresh(today=today)
            if compare(today=today, engine=engine).is_equal:
                return written
        log.warning("The index of %s does not follow the database. It is built anew.", engine.name)
    except IndexOutdated as error:
        log.warning("%s", error)
    except IndexMissing:
        log.info("There is no index of %s yet. It is built.", engine.name)
    return rebuild(today=today, engine=engine)


def catch_up(*, today: datetime.date, engine: SearchEngine) -> int:
    """Drain, or build the index anew when it slept too long. Return how many were written."""
    try:
        return drain(today=today, engine=engine)
    except IndexOutdated as error:
        log.warning("%s", error)
        return rebuild(today=today, engine=engine)


def _each(work: Callable[[SearchEngine], int]) -> int:
    """Do the same for every index, then raise the first failure, if any. Return the most done."""
    done: list[int] = []
    failures: list[Exception] = []
    for engine in writer_engines():
        try:
            done.append(work(engine))
        except (EngineUnavailable, IndexRefused) as failure:
            failures.append(failure)
    for other in failures[1:]:
        log.warning("Another index failed too: %s", other)
    if failures:
        raise failures[0]
    return max(done, default=0)


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


def compare(*, today: datetime.date, engine: SearchEngine | None = None) -> Comparison:
    """Say which listings the database and an index do not share; that of visitors by default."""
    indexed = set((engine or get_engine()).ids())
    expected = expected_ids(today=today)
    return Comparison(tuple(sorted(expected - indexed)), tuple(sorted(indexed - expected)))


def generation() -> str:
    """Return a text that changes whenever the index does, ``""`` when there is none to read."""
    try:
        return get_engine().generation()
    except EngineUnavailable:
        return ""


def _read_again(changes: Iterable[outbox.Change], *, today: datetime.date) -> Iterator[Change]:
    """Give each changed listing as it is now: a document, or None when it is listed no more."""
    for kind_name, ids in outbox.ids_by_kind(changes).items():
        kind = KINDS.get(kind_name)
        if kind is None:
            continue
        fresh: dict[str, ListingDocument] = {
            document.id: document for document in kind.documents(today=today, ids=ids)
        }
        for object_id in ids:
            for document_id in kind.ids_of(object_id):
                yield Change(document_id, fresh.get(document_id))
