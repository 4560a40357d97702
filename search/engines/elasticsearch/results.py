"""Pages of hits: one request for a page in most cases, further ones where only runs decide."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from search.documents import ListingDocument, from_plain
from search.engines.base import Hit
from search.engines.elasticsearch import facets
from search.engines.elasticsearch.compiler import (
    BY_SCORE,
    NEAREST_TOLD_APART,
    Chosen,
    Clause,
    Compiler,
    by_field,
    joined,
    page_body,
    plain_score,
)
from search.engines.elasticsearch.mapping import PAYLOAD
from search.query import ANYWHERE, MAX_HITS, PlaceFilter, SearchQuery, Sort
from search.ranking import id_order, sort_number
from search.runs import run_sort_key, runs_with

# Listings read at a time when runs decide the order.
_BATCH = 60

# Takes bodies, gives whole answers: one HTTP request.
Ask = Callable[[Sequence[Clause]], list[dict[str, Any]]]


@dataclass
class Page:
    """What a page shows."""

    hits: list[Hit] = field(default_factory=list)
    total: int = 0
    near_total: int | None = None
    placeless_total: int = 0
    facets: dict[str, dict[str, int]] = field(default_factory=dict)


@dataclass(frozen=True)
class _Group:
    """Listings in one order: `chosen` are the run choices when matching runs decide it."""

    body: Clause
    start: int
    size: int
    sort: Sort
    chosen: Chosen | None = None


class Pager:
    """Finds the hits of one page with totals and counts."""

    def __init__(self, ask: Ask, query: SearchQuery) -> None:
        self._ask = ask
        self._query = query
        self._compiler = Compiler(query)
        self._start = min(query.offset, MAX_HITS)
        self._size = min(query.page_size, MAX_HITS - self._start)

    def page(self) -> Page:
        """Ask for everything; totals and counts are of one moment."""
        place = self._query.place
        if place is None:
            return self._one_group()
        if self._query.sort == "best" and self._query.is_scored:
            return self._near_first(place)
        return self._two_groups(place)

    def _one_group(self) -> Page:
        sort: Sort = "best" if self._query.sort == "nearest" else self._query.sort
        chosen = self._compiler.chosen
        group = self._counted(self._group(sort, chosen, self._start, self._size), chosen)
        answer = self._ask([group.body])[0]
        return self._page(self._hits(group, answer), answer)

    def _near_first(self, place: PlaceFilter) -> Page:
        """Ask for both groups at once: their scores keep them apart."""
        query = self._compiler.near_scored(place, self._compiler.inner_filters())
        group = self._by_score(query, self._start, self._size, "best")
        group = self._counted(
            group, self._compiler.chosen, near=place.near_tokens, placeless=(ANYWHERE,)
        )
        answer = self._ask([group.body])[0]
        page = self._page(self._hits(group, answer), answer)
        page.near_total = answer["aggregations"]["near"]["doc_count"]
        return page

    def _two_groups(self, place: PlaceFilter) -> Page:
        """Ask for the near ones, and for the others when those do not fill the page."""
        near = self._near_group(place)
        answer = self._ask([near.body])[0]
        page = self._page(self._hits(near, answer), answer)
        page.near_total, page.total = page.total, answer["aggregations"]["total"]["doc_count"]
        missing = self._size - len(page.hits)
        if missing > 0 and page.total > page.near_total:
            rest = self._rest_group(place, max(self._start - page.near_total, 0), missing)
            page.hits += self._hits(rest, self._ask([rest.body])[0])
        return page

    def _page(self, hits: list[Hit], answer: dict[str, Any]) -> Page:
        counted = answer.get("aggregations", {})
        return Page(
            hits,
            answer["hits"]["total"]["value"],
            placeless_total=counted["placeless"]["doc_count"] if "placeless" in counted else 0,
            facets=facets.read_counts(counted, self._query),
        )

    def _counted(self, group: _Group, chosen: Chosen, **places: tuple[str, ...]) -> _Group:
        """Add what is counted, facets and places; hits alone are narrowed by the outer filters."""
        counted = facets.aggregations(self._compiler, self._query)
        counted |= facets.place_totals(self._compiler, **places)
        outer = self._compiler.outer_filters(chosen)
        body = {**group.body, "aggs": counted} if counted else group.body
        return replace(group, body={**body, "post_filter": joined(outer)} if outer else body)

    def _near_group(self, place: PlaceFilter) -> _Group:
        chosen = {**self._compiler.chosen, "place": place.near_tokens}
        sort = self._query.sort
        filters = self._compiler.inner_filters()
        if sort == "nearest":
            query = self._compiler.by_distance(place, filters, told_apart=NEAREST_TOLD_APART)
            group = self._by_score(query, self._start, self._size, sort)
        elif sort == "best" and place.bands:
            query = self._compiler.near_scored(place, filters)
            group = self._by_score(query, self._start, self._size, sort)
        else:
            group = self._group(sort, chosen, self._start, self._size)
        every = self._compiler.chosen["place"]
        return self._counted(group, chosen, total=every, placeless=(ANYWHERE,))

    def _rest_group(self, place: PlaceFilter, start: int, size: int) -> _Group:
        sort: Sort = "best" if self._query.sort == "nearest" else self._query.sort
        chosen = {**self._compiler.chosen, "place": place.elsewhere}
        return self._group(
            sort,
            chosen,
            start,
            size,
            filters=self._compiler.all_filters(chosen),
            excluded=self._compiler.not_near(place),
        )

    def _group(
        self,
        sort: Sort,
        chosen: Chosen,
        start: int,
        size: int,
        *,
        filters: Sequence[Clause] | None = None,
        excluded: Sequence[Clause] = (),
    ) -> _Group:
        if filters is None:
            filters = self._compiler.inner_filters()
        if sort == "best" and self._query.is_scored:
            return self._by_score(self._compiler.scored(filters, excluded), start, size, sort)
        query = self._compiler.matching(filters, excluded)
        if sort == "best" or not chosen:
            return _Group(page_body(query, by_field(sort), start, size), start, size, sort)
        body = page_body(query, by_field(sort), 0, max(_BATCH, start + size))
        return _Group(body, start, size, sort, chosen)

    def _by_score(self, query: Clause, start: int, size: int, sort: Sort) -> _Group:
        return _Group(page_body(query, BY_SCORE, start, size), start, size, sort)

    def _hits(self, group: _Group, answer: dict[str, Any]) -> list[Hit]:
        found = answer["hits"]["hits"]
        if group.chosen is not None:
            return self._by_runs(group, group.chosen, answer)
        place = self._query.place
        if place and group.sort == "nearest" and any(not hit["sort"][0] for hit in found):
            found = self._all_told_apart(place, group) or found
        is_scored = group.body["sort"] is BY_SCORE and group.sort != "nearest"
        return [
            Hit(_document(hit), plain_score(hit["sort"][0]) if is_scored else 0.0) for hit in found
        ]

    def _all_told_apart(self, place: PlaceFilter, group: _Group) -> list[dict[str, Any]]:
        """Ask again with every venue, if there are more: the page reaches beyond the nearest."""
        if len(place.by_distance) <= NEAREST_TOLD_APART:
            return []
        chosen = {**self._compiler.chosen, "place": place.near_tokens}
        query = self._compiler.by_distance(
            place, self._compiler.all_filters(chosen), told_apart=len(place.by_distance)
        )
        answer = self._ask([page_body(query, BY_SCORE, group.start, group.size)])[0]
        hits: list[dict[str, Any]] = answer["hits"]["hits"]
        return hits

    def _by_runs(self, group: _Group, chosen: Chosen, answer: dict[str, Any]) -> list[Hit]:
        """Order by the runs that match, exactly, without reading every listing.

        Listings come in the order of the best of all their runs, which is never later than that
        of their matching runs: once enough are known to come before the next one, no listing
        still unread can come before them.
        """
        known: list[tuple[int, ListingDocument]] = []
        end = group.start + group.size
        total = answer["hits"]["total"]["value"]
        while found := answer["hits"]["hits"]:
            for hit in found:
                document = _document(hit)
                known.append((self._exact(document, hit["sort"][0], group.sort, chosen), document))
            known.sort(key=lambda pair: pair[0])
            last = found[-1]["sort"]
            if len(known) >= total or (len(known) >= end and known[end - 1][0] <= last[0]):
                break
            body = {
                **{name: part for name, part in group.body.items() if name != "aggs"},
                "size": min(max(_BATCH, len(known)), MAX_HITS),
                "search_after": last,
            }
            answer = self._ask([body])[0]
        return [Hit(document) for _, document in known[group.start : end]]

    def _exact(self, document: ListingDocument, bound: int, sort: Sort, chosen: Chosen) -> int:
        runs = runs_with(document, chosen, self._query.today)
        if not runs:
            # Only between midnight and the nightly refresh: its matching run closed yesterday.
            return bound
        return sort_number(min(run_sort_key(run, sort) for run in runs), id_order(document.id))


def _document(hit: dict[str, Any]) -> ListingDocument:
    return from_plain(hit["_source"][PAYLOAD])
