"""Points on the earth and the distance between them."""

import math
from typing import NamedTuple

EARTH_RADIUS_MILES = 3958.76  # mean radius of the earth, IUGG 1980
MILES_PER_DEGREE_LATITUDE = EARTH_RADIUS_MILES * math.pi / 180


class Point(NamedTuple):
    """A place in degrees, WGS 84. ``Point(52.4787, -1.9072)`` is central Birmingham."""

    latitude: float
    longitude: float


class Box(NamedTuple):
    """A rectangle in degrees that holds every point within a distance."""

    south: float
    west: float
    north: float
    east: float


def distance_miles(first: Point, second: Point) -> float:
    """Return the distance along the ground in miles, by the haversine formula."""
    latitude_1, latitude_2 = math.radians(first.latitude), math.radians(second.latitude)
    half_latitude = (latitude_2 - latitude_1) / 2
    half_longitude = math.radians(second.longitude - first.longitude) / 2
    chord = (
        math.sin(half_latitude) ** 2
        + math.cos(latitude_1) * math.cos(latitude_2) * math.sin(half_longitude) ** 2
    )
    return 2 * EARTH_RADIUS_MILES * math.asin(min(1.0, math.sqrt(chord)))


def bounding_box(centre: Point, *, radius_miles: float) -> Box:
    """Return the smallest box that holds a circle. A first sieve before exact distances."""
    north_south = radius_miles / MILES_PER_DEGREE_LATITUDE
    shrink = max(0.01, math.cos(math.radians(centre.latitude)))
    east_west = north_south / shrink
    return Box(
        south=centre.latitude - north_south,
        west=centre.longitude - east_west,
        north=centre.latitude + north_south,
        east=centre.longitude + east_west,
    )
