"""How a name breaks into lines and a route into the commands of an SVG path."""

import textwrap
from collections.abc import Sequence

from pathways.career_map.heights import Point

CORNER = 8
LETTERS_OF_A_LINE = 20


def lines_of_name(
    text: str, *, letters: int = LETTERS_OF_A_LINE, most: int = 2
) -> tuple[tuple[str, ...], bool]:
    """Return a name in one line or two of like length, and whether it had to be cut."""
    text = " ".join(text.split())
    if len(text) <= letters:
        return (text,) if text else (), False
    words = text.split(" ")
    halves = [(" ".join(words[:cut]), " ".join(words[cut:])) for cut in range(1, len(words))]
    if halves:
        best = min(halves, key=lambda pair: max(map(len, pair)))
        if max(map(len, best)) <= letters:
            return best, False
    wrapped = textwrap.wrap(text, letters, max_lines=most, placeholder="…", break_on_hyphens=False)
    return tuple(wrapped), True


def route_of(points: Sequence[Point]) -> str:
    """Return the ``d`` of a path whose corners are round: ``M235 534L235 500Q235 492 243 492``."""
    parts = [f"M{_pair(points[0])}"]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        radius = min(CORNER, _length(before, corner) / 2, _length(corner, after) / 2)
        parts.append(f"L{_pair(_toward(corner, before, radius))}")
        parts.append(f"Q{_pair(corner)} {_pair(_toward(corner, after, radius))}")
    parts.append(f"L{_pair(points[-1])}")
    return "".join(parts)


def _length(one: Point, other: Point) -> float:
    return abs(one[0] - other[0]) + abs(one[1] - other[1])


def _toward(start: Point, goal: Point, distance: float) -> Point:
    """Return the point on the way along one axis."""
    (x, y), (goal_x, goal_y) = start, goal
    if x != goal_x:
        return x + (distance if goal_x > x else -distance), y
    return x, y + (distance if goal_y > y else -distance)


def _pair(point: Point) -> str:
    return f"{number(point[0])} {number(point[1])}"


def number(value: float) -> str:
    """Return a number as SVG wants it, whatever the language: ``12.5``."""
    return f"{value:.1f}".removesuffix(".0")
