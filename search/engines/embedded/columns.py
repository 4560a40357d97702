"""Counting run facets around a postcode from numbers instead of tokens.

A circle holds hundreds of venues, and every value of every run facet would be looked up for each
of them. When the words leave few listings it is three to five times quicker to read each run as
one number and compare numbers: the same rule, the same counts (tested against each other).
"""

from collections.abc import Collection, Iterable, Mapping

import numpy as np
import tantivy
from numpy.typing import NDArray

from search.documents import from_payload
from search.engines.embedded.index import Snapshot
from search.engines.embedded.run_numbers import (
    COLUMNS,
    FLAGS,
    IS_MORE,
    MONTH_MASK,
    MONTH_SHIFT,
    PLACES,
    STARTS,
    VENUE_MASK,
    VENUE_SHIFT,
    Values,
    encode,
    month_number,
    venue_number,
)
from search.query import SearchQuery
from search.runs import open_runs, run_values

# Looking up tokens takes time by the venue, comparing numbers by the listing: one venue takes as
# long as about thirty listings (20,000 documents, 22 values, processor time).
LISTINGS_PER_PLACE = 30
MAX_PAYLOADS = 60
MIN_PLACES = 10

Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]


def is_worth_comparing(places: Collection[str]) -> bool:
    """Say whether there are many places, all of them venues, online or national.

    Areas are not in the numbers, and a few tokens are looked up quickly.
    """
    return len(places) > MIN_PLACES and all(one in PLACES or venue_number(one) for one in places)


def count_run_facets(
    snapshot: Snapshot,
    matching: tantivy.Query,
    query: SearchQuery,
    chosen: Values,
    wanted: Mapping[str, Iterable[str]],
) -> dict[str, dict[str, int]] | None:
    """Count values of run facets among the listings that match, or None when tokens are better.

    `matching` has no run choices; `chosen` are all of them; `wanted` the values for each facet.
    """
    total = snapshot.count(matching)
    if total > LISTINGS_PER_PLACE * len(chosen["place"]):
        return None
    hits, _ = snapshot.find(matching, max(total, 1))
    read = _read(snapshot, [address for _, address in hits], query)
    if read is None:
        return None
    numbers, listings = read
    met = {name: _any_of(numbers, name, values) for name, values in chosen.items()}
    counts: dict[str, dict[str, int]] = {}
    for name, values in wanted.items():
        others = np.ones(len(numbers), dtype=np.bool_)
        for other, flags in met.items():
            if other != name:
                others &= flags
        rest, owners = numbers[others], listings[others]
        counts[name] = {
            value: _distinct(owners[_any_of(rest, name, (value,))], len(hits)) for value in values
        }
    return counts


def _read(
    snapshot: Snapshot, addresses: list[tantivy.DocAddress], query: SearchQuery
) -> tuple[Numbers, Numbers] | None:
    """Give the numbers of all runs, and to which listing each belongs."""
    numbers: list[Numbers] = [np.zeros(0, dtype=np.int64)]
    listings: list[Numbers] = [np.zeros(0, dtype=np.int64)]
    more: list[int] = []
    for position, column in enumerate(COLUMNS):
        values = snapshot.searcher.fast_field_values(column, addresses)
        found = np.array(values, dtype=np.int64)
        if position == 0:
            more = np.flatnonzero(found & IS_MORE).tolist()
            if len(more) > MAX_PAYLOADS:
                return None
        owners = np.flatnonzero(found)
        numbers.append(found[owners])
        listings.append(owners)
    for listing in more:
        document = from_payload(snapshot.payload(addresses[listing]))
        runs = open_runs(document, query.today)
        every = encode(run_values(run, query.today) for run in runs)
        numbers.append(np.array(every, dtype=np.int64))
        listings.append(np.full(len(every), listing, dtype=np.int64))
    return np.concatenate(numbers), np.concatenate(listings)


def _any_of(numbers: Numbers, name: str, values: Iterable[str]) -> Flags:
    """Say which runs have one of the values."""
    flags = 0
    exact: list[int] = []
    for value in values:
        if name == "place" and value not in PLACES:
            exact.append(venue_number(value))
        elif name == "starts" and value not in STARTS:
            exact.append(month_number(value))
        else:
            flags |= (PLACES if name == "place" else FLAGS[name]).get(value, 0)
    met = (numbers & flags) != 0
    wanted = [number for number in exact if number]
    if wanted:
        shift, mask = (VENUE_SHIFT, VENUE_MASK) if name == "place" else (MONTH_SHIFT, MONTH_MASK)
        table = np.zeros(mask + 1 if mask < 1 << 16 else max(wanted) + 2, dtype=np.bool_)
        table[wanted] = True
        own = np.minimum((numbers >> shift) & mask, len(table) - 1)
        met |= table[own]
    return met


def _distinct(listings: Numbers, total: int) -> int:
    seen = np.zeros(total, dtype=np.bool_)
    seen[listings] = True
    return int(np.count_nonzero(seen))
