"""Roles of one family and stage change places while lines become shorter."""

from dataclasses import replace
from itertools import combinations

from pathways.career_map.career import Career, Line
from pathways.career_map.grid import Cell, Grid
from pathways.career_map.routes import OVER, RISE, SIDE, SKIP, STRAIGHT, shape_of, taken_rows

# What a line costs a reader: a long way round most, a straight one nothing.
PRICES = {SIDE: 0.0, STRAIGHT: 0.0, RISE: 1.0, OVER: 2.0, SKIP: 3.0}
PRICE_OF_A_COLUMN = 0.2
MOST_ROUNDS = 3


def settle(career: Career, grid: Grid) -> Grid:
    """Return a grid in which no change of two places makes the lines cheaper, or nearly so.

    Places are changed within a block only: a family's rows of one stage and one layer of it. The
    order that an editor gave stays where it costs nothing.
    """
    lines = career.lines()
    cells = dict(grid.cells)
    best = _price(lines, cells, grid.columns)
    for _ in range(MOST_ROUNDS):
        before = best
        for block in grid.blocks:
            for one, other in combinations(block, 2):
                changed = _with_places_changed(cells, one, other)
                if changed is None:
                    continue
                price = _price(lines, changed, grid.columns)
                if price < best:
                    best, cells = price, changed
        if best == before:
            break
    return replace(grid, cells=cells)


def _with_places_changed(cells: dict[str, Cell], one: Cell, other: Cell) -> dict[str, Cell] | None:
    """Return the cells with two places changed; one of them may be empty, not both."""
    moved = {key: one for key, cell in cells.items() if cell == other}
    moved |= {key: other for key, cell in cells.items() if cell == one}
    return {**cells, **moved} if moved else None


def _price(lines: tuple[Line, ...], cells: dict[str, Cell], columns: int) -> float:
    taken = taken_rows(cells.values(), columns)
    total = 0.0
    for line in lines:
        shape, (low, high) = shape_of(cells[line.one], cells[line.other], taken)
        total += PRICES[shape] + PRICE_OF_A_COLUMN * abs(low[1] - high[1])
    return total
