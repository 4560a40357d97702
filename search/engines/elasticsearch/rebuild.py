"""Writing: a rebuild beside the published index, and changes to the published one."""

import threading
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, Any

from search.documents import ListingDocument, from_plain
from search.engines.base import Change, EngineUnavailable, IndexBehind
from search.engines.elasticsearch.bulk import BATCH, LEAST_VERSION, Bulk
from search.engines.elasticsearch.client import Connections, checked_search, translated
from search.engines.elasticsearch.indices import BEAT_SECONDS, Indices, State
from search.engines.elasticsearch.mapping import PAYLOAD, STATE_ID, state_source
from search.engines.entry import IndexEntry, index_entry
from search.runs import visible_days

if TYPE_CHECKING:
    from search.engines.elasticsearch.engine import ElasticsearchEngine

_KEPT_OPEN = "5m"


class ElasticsearchRebuild:
    """A new index beside the published one; see search.engines.base.Rebuild."""

    def __init__(
        self, engine: "ElasticsearchEngine", connections: Connections, indices: Indices, today: date
    ) -> None:
        self._published = engine
        self._connections = connections
        self._indices = indices
        self._today = today
        self._is_published = False
        self._is_over = threading.Event()

    def __enter__(self) -> "ElasticsearchRebuild":
        self.index = self._indices.create()
        self._bulk = Bulk(self._connections, self.index, version=LEAST_VERSION)
        self._beating = threading.Thread(target=self._beat, name="rebuild-beat", daemon=True)
        self._beating.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self._is_over.set()
        self._bulk.finish()
        if not self._is_published:
            # What cannot be removed now is removed by the next rebuild.
            with suppress(EngineUnavailable):
                self._indices.remove([self.index])

    @property
    def engine(self) -> "ElasticsearchEngine":
        """Read what was committed, for the gates."""
        return self._published.reading(self.index)

    def add(self, document: ListingDocument) -> None:
        """Index a document that is not yet in this index; one whose last day has passed is not."""
        if visible_days(document)[1] >= self._today.toordinal():
            self.add_entry(index_entry(document, self._today))

    def add_entry(self, entry: IndexEntry) -> None:
        """Index what `index_entry` prepared, perhaps in another process."""
        if entry.last_day >= self._today.toordinal():
            self._bulk.put(entry)

    def commit(self) -> None:
        """Make what was added visible to `engine`."""
        self._bulk.flush()

    def count(self) -> int:
        """Count the committed listings."""
        return self.engine.info().documents

    def ids(self) -> Iterable[str]:
        """List the committed ids."""
        return self.engine.ids()

    def apply(self, changes: Iterable[Change]) -> None:
        """Replay changes in their order, and commit."""
        self._bulk.flush()
        self._bulk.change(changes, self._today)

    def publish(self, *, sequence: int, outbox: str = "") -> None:
        """Make it the index that is read."""
        self._bulk.flush()
        write_state(self._connections, self.index, sequence, self._today, outbox)
        # A late beat would say of the published index that it is still being built.
        self._is_over.set()
        self._beating.join()
        self._indices.publish(self.index)
        self._is_published = True
        self._published.forget()

    def _beat(self) -> None:
        while not self._is_over.wait(BEAT_SECONDS):
            # One beat may fail: it counts as dead only after several.
            with suppress(EngineUnavailable):
                if not self._is_over.is_set():
                    self._indices.beat(self.index)


def write_state(
    connections: Connections, index: str, sequence: int, today: date, outbox: str
) -> None:
    """Note what an index holds; an older number comes too late and changes nothing.

    After the listings are visible: whoever reads a new generation finds them.
    """
    with translated("writing the state", connections.address):
        connections.writer.options(ignore_status=409).index(
            index=index,
            id=STATE_ID,
            document=state_source(sequence, today, outbox),
            version=max(sequence, LEAST_VERSION),
            version_type="external_gte",
        )


def apply(
    connections: Connections,
    indices: Indices,
    changes: Iterable[Change],
    *,
    sequence: int,
    today: date,
    after: int,
) -> None:
    """Write changes to the published index; see SearchEngine.apply.

    All goes to the index whose state was read, by its own name: one that is put in use meanwhile
    has a state of its own and gets these changes from the next drain.
    """
    state = published_state(connections, indices)
    if state.sequence >= sequence:
        return
    if state.sequence < after:
        raise IndexBehind(f"{state.index} holds {state.sequence}, not yet {after}")
    bulk = Bulk(connections, state.index, version=sequence)
    try:
        bulk.change(changes, today)
    finally:
        bulk.finish()
    write_state(connections, state.index, sequence, state.built_on, state.outbox)


def refresh(connections: Connections, indices: Indices, today: date) -> int:
    """Rewrite the listings that are indexed differently today; see SearchEngine.refresh."""
    state = published_state(connections, indices)
    # Written with the number of the state: what is changed meanwhile is newer and stays.
    bulk = Bulk(connections, state.index, version=state.sequence)
    total = 0
    due = {"range": {"refresh_day": {"lte": today.toordinal()}}}
    try:
        for hits in pages(connections, state.index, {"query": due, "_source": [PAYLOAD]}):
            total += len(hits)
            documents = [from_plain(hit["_source"][PAYLOAD]) for hit in hits]
            bulk.change((Change(document.id, document) for document in documents), today)
    finally:
        bulk.finish()
    if total or state.built_on != today:
        # Of this index, whichever is in use by now: it must not seem to hold another's changes.
        latest = state_of(connections, indices, state.index)
        sequence = max(latest.sequence, state.sequence)
        write_state(connections, state.index, sequence, today, latest.outbox)
    return total


def published_state(connections: Connections, indices: Indices) -> State:
    """Read the state of the index that is written to."""
    return state_of(connections, indices, indices.write_alias)


def state_of(connections: Connections, indices: Indices, name: str) -> State:
    """Read the state of an index, by its name or an alias."""
    with translated("reading the state", connections.address):
        return indices.state(name, client=connections.writer)


def pages(
    connections: Connections, index: str, body: dict[str, Any], *, size: int = BATCH
) -> Iterator[list[dict[str, Any]]]:
    """Read all that a body finds, at one moment."""
    client, address = connections.writer, connections.address
    with translated("reading the index", address):
        pit = client.open_point_in_time(
            index=index, keep_alive=_KEPT_OPEN, allow_partial_search_results=False
        )["id"]
    body = {"sort": [{"_shard_doc": "asc"}], "size": size, "track_total_hits": False, **body}
    try:
        while True:
            body["pit"] = {"id": pit, "keep_alive": _KEPT_OPEN}
            with translated("reading the index", address):
                answer = client.search(body=body, allow_partial_search_results=False)
            found = checked_search(answer, "reading the index", address)
            pit = found["pit_id"]
            hits: list[dict[str, Any]] = found["hits"]["hits"]
            if not hits:
                return
            yield hits
            body["search_after"] = hits[-1]["sort"]
    finally:
        with suppress(EngineUnavailable), translated("closing a reader", address):
            client.options(ignore_status=404).close_point_in_time(id=pit)
