"""From a resolved place to the place tokens that count as near it."""

from bisect import bisect_right
from functools import lru_cache
from operator import attrgetter

from search.forms import AREA
from search.place_facts import Resolution
from search.query import PlaceFilter, Point
from search.ranking import distance_bands
from search.venues import VenueArrays, VenueDistance, venues_within

# A venue in a town often names only its city in its address; this is about a 30 minute walk.
TOWN_RADIUS_MILES = 1.5
# The widest circle that can be asked for; what is farther stays in a steady order after it.
FARTHEST_MILES = 50.0
TOWN = "TOWN"


def radius_of(place: Resolution, within: str) -> float | None:
    """Return the miles around the place: asked for, else its own; None is the area itself."""
    if within.isdigit():
        return float(within)
    return None if place.status == "area" else place.default_radius_miles


# A page asks again for each other distance and each link; see _distances for the memory.
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
    point = _point(place)
    distances = _distances(venues, point) if point else ()
    near = dict.fromkeys(_area_tokens(place, venues))
    circle = _within(distances, radius or _own_radius(place))
    near |= dict.fromkeys(one.token for one in circle)
    return PlaceFilter(
        # An area without a venue still has to be a filter that finds nothing near.
        near=tuple(near) or (place.slug or place.near,),
        # A listing that is near has its nearest venue in the circle: no other venue weighs.
        bands=distance_bands(circle) if sort == "best" and place.status == "point" else (),
        by_distance=tuple(one.token for one in distances) if sort == "nearest" else (),
        point=point,
        radius_miles=radius,
    )


def offered_radii(place: Resolution) -> tuple[str, ...]:
    """Return the distances to offer on a page, narrowest first."""
    if place.status == "point":
        return ("1", "3", "5", "10", "15", "25")
    return (AREA, "3", "5", "10", "25")


# Popular places, and the several circles round one on a page; a thousand venues take 150 kB each.
@lru_cache(maxsize=64)
def _distances(venues: VenueArrays, point: Point) -> tuple[VenueDistance, ...]:
    return tuple(venues_within(venues, point=point, radius_miles=FARTHEST_MILES))


def _area_tokens(place: Resolution, venues: VenueArrays) -> tuple[str, ...]:
    if place.outward_codes:
        return venues.in_outward_codes(frozenset(place.outward_codes))
    return place.members if place.status == "area" and not place.is_everything else ()


def _own_radius(place: Resolution) -> float:
    return TOWN_RADIUS_MILES if place.kind == TOWN else 0.0


def _within(distances: tuple[VenueDistance, ...], radius: float) -> tuple[VenueDistance, ...]:
    return distances[: bisect_right(distances, radius, key=attrgetter("miles"))]


def _point(place: Resolution) -> Point | None:
    if place.latitude is None or place.longitude is None:
        return None
    return Point(place.latitude, place.longitude)
