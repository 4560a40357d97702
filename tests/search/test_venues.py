"""Distances from a point to every venue, and the squares that stand for many."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.query import TOLD_APART, PlaceFilter, Point
from search.squares import squares_of
from search.venues import VenueArrays, VenueRow, venues_within
from tests.search.region import gazetteer

ROWS = [
    VenueRow("v3", 52.5862, -1.9829, "WS1"),  # Walsall
    VenueRow("v1", 52.4787, -1.9072, "b1"),  # central Birmingham
    VenueRow("v2", 52.5187, -1.9945, "B70"),  # West Bromwich
]


def test_venues_come_nearest_first_with_their_miles() -> None:
    venues = VenueArrays.build(ROWS)
    near = venues_within(venues, point=gazetteer().resolve("B1"), radius_miles=10)
    assert venues.tokens_of(near.rows) == ("v1", "v2", "v3")
    assert near.miles[0] == pytest.approx(0.0, abs=0.01)
    assert near.miles[1] == pytest.approx(4.6, abs=0.1)


def test_a_wider_radius_never_loses_a_venue() -> None:
    venues = VenueArrays.build(ROWS)
    point = gazetteer().resolve("WS1")
    found = [
        set(venues.tokens_of(venues_within(venues, point=point, radius_miles=radius).rows))
        for radius in (0.1, 1, 3, 5, 10, 25, None)
    ]
    assert all(small <= large for small, large in itertools.pairwise(found))
    assert found[-1] == {"v1", "v2", "v3"}


def test_a_narrower_circle_is_the_beginning_of_a_wider_one() -> None:
    venues = VenueArrays.build(ROWS)
    near = venues_within(venues, point=gazetteer().resolve("B1"))
    assert venues.tokens_of(near.within(5).rows) == ("v1", "v2")
    assert near.within(1).miles.tolist() == [0.0]


def test_no_venues_and_far_points_are_no_error() -> None:
    nothing = VenueArrays.build([])
    assert len(venues_within(nothing, point=gazetteer().resolve("B1")).rows) == 0
    assert nothing.cover(np.zeros(0, dtype=np.int64)) == ()
    venues = VenueArrays.build(ROWS)
    antipode = VenueRow("x", -52.4787, 178.0928)
    assert len(venues_within(venues, point=antipode, radius_miles=50).rows) == 0
    assert np.isfinite(venues_within(venues, point=antipode).miles[0])


def test_venues_of_outward_codes() -> None:
    venues = VenueArrays.build(ROWS)
    assert venues.tokens_of(venues.in_outward_codes({"B1", "B70"})) == ("v1", "v2")


# On a line of squares, just beside it, and anywhere.
degrees = st.sampled_from((0.0, 0.005, 0.02, 0.0049999999, -0.0000001)) | st.floats(-0.05, 0.05)
points = st.tuples(degrees, degrees).map(lambda step: Point(52.5 + step[0], -1.92 + step[1] * 1.6))


@settings(deadline=None)
@given(st.lists(points, max_size=60), points, st.floats(0, 6))
def test_a_cover_finds_exactly_the_venues_of_a_circle(places, middle, miles) -> None:
    venues = VenueArrays.build(VenueRow(f"v{n}", *point) for n, point in enumerate(places))
    near = venues_within(venues, point=middle, radius_miles=miles)
    cover = venues.cover(near.rows)
    found = {
        f"v{number}"
        for number, point in enumerate(places)
        if not {f"v{number}", *squares_of(*point)}.isdisjoint(cover)
    }
    assert found == set(venues.tokens_of(near.rows))
    assert len(cover) <= len(near.rows)


def test_a_filled_square_stands_for_its_venues() -> None:
    corner = (52.50001, -1.91999)
    rows = [VenueRow(f"v{n}", corner[0] + n / 10_000, corner[1]) for n in range(9)]
    venues = VenueArrays.build([*rows, VenueRow("w1", 52.51, -1.91999)])
    large, small = squares_of(*corner)
    assert venues.cover(np.arange(9)) == (small,)
    assert venues.cover(np.arange(10)) == (large,)
    assert set(venues.cover(np.array([0, 1, 9]))) == {"v0", "v1", "w1"}


def test_nearest_tells_the_first_apart_and_puts_the_others_together() -> None:
    venues = tuple(f"v{number}" for number in range(TOLD_APART + 60))
    rings = PlaceFilter(near=venues[:-1], by_distance=venues).nearest
    assert rings[: TOLD_APART + 1] == [*((v,) for v in venues[:TOLD_APART]), venues[1000:1008]]
    assert [len(ring) for ring in rings[TOLD_APART:]] == [8] * 7 + [3]
