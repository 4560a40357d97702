"""What a course is to become when an upload is undone: field by field, without a database."""

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from catalogue.courses.contents import THEIRS, merge

Content = Mapping[str, Any]
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
    stays; its name is in ``conflicts``: ``["title", "runs.12.cost_pence"]``.
    """
    if now == after:  # as nearly always: nobody edited it since
        return Wanted(copy.deepcopy(dict(before)), [])
    tried = merge(after, before, now)
    content = tried.content
    paths = list(dict.fromkeys(conflict.path for conflict in tried.conflicts))
    if paths:
        content = merge(after, before, now, prefer=dict.fromkeys(paths, THEIRS)).content
    paths += _untie(content, now)
    return Wanted(content, list(dict.fromkeys(paths)))


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
