"""From a resolved place to the place tokens that count as near it."""

from functools import lru_cache

import numpy as np

from search.forms import AREA
from search.place_facts import Resolution
from search.query import Band, PlaceFilter, Point
from search.ranking import distance_bands
from search.venues import Nearby, Rows, VenueArrays, venues_within

# A venue in a town often names only its city in its address; this is about a 30 minute walk.
TOWN_RADIUS_MILES = 1.5
# The widest circle that can be asked for; what is farther stays in a steady order after it.
FARTHEST_MILES = 50.0
TOWN = "TOWN"
NOWHERE: Rows = np.zeros(0, dtype=np.int64)


def radius_of(place: Resolution, within: str) -> float | None:
    """Return the miles around the place: asked for, else its own; None is the area itself."""
    if within.isdigit():
        return float(within)
    return None if place.status == "area" else place.default_radius_miles


# A page asks again for each other distance and each link; see _nearby for the memory.
@lru_cache(maxsize=64)
def place_filter(
    place: Resolution, *, within: str, venues: VenueArrays, sort: str
) -> PlaceFilter | None:
    """Return what an engine needs; None when the place limits nothing (none, or the region).

    An area with a distance is the area and the circle round its middle together, so a wider
    circle never loses a listing. Only what the order needs is worked out.
    """
    radius = radius_of(place, within)
    if not place.is_usable or (place.is_everything and radius is None):
        return None
    codes = frozenset(place.outward_codes)
    is_area = place.status == "area" and not place.is_everything and not codes
    return filter_around(
        _point(place),
        venues=venues,
        radius_miles=radius,
        circle_miles=radius or _own_radius(place),
        areas=place.members if is_area else (),
        also=venues.in_outward_codes(codes) if codes else NOWHERE,
        sort=sort,
        is_banded=place.status == "point",
        # An area without a venue still has to be a filter that finds nothing near.
        otherwise=place.slug or place.near,
    )


def filter_around(
    point: Point | None,
    *,
    venues: VenueArrays,
    radius_miles: float | None,
    circle_miles: float,
    areas: tuple[str, ...] = (),
    also: Rows = NOWHERE,
    sort: str = "best",
    is_banded: bool = True,
    otherwise: str = "",
) -> PlaceFilter:
    """Return the filter of a circle, some areas and some more venues together."""
    nearby = _nearby(venues, point) if point else Nearby(NOWHERE, NOWHERE.astype(np.float64))
    circle = nearby.within(circle_miles)
    rest = np.setdiff1d(also, circle.rows, assume_unique=True)  # no venue is in either twice
    rows = np.concatenate([circle.rows, rest])
    near = (*areas, *venues.tokens_of(rows)) or (otherwise,)
    return PlaceFilter(
        near=near,
        cover=(*areas, *venues.cover(rows)),
        numbers=venues.numbers[rows] if len(rows) else None,
        # A listing that is near has its nearest venue in the circle: no other venue weighs.
        bands=_bands(circle, rest, venues) if is_banded and sort == "best" else (),
        by_distance=venues.tokens_of(nearby.rows) if sort == "nearest" else (),
        point=point,
        radius_miles=radius_miles,
    )


def _bands(circle: Nearby, rest: Rows, venues: VenueArrays) -> tuple[Band, ...]:
    parts = [(circle.rows[part], factor) for part, factor in distance_bands(circle.miles.tolist())]
    if len(rest):
        parts.append((rest, 1.0))
    return tuple(Band(venues.cover(rows), factor) for rows, factor in parts)


def offered_radii(place: Resolution) -> tuple[str, ...]:
    """Return the distances to offer on a page, narrowest first."""
    if place.status == "point":
        return ("1", "3", "5", "10", "15", "25")
    return (AREA, "3", "5", "10", "25")


# Popular places, and the several circles round one on a page: 16 bytes for each venue.
@lru_cache(maxsize=64)
def _nearby(venues: VenueArrays, point: Point) -> Nearby:
    return venues_within(venues, point=point, radius_miles=FARTHEST_MILES)


def _own_radius(place: Resolution) -> float:
    return TOWN_RADIUS_MILES if place.kind == TOWN else 0.0


def _point(place: Resolution) -> Point | None:
    if place.latitude is None or place.longitude is None:
        return None
    return Point(place.latitude, place.longitude)
