"""How high each row stands, and the points that each line passes."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from pathways.career_map.grid import Grid
from pathways.career_map.lanes import Stretch, in_lanes
from pathways.career_map.routes import (
    BOX_HEIGHT,
    BOX_WIDTH,
    LANE,
    OVER,
    PORT_STEP,
    RISE,
    SIDE,
    SKIP,
    STRAIGHT,
    Plan,
    Route,
)

TOP = 54  # the names of the families stand above
BOTTOM = 16
CHANNEL = 84  # between two stages
NARROW_CHANNEL = 36  # between two rows of one stage
HALF_TOP = 42
EMPTY_ROW = 44

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Heights:
    """The top of each row, of each stage's band, and the points of each route in order."""

    row_tops: tuple[float, ...]
    bands: tuple[tuple[float, float], ...]
    points: tuple[tuple[Point, ...], ...]
    height: float


def lift(whole: Plan, grid: Grid) -> Heights:
    """Give each channel as many lanes as it needs, and move the rows apart to fit."""
    stretches: dict[int, list[Stretch]] = defaultdict(list)
    owners: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for index, route in enumerate(whole.routes):
        for channel, end, stretch in _stretches(route):
            stretches[channel].append(stretch)
            owners[channel].append((index, end))
    lanes: dict[tuple[int, str], tuple[int, int, int]] = {}
    counts: dict[int, int] = {}
    for channel, items in stretches.items():
        order, count = in_lanes(items, apart=PORT_STEP)
        counts[channel] = count
        for owner, lane in zip(owners[channel], order, strict=True):
            lanes[owner] = (channel, lane, count)
    channels = [_channel_height(row, grid, counts.get(row, 0)) for row in range(grid.rows)]
    filled = {row for row, _ in grid.cells.values()}
    tops: dict[int, float] = {}
    at = float(TOP)
    for row in reversed(range(grid.rows)):
        at += channels[row]
        tops[row] = at
        at += BOX_HEIGHT if row in filled else EMPTY_ROW
    row_tops = tuple(tops[row] for row in range(grid.rows))
    height = at + BOTTOM

    def lane_y(index: int, end: str) -> float:
        channel, lane, count = lanes[(index, end)]
        return row_tops[channel] - channels[channel] / 2 - (lane - (count - 1) / 2) * LANE

    points = tuple(
        _points(route, whole, row_tops, partial(lane_y, index))
        for index, route in enumerate(whole.routes)
    )
    return Heights(row_tops, _bands(grid, row_tops, channels, height), points, height)


def _channel_height(row: int, grid: Grid, lanes: int) -> float:
    """Return the space above a row."""
    needed = LANE * (lanes + 1) + 16 if lanes else 0
    if row == grid.rows - 1:
        return max(HALF_TOP, needed)
    least = NARROW_CHANNEL if grid.stage_of[row] == grid.stage_of[row + 1] else CHANNEL
    return max(least, needed)


def _bands(
    grid: Grid, row_tops: tuple[float, ...], channels: list[float], height: float
) -> tuple[tuple[float, float], ...]:
    """Return (top, bottom) for each stage from the start: bands meet in the middle of a channel."""
    last_rows = {stage: row for row, stage in enumerate(grid.stage_of)}
    bands, bottom = [], height
    for stage in sorted(last_rows):
        row = last_rows[stage]
        is_top = row == grid.rows - 1
        top = float(TOP) if is_top else row_tops[row] - channels[row] / 2
        bands.append((top, bottom))
        bottom = top
    return tuple(bands)


def _stretches(route: Route) -> list[tuple[int, str, Stretch]]:
    low_row, high_row = route.rows
    if route.shape == RISE:
        return [(route.channel, "low", _stretch(route.low_x, route.high_x))]
    if route.shape == OVER:
        low, high = sorted((route.low_x, route.high_x))
        return [(low_row, "low", Stretch(low, high, stems_down=(low, high)))]
    if route.shape == SKIP:
        return [
            (low_row, "low", _stretch(route.low_x, route.gutter_x)),
            (high_row - 1, "high", _stretch(route.gutter_x, route.high_x)),
        ]
    return []


def _stretch(down: float, up: float) -> Stretch:
    return Stretch(min(down, up), max(down, up), stems_down=(down,), stems_up=(up,))


def _points(
    route: Route, whole: Plan, row_tops: tuple[float, ...], lane_y: Callable[[str], float]
) -> tuple[Point, ...]:
    low_top, high_bottom = row_tops[route.rows[0]], row_tops[route.rows[1]] + BOX_HEIGHT
    if route.shape == SIDE:
        first, last = sorted(route.columns)
        level = low_top + BOX_HEIGHT / 2
        return (
            (whole.middle(first) + BOX_WIDTH / 2, level),
            (whole.middle(last) - BOX_WIDTH / 2, level),
        )
    if route.shape == STRAIGHT:
        return ((route.low_x, low_top), (route.low_x, high_bottom))
    lane = lane_y("low")
    start = ((route.low_x, low_top), (route.low_x, lane))
    if route.shape == OVER:
        return (*start, (route.high_x, lane), (route.high_x, low_top))
    if route.shape == RISE:
        return (*start, (route.high_x, lane), (route.high_x, high_bottom))
    upper = lane_y("high")
    return (
        *start,
        (route.gutter_x, lane),
        (route.gutter_x, upper),
        (route.high_x, upper),
        (route.high_x, high_bottom),
    )
