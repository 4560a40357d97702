"""Careers to draw, and a reader of finished drawings that trusts only their numbers."""

import re
from dataclasses import dataclass
from itertools import combinations, pairwise

from hypothesis import strategies as st

from pathways.career_map.career import Career, Node, Step
from pathways.career_map.parts import Drawing

STAGES = ("Start", "Skilled", "Senior", "Lead")
FAMILIES = tuple(
    (name, name.title()) for name in ("care", "records", "trade", "food", "road", "it")
)
KINDS = ("UP", "ACROSS", "SPECIALISE")
NEAREST = 10  # parallel lines
EDGE = 0.5


def career_of(places: list[tuple[int, int]], steps=(), chosen: str = "") -> Career:
    """Return a career from (stage, family) by role; steps are (from, to, kind) by number."""
    nodes = tuple(
        Node(f"r{n}", f"Role number {n}", stage, FAMILIES[family][0], pay="£24,465", url=f"/r{n}/")
        for n, (stage, family) in enumerate(places)
    )
    links = tuple(Step(f"r{a}", f"r{b}", kind) for a, b, kind in steps)
    return Career(nodes, links, FAMILIES, STAGES, chosen)


@st.composite
def careers(draw: st.DrawFn) -> Career:
    """Return any career with up to 24 roles and 40 links, cycles and steps down included."""
    families = draw(st.integers(1, 6))
    place = st.tuples(st.integers(0, 3), st.integers(0, families - 1))
    places = draw(st.lists(place, min_size=1, max_size=24))
    number = st.integers(0, len(places) - 1)
    step = st.tuples(number, number, st.sampled_from(KINDS))
    steps = draw(st.lists(step, max_size=40, unique_by=lambda one: one[:2]))
    return career_of(places, steps, chosen=f"r{draw(number)}")


@dataclass(frozen=True, slots=True)
class Rect:
    x: float
    y: float
    right: float
    bottom: float


def boxes_of(drawing: Drawing) -> dict[str, Rect]:
    return {
        box.node.key: Rect(
            float(box.x),
            float(box.y),
            float(box.x) + drawing.box_width,
            float(box.y) + drawing.box_height,
        )
        for box in drawing.boxes
    }


def points_of(route: str) -> list[tuple[float, float]]:
    """Return the corners of a path as if it had no round corners."""
    found = re.findall(r"([MLQ])([-\d.]+) ([-\d.]+)", route)
    corners = [(float(x), float(y)) for kind, x, y in found if kind in "MQ"]
    last = found[-1]
    return [*corners, (float(last[1]), float(last[2]))]


def faults_of(drawing: Drawing) -> list[str]:
    """Return what is wrong with a drawing: lines under boxes, beside others, out of the frame."""
    boxes = boxes_of(drawing)
    frame = Rect(0, 0, float(drawing.width), float(drawing.height))
    pieces = _pieces(drawing)
    faults = [f"{box} leaves the frame" for box in boxes.values() if not _within(box, frame)]
    faults += [f"{key} leaves the frame" for key, at in pieces if not _within(at, frame)]
    faults += [f"{key} is slanted" for key, at in pieces if at.x != at.right and at.y != at.bottom]
    for one, other in combinations(boxes.values(), 2):
        if _overlap(one, other, margin=20):
            faults.append(f"{one} is too near to {other}")
    for path in (*drawing.quiet, *drawing.lit):
        points = points_of(path.route)
        ends = {_box_at(boxes, points[0]), _box_at(boxes, points[-1])}
        if ends != set(path.key.split(" ")):
            faults.append(f"line {path.key} ends at {ends}")
    for key, at in pieces:
        faults += [f"{key} runs under {box}" for box in boxes.values() if _overlap(at, box)]
    for (key, at), (other_key, other) in combinations(pieces, 2):
        if key != other_key and _run_together(at, other):
            faults.append(f"{key} and {other_key} run together at {at}")
    return faults


def _pieces(drawing: Drawing) -> list[tuple[str, Rect]]:
    return [
        (path.key, Rect(min(x, x2), min(y, y2), max(x, x2), max(y, y2)))
        for path in (*drawing.quiet, *drawing.lit)
        for (x, y), (x2, y2) in pairwise(points_of(path.route))
    ]


def _within(one: Rect, frame: Rect) -> bool:
    return one.x >= 0 and one.y >= 0 and one.right <= frame.right and one.bottom <= frame.bottom


def _overlap(one: Rect, other: Rect, margin: float = -EDGE) -> bool:
    return (
        one.x < other.right + margin
        and other.x < one.right + margin
        and one.y < other.bottom + margin
        and other.y < one.bottom + margin
    )


def _run_together(one: Rect, other: Rect) -> bool:
    """Whether two straight pieces lie beside each other nearer than lanes do."""
    if one.x == one.right and other.x == other.right:
        shared = min(one.bottom, other.bottom) - max(one.y, other.y)
        return shared > 0 and abs(one.x - other.x) < NEAREST
    if one.y == one.bottom and other.y == other.bottom:
        shared = min(one.right, other.right) - max(one.x, other.x)
        return shared > 0 and abs(one.y - other.y) < NEAREST
    return False


def _box_at(boxes: dict[str, Rect], point: tuple[float, float]) -> str:
    x, y = point
    on = [
        key
        for key, box in boxes.items()
        if (box.x + 8 <= x <= box.right - 8 and y in (box.y, box.bottom))
        or (x in (box.x, box.right) and box.y < y < box.bottom)
    ]
    return on[0] if len(on) == 1 else f"{len(on)} boxes"
