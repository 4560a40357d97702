"""Distances from a point to every venue."""

import itertools

import numpy as np
import pytest

from search.venues import VenueArrays, VenueRow, venues_within
from tests.search.region import gazetteer

ROWS = [
    VenueRow("v3", 52.5862, -1.9829, "WS1"),  # Walsall
    VenueRow("v1", 52.4787, -1.9072, "b1"),  # central Birmingham
    VenueRow("v2", 52.5187, -1.9945, "B70"),  # West Bromwich
]


def test_venues_come_nearest_first_with_their_miles() -> None:
    near = venues_within(VenueArrays.build(ROWS), point=gazetteer().resolve("B1"), radius_miles=10)
    assert [venue.token for venue in near] == ["v1", "v2", "v3"]
    assert near[0].miles == pytest.approx(0.0, abs=0.01)
    assert near[1].miles == pytest.approx(4.6, abs=0.1)


def test_a_wider_radius_never_loses_a_venue() -> None:
    venues = VenueArrays.build(ROWS)
    point = gazetteer().resolve("WS1")
    found = [
        {venue.token for venue in venues_within(venues, point=point, radius_miles=radius)}
        for radius in (0.1, 1, 3, 5, 10, 25, None)
    ]
    assert all(small <= large for small, large in itertools.pairwise(found))
    assert found[-1] == {"v1", "v2", "v3"}


def test_no_venues_and_far_points_are_no_error() -> None:
    assert venues_within(VenueArrays.build([]), point=gazetteer().resolve("B1")) == []
    venues = VenueArrays.build(ROWS)
    antipode = VenueRow("x", -52.4787, 178.0928)
    assert venues_within(venues, point=antipode, radius_miles=50) == []
    assert np.isfinite(venues_within(venues, point=antipode)[0].miles)


def test_venues_of_outward_codes() -> None:
    assert VenueArrays.build(ROWS).in_outward_codes({"B1", "B70"}) == ("v1", "v2")
