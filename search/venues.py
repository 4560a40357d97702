"""Distances from a point to every venue at once."""

from collections.abc import Iterable, Set
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from search.runs import EARTH_RADIUS_MILES


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


class VenueDistance(NamedTuple):
    """``VenueDistance("v12", 2.13)``."""

    token: str
    miles: float


@dataclass(frozen=True, eq=False)
class VenueArrays:
    """All venues of an index, in the form numpy likes. Build once for each index generation."""

    tokens: tuple[str, ...]
    outward_codes: tuple[str, ...]
    latitudes: NDArray[np.float64]  # radians
    longitudes: NDArray[np.float64]  # radians

    @classmethod
    def build(cls, rows: Iterable[VenueRow]) -> "VenueArrays":
        """Take rows in any order."""
        listed = sorted(rows)
        return cls(
            tokens=tuple(row.token for row in listed),
            outward_codes=tuple(row.outward_code.upper() for row in listed),
            latitudes=np.radians(np.array([row.latitude for row in listed], dtype=np.float64)),
            longitudes=np.radians(np.array([row.longitude for row in listed], dtype=np.float64)),
        )

    def in_outward_codes(self, codes: Set[str]) -> tuple[str, ...]:
        """Return the tokens of venues whose outward code is one of these, such as {"CV1"}."""
        pairs = zip(self.tokens, self.outward_codes, strict=True)
        return tuple(token for token, code in pairs if code in codes)


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


def venues_within(
    venues: VenueArrays, *, point: HasPosition, radius_miles: float | None = None
) -> list[VenueDistance]:
    """Return the venues inside a circle, nearest first, ties by token. None is no limit."""
    if not venues.tokens:
        return []
    miles = miles_to_venues(venues, point=point)
    chosen = np.flatnonzero(miles <= (np.inf if radius_miles is None else radius_miles))
    order = chosen[np.argsort(miles[chosen], kind="stable")]
    return [VenueDistance(venues.tokens[i], float(miles[i])) for i in order]
