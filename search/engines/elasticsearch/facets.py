"""Facet counts: what the total would be after choosing a value. Asked with the page's request."""

from collections.abc import Iterator
from typing import Any

from search.engines.base import EngineUnavailable
from search.engines.elasticsearch.compiler import Clause, Compiler, is_sendable, joined
from search.engines.facet_order import Counts, in_order
from search.facets import FACETS, Facet
from search.query import SearchQuery

# More values than any facet has: the counts must be exact, never cut off.
ALL_BUCKETS = 20_000
UNDER = "under_"


def aggregations(compiler: Compiler, query: SearchQuery) -> dict[str, Clause]:
    """Count the asked facets, each without its own filter.

    Facets under the same filters share one aggregation; a run facet under another run filter is
    counted value by value, since a plain one would count what another run of the listing has.
    """
    by_filters: dict[str, tuple[list[Clause], dict[str, Clause]]] = {}
    for facet in _asked(query):
        name = facet.name
        filters = compiler.outer_filters(compiler.chosen, without=name)
        if facet.is_run_dimension and compiler.is_narrowed(name):
            filters = compiler.outer_filters({}, without=name)
            counted = _value_by_value(compiler, facet, query)
        else:
            counted = {"terms": {"field": name, "size": ALL_BUCKETS}}
        by_filters.setdefault(repr(filters), (filters, {}))[1][name] = counted
    found: dict[str, Clause] = {}
    for number, (filters, counted) in enumerate(by_filters.values()):
        if filters:
            found[f"{UNDER}{number}"] = {"filter": joined(filters), "aggs": counted}
        else:
            found |= counted
    return found


def place_totals(compiler: Compiler, **places: tuple[str, ...]) -> dict[str, Clause]:
    """Count the listings that have a matching run at some places, for each name."""
    found: dict[str, Clause] = {}
    for name, tokens in places.items():
        filters = compiler.outer_filters({**compiler.chosen, "place": tokens})
        found[name] = {"filter": joined(filters) if filters else {"match_all": {}}}
    return found


def read_counts(answer: dict[str, Any], query: SearchQuery) -> dict[str, Counts]:
    """Read the counts of every asked facet."""
    found = {name: _counts(one, name) for name, one in _facet_answers(answer)}
    return {facet.name: in_order(facet, found[facet.name], query) for facet in _asked(query)}


def _asked(query: SearchQuery) -> list[Facet]:
    return [FACETS[name] for name in dict.fromkeys(query.facets) if name in FACETS]


def _value_by_value(compiler: Compiler, facet: Facet, query: SearchQuery) -> Clause:
    values = (*facet.values(query.today), *query.filters.get(facet.name, ()))
    return {
        "filters": {
            "filters": {
                value: compiler.run_filter(compiler.with_value(facet.name, value))
                for value in dict.fromkeys(values)
                if is_sendable(value)
            }
        }
    }


def _facet_answers(answer: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, one in answer.items():
        if name in FACETS:
            yield name, one
        elif name.startswith(UNDER):
            yield from ((inner, found) for inner, found in one.items() if inner in FACETS)


def _counts(answer: dict[str, Any], name: str) -> Counts:
    buckets = answer["buckets"]
    if isinstance(buckets, dict):
        return {value: bucket["doc_count"] for value, bucket in buckets.items()}
    if answer["sum_other_doc_count"]:
        raise EngineUnavailable(f"the facet {name} has more than {ALL_BUCKETS} values")
    return {bucket["key"]: bucket["doc_count"] for bucket in buckets}
