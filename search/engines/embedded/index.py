"""Reading the published index: opened at the first use, reloaded when its files changed."""

import threading
from bisect import bisect_right
from collections.abc import Callable, Hashable
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import tantivy
from tantivy import Occur, Order, Query

from search.documents import FAR_MINUTE
from search.engines.base import EngineUnavailable
from search.engines.embedded import folders
from search.engines.embedded.errors import missing, translated
from search.engines.embedded.run_numbers import Pair, area_number, is_area
from search.engines.embedded.schema import ALL, PAYLOAD
from search.engines.entry import EVERY_LANGUAGE
from search.query import MAX_HITS

if TYPE_CHECKING:
    from search.engines.embedded.columns import Listings

FIELD_INTEGER = tantivy.FieldType.Integer
# Snapshots remember what few days and languages need; a test that asks for many must not grow it.
_MAX_SCOPES = 32
# Words and phrases looked up, and words compiled: some 200 bytes and 20 kB each.
_MAX_OCCURRENCES = 50_000
_MAX_COMPILED = 512
_MAX_CIRCLES = 64
_MAX_MATCHED = 6  # up to 5 MB each


class Snapshot:
    """The index at one moment: a searcher with the facts that hold while nothing is written."""

    def __init__(self, index: tantivy.Index, folder: Path, generation: str) -> None:
        self.index = index
        self.schema = index.schema
        self.searcher = index.searcher()
        self.folder = folder
        self.generation = generation
        self._scopes: dict[tuple[date, int, str], list[tuple[Occur, Query]]] = {}
        self._occurrences: dict[tuple[str, tuple[str, ...]], bool] = {}
        self._compiled: dict[Hashable, Query] = {}
        self._circles: dict[Hashable, Query] = {}
        # Numbers of the runs of listings with many, by day and address (see columns).
        self.many_runs: dict[tuple[date, int, int], list[Pair]] = {}
        # Runs of what the last few searches matched, as numbers; None where they are too many.
        self.matched: dict[Hashable, Listings | None] = {}

    def scope(self, today: date, minute: int, language: str) -> list[tuple[Occur, Query]]:
        """Give the clauses that hide what may not be seen: often none, which costs nothing."""
        moment = self.moment(minute)
        key = (today, moment, language)
        clauses = self._scopes.get(key)
        if clauses is None:
            clauses = self._hiding_clauses(today.toordinal(), moment, language)
            if len(self._scopes) >= _MAX_SCOPES:
                self._scopes.clear()  # another thread may do so at any time
            self._scopes[key] = clauses
        return clauses

    def occurs(self, field: str, tokens: tuple[str, ...]) -> bool:
        """Say whether a token, or a phrase, can be found in a text; False is certain.

        `ALL` holds every text as it is, so a phrase that it lacks is in no field.
        """
        key = (field, tokens)
        known = self._occurrences.get(key)
        if known is None:
            known = all(self.searcher.doc_freq(field, token) for token in tokens)
            if known and len(tokens) > 1:
                if field == ALL:
                    known = bool(self.count(Query.phrase_query(self.schema, ALL, list(tokens))))
                else:
                    known = self.occurs(ALL, tokens)
            if len(self._occurrences) >= _MAX_OCCURRENCES:
                self._occurrences.clear()  # another thread may do so at any time
            self._occurrences[key] = known
        return known

    def compiled(self, key: Hashable, compile_it: Callable[[], Query]) -> Query:
        """Keep what is compiled for a word: popular words come with every other search."""
        return _kept(self._compiled, key, compile_it, _MAX_COMPILED)

    def circle(self, key: Hashable, compile_it: Callable[[], Query]) -> Query:
        """Keep the filter of a circle with many venues, some 100 kB each."""
        return _kept(self._circles, key, compile_it, _MAX_CIRCLES)

    def keep_matched(self, key: Hashable, listings: "Listings | None") -> None:
        """Keep what a page asks for again; see columns.listings_of."""
        if len(self.matched) >= _MAX_MATCHED:
            self.matched.clear()  # another thread may do so at any time
        self.matched[key] = listings

    @cached_property
    def areas(self) -> dict[int, str]:
        """The areas of the index by their numbers; "" where several share one."""
        areas: dict[int, str] = {}
        for place, _ in self.searcher.terms_with_prefix("place", ""):
            if is_area(place):
                number = area_number(place)
                areas[number] = "" if number in areas else place
        return areas

    def count(self, query: Query) -> int:
        """Count matches."""
        return self.find(query, 1)[1]

    def find(
        self,
        query: Query,
        limit: int,
        *,
        offset: int = 0,
        sort_field: str | None = None,
        weight_field: str | None = None,
    ) -> tuple[list[tuple[float, tantivy.DocAddress]], int]:
        """Give the best hits, or the first by a number field, and the count of all matches."""
        answer: Any = self.searcher.search(
            query,
            limit,
            offset=offset,
            order_by_field=sort_field,
            order=Order.Asc if sort_field else Order.Desc,
            weight_by_field=weight_field,
        )
        return answer.hits, answer.count

    def payload(self, address: tantivy.DocAddress) -> bytes:
        """Read the stored document."""
        payload: bytes = self.searcher.doc(address)[PAYLOAD][0]
        return payload

    def moment(self, minute: int) -> int:
        """Give the last minute up to this one in which something came or went: often 0.

        All minutes up to the next one give the same answers, so what is kept for one serves all.
        """
        turns = self._turns
        return turns[place - 1] if (place := bisect_right(turns, minute)) else 0

    @cached_property
    def _turns(self) -> list[int]:
        """The minutes in which documents come or go, in order."""
        coming = Query.range_query(self.schema, "first_minute", FIELD_INTEGER, lower_bound=1)
        going = Query.range_query(
            self.schema, "last_minute", FIELD_INTEGER, upper_bound=FAR_MINUTE - 1
        )
        turns: set[int] = set()
        for name, query, step in (("first_minute", coming, 0), ("last_minute", going, 1)):
            addresses = [address for _, address in self.find(query, MAX_HITS)[0]]
            minutes = self.searcher.fast_field_values(name, addresses) if addresses else []
            turns.update(int(minute or 0) + step for minute in minutes)
        return sorted(turns)

    def _hiding_clauses(self, day: int, minute: int, language: str) -> list[tuple[Occur, Query]]:
        hidden = [
            Query.range_query(self.schema, "first_day", FIELD_INTEGER, lower_bound=day + 1),
            Query.range_query(self.schema, "last_day", FIELD_INTEGER, upper_bound=day - 1),
            Query.range_query(self.schema, "first_minute", FIELD_INTEGER, lower_bound=minute + 1),
            Query.range_query(self.schema, "last_minute", FIELD_INTEGER, upper_bound=minute - 1),
        ]
        clauses = [(Occur.MustNot, query) for query in hidden if self.count(query)]
        listed = Query.boolean_query(
            [
                (Occur.Should, Query.term_query(self.schema, "shown_in", value, "basic"))
                for value in (EVERY_LANGUAGE, language)
            ]
        )
        if self.count(listed) < self.searcher.num_docs:
            clauses.append((Occur.Must, Query.const_score_query(listed, 0.0)))
        return clauses


def _kept(
    kept: dict[Hashable, Query], key: Hashable, compile_it: Callable[[], Query], most: int
) -> Query:
    found = kept.get(key)
    if found is None:
        found = compile_it()
        if len(kept) >= most:
            kept.clear()  # another thread may do so at any time
        kept[key] = found
    return found


class Reader:
    """Gives the newest snapshot; safe between threads."""

    def __init__(self, directory: Path, folder: Path | None = None) -> None:
        """Read what is published in the directory, or always the one given folder."""
        self._directory = directory
        self._fixed = folder
        self._lock = threading.Lock()
        # The snapshot with the signature of its files, always replaced together.
        self._state: tuple[Snapshot, tuple[object, ...]] | None = None

    def snapshot(self) -> Snapshot:
        """Give the present state: two stat calls when nothing changed."""
        state = self._state
        if state is not None and state[1] == self._signature(state[0].folder):
            return state[0]
        with self._lock:
            return self._renew()

    def forget(self) -> None:
        """Open anew at the next use: after a failure the files may have been replaced."""
        with self._lock:
            self._state = None

    def _signature(self, folder: Path) -> tuple[object, ...]:
        pointer = folders.signature(self._directory / folders.POINTER) if not self._fixed else ()
        return (pointer, folders.signature(folder / folders.META))

    def _renew(self) -> Snapshot:
        try:
            return self._open(self._fixed or folders.published_folder(self._directory))
        except EngineUnavailable:
            # The folder may have been replaced and removed between two steps: look once more.
            self._state = None
            return self._open(self._fixed or folders.published_folder(self._directory))

    def _open(self, folder: Path) -> Snapshot:
        seen = self._signature(folder)
        old, old_seen = self._state or (None, ())
        if old is not None and old_seen == seen:
            return old
        if not (folder / folders.META).is_file():
            raise missing("the search index has gone")
        generation = f"{folder.name}:{folders.signature(folder / folders.META)[0]}"
        with translated("opening it"):
            if old is not None and old.folder == folder:
                index = old.index
            else:
                index = tantivy.Index.open(str(folder))
                index.config_reader("manual", 0)
            index.reload()
            snapshot = Snapshot(index, folder, generation)
        self._state = (snapshot, seen)
        return snapshot
