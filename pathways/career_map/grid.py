"""Which row and which column each role stands in."""

from collections import defaultdict
from dataclasses import dataclass

from pathways.career_map.career import MOST_FAMILIES, SPECIALISE, UP, Career, Node

# A stage with more rows than this makes a map that nobody scrolls through.
MOST_ROWS_OF_A_STAGE = 6

Cell = tuple[int, int]  # row, column


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows count from the start upward, columns from the reading edge.

    ``cells`` has (row, column) by role; ``stage_of`` the stage of each row; ``spans`` the first
    and the last column of each family with a role. ``blocks`` are the places among which the roles
    of one family and stage may change.
    """

    cells: dict[str, Cell]
    stage_of: tuple[int, ...]
    spans: dict[str, tuple[int, int]]
    blocks: tuple[tuple[Cell, ...], ...]

    @property
    def rows(self) -> int:
        return len(self.stage_of)

    @property
    def columns(self) -> int:
        return 1 + max((last for _, last in self.spans.values()), default=0)


def place(career: Career) -> Grid:
    """Give each role a cell of its own, rising steps within a stage going upward.

    A family is one column. While there are fewer than six columns, the family whose roles would
    need most rows gets another one; what is left over stands in more rows of its stage.
    """
    steps_up = _layers(career)
    crowds: dict[tuple[int, int, str], list[Node]] = defaultdict(list)
    for node in career.nodes:
        crowds[(node.stage, steps_up[node.key], node.family)].append(node)
    widths = _widths(career, crowds)
    spans: dict[str, tuple[int, int]] = {}
    column = 0
    for family, width in widths.items():
        spans[family] = (column, column + width - 1)
        column += width
    cells: dict[str, Cell] = {}
    stage_of: list[int] = []
    blocks: list[tuple[Cell, ...]] = []
    stages = len(career.stages) or 1 + max((node.stage for node in career.nodes), default=0)
    for stage in range(stages):
        layers = sorted({layer for at, layer, _ in crowds if at == stage}) or [0]
        for layer in layers:
            here = {f: nodes for (at, up, f), nodes in crowds.items() if (at, up) == (stage, layer)}
            depth = max((_rows_for(nodes, widths[f]) for f, nodes in here.items()), default=1)
            rows = range(len(stage_of), len(stage_of) + depth)
            for family, nodes in here.items():
                first, last = spans[family]
                block = tuple((row, at) for row in rows for at in range(first, last + 1))
                cells |= {node.key: cell for node, cell in zip(nodes, block, strict=False)}
                blocks.append(block)
            stage_of += [stage] * depth
    return Grid(cells, tuple(stage_of), spans, tuple(blocks))


def _layers(career: Career) -> dict[str, int]:
    """Return how many steps up within its stage lead to each role. A cycle ends the counting."""
    layers = dict.fromkeys(career.by_key, 0)
    rising = [
        (one.source, one.target)
        for one in career.steps
        if one.kind in (UP, SPECIALISE)
        and career.by_key[one.source].stage == career.by_key[one.target].stage
    ]
    for _ in range(MOST_ROWS_OF_A_STAGE - 1):
        moved = False
        for low, high in rising:
            if layers[high] <= layers[low] < MOST_ROWS_OF_A_STAGE - 1:
                layers[high], moved = layers[low] + 1, True
        if not moved:
            break
    return layers


def _widths(career: Career, crowds: dict[tuple[int, int, str], list[Node]]) -> dict[str, int]:
    in_use = {node.family for node in career.nodes}
    named = [key for key, _ in career.families if key in in_use]
    others = [f for f in dict.fromkeys(node.family for node in career.nodes) if f not in named]
    widths = dict.fromkeys([*named, *others], 1)
    while sum(widths.values()) < MOST_FAMILIES:
        needs = {
            family: max(
                (_rows_for(nodes, width) for (_, _, f), nodes in crowds.items() if f == family),
                default=1,
            )
            for family, width in widths.items()
        }
        tallest = max(needs, key=lambda family: needs[family], default="")
        if needs.get(tallest, 1) < 2:
            break
        widths[tallest] += 1
    return widths


def _rows_for(nodes: list[Node], width: int) -> int:
    return -(-len(nodes) // width)
