"""What a feed said last time, so that it changes only what it says anew.

A value that somebody changed here stays until the feed itself gives another one. The same goes for
a run that somebody added or deleted here, and for a course that somebody took off.
"""

import datetime
import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Protocol

from catalogue.courses.models import Course, CourseRun

# These are worked out by us from the rest, so they are always written.
OURS = frozenset({"identity_key"})


@dataclass(slots=True)
class Said:
    """What a feed said of one course. Texts are kept as fingerprints, runs by their ids."""

    course: dict[str, str] = field(default_factory=dict)
    runs: dict[int, dict[str, Any]] = field(default_factory=dict)


class FeedMemory(Protocol):
    """Where it is kept. Tests and pages give their own."""

    def recall(self, course_ids: Collection[int]) -> Mapping[int, Said]:
        """Return what was said of these courses."""

    def keep(self, said: Mapping[int, Said]) -> None:
        """Keep what is said now, in place of what was."""

    def forget(self, course_ids: Collection[int]) -> None:
        """Forget courses that the feed no longer has."""


def fingerprint(value: Any) -> str:
    """Return a short text that is equal for equal values."""
    text = json.dumps(as_json(value), ensure_ascii=False, sort_keys=True)
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


def as_json(value: Any) -> Any:
    """Return a value of a field as JSON has it."""
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


class Chronicle:
    """The memory of one load: what was said, told apart from what is said now."""

    def __init__(self, memory: FeedMemory | None) -> None:
        self._memory = memory
        self._before: Mapping[int, Said] = {}
        self._now: list[tuple[Course, dict[str, str], list[tuple[CourseRun | int, Any]]]] = []

    def begin(self, course_ids: Collection[int]) -> None:
        """Recall the courses of the next chunk."""
        if self._memory:
            self._before = self._memory.recall(course_ids)

    def is_known(self, course: Course) -> bool:
        """Say whether the feed had this course last time too."""
        return course.pk in self._before

    def news(self, course: Course, wanted: dict[str, Any]) -> dict[str, Any]:
        """Return the values that the feed says anew."""
        said = self._before.get(course.pk)
        if said is None:
            return wanted
        return {
            name: value
            for name, value in wanted.items()
            if name in OURS or said.course.get(name) != fingerprint(value)
        }

    def as_said(
        self, course: Course, stored: Sequence[CourseRun], before: list[dict[str, Any]]
    ) -> list[dict[str, Any]]:
        """Return stored runs with the values that the feed last gave them, to compare with."""
        said = self._before.get(course.pk)
        if said is None:
            return before
        return [
            values | _typed_like(said.runs.get(run.pk, {}), values)
            for run, values in zip(stored, before, strict=True)
        ]

    def may_remove(self, course: Course, run: CourseRun) -> bool:
        """Say whether a run came by the feed. Without memory every run may go."""
        if self._memory is None:
            return True
        said = self._before.get(course.pk)
        return said is not None and run.pk in said.runs

    def deleted_here(
        self, course: Course, stored: Sequence[CourseRun], row: Mapping[str, Any]
    ) -> int | None:
        """Return the number of the run that was deleted here and that a row says as before."""
        said = self._before.get(course.pk)
        if said is None:
            return None
        ids = {run.pk for run in stored}
        told = {name: as_json(value) for name, value in row.items()}
        return next(
            (
                number
                for number, values in said.runs.items()
                if number not in ids and values == told
            ),
            None,
        )

    def carried(
        self, course: Course, stored: Sequence[CourseRun], positions: Iterable[int]
    ) -> Iterator[tuple[CourseRun, dict[str, Any]]]:
        """Yield stored runs that stay though no row names them, as a held row may mean them."""
        said = self._before.get(course.pk, Said())
        for position in positions:
            if stored[position].pk in said.runs:
                yield stored[position], said.runs[stored[position].pk]

    def tell(
        self,
        course: Course,
        wanted: Mapping[str, Any],
        runs: Iterable[tuple[CourseRun | int, Mapping[str, Any]]],
    ) -> None:
        """Note what the feed says now. A run that was deleted here is named by its number."""
        if self._memory is None:
            return
        prints = {name: fingerprint(value) for name, value in wanted.items() if name not in OURS}
        told = [(run, {name: as_json(value) for name, value in row.items()}) for run, row in runs]
        self._now.append((course, prints, told))

    def end(self, *, is_dry_run: bool) -> None:
        """Keep what was told, once the courses and runs of the chunk have their numbers."""
        if self._memory and not is_dry_run:
            self._memory.keep(
                {
                    course.pk: Said(
                        course=prints,
                        runs={
                            run if isinstance(run, int) else run.pk: values for run, values in runs
                        },
                    )
                    for course, prints, runs in self._now
                }
            )
        self._now = []


def _typed_like(said: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """Return remembered values with types: where JSON is equal to the stored value, that one."""
    typed: dict[str, Any] = {}
    for name, value in said.items():
        if as_json(values.get(name)) == value:
            continue
        typed[name] = _typed(name, value)
    return typed


def _typed(name: str, value: Any) -> Any:
    if not isinstance(value, str) or not value:
        return value
    if name.endswith("_date"):
        return datetime.date.fromisoformat(value)
    if name.endswith("_time"):
        return datetime.time.fromisoformat(value)
    return Decimal(value) if name == "hours_per_week" else value
