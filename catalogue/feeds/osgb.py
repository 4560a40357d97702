"""British National Grid to latitude and longitude, for tables that have only eastings.

Formulas and constants: Ordnance Survey, "A guide to coordinate systems in Great Britain", 2020,
annexes B and C. The Helmert transformation is good to about 5 metres, far below the size of an
outward code.
"""

from math import atan2, cos, degrees, pi, radians, sin, sqrt, tan

from portal.core.geo import Point

AIRY_A, AIRY_B = 6377563.396, 6356256.909  # Airy 1830 ellipsoid, metres
GRS80_A, GRS80_B = 6378137.0, 6356752.3141  # GRS80 ellipsoid, metres
SCALE = 0.9996012717
ORIGIN_LATITUDE, ORIGIN_LONGITUDE = radians(49), radians(-2)
ORIGIN_EASTING, ORIGIN_NORTHING = 400_000.0, -100_000.0
SHIFT = (446.448, -125.157, 542.060)  # metres
TURN = tuple(radians(seconds / 3600) for seconds in (0.1502, 0.2470, 0.8421))
STRETCH = -20.4894e-6


def point_of(easting: float, northing: float) -> Point:
    """Return the point of a grid reference. ``point_of(407000, 287000)`` is central Birmingham."""
    return _to_wgs84(*_unproject(easting, northing))


def _meridian(latitude: float) -> float:
    n = (AIRY_A - AIRY_B) / (AIRY_A + AIRY_B)
    minus, plus = latitude - ORIGIN_LATITUDE, latitude + ORIGIN_LATITUDE
    return (
        AIRY_B
        * SCALE
        * (
            (1 + n + 5 / 4 * n**2 + 5 / 4 * n**3) * minus
            - (3 * n + 3 * n**2 + 21 / 8 * n**3) * sin(minus) * cos(plus)
            + (15 / 8 * n**2 + 15 / 8 * n**3) * sin(2 * minus) * cos(2 * plus)
            - 35 / 24 * n**3 * sin(3 * minus) * cos(3 * plus)
        )
    )


def _unproject(easting: float, northing: float) -> tuple[float, float]:
    """Return latitude and longitude in radians on the Airy ellipsoid."""
    latitude = ORIGIN_LATITUDE
    rest = northing - ORIGIN_NORTHING
    while abs(rest) >= 1e-5:
        latitude += rest / (AIRY_A * SCALE)
        rest = northing - ORIGIN_NORTHING - _meridian(latitude)
    squared = 1 - AIRY_B**2 / AIRY_A**2
    bend = 1 - squared * sin(latitude) ** 2
    nu = AIRY_A * SCALE / sqrt(bend)
    rho = AIRY_A * SCALE * (1 - squared) / bend**1.5
    eta = nu / rho - 1
    t, sec = tan(latitude), 1 / cos(latitude)
    east = easting - ORIGIN_EASTING
    seven = t / (2 * rho * nu)
    eight = t / (24 * rho * nu**3) * (5 + 3 * t**2 + eta - 9 * t**2 * eta)
    nine = t / (720 * rho * nu**5) * (61 + 90 * t**2 + 45 * t**4)
    ten = sec / nu
    eleven = sec / (6 * nu**3) * (nu / rho + 2 * t**2)
    twelve = sec / (120 * nu**5) * (5 + 28 * t**2 + 24 * t**4)
    return (
        latitude - seven * east**2 + eight * east**4 - nine * east**6,
        ORIGIN_LONGITUDE + ten * east - eleven * east**3 + twelve * east**5,
    )


def _to_wgs84(latitude: float, longitude: float) -> Point:
    squared = 1 - AIRY_B**2 / AIRY_A**2
    nu = AIRY_A / sqrt(1 - squared * sin(latitude) ** 2)
    x = nu * cos(latitude) * cos(longitude)
    y = nu * cos(latitude) * sin(longitude)
    z = (1 - squared) * nu * sin(latitude)
    scale = 1 + STRETCH
    turn_x, turn_y, turn_z = TURN
    moved = (
        SHIFT[0] + scale * x - turn_z * y + turn_y * z,
        SHIFT[1] + turn_z * x + scale * y - turn_x * z,
        SHIFT[2] - turn_y * x + turn_x * y + scale * z,
    )
    return _from_cartesian(*moved)


def _from_cartesian(x: float, y: float, z: float) -> Point:
    squared = 1 - GRS80_B**2 / GRS80_A**2
    level = sqrt(x**2 + y**2)
    latitude, before = atan2(z, level * (1 - squared)), 2 * pi
    while abs(latitude - before) > 1e-12:
        before = latitude
        nu = GRS80_A / sqrt(1 - squared * sin(latitude) ** 2)
        latitude = atan2(z + squared * nu * sin(latitude), level)
    return Point(degrees(latitude), degrees(atan2(y, x)))
