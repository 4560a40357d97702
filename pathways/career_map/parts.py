"""The parts of a finished drawing, as text for a template."""

from dataclasses import dataclass

from pathways.career_map.career import Node
from pathways.career_map.routes import BOX_HEIGHT, BOX_WIDTH


@dataclass(frozen=True, slots=True)
class Band:
    """A stage across the whole drawing. ``note_y`` is set when no role stands in it."""

    name: str
    top: str
    height: str
    mark: str
    mark_y: str
    name_y: str
    turn: int
    note_y: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """A short text, its middle at ``x``."""

    text: str
    x: str
    y: str


@dataclass(frozen=True, slots=True)
class Path:
    """A line. ``classes`` say its kind; a lit one leads on from the chosen role."""

    key: str
    route: str
    classes: str
    kind: str
    is_lit: bool
    has_case: bool


@dataclass(frozen=True, slots=True)
class Box:
    """A role with its place, the lines of its name, and whether it is chosen or next."""

    node: Node
    x: str
    y: str
    middle: str
    names: tuple[Words, ...]
    pay_y: str
    is_cut: bool
    is_here: bool
    is_next: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """All parts in the order in which they are painted."""

    width: str
    height: str
    bands: tuple[Band, ...]
    columns: tuple[Words, ...]
    quiet: tuple[Path, ...]
    lit: tuple[Path, ...]
    boxes: tuple[Box, ...]
    middle: str
    is_wide: bool
    box_width: int = BOX_WIDTH
    box_height: int = BOX_HEIGHT

    @property
    def kinds(self) -> frozenset[str]:
        """Return which lines there are, for the key beside the map: ``{"UP", "LIT_ACROSS"}``."""
        return frozenset(path.kind for path in (*self.quiet, *self.lit))
