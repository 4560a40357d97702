"""Writing: a rebuild beside the published index, and changes to the published one."""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import tantivy
from tantivy import Query

from search.documents import ListingDocument, from_payload
from search.engines.base import Change, IndexBehind
from search.engines.embedded import folders
from search.engines.embedded.errors import translated
from search.engines.embedded.folders import State
from search.engines.embedded.index import FIELD_INTEGER, Snapshot
from search.engines.embedded.schema import build_schema, to_tantivy
from search.engines.entry import IndexEntry, index_entry
from search.runs import visible_days

if TYPE_CHECKING:
    from search.engines.embedded.engine import EmbeddedEngine

# A large buffer makes few segments; changes are few and get the smallest that tantivy takes.
REBUILD_HEAP_BYTES = 128_000_000
CHANGE_HEAP_BYTES = 15_000_000
# How long a change waits for another writer; a commit takes up to half a second on a busy disk.
WAIT_SECONDS = 10.0
_REFRESH_BATCH = 2_000


class EmbeddedRebuild:
    """A new index in a folder of its own; see search.engines.base.Rebuild."""

    def __init__(self, directory: Path, today: date, *, heap_bytes: int) -> None:
        self._directory = directory
        self._today = today
        self._heap_bytes = heap_bytes
        self._is_published = False

    def __enter__(self) -> "EmbeddedRebuild":
        self._lock: AbstractContextManager[None] = folders.locked(
            self._directory, folders.REBUILD_LOCK, wait_seconds=0
        )
        self._lock.__enter__()
        try:
            self.folder = folders.new_folder(self._directory)
            with translated("starting a rebuild"):
                self._index = tantivy.Index(build_schema(), path=str(self.folder))
                self._writer = self._index.writer(self._heap_bytes, 1)
        except BaseException:
            self._lock.__exit__(None, None, None)
            raise
        return self

    def __exit__(self, *exc: object) -> None:
        try:
            if not self._is_published:
                del self._writer
                folders.remove(self.folder)
        finally:
            self._lock.__exit__(None, None, None)

    @property
    def engine(self) -> "EmbeddedEngine":
        """Read what was committed, for the gates."""
        from search.engines.embedded.engine import EmbeddedEngine

        return EmbeddedEngine(self._directory, folder=self.folder)

    def add(self, document: ListingDocument) -> None:
        """Index a document that is not yet in this index; one whose last day has passed is not."""
        if visible_days(document)[1] >= self._today.toordinal():
            self.add_entry(index_entry(document, self._today))

    def add_entry(self, entry: IndexEntry) -> None:
        """Index what `index_entry` prepared, perhaps in another process."""
        if entry.last_day >= self._today.toordinal():
            with translated("adding a document"):
                self._writer.add_document(to_tantivy(entry, self._today))

    def commit(self) -> None:
        """Make what was added visible to `engine`."""
        with translated("committing a rebuild"):
            self._writer.commit()

    def count(self) -> int:
        """Count the committed listings."""
        return self.engine.info().documents

    def ids(self) -> Iterable[str]:
        """List the committed ids."""
        return self.engine.ids()

    def apply(self, changes: Iterable[Change]) -> None:
        """Replay changes in their order, and commit."""
        with translated("replaying changes"):
            _write(self._writer, changes, self._today)
            self._writer.commit()

    def publish(self, *, sequence: int, outbox: str = "") -> None:
        """Finish the files, then point to them."""
        with translated("finishing a rebuild"):
            self._writer.commit()
            self._writer.wait_merging_threads()
        folders.write_state(self.folder, State(sequence, self._today, outbox))
        with folders.locked(self._directory, folders.WRITE_LOCK, wait_seconds=WAIT_SECONDS):
            folders.publish(self._directory, self.folder)
        self._is_published = True


def apply(
    directory: Path, changes: Iterable[Change], *, sequence: int, today: date, after: int
) -> None:
    """Write changes to the published index; see SearchEngine.apply."""
    with folders.locked(directory, folders.WRITE_LOCK, wait_seconds=WAIT_SECONDS):
        folder = folders.published_folder(directory)
        state = folders.read_state(folder)
        if state.sequence >= sequence:
            return
        if state.sequence < after:
            raise IndexBehind(f"{folder.name} holds {state.sequence}, not yet {after}")
        with _writer(folder) as writer:
            _write(writer, changes, today)
        # After the commit: a process killed in between replays the same changes, by id.
        folders.write_state(folder, replace(state, sequence=sequence))


def roll_back(directory: Path) -> str:
    """Go back to the previous index; see SearchEngine.rollback."""
    with (
        folders.locked(directory, folders.REBUILD_LOCK, wait_seconds=0),
        folders.locked(directory, folders.WRITE_LOCK, wait_seconds=WAIT_SECONDS),
    ):
        return folders.roll_back(directory)


def refresh(directory: Path, *, today: date) -> int:
    """Rewrite the listings that are indexed differently today; see SearchEngine.refresh."""
    with folders.locked(directory, folders.WRITE_LOCK, wait_seconds=WAIT_SECONDS):
        folder = folders.published_folder(directory)
        with translated("looking for what to refresh"):
            index = tantivy.Index.open(str(folder))
            index.config_reader("manual", 0)
            index.reload()
            snapshot = Snapshot(index, folder, "")
            due = Query.range_query(
                snapshot.schema, "refresh_day", FIELD_INTEGER, upper_bound=today.toordinal()
            )
            total = snapshot.count(due)
        if total:
            with _writer(folder) as writer:
                for documents in _documents(snapshot, due, total):
                    changes = (Change(document.id, document) for document in documents)
                    _write(writer, changes, today)
        folders.write_state(folder, replace(folders.read_state(folder), built_on=today))
        return total


def _documents(snapshot: Snapshot, query: Query, total: int) -> Iterator[list[ListingDocument]]:
    for offset in range(0, total, _REFRESH_BATCH):
        hits = snapshot.searcher.search(query, _REFRESH_BATCH, False, offset=offset).hits
        yield [from_payload(snapshot.payload(address)) for _, address in hits]


@contextmanager
def _writer(folder: Path) -> Iterator[tantivy.IndexWriter]:
    with translated("writing changes"):
        writer = tantivy.Index.open(str(folder)).writer(CHANGE_HEAP_BYTES, 1)
        try:
            # A writer that was killed may have left a file of the name that the next one takes.
            writer.garbage_collect_files()
            yield writer
            writer.commit()
            writer.wait_merging_threads()
        finally:
            del writer


def _write(writer: tantivy.IndexWriter, changes: Iterable[Change], today: date) -> None:
    for change in changes:
        writer.delete_documents_by_term("id", change.id)
        document = change.document
        if document is not None and visible_days(document)[1] >= today.toordinal():
            writer.add_document(to_tantivy(index_entry(document, today), today))
