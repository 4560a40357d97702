"""Which dates of two contents of one course are the same, and what both sides changed."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from catalogue.courses.contents_fields import (
    COURSE_FIELDS,
    RUN_FIELDS,
    RUN_SLOT,
    empty_value,
    run_key,
)
from catalogue.courses.models import Course, CourseRun

Run = Mapping[str, Any]
OURS, THEIRS = "ours", "theirs"
LISTS_OF_COURSE = ("sectors", "references")
LISTS_OF_RUN = ("funding_rules",)


def pair_runs(before: Sequence[Run], after: Sequence[Run]) -> list[tuple[int | None, int | None]]:
    """Return the positions of equal dates: ``[(0, 1), (1, None), (None, 0)]``.

    By number first, then by the key of a draft, then by reference and slot (place, start, mode),
    then by slot. A date of one side alone has None on the other. In the order of ``before``.
    """
    open_before, open_after = dict(enumerate(before)), dict(enumerate(after))
    found: dict[int, int] = {}

    def pair(identify: Callable[[Run], Hashable]) -> None:
        waiting: dict[Hashable, list[int]] = {}
        for position, run in open_after.items():
            if same := identify(run):
                waiting.setdefault(same, []).append(position)
        for position, run in list(open_before.items()):
            others = waiting.get(identify(run)) if identify(run) else None
            if others:
                found[position] = others.pop(0)
                del open_before[position], open_after[found[position]]

    pair(lambda run: run.get("id"))
    pair(lambda run: run.get("key"))
    pair(lambda run: (run.get("reference") or "", _slot(run)))
    pair(_slot)
    pairs: list[tuple[int | None, int | None]] = [
        (position, found.get(position)) for position in range(len(before))
    ]
    return pairs + [(None, position) for position in open_after]


def _slot(run: Run) -> tuple[Hashable, ...]:
    return tuple(_plain(run.get(name)) for name in RUN_SLOT)


def _plain(value: Any) -> Hashable:
    return value if isinstance(value, str | int | bool | None) else str(value)


def course_value(content: Mapping[str, Any], name: str) -> Any:
    """Return a field of a course, its empty value where the content does not name it."""
    if name in LISTS_OF_COURSE:
        return content.get(name) or []
    value = content.get(name)
    return empty_value(Course, name) if value is None else value


def run_value(run: Run, name: str) -> Any:
    """Return a field of a run, its empty value where the content does not name it."""
    if name in LISTS_OF_RUN:
        return run.get(name) or []
    value = run.get(name)
    return empty_value(CourseRun, name) if value is None else value


def are_equal_runs(one: Run, other: Run) -> bool:
    """Return whether two runs say the same."""
    return all(
        run_value(one, name) == run_value(other, name) for name in (*RUN_FIELDS, *LISTS_OF_RUN)
    )


@dataclass(frozen=True, slots=True)
class Conflict:
    """A value that both sides changed, each in its own way. A run that one side took out is None.

    ``Conflict("runs.12.cost_pence", base=0, ours=29500, theirs=5000)``
    """

    path: str
    base: Any
    ours: Any
    theirs: Any


@dataclass
class Merged:
    """What came of it. In conflicts that nobody decided, ``content`` holds our value."""

    content: dict[str, Any]
    conflicts: list[Conflict] = field(default_factory=list)


def merge(
    base: Mapping[str, Any],
    ours: Mapping[str, Any],
    theirs: Mapping[str, Any],
    *,
    prefer: Mapping[str, str] | None = None,
) -> Merged:
    """Join two changes of one content. What one side alone changed is taken.

    ``prefer`` decides conflicts: ``{"title": "ours", "runs.12.cost_pence": "theirs"}``. Runs keep
    the numbers of ``theirs``, which is what is stored now.
    """
    merging = _Merging(prefer or {})
    content = {
        name: merging.value(
            name,
            course_value(base, name),
            ours=course_value(ours, name),
            theirs=course_value(theirs, name),
        )
        for name in (*COURSE_FIELDS, *LISTS_OF_COURSE)
    }
    content["runs"] = merging.runs(*(side.get("runs") or [] for side in (base, ours, theirs)))
    return Merged(content, merging.conflicts)


class _Merging:
    """The decisions given, and the conflicts met that have none."""

    def __init__(self, prefer: Mapping[str, str]) -> None:
        self.prefer = prefer
        self.conflicts: list[Conflict] = []

    def value(self, path: str, base: Any, *, ours: Any, theirs: Any) -> Any:
        if ours == theirs or theirs == base:
            return ours
        if ours == base:
            return theirs
        chosen = self.prefer.get(path)
        if chosen not in (OURS, THEIRS):
            self.conflicts.append(Conflict(path, base, ours, theirs))
        return theirs if chosen == THEIRS else ours

    def runs(
        self, base: Sequence[Run], ours: Sequence[Run], theirs: Sequence[Run]
    ) -> list[dict[str, Any]]:
        of_ours, new_ours = _sides(base, ours)
        of_theirs, new_theirs = _sides(base, theirs)
        merged = [
            self._known_run(run, run_key(run, position), of_ours[position], of_theirs[position])
            for position, run in enumerate(base)
        ]
        for left, right in pair_runs(new_theirs, new_ours):
            if left is None or right is None:
                alone = new_theirs[left] if left is not None else new_ours[right or 0]
                merged.append(dict(alone))
            else:
                run = new_theirs[left]
                merged.append(self._fields({}, run_key(run, left), new_ours[right], run))
        return [run for run in merged if run is not None]

    def _known_run(
        self, base: Run, key: str, ours: Run | None, theirs: Run | None
    ) -> dict[str, Any] | None:
        if ours is not None and theirs is not None:
            return self._fields(base, key, ours, theirs)
        kept = ours if ours is not None else theirs
        if kept is None or are_equal_runs(kept, base):
            return None
        path = f"runs.{key}"
        chosen = self.prefer.get(path)
        if chosen not in (OURS, THEIRS):
            self.conflicts.append(Conflict(path, dict(base), ours, theirs))
        taken = theirs if chosen == THEIRS else ours
        return None if taken is None else dict(taken)

    def _fields(self, base: Run, key: str, ours: Run, theirs: Run) -> dict[str, Any]:
        run: dict[str, Any] = {"id": theirs.get("id")}
        if ours.get("key"):
            run["key"] = ours["key"]
        for name in (*RUN_FIELDS, *LISTS_OF_RUN):
            run[name] = self.value(
                f"runs.{key}.{name}",
                run_value(base, name),
                ours=run_value(ours, name),
                theirs=run_value(theirs, name),
            )
        return run


def _sides(base: Sequence[Run], side: Sequence[Run]) -> tuple[list[Run | None], list[Run]]:
    """Return the runs of a side in the order of the base, and its new ones."""
    known: list[Run | None] = []
    new: list[Run] = []
    for left, right in pair_runs(base, side):
        run = None if right is None else side[right]
        if left is not None:
            known.append(run)
        elif run is not None:
            new.append(run)
    return known, new
