"""Pages of hits: groups, orders and ties."""

from collections.abc import Sequence

import tantivy
from tantivy import Query

from search.documents import ListingDocument, from_payload
from search.engines.base import Hit
from search.engines.embedded.compiler import Chosen, Compiler
from search.engines.embedded.index import Snapshot
from search.engines.embedded.schema import ORDER, SORT_PREFIX, WEIGHT
from search.query import ANYWHERE, MAX_HITS, PlaceFilter, SearchQuery, Sort
from search.ranking import id_order, sort_number
from search.runs import run_sort_key, runs_with

# Equal scores are put in the order of ids when there are at most so many of them; larger groups
# stay in the order of the index. Either way a page neither repeats nor skips a listing.
MAX_TIE_GROUP = 500
# Scores that differ less than this are equal: engines round differently behind it.
SCORE_DIGITS = 5
# Listings read at a time when runs decide the order.
_BATCH = 60

Found = tuple[float, tantivy.DocAddress]


class Pager:
    """Finds the hits of one page and the totals of its groups."""

    def __init__(self, snapshot: Snapshot, compiler: Compiler, query: SearchQuery) -> None:
        self._snapshot = snapshot
        self._compiler = compiler
        self._query = query
        self._chosen = {name: v for name, v in compiler.chosen.items() if name != "place"}

    def placeless_total(self) -> int:
        """Count what has no place, in the near group of a query with one."""
        chosen = {**self._chosen, "place": (ANYWHERE,)}
        return self._snapshot.count(self._compiler.matching(chosen)) if self._query.place else 0

    def page(self) -> tuple[list[Hit], int, int | None]:
        """Give the hits of the page, the total and the total of the near group."""
        query = self._query
        start, size = query.offset, min(query.page_size, max(MAX_HITS - query.offset, 0))
        if query.place is None:
            sort: Sort = "best" if query.sort == "nearest" else query.sort
            found, total = self._group(sort, self._chosen, start, size)
            return self._hits(found), total, None
        return self._two_groups(query.place, start, size)

    def _two_groups(
        self, place: PlaceFilter, start: int, size: int
    ) -> tuple[list[Hit], int, int | None]:
        found, near_total = self._near(place, start, size)
        if not place.elsewhere:
            return self._hits(found), near_total, near_total
        chosen = {**self._chosen, "place": place.elsewhere}
        also = [self._compiler.not_near(place, self._chosen)]
        missing = size - len(found)
        if missing <= 0:
            total = self._snapshot.count(self._compiler.matching(chosen, also=also))
            return self._hits(found), near_total + total, near_total
        sort: Sort = "best" if self._query.sort == "nearest" else self._query.sort
        rest_start = max(start - near_total, 0)
        rest, total = self._group(sort, chosen, rest_start, missing, also=also)
        return self._hits(found + rest), near_total + total, near_total

    def _near(self, place: PlaceFilter, start: int, size: int) -> tuple[list[Found], int]:
        chosen = {**self._chosen, "place": place.near_tokens}
        sort = self._query.sort
        if sort == "nearest":
            return self._by_score(self._compiler.by_distance(place, self._chosen), start, size)
        if sort == "best" and place.bands:
            scored = self._compiler.near_scored(place, self._chosen)
            return self._by_score(scored, start, size, weigh=True)
        return self._group(sort, chosen, start, size)

    def _group(
        self,
        sort: Sort,
        chosen: Chosen,
        start: int,
        size: int,
        *,
        also: Sequence[tuple[tantivy.Occur, Query]] = (),
    ) -> tuple[list[Found], int]:
        if sort == "best" and self._query.is_scored:
            scored = self._compiler.scored(chosen, also=also)
            return self._by_score(scored, start, size, weigh=True)
        matching = self._compiler.matching(chosen, also=also)
        if sort == "best" or not chosen:
            return self._by_field(matching, sort, start, size)
        return self._by_runs(matching, sort, chosen, start, size)

    def _by_field(self, query: Query, sort: Sort, start: int, size: int) -> tuple[list[Found], int]:
        """Order by a number that no two listings share."""
        found, total = self._snapshot.find(
            query, max(size, 1), offset=start, sort_field=SORT_PREFIX + sort
        )
        return [(0.0, address) for _, address in found[:size]], total

    def _by_score(
        self, query: Query, start: int, size: int, *, weigh: bool = False
    ) -> tuple[list[Found], int]:
        limit = start + size + MAX_TIE_GROUP
        hits, total = self._snapshot.find(query, limit, weight_field=WEIGHT if weigh else None)
        return self._ties_by_id(hits, start, size), total

    def _ties_by_id(self, hits: list[Found], start: int, size: int) -> list[Found]:
        """Cut the page out of the best hits, groups of equal score in the order of ids.

        A group is sorted exactly when it has at most MAX_TIE_GROUP members, which the hits
        fetched beyond the page tell, so that every page takes the same decision.
        """
        if start >= len(hits):
            return []
        scores = [round(score, SCORE_DIGITS) for score, _ in hits]
        first = start
        while first > 0 and scores[first - 1] == scores[first]:
            first -= 1
        page: list[Found] = []
        position = first
        while position < min(start + size, len(hits)):
            behind = position + 1
            while behind < len(hits) and scores[behind] == scores[position]:
                behind += 1
            group = hits[position:behind]
            page += self._by_id(group) if 1 < len(group) <= MAX_TIE_GROUP else group
            position = behind
        return page[start - first :][:size]

    def _by_id(self, group: list[Found]) -> list[Found]:
        addresses = [address for _, address in group]
        orders = [int(n or 0) for n in self._snapshot.searcher.fast_field_values(ORDER, addresses)]
        return [group[index] for index in sorted(range(len(group)), key=orders.__getitem__)]

    def _by_runs(
        self, query: Query, sort: Sort, chosen: Chosen, start: int, size: int
    ) -> tuple[list[Found], int]:
        """Order by the runs that match, exactly, without reading every listing.

        Listings come in the order of the best of all their runs, which is never later than that
        of their matching runs: once enough are known to come before the next one, no listing
        still unread can come before them.
        """
        known: list[tuple[int, tantivy.DocAddress]] = []
        offset = total = 0
        while True:
            limit = max(_BATCH, offset, start + size)
            hits, total = self._snapshot.find(
                query, limit, offset=offset, sort_field=SORT_PREFIX + sort
            )
            for bound, address in hits:
                known.append((self._exact(address, int(bound), sort, chosen), address))
            offset += len(hits)
            known.sort(key=lambda pair: pair[0])
            if offset >= total or not hits:
                break
            if len(known) >= start + size and known[start + size - 1][0] <= int(hits[-1][0]):
                break
        return [(0.0, address) for _, address in known[start : start + size]], total

    def _exact(self, address: tantivy.DocAddress, bound: int, sort: Sort, chosen: Chosen) -> int:
        document = self._document(address)
        runs = runs_with(document, chosen, self._query.today)
        if not runs:
            # Only between midnight and the nightly refresh: its matching run closed yesterday.
            return bound
        return sort_number(min(run_sort_key(run, sort) for run in runs), id_order(document.id))

    def _hits(self, found: list[Found]) -> list[Hit]:
        return [Hit(self._document(address), score) for score, address in found]

    def _document(self, address: tantivy.DocAddress) -> ListingDocument:
        return from_payload(self._snapshot.payload(address))
