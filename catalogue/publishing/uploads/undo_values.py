"""What a course is to become when an upload is undone: field by field, without a database."""

import copy
from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from catalogue.courses.contents import THEIRS, merge
from catalogue.courses.contents_fields import RUN_FIELDS, RUN_SLOT
from catalogue.courses.identity import folded

Content = Mapping[str, Any]
Run = Mapping[str, Any]
# Fields that a constraint of the table ties together: they go back together or stay.
TIED_OF_RUN = (
    ("start_date", "is_flexible_start", "end_date"),
    ("duration", "duration_unit"),
    ("places", "places_left"),
)
TIED_OF_COURSE = (("age_min", "age_max"),)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A course as it is to be, and the names of what stays because it was edited later."""

    content: dict[str, Any]
    conflicts: list[str]


def undone(before: Content, after: Content, now: Content) -> Wanted:
    """Return what is left of an upload that made ``after`` of ``before``, when it is undone.

    What still has the upload's value goes back. What has another value now was edited later and
    stays; its name is in ``conflicts``: ``["title", "runs.12.cost_pence"]``. Of a date that came
    in the place of another one there is never both.
    """
    if now == after:  # as nearly always: nobody edited it since
        return Wanted(copy.deepcopy(dict(before)), [])
    before = _with_numbers(before, after, now)
    tried = merge(after, before, now)
    content = tried.content
    paths = list(dict.fromkeys(conflict.path for conflict in tried.conflicts))
    if paths:
        content = merge(after, before, now, prefer=dict.fromkeys(paths, THEIRS)).content
    paths += _keep_apart(content, before, now)
    paths += _untie(content, now)
    return Wanted(content, list(dict.fromkeys(paths)))


def _with_numbers(before: Content, after: Content, now: Content) -> Content:
    """Give dates that the upload replaced the number of what it wrote in their place.

    A file that moves a date takes one out and adds another. Where somebody edited the new one, or
    took it out, both are one date, which goes back field by field. Where nobody did, the old one
    comes back whole, with its own number.
    """
    runs_before, runs_after = before.get("runs") or [], after.get("runs") or []
    known, written = ({run["id"] for run in side} for side in (runs_before, runs_after))
    current = {run["id"]: run for run in now.get("runs") or []}
    removed = [run for run in runs_before if run["id"] not in written]
    added = [run for run in runs_after if run["id"] not in known]
    if not removed or all(current.get(run["id"]) == run for run in added):
        return before
    numbers = {
        old["id"]: new["id"]
        for old, new in _replaced(removed, added)
        if current.get(new["id"]) != new
    }
    runs = [{**run, "id": numbers.get(run["id"], run["id"])} for run in runs_before]
    return {**before, "runs": runs}


def _replaced(removed: Sequence[Run], added: Sequence[Run]) -> Iterator[tuple[Run, Run]]:
    """Yield which date came in the place of which: the most alike first, then in their order."""
    likeness = sorted(
        (-sum(one[name] == other[name] for name in RUN_FIELDS), abs(left - right), left, right)
        for left, one in enumerate(removed)
        for right, other in enumerate(added)
        if _may_be_one(one["reference"], other["reference"])
    )
    gone: set[int] = set()
    taken: set[int] = set()
    for _likeness, _distance, left, right in likeness:
        if left not in gone and right not in taken:
            gone.add(left)
            taken.add(right)
            yield removed[left], added[right]


def _may_be_one(one: str, other: str) -> bool:
    """Say whether two references may mean one date: those of a file replace their equals."""
    return not one or not other or folded(one) == folded(other)


def _keep_apart(content: dict[str, Any], before: Content, now: Content) -> list[str]:
    """Keep where and when a date is now, when going back would make two equal ones of it."""
    current = {run["id"]: run for run in now.get("runs") or ()}
    found = Counter(_slot(run) for run in content["runs"])
    found.subtract(_slot(run) for run in before.get("runs") or ())
    kept = []
    for run in content["runs"]:
        there = current.get(run.get("id"), run)
        slot = _slot(run)
        if slot == _slot(there) or found[slot] < 1:
            continue
        found[slot] -= 1
        kept += [f"runs.{run['id']}.{name}" for name in RUN_SLOT if run[name] != there[name]]
        run |= {name: there[name] for name in RUN_SLOT}
    return kept


def _slot(run: Run) -> Hashable:
    return tuple(run.get(name) for name in RUN_SLOT)


def _untie(content: dict[str, Any], now: Content) -> list[str]:
    """Keep what is there now where the old and the newer values cannot stand together."""
    kept = _keep_group(content, now, TIED_OF_COURSE, prefix="")
    runs = {run["id"]: run for run in now.get("runs") or () if run.get("id")}
    for run in content["runs"]:
        if current := runs.get(run.get("id")):
            kept += _keep_group(run, current, TIED_OF_RUN, prefix=f"runs.{run['id']}.")
    return kept


def _keep_group(
    values: dict[str, Any],
    current: Content,
    groups: tuple[tuple[str, ...], ...],
    *,
    prefix: str,
) -> list[str]:
    kept = []
    for names in groups:
        if _stand_together(values, names):
            continue
        kept += [f"{prefix}{name}" for name in names if values.get(name) != current.get(name)]
        values |= {name: current.get(name) for name in names}
    return kept


def _stand_together(values: Content, names: tuple[str, ...]) -> bool:
    """Ask what the table asks."""
    one, *others = (values.get(name) for name in names)
    if names[0] == "start_date":
        is_flexible, end = others
        return not (is_flexible and one) and not (one and end and end < one)
    if names[0] == "duration":
        return bool(one) == bool(others[0])
    low, high = (others[0], one) if names[0] == "places" else (one, others[0])
    return low is None or high is None or low <= high
