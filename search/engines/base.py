"""What every search engine offers, and how it says that it cannot."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from search.documents import ListingDocument
from search.engines.entry import IndexEntry
from search.query import SearchQuery


class EngineUnavailable(Exception):  # noqa: N818  (the name says the state, as callers read it)
    """The engine cannot answer now: no connection, time-out, damaged files, writer locked."""


class IndexMissing(EngineUnavailable):
    """There is no index of the present version: run rebuild_index."""


class IndexLocked(EngineUnavailable):
    """Another process is writing to the index."""


class IndexOutdated(EngineUnavailable):
    """The index cannot follow: what it has not read is pruned, or it is of another database."""


class IndexBehind(EngineUnavailable):
    """The index in use lacks what came before these changes: another one was put in use."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A found listing, whole, with its score (0.0 when the order is not by score)."""

    document: ListingDocument
    score: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResults:
    """One page of results.

    `total` counts every match. With a place, `near_total` of them come first and the rest are
    online or national; without one it is None. `placeless_total` of the near ones have no place:
    they are near everybody. `facets` counts the listings there would be after
    choosing a value ({"when": {"evening": 12}}); values nobody has are absent.
    """

    hits: tuple[Hit, ...] = ()
    total: int = 0
    near_total: int | None = None
    placeless_total: int = 0
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    took_ms: float = 0.0
    engine: str = ""
    degraded: bool = False

    @property
    def placed_near_total(self) -> int | None:
        """How many of the near ones are at a place; None without a place."""
        return None if self.near_total is None else self.near_total - self.placeless_total


@dataclass(frozen=True, slots=True)
class Change:
    """A listing to write, or to remove when `document` is None."""

    id: str
    document: ListingDocument | None


@dataclass(frozen=True, slots=True)
class IndexInfo:
    """State of the published index. `generation` changes whenever anything was written.

    `name` is what an operator calls it ("3f2a-000004", "waymark-3f2a-20261125"); `previous` is the
    one that `rollback` would put back, "" when there is none. `outbox` names the database whose
    changes it holds up to `sequence`.
    """

    generation: str
    documents: int
    segments: int
    sequence: int
    built_on: date
    size_bytes: int
    name: str = ""
    previous: str = ""
    outbox: str = ""


class Rebuild(Protocol):
    """A new index being written beside the published one.

    Use it as a context manager:

    with engine.start_rebuild(today=today) as rebuild:
        for document in documents:
            rebuild.add(document)
        rebuild.commit()
        ...gates: rebuild.count(), rebuild.ids(), rebuild.engine.search(...)
        rebuild.publish(sequence=117, outbox="6f1c...")

    Leaving without `publish` throws the new index away; the published one stays as it was.
    """

    @property
    def engine(self) -> "SearchEngine":
        """Reads the committed part of the new index, for the gates."""

    def add(self, document: ListingDocument) -> None: ...

    def add_entry(self, entry: IndexEntry) -> None:
        """Add what `search.engines.entry.index_entry(document, today)` prepared elsewhere."""

    def commit(self) -> None: ...
    def count(self) -> int: ...
    def ids(self) -> Iterable[str]: ...

    def apply(self, changes: Iterable[Change]) -> None:
        """Replay what changed during the rebuild, in order; commits."""

    def publish(self, *, sequence: int, outbox: str = "") -> None:
        """Make it the index that is read.

        `sequence` is the last number it holds of the outbox of that name.
        """

    def __enter__(self) -> "Rebuild": ...
    def __exit__(self, *exc: object) -> None: ...


class SearchEngine(Protocol):
    """Reader and writer of one index. Every method may raise EngineUnavailable.

    Safe to share between threads, and to create before a fork (opens at the first use).
    """

    name: str

    def search(self, query: SearchQuery) -> SearchResults: ...
    def count(self, query: SearchQuery) -> int: ...

    def count_many(self, queries: Sequence[SearchQuery]) -> list[int]:
        """Count several queries, in order; cheaper than asking one by one."""

    def document(self, document_id: str) -> ListingDocument | None: ...

    def document_frequency(self, token: str) -> int:
        """In how many listings an analysed token occurs, in any text."""

    def vocabulary(self) -> Iterable[tuple[str, int]]:
        """Every surface word ("plumbing", folded but not stemmed) with its listings count."""

    def ids(self) -> Iterable[str]:
        """Every id in the index, sorted."""

    def generation(self) -> str:
        """Return a text that changes with every write. Cheap: asked at every search."""

    def info(self) -> IndexInfo: ...

    def start_rebuild(self, *, today: date) -> Rebuild:
        """Begin a new index; IndexLocked when another process is writing."""

    def apply(
        self, changes: Iterable[Change], *, sequence: int, today: date, after: int = 0
    ) -> None:
        """Write changes to the published index in one commit; safe to repeat.

        `sequence` is the outbox number of the last change; nothing is written when the index
        already holds a later or equal one. `after` is the number that the changes follow on:
        IndexBehind when the index has not come so far, because another one was put in use since
        the number was read. Nothing is written then.
        """

    def refresh(self, *, today: date) -> int:
        """Rewrite the listings whose tokens depend on the day; how many were rewritten.

        Part of ``indexing.renew``, once a night: drops runs that have closed, moves "soon" and
        "later" along, renews the soonness factor and removes listings whose last day has passed.
        """

    def rollback(self) -> str:
        """Put the previous index back in use and return its name.

        Each index keeps its own outbox number, so the next drain brings the older one up to date.
        Raises IndexMissing when there is none.
        """
