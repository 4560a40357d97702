"""Squares of the map as place tokens, so that a circle is hundreds of them and not thousands.

A run has the token of its place and of each square that the place stands in. Where every known
place of a square is near, the square stands for all of them; round the edge of a circle the places
stand for themselves. So the answer is exactly that of the places, at a tenth of the tokens, and
even with twenty thousand workplaces.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import floor

import numpy as np
from numpy.typing import NDArray

# The height of a square in degrees, by the letter of its token: 1.4 miles and 600 yards. Of the
# pairs that were tried these need the fewest tokens in circles of 3 to 15 miles; a third size
# would save a third of them and write a sixth more for each run.
SIZES = {"q": 0.02, "s": 0.005}
WIDTH = 1.6  # so many times as wide in degrees: about square in the middle of England


@lru_cache(maxsize=20_000)
def squares_of(latitude: float, longitude: float) -> tuple[str, ...]:
    """Give the squares of a point, the largest first: ("q2629.-62", "s10516.-248")."""
    return tuple(
        f"{letter}{floor(latitude / size)}.{floor(longitude / (size * WIDTH))}"
        for letter, size in SIZES.items()
    )


def is_square(token: str) -> bool:
    """Tell a square from a venue and an area: no slug has a full stop."""
    return "." in token


@dataclass(frozen=True, eq=False)
class Grid:
    """The squares of one size: their tokens, how many places each has, and the one of each place.

    Places are the rows of VenueArrays.
    """

    tokens: tuple[str, ...]
    counts: NDArray[np.int64]
    of_place: NDArray[np.int64]


def grids_of(points: Sequence[tuple[float, float]]) -> tuple[Grid, ...]:
    """Sort points (latitude, longitude) into squares, the largest first."""
    grids = []
    rows = [squares_of(*point) for point in points]
    for tokens in zip(*rows, strict=True):
        names, of_place, counts = np.unique(tokens, return_inverse=True, return_counts=True)
        grids.append(Grid(tuple(names.tolist()), counts, of_place))
    return tuple(grids)


def cover(
    places: NDArray[np.int64], *, tokens: Sequence[str], grids: Sequence[Grid]
) -> tuple[str, ...]:
    """Name places (rows) by as few tokens as can be: squares they fill, then the others' own."""
    found: list[str] = []
    left = places
    for grid in grids:
        chosen = np.bincount(grid.of_place[places], minlength=len(grid.tokens))
        is_whole = (chosen == grid.counts) & (grid.counts > 1)
        in_whole = is_whole[grid.of_place[left]]
        numbers = np.unique(grid.of_place[left[in_whole]])
        found += [grid.tokens[number] for number in numbers.tolist()]
        left = left[~in_whole]
    return (*found, *(tokens[row] for row in left.tolist()))
