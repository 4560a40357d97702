"""Counting run facets around a postcode from numbers instead of tokens.

A circle holds hundreds of venues, and every value of every run facet would be looked up for each
of them. Reading each run of the listings in the circle as one number and comparing numbers is two
to five times quicker: the same rule, the same counts (tested against each other).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import count

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

# A circle of a large index can hold so many that their numbers take hundreds of megabytes.
MOST_LISTINGS = 200_000
# Listings with more runs than columns are read whole, so many at one page, and then remembered.
MAX_PAYLOADS = 100
MAX_REMEMBERED = 20_000
MIN_PLACES = 10
FIRST_MONTH_BIT, MOST_MONTHS = 20, 42  # above the flags of run_numbers

Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class _Runs:
    """One run of each of some listings: its number, and which listing it belongs to."""

    owners: Numbers
    numbers: Numbers

    def that_are(self, choices: "Iterable[_Choice]") -> "_Runs":
        """Leave out the runs that lack a chosen value."""
        met = np.ones(len(self.numbers), dtype=np.bool_)
        for choice in choices:
            met &= choice.is_met_by(self.numbers)
        return _Runs(self.owners[met], self.numbers[met])


@dataclass(frozen=True, slots=True)
class _Choice:
    """The values of a dimension, made ready once: a circle can have ten thousand places.

    A run meets it with one of the ``flags``, or with a place or month that ``table`` marks.
    """

    flags: int
    table: Flags
    shift: int
    mask: int

    def is_met_by(self, numbers: Numbers) -> Flags:
        """Say which runs have one of the values."""
        met = (numbers & self.flags) != 0
        if len(self.table):
            own = np.minimum((numbers >> self.shift) & self.mask, len(self.table) - 1)
            met |= self.table[own]
        return met


def count_run_facets(
    snapshot: Snapshot,
    placed: tantivy.Query,
    query: SearchQuery,
    place: "_Choice",
    chosen: Values,
    wanted: Mapping[str, Iterable[str]],
) -> dict[str, dict[str, int]] | None:
    """Count values of run facets among the listings that match, or None when tokens are better.

    `placed` matches the place and no other run choice; `chosen` are all of them; `place` is the
    place among them, of `place_choice`; `wanted` the values for each facet.
    """
    hits, total = snapshot.find(placed, MOST_LISTINGS)
    if total > MOST_LISTINGS:
        return None
    rows = _read(snapshot, [address for _, address in hits], query)
    bits = {name: _bits_of(name, values) for name, values in wanted.items()}
    if rows is None or any(len(of_name) > MOST_MONTHS for of_name in bits.values()):
        return None
    ready = {name: _choice(name, values) for name, values in chosen.items() if name != "place"}
    near = [row.that_are([place]) for row in rows]
    counts: dict[str, dict[str, int]] = {}
    kept: dict[tuple[str, ...], Numbers] = {}
    for name, of_name in bits.items():
        key = tuple(other for other in chosen if other not in (name, "place"))
        if key not in kept:
            months = bits.get("starts", {})
            others = [ready[other] for other in key]
            kept[key] = _seen([row.that_are(others) for row in near], len(hits), months)
        seen = kept[key]
        counts[name] = {value: int(np.count_nonzero(seen & bit)) for value, bit in of_name.items()}
    return counts


def _read(
    snapshot: Snapshot, addresses: list[tantivy.DocAddress], query: SearchQuery
) -> list[_Runs] | None:
    """Give the runs of listings, no listing twice in a row of them."""
    rows: list[_Runs] = []
    more: list[int] = []
    for position, column in enumerate(COLUMNS):
        values = snapshot.searcher.fast_field_values(column, addresses)
        found = np.array(values, dtype=np.int64)
        if position == 0:
            more = np.flatnonzero(found & IS_MORE).tolist()
        owners = np.flatnonzero(found)
        rows.append(_Runs(owners, found[owners]))
    every = _read_whole(snapshot, [addresses[listing] for listing in more], query.today)
    if every is None:
        return None
    for number in range(max(map(len, every), default=0)):
        runs_of = zip(more, every, strict=True)
        pairs = [(one, runs[number]) for one, runs in runs_of if runs[number:]]
        owners, numbers = np.array(pairs, dtype=np.int64).T
        rows.append(_Runs(owners, numbers))
    return rows


def _read_whole(
    snapshot: Snapshot, addresses: list[tantivy.DocAddress], today: date
) -> list[list[int]] | None:
    """Give the numbers of all runs of listings that have many; None when it is not yet known."""
    known = snapshot.many_runs
    keys = [(today, address.segment_ord, address.doc) for address in addresses]
    unread = [place for place, key in enumerate(keys) if key not in known]
    if len(known) + len(unread) > MAX_REMEMBERED:
        known.clear()
        unread = list(range(len(keys)))
    for place in unread[:MAX_PAYLOADS]:
        document = from_payload(snapshot.payload(addresses[place]))
        known[keys[place]] = encode(run_values(run, today) for run in open_runs(document, today))
    # Another thread may have cleared them.
    found = [runs for key in keys if (runs := known.get(key)) is not None]
    return found if len(found) == len(keys) else None


def _bits_of(name: str, values: Iterable[str]) -> dict[str, int]:
    """Give each value a bit of what `_seen` returns; months have theirs above the flags."""
    months = (1 << FIRST_MONTH_BIT + number for number in count())
    return {
        value: next(months)
        if month_number(value) and name == "starts"
        else FLAGS[name].get(value, 0)
        for value in values
    }


def _seen(rows: Iterable[_Runs], listings: int, months: Mapping[str, int]) -> Numbers:
    """Join, for each listing, what its runs have."""
    table = np.zeros(MONTH_MASK + 1, dtype=np.int64)
    for value, bit in months.items():
        table[month_number(value)] = bit
    table[0] = 0
    seen = np.zeros(listings, dtype=np.int64)
    for row in rows:
        flags = row.numbers & (IS_MORE - 1)
        if months:
            flags |= table[(row.numbers >> MONTH_SHIFT) & MONTH_MASK]
        seen[row.owners] |= flags
    return seen


@lru_cache(maxsize=64)
def place_choice(near: tuple[str, ...], elsewhere: tuple[str, ...]) -> _Choice | None:
    """Make a circle ready to be compared with runs; None when its tokens are quicker.

    Areas are not in the numbers, and a few tokens are looked up quickly.
    """
    places = near + elsewhere
    if len(places) <= MIN_PLACES or not all(one in PLACES or venue_number(one) for one in places):
        return None
    return _choice("place", places)


def _choice(name: str, values: Iterable[str]) -> _Choice:
    """Make the values of a dimension ready to be compared with runs."""
    flags = 0
    exact: list[int] = []
    for value in values:
        if name == "place" and value not in PLACES:
            exact.append(venue_number(value))
        elif name == "starts" and value not in STARTS:
            exact.append(month_number(value))
        else:
            flags |= (PLACES if name == "place" else FLAGS[name]).get(value, 0)
    wanted = [number for number in exact if number]
    shift, mask = (VENUE_SHIFT, VENUE_MASK) if name == "place" else (MONTH_SHIFT, MONTH_MASK)
    size = mask + 1 if mask < 1 << 16 else max(wanted, default=0) + 2
    table = np.zeros(size if wanted else 0, dtype=np.bool_)
    table[wanted] = True
    return _Choice(flags, table, shift, mask)
