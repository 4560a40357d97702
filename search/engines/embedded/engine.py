"""The engine that needs no server: tantivy, in process, in a folder."""

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from tantivy import Query

from search.documents import ListingDocument, from_payload
from search.engines.base import Change, EngineUnavailable, IndexInfo, SearchResults
from search.engines.embedded import folders, writer
from search.engines.embedded.columns import choices_of, listings_of, matched_key
from search.engines.embedded.compiler import Compiler
from search.engines.embedded.errors import translated
from search.engines.embedded.facets import count_facets
from search.engines.embedded.index import Reader, Snapshot
from search.engines.embedded.results import Pager
from search.engines.embedded.schema import ALL, WORDS
from search.query import SearchQuery

# So many counts for the same words are worth reading the runs of what they match.
OFTEN = 3


class EmbeddedEngine:
    """Searches the index published in a directory; see search.engines.base.SearchEngine."""

    name = "embedded"

    def __init__(self, directory: Path, *, folder: Path | None = None) -> None:
        """Take the directory of all versions; `folder` reads one of them, published or not."""
        self._directory = Path(directory)
        self._reader = Reader(self._directory, folder)

    def search(self, query: SearchQuery) -> SearchResults:
        """Find one page with totals and facet counts, all of one moment."""
        began = time.perf_counter()
        with self._reading("searching") as snapshot:
            compiler = Compiler(snapshot, query)
            pager = Pager(snapshot, compiler, query)
            hits, total, near_total = pager.page()
            placeless_total = pager.placeless_total()
            facets = count_facets(snapshot, compiler, query) if query.facets else {}
        return SearchResults(
            hits=tuple(hits),
            total=total,
            near_total=near_total,
            placeless_total=placeless_total,
            facets=facets,
            took_ms=round((time.perf_counter() - began) * 1000, 2),
            engine=self.name,
        )

    def count(self, query: SearchQuery) -> int:
        """Count all matches of a query."""
        return self.count_many([query])[0]

    def count_many(self, queries: Sequence[SearchQuery]) -> list[int]:
        """Count several queries at one moment."""
        with self._reading("counting") as snapshot:
            return _counts(snapshot, queries)

    def document(self, document_id: str) -> ListingDocument | None:
        """Read one listing by its id."""
        with self._reading("reading a document") as snapshot:
            query = Query.term_query(snapshot.schema, "id", document_id, "basic")
            hits = snapshot.searcher.search(query, 1, False).hits
            return from_payload(snapshot.payload(hits[0][1])) if hits else None

    def document_frequency(self, token: str) -> int:
        """Count the listings that hold a token; removed ones count until segments merge."""
        with self._reading("looking up a token") as snapshot:
            return snapshot.searcher.doc_freq(ALL, token)

    def vocabulary(self) -> list[tuple[str, int]]:
        """List every surface word with its listings count."""
        with self._reading("listing words") as snapshot:
            return snapshot.searcher.terms_with_prefix(WORDS, "")

    def ids(self) -> list[str]:
        """List every id, sorted."""
        with self._reading("listing ids") as snapshot:
            searcher = snapshot.searcher
            found = searcher.terms_with_prefix("id", "", Query.all_query())
            return sorted(name for name, count in found if count)

    def generation(self) -> str:
        """Name the present state of the index: two stat calls."""
        with self._reading("looking at the index") as snapshot:
            return snapshot.generation

    def info(self) -> IndexInfo:
        """Describe the published index."""
        with self._reading("describing the index") as snapshot:
            state = folders.read_state(snapshot.folder)
            previous = folders.previous_folder(self._directory)
            return IndexInfo(
                generation=snapshot.generation,
                documents=snapshot.searcher.num_docs,
                segments=snapshot.searcher.num_segments,
                sequence=state.sequence,
                built_on=state.built_on,
                size_bytes=sum(
                    path.stat().st_size for path in snapshot.folder.iterdir() if path.is_file()
                ),
                name=snapshot.folder.name,
                previous=previous.name if previous else "",
                outbox=state.outbox,
            )

    def start_rebuild(
        self, *, today: date, heap_bytes: int = writer.REBUILD_HEAP_BYTES
    ) -> writer.EmbeddedRebuild:
        """Begin a new index beside the published one."""
        return writer.EmbeddedRebuild(self._directory, today, heap_bytes=heap_bytes)

    def apply(
        self, changes: Iterable[Change], *, sequence: int, today: date, after: int = 0
    ) -> None:
        """Write changes up to an outbox number, in one commit."""
        writer.apply(self._directory, changes, sequence=sequence, today=today, after=after)

    def refresh(self, *, today: date) -> int:
        """Rewrite what is indexed differently today."""
        return writer.refresh(self._directory, today=today)

    def rollback(self) -> str:
        """Put the previous folder back in use."""
        return writer.roll_back(self._directory)

    @contextmanager
    def _reading(self, doing: str) -> Iterator[Snapshot]:
        """Give the present snapshot; after a failure the files are opened anew."""
        try:
            with translated(doing):
                yield self._reader.snapshot()
        except EngineUnavailable:
            self._reader.forget()
            raise


def _counts(snapshot: Snapshot, queries: Sequence[SearchQuery]) -> list[int]:
    """Count queries; those that differ only in their runs (the distances of a page) by numbers."""
    times = Counter(matched_key(query) for query in queries if query.place is not None)
    counts = []
    for query in queries:
        compiler = Compiler(snapshot, query)
        is_often = query.place is not None and times[matched_key(query)] >= OFTEN
        listings = listings_of(snapshot, compiler, query) if is_often else None
        ready = choices_of(snapshot, compiler.chosen, query.place) if listings else None
        if listings is None or ready is None:
            counts.append(snapshot.count(compiler.matching(compiler.chosen)))
        else:
            counts.append(listings.count(ready.values()))
    return counts
