"""A run as two numbers, so that many runs can be compared at once.

The first: bits 0-5 when, 6-9 how, 10-12 cost, 13-15 soon, later, flexible, 16 online, 17 national,
18 always set, 19 the listing has more runs than columns, 20-35 start month, 36-60 venue or
place of a vacancy, 61 no place at all. The second: four areas, 15 bits of a checksum each.
"""

import zlib
from collections.abc import Iterable, Mapping
from functools import lru_cache

from search.facets import FACETS
from search.query import ANYWHERE
from search.squares import is_square
from search.venues import venue_number

# Runs stored for a listing; further ones are read from the payload.
COLUMNS = tuple(f"run_{number}" for number in range(1, 5))
AREA_COLUMNS = tuple(f"areas_{number}" for number in range(1, 5))

_WHEN = {value: 1 << bit for bit, value in enumerate(FACETS["when"].order)}
_HOW = {value: 1 << bit + 6 for bit, value in enumerate(FACETS["how"].order)}
_COST = {value: 1 << bit + 10 for bit, value in enumerate(FACETS["cost"].order)}
STARTS = {value: 1 << bit + 13 for bit, value in enumerate(("soon", "later", "flexible"))}
FLAGS = {"when": _WHEN, "how": _HOW, "cost": _COST, "starts": STARTS}
PLACES = {"online": 1 << 16, "national": 1 << 17, ANYWHERE: 1 << 61}
_IS_RUN = 1 << 18
IS_MORE = 1 << 19
MONTH_SHIFT, MONTH_MASK = 20, (1 << 16) - 1
VENUE_SHIFT, VENUE_MASK = 36, (1 << 25) - 1
AREA_BITS, AREA_MASK = 15, (1 << 15) - 1
AREA_SHIFTS = tuple(AREA_BITS * place for place in range(4))

Values = Mapping[str, tuple[str, ...]]


Pair = tuple[int, int]  # the two numbers of a run


def encode(runs: Iterable[Values]) -> list[Pair]:
    """Write each run (runs.run_values) as numbers, equal ones once.

    A run in more areas than fit becomes several.
    """
    pairs: list[Pair] = []
    for values in runs:
        number = _number(values)
        areas = [area_number(place) for place in values["place"] if is_area(place)]
        for start in range(0, max(len(areas), 1), len(AREA_SHIFTS)):
            lanes = zip(areas[start : start + len(AREA_SHIFTS)], AREA_SHIFTS, strict=False)
            pairs.append((number, sum(area << shift for area, shift in lanes)))
    return list(dict.fromkeys(pairs))


def stored(pairs: list[Pair]) -> dict[str, int]:
    """Give a number for each column, the first marked when there are more runs than fit."""
    kept = (pairs + [(0, 0)] * len(COLUMNS))[: len(COLUMNS)]
    row = dict(zip(COLUMNS, (number for number, _ in kept), strict=True))
    if len(pairs) > len(COLUMNS):
        row[COLUMNS[0]] |= IS_MORE
    return row | dict(zip(AREA_COLUMNS, (areas for _, areas in kept), strict=True))


def _number(values: Values) -> int:
    number = _IS_RUN | _place_bits(values["place"])
    for name in FLAGS:
        number |= _bits(name, values[name])
    return number


@lru_cache(maxsize=5_000)
def _bits(name: str, values: tuple[str, ...]) -> int:
    """Give the bits of the values of a dimension: those of its flags, and of a month."""
    flags = FLAGS[name]
    number = 0
    for value in values:
        if name == "starts" and value not in flags:
            number |= month_number(value) << MONTH_SHIFT
        else:
            number |= flags.get(value, 0)
    return number


@lru_cache(maxsize=20_000)
def _place_bits(places: tuple[str, ...]) -> int:
    number = 0
    for place in places:
        number |= PLACES.get(place, 0) or _checked(place) << VENUE_SHIFT
    return number


def _checked(place: str) -> int:
    number = venue_number(place)
    if number >= VENUE_MASK:
        raise ValueError(f"venue number {place} is too large for the index")
    return number


@lru_cache(maxsize=20_000)
def is_area(place: str) -> bool:
    """Tell "walsall" from a venue, a square, online and national."""
    return not (place in PLACES or is_square(place) or venue_number(place))


@lru_cache(maxsize=5_000)
def area_number(slug: str) -> int:
    """Give the checksum of an area, never 0. Two areas may share one: see Snapshot.areas."""
    return zlib.crc32(slug.encode("utf-8", "replace")) % AREA_MASK + 1


def month_number(value: str) -> int:
    """Read "2027-01" as months since year 0; 0 for anything else."""
    year, _, month = value.partition("-")
    if not (year.isdecimal() and month.isdecimal()) or len(value) != 7:
        return 0
    return min(int(year) * 12 + int(month), MONTH_MASK)
