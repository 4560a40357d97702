"""One provider does not fill the page when others are as good."""

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from search.engines.base import Hit, SearchResults
from search.query import SearchQuery
from search.ranking import static_factor

SCORE_DIGITS = 5  # scores that agree so far are equal on both engines


def varied(results: SearchResults, query: SearchQuery) -> SearchResults:
    """Let the providers of equally good listings take turns on a page, and change nothing else.

    Only the order "best" is touched; with a place and no words it is by distance too, and stays.
    Near listings stay before those that are online or elsewhere.
    """
    if query.sort != "best" or (query.place and not query.is_scored):
        return results
    near = len(results.hits)
    if results.near_total is not None:
        near = min(max(results.near_total - query.offset, 0), near)
    equal = _equals(query)
    hits = [
        hit
        for part in (results.hits[:near], results.hits[near:])
        for _, group in groupby(part, key=equal)
        for hit in _in_turns(group)
    ]
    return replace(results, hits=tuple(hits))


def _equals(query: SearchQuery) -> Callable[[Hit], float]:
    if query.is_scored:
        return lambda hit: round(hit.score, SCORE_DIGITS)
    today: datetime.date = query.today
    return lambda hit: static_factor(hit.document, today)


def _in_turns(group: Iterable[Hit]) -> Iterator[Hit]:
    """Give the first of each provider, then the second of each, each in its old order."""
    turns: dict[int, list[Hit]] = defaultdict(list)
    seen: dict[str, int] = defaultdict(int)
    for hit in group:
        provider = hit.document.provider_slug or hit.document.provider_name
        turns[seen[provider]].append(hit)
        seen[provider] += 1
    for turn in sorted(turns):
        yield from turns[turn]
