"""How each line runs: its shape, the gutter of a long one, and where it leaves and enters a box."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pathways.career_map.career import Career, DoesNotFitError, Line
from pathways.career_map.grid import Cell, Grid
from pathways.career_map.lanes import first_fit

BOX_WIDTH, BOX_HEIGHT = 160, 62
LABEL_WIDTH = 118
LANE, PORT_STEP = 12, 10
LEAST_GAP = 34
LAST_PORT = BOX_WIDTH / 2 - PORT_STEP  # a line keeps away from the corner

SIDE, OVER, STRAIGHT, RISE, SKIP = "side", "over", "straight", "rise", "skip"


@dataclass(slots=True)
class Route:
    """A line between two cells, the lower one first. Distances grow from the reading edge."""

    line: Line
    low: str
    high: str
    shape: str
    rows: tuple[int, int]
    columns: tuple[int, int]
    channel: int = -1
    gutter: int = -1
    gutter_x: float = 0.0
    low_x: float = 0.0
    high_x: float = 0.0


# Where a line wants to go, the role there, the line, and which of its ends takes the port.
Wish = tuple[float, str, Route, str]


@dataclass(slots=True)
class Plan:
    """Every route with its places across the drawing; heights come later."""

    routes: list[Route]
    column_width: float
    width: float

    def middle(self, column: int) -> float:
        return LABEL_WIDTH + column * self.column_width + self.column_width / 2


def plan(career: Career, grid: Grid) -> Plan:
    """Return the routes of all lines. Raise ``DoesNotFitError`` when a box has no port left."""
    routes = [_shaped(line, grid) for line in career.lines()]
    lanes = _gutters(routes)
    most = max((count for _, count in lanes.values()), default=0)
    gap = max(LEAST_GAP, LANE * (most + 1) + 8)
    column_width = BOX_WIDTH + gap
    whole = Plan(routes, column_width, LABEL_WIDTH + grid.columns * column_width + 6)
    for index, route in enumerate(routes):
        if route.shape == SKIP:
            lane_of, count = lanes[route.gutter]
            offset = (lane_of[index] - (count - 1) / 2) * LANE
            route.gutter_x = LABEL_WIDTH + route.gutter * column_width + offset
    _give_ports(whole, career)
    return whole


def _shaped(line: Line, grid: Grid) -> Route:
    taken = taken_rows(grid.cells.values(), grid.columns)
    shape, (low, high) = shape_of(grid.cells[line.one], grid.cells[line.other], taken)
    keys = (line.one, line.other) if grid.cells[line.one] == low else (line.other, line.one)
    route = Route(line, *keys, shape, rows=(low[0], high[0]), columns=(low[1], high[1]))
    if shape == RISE:
        route.channel = _channel(low, high, taken)
    elif shape == SKIP:
        is_before = low[1] < high[1] or low[1] == high[1] == grid.columns - 1
        route.gutter = high[1] if is_before else high[1] + 1
    return route


def taken_rows(cells: Iterable[Cell], columns: int) -> list[int]:
    """Return the rows with a box, for each column: a bit for each row."""
    rows = [0] * columns
    for row, column in cells:
        rows[column] |= 1 << row
    return rows


def shape_of(one: Cell, other: Cell, taken: Sequence[int]) -> tuple[str, tuple[Cell, Cell]]:
    """Return how a line between two cells runs, and the cells turned so that it rises."""
    low, high = (one, other) if one < other else (other, one)
    (low_row, low_column), (high_row, high_column) = low, high
    if low_row == high_row:
        for column in range(low_column + 1, high_column):
            if taken[column] >> low_row & 1:
                return OVER, (low, high)
        return SIDE, (low, high)
    if low_column == high_column:
        is_clear = not taken[low_column] & _rows(low_row + 1, high_row)
        return (STRAIGHT if is_clear else SKIP), (low, high)
    return (SKIP if _channel(low, high, taken) < 0 else RISE), (low, high)


def _channel(low: Cell, high: Cell, taken: Sequence[int]) -> int:
    """Return the lowest channel in which a line can change columns, -1 when boxes are in its way.

    Up to it the column of the lower box is clear, from it on that of the higher one.
    """
    (low_row, low_column), (high_row, high_column) = low, high
    in_way = taken[high_column] & _rows(low_row + 1, high_row)
    channel = in_way.bit_length() - 1 if in_way else low_row
    return -1 if taken[low_column] & _rows(low_row + 1, channel + 1) else channel


def _rows(first: int, end: int) -> int:
    """Return a bit for each row from the first on, before the end."""
    return (1 << end) - (1 << first)


def _gutters(routes: list[Route]) -> dict[int, tuple[dict[int, int], int]]:
    """Return, by gutter, the lane of each skip in it and how many lanes there are."""
    stretches: dict[int, list[tuple[float, float, int]]] = defaultdict(list)
    for index, route in enumerate(routes):
        if route.shape == SKIP:
            low, high = route.rows
            stretches[route.gutter].append((low, high - 1, index))
    return {gutter: first_fit(items, apart=0.5) for gutter, items in stretches.items()}


def _give_ports(whole: Plan, career: Career) -> None:
    """Even steps from the middle for lines that leave, odd ones for lines that arrive.

    The middle is for a straight line, else for one more that leaves: so no two stems in a channel
    share a place.
    """
    leaving: dict[str, list[Wish]] = defaultdict(list)
    has_straight: set[str] = set()
    arriving: dict[str, list[Wish]] = defaultdict(list)
    middles: dict[str, float] = {}
    for route in whole.routes:
        low_middle, high_middle = (whole.middle(column) for column in route.columns)
        middles |= {route.low: low_middle, route.high: high_middle}
        if route.shape == STRAIGHT:
            route.low_x = route.high_x = low_middle
            has_straight.add(route.low)
        elif route.shape == OVER:
            leaving[route.low].append((high_middle, route.high, route, "low_x"))
            leaving[route.high].append((low_middle, route.low, route, "high_x"))
        elif route.shape in (RISE, SKIP):
            is_long = route.shape == SKIP
            goal, origin = (route.gutter_x,) * 2 if is_long else (high_middle, low_middle)
            leaving[route.low].append((goal, route.high, route, "low_x"))
            arriving[route.high].append((origin, route.low, route, "high_x"))
    for table, first in ((leaving, 2 * PORT_STEP), (arriving, PORT_STEP)):
        for key, wishes in table.items():
            has_middle = table is leaving and key not in has_straight
            if not _take_ports(wishes, middles[key], first=first, has_middle=has_middle):
                raise DoesNotFitError(
                    f"“{career.by_key[key].title}” has too many links: no more lines can reach "
                    "its box."
                )


def _take_ports(wishes: list[Wish], middle: float, *, first: int, has_middle: bool) -> bool:
    """Give the line with the nearest goal the port nearest the middle. Return whether all fit.

    A side without a port left lends its nearest lines to the other side, and then one to the
    middle: ports stay in the order of goals, so lines cross no more than they must.
    """
    wishes.sort(key=lambda wish: wish[:2])
    of_a_side = 1 + int((LAST_PORT - first) // (2 * PORT_STEP))
    before = sum(wish[0] < middle for wish in wishes)
    spare = len(wishes) - 2 * of_a_side
    if spare > int(has_middle):
        return False
    before = max(len(wishes) - of_a_side - max(spare, 0), min(before, of_a_side))
    for index, (_, _, route, end) in enumerate(wishes):
        if index < before:
            place = middle - first - 2 * PORT_STEP * (before - 1 - index)
        elif spare > 0 and index == before:
            place = middle
        else:
            place = middle + first + 2 * PORT_STEP * (index - before - max(spare, 0))
        setattr(route, end, place)
    return True
