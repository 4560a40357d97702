"""What a career map shows: roles, the steps between them, and what does not fit a drawing."""

from collections.abc import Sequence
from dataclasses import dataclass, field

MOST_ROLES = 24
MOST_FAMILIES = 6
MOST_LINES = 40

UP = "UP"
ACROSS = "ACROSS"
SPECIALISE = "SPECIALISE"


class DoesNotFitError(Exception):
    """The drawing has no room. The list has; the text tells an editor what to change."""


@dataclass(frozen=True, slots=True)
class Node:
    """A role: ``Node("porter", "Porter", stage=0, family="support", pay="£24,465", url="/...")``.

    ``stage`` counts from 0, the start. ``name`` is what fits a box; the title may be longer.
    ``language`` is the code of words that are not in the language of the page (``"en-GB"``).
    """

    key: str
    title: str
    stage: int
    family: str
    name: str = ""
    pay: str = ""
    url: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A way from one role to the next. ``note`` says what changes: "+£472 a year or more"."""

    source: str
    target: str
    kind: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Career:
    """The data of one map. ``families`` are (key, name) from the reading edge on.

    ``stages`` are the names of rows from the lowest; ``hidden_stages`` counts those left out below.
    """

    nodes: tuple[Node, ...]
    steps: tuple[Step, ...] = ()
    families: tuple[tuple[str, str], ...] = ()
    stages: tuple[str, ...] = ()
    chosen: str = ""
    hidden_stages: int = 0
    by_key: dict[str, Node] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Leave out steps that lead to no role here: an unpublished page has no box."""
        by_key = {node.key: node for node in self.nodes}
        known = tuple(
            one
            for one in dict.fromkeys(self.steps)
            if one.source in by_key and one.target in by_key and one.source != one.target
        )
        object.__setattr__(self, "by_key", by_key)
        object.__setattr__(self, "steps", known)

    def steps_from(self, key: str) -> tuple[Step, ...]:
        """Return the steps that leave a role, up before across."""
        order = {UP: 0, SPECIALISE: 1, ACROSS: 2}
        found = [one for one in self.steps if one.source == key]
        return tuple(sorted(found, key=lambda one: order.get(one.kind, 3)))

    def lines(self) -> tuple["Line", ...]:
        """Return one line for each two roles with a step between them, turned so that it rises.

        Steps in both directions share a line; it is drawn as the one that leads up.
        """
        kinds: dict[tuple[str, str], str] = {}
        rank = {UP: 0, SPECIALISE: 1, ACROSS: 2}
        for one in self.steps:
            pair = (min(one.source, one.target), max(one.source, one.target))
            known = kinds.get(pair)
            if known is None or rank.get(one.kind, 3) < rank.get(known, 3):
                kinds[pair] = one.kind
        return tuple(Line(*pair, kind) for pair, kind in kinds.items())


@dataclass(frozen=True, slots=True)
class Line:
    """Two roles and how one leads to the other."""

    one: str
    other: str
    kind: str


def refuse_too_many(career: Career) -> None:
    """Raise when a drawing would be too dense to read."""
    lines = len(career.lines())
    for count, most, what in (
        (len(career.nodes), MOST_ROLES, "roles"),
        (len(_families_in_use(career)), MOST_FAMILIES, "families"),
        (lines, MOST_LINES, "links"),
    ):
        if count > most:
            raise DoesNotFitError(f"The map has {count} {what}. It has room for {most}.")


def _families_in_use(career: Career) -> Sequence[str]:
    return list(dict.fromkeys(node.family for node in career.nodes))
