"""Lines that run side by side: the fewest lanes, in the order with the fewest crossings."""

from collections.abc import Sequence
from dataclasses import dataclass

# Every order is tried up to this many lanes; more keep the order in which they were filled.
MOST_ORDERED = 8


@dataclass(frozen=True, slots=True)
class Stretch:
    """A level piece of a line. Its stems go down or up from its ends."""

    low: float
    high: float
    stems_down: tuple[float, ...]
    stems_up: tuple[float, ...] = ()


def first_fit(
    items: Sequence[tuple[float, float, int]], *, apart: float
) -> tuple[dict[int, int], int]:
    """Return the lane of each ``(low, high, key)`` and how many lanes there are: the fewest.

    Two stretches share a lane when one begins ``apart`` or more after the other ended.
    """
    ends: list[float] = []
    lane_of: dict[int, int] = {}
    for low, high, key in sorted(items):
        lane = next((n for n, end in enumerate(ends) if end + apart <= low), len(ends))
        if lane == len(ends):
            ends.append(high)
        ends[lane] = high
        lane_of[key] = lane
    return lane_of, len(ends)


def in_lanes(stretches: Sequence[Stretch], *, apart: float) -> tuple[list[int], int]:
    """Return the lane of each stretch, 0 the lowest, and how many lanes there are."""
    items = [(one.low, one.high, index) for index, one in enumerate(stretches)]
    lane_of, count = first_fit(items, apart=apart)
    position = _fewest_crossings(stretches, lane_of, count)
    return [position[lane_of[index]] for index in range(len(stretches))], count


def _fewest_crossings(
    stretches: Sequence[Stretch], lane_of: dict[int, int], count: int
) -> list[int]:
    """Return the new position of each lane.

    What two lanes cost depends only on which lies lower, so the best order of any set of lowest
    lanes is part of the best order of all: 2^n sets instead of n! orders.
    """
    if count > MOST_ORDERED:
        return list(range(count))
    price = _prices(stretches, lane_of, count)
    best: dict[int, tuple[int, tuple[int, ...]]] = {0: (0, ())}
    for taken in range(1, 1 << count):
        choices = []
        for lane in range(count):
            if taken & 1 << lane:
                cost, below = best[taken & ~(1 << lane)]
                choices.append((cost + sum(price[low][lane] for low in below), (*below, lane)))
        best[taken] = min(choices)
    position = [0] * count
    for place, lane in enumerate(best[(1 << count) - 1][1]):
        position[lane] = place
    return position


def _prices(stretches: Sequence[Stretch], lane_of: dict[int, int], count: int) -> list[list[int]]:
    """Return ``price[a][b]``: how many crossings there are when lane a lies below lane b."""
    price = [[0] * count for _ in range(count)]
    for index, one in enumerate(stretches):
        for other_index, other in enumerate(stretches):
            lane, other_lane = lane_of[index], lane_of[other_index]
            if lane == other_lane:
                continue
            # The stems down of a higher line cross a lower one, its stems up a higher one.
            price[lane][other_lane] += sum(one.low < x < one.high for x in other.stems_down)
            price[lane][other_lane] += sum(other.low < x < other.high for x in one.stems_up)
    return price
