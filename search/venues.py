"""Distances from a point to every venue at once, and the tokens that stand for many of them."""

from collections.abc import Iterable, Set
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from search.runs import EARTH_RADIUS_MILES
from search.squares import Grid, cover, grids_of

Rows = NDArray[np.int64]  # positions in VenueArrays


_LETTERS = {"v": 0, "w": 1}  # a venue of courses, a place of a vacancy: even and odd numbers


def venue_number(token: str) -> int:
    """Read "v12" as 26 and "w12" as 27; 0 is no venue: an area, a square, online."""
    odd = _LETTERS.get(token[:1])
    if odd is None or not token[1:].isdecimal():
        return 0
    return (int(token[1:]) + 1) * 2 + odd


class HasPosition(Protocol):
    """Anything with a latitude and a longitude in degrees, WGS 84."""

    @property
    def latitude(self) -> float: ...

    @property
    def longitude(self) -> float: ...


class VenueRow(NamedTuple):
    """``VenueRow("v12", 52.4787, -1.9072, "B1")``: the token of a place and where it is.

    Venues of courses are "v12", places of vacancies "w12".
    """

    token: str
    latitude: float
    longitude: float
    outward_code: str = ""


@dataclass(frozen=True, eq=False)
class VenueArrays:
    """All venues of an index, in the form numpy likes. Build once for each index generation."""

    tokens: tuple[str, ...]
    outward_codes: tuple[str, ...]
    latitudes: NDArray[np.float64]  # radians
    longitudes: NDArray[np.float64]  # radians
    grids: tuple[Grid, ...]
    numbers: NDArray[np.int64]

    @classmethod
    def build(cls, rows: Iterable[VenueRow]) -> "VenueArrays":
        """Take rows in any order."""
        listed = sorted(rows)
        return cls(
            tokens=tuple(row.token for row in listed),
            outward_codes=tuple(row.outward_code.upper() for row in listed),
            latitudes=np.radians(np.array([row.latitude for row in listed], dtype=np.float64)),
            longitudes=np.radians(np.array([row.longitude for row in listed], dtype=np.float64)),
            grids=grids_of([(row.latitude, row.longitude) for row in listed]),
            numbers=np.array([venue_number(row.token) for row in listed], dtype=np.int64),
        )

    def in_outward_codes(self, codes: Set[str]) -> Rows:
        """Return the venues whose outward code is one of these, such as {"CV1"}."""
        found = [row for row, code in enumerate(self.outward_codes) if code in codes]
        return np.array(found, dtype=np.int64)

    def tokens_of(self, rows: Rows) -> tuple[str, ...]:
        """Return the tokens of venues."""
        return tuple(map(self.tokens.__getitem__, rows.tolist()))

    def cover(self, rows: Rows) -> tuple[str, ...]:
        """Return fewer tokens that find the same venues: of squares they fill, and of the rest."""
        return cover(rows, tokens=self.tokens, grids=self.grids)


def miles_to_venues(venues: VenueArrays, *, point: HasPosition) -> NDArray[np.float64]:
    """Return the miles to every venue, in the order of ``venues.tokens`` (haversine)."""
    latitude, longitude = np.radians(point.latitude), np.radians(point.longitude)
    chord = (
        np.sin((venues.latitudes - latitude) / 2) ** 2
        + np.cos(latitude)
        * np.cos(venues.latitudes)
        * np.sin((venues.longitudes - longitude) / 2) ** 2
    )
    miles: NDArray[np.float64] = 2 * EARTH_RADIUS_MILES * np.arcsin(np.sqrt(np.minimum(chord, 1.0)))
    return miles


@dataclass(frozen=True, eq=False)
class Nearby:
    """Venues (``rows``) by their distance from a point, nearest first, with their ``miles``."""

    rows: Rows
    miles: NDArray[np.float64]

    def within(self, radius_miles: float) -> "Nearby":
        """Leave out what is farther."""
        end = int(np.searchsorted(self.miles, radius_miles, side="right"))
        return Nearby(self.rows[:end], self.miles[:end])


def venues_within(
    venues: VenueArrays, *, point: HasPosition, radius_miles: float | None = None
) -> Nearby:
    """Return the venues inside a circle, nearest first, ties by token. None is no limit."""
    miles = miles_to_venues(venues, point=point)
    chosen = np.flatnonzero(miles <= (np.inf if radius_miles is None else radius_miles))
    rows = chosen[np.argsort(miles[chosen], kind="stable")]
    return Nearby(rows, miles[rows])
