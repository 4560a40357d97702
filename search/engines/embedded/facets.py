"""Facet counts: what the total would be after choosing a value."""

from collections.abc import Iterable

from tantivy import Query

from search.engines.embedded.columns import choices_of, listings_of
from search.engines.embedded.compiler import Compiler
from search.engines.embedded.index import Snapshot
from search.engines.embedded.schema import SET_JOINT, set_field
from search.engines.facet_order import Counts, in_order
from search.facets import FACETS, Facet
from search.query import SearchQuery

# More than any facet has sets of values: the counts must be exact, never cut off.
ALL_BUCKETS = 20_000


def count_facets(snapshot: Snapshot, compiler: Compiler, query: SearchQuery) -> dict[str, Counts]:
    """Count the asked facets, each without its own filter."""
    shared: list[Facet] = []
    found = _count_by_numbers(snapshot, compiler, query)
    for name in query.facets:
        facet = FACETS.get(name)
        if facet is None or name in found:
            continue
        if facet.is_run_dimension and compiler.is_narrowed(name):
            # A plain aggregation would count a value that another run of the course has.
            found[name] = _count_each(snapshot, compiler, name, _asked_values(facet, query))
        elif query.filters.get(name):
            found |= _aggregate(snapshot, compiler.matching(compiler.chosen, without=name), [facet])
            far = set(query.filters[name]) - set(found[name])
            found[name] |= _count_each(snapshot, compiler, name, far)
        else:
            shared.append(facet)
    if shared:
        found |= _aggregate(snapshot, compiler.matching(compiler.chosen), shared)
    return {
        name: in_order(FACETS[name], found[name], query) for name in query.facets if name in found
    }


def _count_by_numbers(
    snapshot: Snapshot, compiler: Compiler, query: SearchQuery
) -> dict[str, Counts]:
    """Count the facets of runs under choices of runs the quicker way, when there is one."""
    wanted = {
        name: _asked_values(FACETS[name], query)
        for name in query.facets
        if name in FACETS and FACETS[name].is_run_dimension and compiler.is_narrowed(name)
    }
    if query.dates or not wanted:  # days and weeks are not among the numbers of a run
        return {}
    ready = choices_of(snapshot, compiler.chosen, query.place)
    listings = listings_of(snapshot, compiler, query) if ready is not None else None
    if ready and listings is None and "place" in ready:
        listings = listings_of(snapshot, compiler, query, is_placed=True)
    if ready is None or listings is None:
        return {}
    return listings.facets(ready, wanted) or {}


def _asked_values(facet: Facet, query: SearchQuery) -> tuple[str, ...]:
    values = (*facet.values(query.today), *query.filters.get(facet.name, ()))
    return tuple(dict.fromkeys(values))


def _aggregate(snapshot: Snapshot, query: Query, facets: list[Facet]) -> dict[str, Counts]:
    """Count single values, or sets of values that are then taken apart."""
    request = {
        facet.name: {"terms": {"field": set_field(facet.name), "size": ALL_BUCKETS}}
        for facet in facets
    }
    answer = snapshot.searcher.aggregate(query, request)
    found: dict[str, Counts] = {}
    for facet in facets:
        counts: Counts = {}
        for bucket in answer[facet.name]["buckets"]:
            key, count = bucket["key"], int(bucket["doc_count"])
            for value in key.split(SET_JOINT) if facet.storage == "set" else (key,):
                counts[value] = counts.get(value, 0) + count
        found[facet.name] = counts
    return found


def _count_each(snapshot: Snapshot, compiler: Compiler, name: str, values: Iterable[str]) -> Counts:
    """Count value by value: listings of which one run has it together with the other choices."""
    others = {key: chosen for key, chosen in compiler.chosen.items() if key != name}
    return {
        value: snapshot.count(compiler.with_value(name, value, others))
        for value in dict.fromkeys(values)
        if snapshot.searcher.doc_freq(name, value)  # nobody offers it: not worth hundreds of venues
    }
