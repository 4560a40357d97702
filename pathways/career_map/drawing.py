"""The finished drawing: what a template needs to write one SVG, as text, in either direction."""

from dataclasses import dataclass

from pathways.career_map.career import ACROSS, SPECIALISE, Career, refuse_too_many
from pathways.career_map.grid import Grid, place
from pathways.career_map.heights import EMPTY_ROW, Heights, lift
from pathways.career_map.parts import Band, Box, Drawing, Path, Words
from pathways.career_map.routes import BOX_HEIGHT, BOX_WIDTH, LABEL_WIDTH, Plan, plan
from pathways.career_map.settling import settle
from pathways.career_map.strokes import LETTERS_OF_A_LINE, lines_of_name, number, route_of

LINE_HEIGHT = 17
MARK_X = 58
COLUMNS_AT_FULL_SIZE = 5
LETTERS_WHEN_WIDE = 17
TURNS = (0, -30, -60, -90)  # the arrow of a stage rises with the work


def draw(career: Career, *, is_mirrored: bool = False) -> Drawing:
    """Return the drawing. Raise ``DoesNotFitError`` when there is no room for all of it.

    ``is_mirrored`` is for scripts that run from right to left.
    """
    refuse_too_many(career)
    grid = settle(career, place(career))
    whole = plan(career, grid)
    heights = lift(whole, grid)
    pen = _Pen(career, grid, whole, heights, is_mirrored)
    lit: list[Path] = []
    quiet: list[Path] = []
    for path in pen.paths():
        (lit if path.is_lit else quiet).append(path)
    return Drawing(
        width=number(whole.width),
        height=number(heights.height),
        bands=pen.bands(),
        columns=pen.columns(),
        quiet=tuple(sorted(quiet, key=lambda path: "m-across" in path.classes)),
        lit=tuple(sorted(lit, key=lambda path: "m-across" not in path.classes)),
        boxes=pen.boxes(),
        middle=number(pen.middle),
        is_wide=pen.is_wide,
    )


@dataclass(frozen=True, slots=True)
class _Pen:
    career: Career
    grid: Grid
    whole: Plan
    heights: Heights
    is_mirrored: bool

    @property
    def is_wide(self) -> bool:
        """Whether the drawing shrinks on a page: then its words are larger, in shorter lines."""
        return self.grid.columns > COLUMNS_AT_FULL_SIZE

    @property
    def middle(self) -> float:
        """Where the note of a stage without roles stands: the middle of all columns."""
        return self._x((LABEL_WIDTH + self.whole.width) / 2)

    def _x(self, x: float) -> float:
        return self.whole.width - x if self.is_mirrored else x

    def bands(self) -> tuple[Band, ...]:
        filled = {self.grid.stage_of[row] for row, _ in self.grid.cells.values()}
        bands = []
        for stage, (top, bottom) in enumerate(self.heights.bands):
            rows = [row for row, at in enumerate(self.grid.stage_of) if at == stage]
            first, last = self.heights.row_tops[rows[-1]], self.heights.row_tops[rows[0]]
            box = BOX_HEIGHT if stage in filled else EMPTY_ROW
            middle = (first + last + box) / 2
            turn = TURNS[min(stage + self.career.hidden_stages, len(TURNS) - 1)]
            names = self.career.stages
            bands.append(
                Band(
                    name=names[stage] if stage < len(names) else "",
                    top=number(top),
                    height=number(bottom - top),
                    mark=number(self._x(MARK_X)),
                    mark_y=number(middle - 12),
                    name_y=number(middle + 32),
                    turn=180 - turn if self.is_mirrored else turn,
                    note_y="" if stage in filled else number(middle + 5),
                )
            )
        return tuple(reversed(bands))

    def columns(self) -> tuple[Words, ...]:
        names = dict(self.career.families)
        columns = []
        for family, (first, last) in self.grid.spans.items():
            middle = (self.whole.middle(first) + self.whole.middle(last)) / 2
            letters = (LETTERS_WHEN_WIDE if self.is_wide else LETTERS_OF_A_LINE) * (
                last - first + 1
            )
            lines, _ = lines_of_name(names.get(family, ""), letters=letters, most=2)
            top = 32 - (len(lines) - 1) * LINE_HEIGHT / 2
            columns += [
                Words(line, number(self._x(middle)), number(top + index * LINE_HEIGHT))
                for index, line in enumerate(lines)
            ]
        return tuple(columns)

    def paths(self) -> list[Path]:
        chosen = self.career.chosen
        forward = {step.target for step in self.career.steps_from(chosen)}
        paths = []
        for route, points in zip(self.whole.routes, self.heights.points, strict=True):
            line = route.line
            is_lit = chosen in (line.one, line.other) and bool({line.one, line.other} & forward)
            classes = ["m-lit" if is_lit else "m-edge"]
            if line.kind == ACROSS:
                classes.append("m-across")
            elif line.kind == SPECIALISE:
                classes.append("m-special")
            paths.append(
                Path(
                    key=f"{line.one} {line.other}",
                    route=route_of([(self._x(x), y) for x, y in points]),
                    classes=" ".join(classes),
                    kind=_kind_in_key(line.kind, is_lit=is_lit),
                    is_lit=is_lit,
                    has_case=is_lit and line.kind != ACROSS,
                )
            )
        return paths

    def boxes(self) -> tuple[Box, ...]:
        """Return the boxes in the order of stages from the start: the order of the Tab key."""
        chosen = self.career.chosen
        forward = {step.target for step in self.career.steps_from(chosen)}
        cells = sorted(self.grid.cells.items(), key=lambda item: item[1])
        boxes = []
        for key, (row, column) in cells:
            node = self.career.by_key[key]
            middle, top = self._x(self.whole.middle(column)), self.heights.row_tops[row]
            letters = LETTERS_WHEN_WIDE if self.is_wide else LETTERS_OF_A_LINE
            lines, is_cut = lines_of_name(node.name or node.title, letters=letters)
            first = top + BOX_HEIGHT / 2 - (14 if len(lines) == 2 else 5)
            boxes.append(
                Box(
                    node=node,
                    x=number(middle - BOX_WIDTH / 2),
                    y=number(top),
                    middle=number(middle),
                    names=tuple(
                        Words(line, number(middle), number(first + index * LINE_HEIGHT))
                        for index, line in enumerate(lines)
                    ),
                    pay_y=number(first + LINE_HEIGHT * len(lines) + 2),
                    is_cut=is_cut,
                    is_here=key == chosen,
                    is_next=key in forward,
                )
            )
        return tuple(boxes)


def _kind_in_key(kind: str, *, is_lit: bool) -> str:
    """Return the code of the key's row: ``"UP"``, ``"LIT_ACROSS"``."""
    return f"LIT_{kind}" if is_lit else kind
