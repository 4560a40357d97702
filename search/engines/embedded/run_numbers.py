"""A run as one number, so that many runs can be compared at once.

Bits: 0-5 when, 6-9 how, 10-12 cost, 13-15 soon, later, flexible, 16 online, 17 national,
18 always set, 19 the listing has more runs than columns, 20-35 start month, 36-60 venue or
place of a vacancy.
"""

from collections.abc import Iterable, Mapping

from search.facets import FACETS

# Numbers stored for a listing; further runs are read from the payload.
COLUMNS = tuple(f"run_{number}" for number in range(1, 5))

_WHEN = {value: 1 << bit for bit, value in enumerate(FACETS["when"].order)}
_HOW = {value: 1 << bit + 6 for bit, value in enumerate(FACETS["how"].order)}
_COST = {value: 1 << bit + 10 for bit, value in enumerate(FACETS["cost"].order)}
STARTS = {value: 1 << bit + 13 for bit, value in enumerate(("soon", "later", "flexible"))}
FLAGS = {"when": _WHEN, "how": _HOW, "cost": _COST, "starts": STARTS}
PLACES = {"online": 1 << 16, "national": 1 << 17}
_IS_RUN = 1 << 18
IS_MORE = 1 << 19
MONTH_SHIFT, MONTH_MASK = 20, (1 << 16) - 1
VENUE_SHIFT, VENUE_MASK = 36, (1 << 25) - 1
_LETTERS = {"v": 0, "w": 1}  # a venue of courses, a place of a vacancy: even and odd numbers

Values = Mapping[str, tuple[str, ...]]


def encode(runs: Iterable[Values]) -> list[int]:
    """Write each run (runs.run_values) as a number, equal ones once."""
    return list(dict.fromkeys(_number(values) for values in runs))


def stored(numbers: list[int]) -> list[int]:
    """Give one number for each column, the first marked when there are more than fit."""
    kept = (numbers + [0] * len(COLUMNS))[: len(COLUMNS)]
    if len(numbers) > len(COLUMNS):
        kept[0] |= IS_MORE
    return kept


def _number(values: Values) -> int:
    number = _IS_RUN
    for name, flags in FLAGS.items():
        for value in values[name]:
            if name == "starts" and value not in flags:
                number |= month_number(value) << MONTH_SHIFT
            else:
                number |= flags.get(value, 0)
    for place in values["place"]:
        number |= PLACES.get(place, 0) or venue_number(place) << VENUE_SHIFT
    return number


def venue_number(token: str) -> int:
    """Read "v12" as 26 and "w12" as 27; 0 is no venue. Areas are 0 as well."""
    odd = _LETTERS.get(token[:1])
    if odd is None or not token[1:].isdecimal():
        return 0
    number = (int(token[1:]) + 1) * 2 + odd
    if number >= VENUE_MASK:
        raise ValueError(f"venue number {token} is too large for the index")
    return number


def month_number(value: str) -> int:
    """Read "2027-01" as months since year 0; 0 for anything else."""
    year, _, month = value.partition("-")
    if not (year.isdecimal() and month.isdecimal()) or len(value) != 7:
        return 0
    return min(int(year) * 12 + int(month), MONTH_MASK)
