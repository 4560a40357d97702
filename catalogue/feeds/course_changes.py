"""What a load does to courses, told while it does it: for a diff before, and an undo after."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol

from catalogue.courses.contents import contents_of
from catalogue.courses.contents_fields import COURSE_FIELDS, RUN_FIELDS, field_of
from catalogue.courses.contents_reading import plain
from catalogue.courses.models import Course, CourseRun
from catalogue.feeds.issues import RowIssue


class Kind(StrEnum):
    """What becomes of a course, as visitors see it: one that comes back is added."""

    ADDED = "ADDED"
    CHANGED = "CHANGED"
    REMOVED = "REMOVED"


@dataclass(slots=True)
class CourseChange:
    """A course (or a venue) before and after, in the shape of ``catalogue.courses.contents``.

    In a dry run new courses and runs have no numbers, and new places have numbers below nought.
    ``new_venues`` names the new places by their numbers, in a real load too. Of an added course
    ``before`` is None, unless it was withdrawn and comes back; of a removed one ``after`` is None.
    """

    kind: Kind
    course_id: int | None
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    new_venues: dict[int, str] = field(default_factory=dict)
    name: str = ""  # of a place, whose content has no title
    code: str = ""

    @property
    def title(self) -> str:
        """The name of the course."""
        return self.name or str((self.after or self.before or {}).get("title", ""))

    @property
    def reference(self) -> str:
        """The first of the provider's references, or nothing."""
        if self.name:
            return self.code
        references = (self.after or self.before or {}).get("references") or [""]
        return str(references[0])


class ChangeSink(Protocol):
    """Is told every course that a load adds, changes or removes, some hundred at a time."""

    def take(self, changes: Sequence[CourseChange], /) -> None:
        """Keep them. In a real load this is inside its transaction."""

    def forget(self) -> None:
        """Begin anew: the load starts over."""


class RowSink(Protocol):
    """Is told every row with something to say about it."""

    def row(self, number: int, issues: Sequence[RowIssue], *, is_held: bool) -> None:
        """Keep the findings of a row. Rows come in order; one number may come more than once."""

    def late(self, found: RowIssue) -> None:
        """Keep a finding that shows only after all rows were read."""

    def forget(self) -> None:
        """Begin anew: the file is read once more."""


def content_from(
    course: Course,
    *,
    before: dict[str, Any] | None,
    references: Sequence[str],
    runs: Sequence[CourseRun],
) -> dict[str, Any]:
    """Return the content of a course that is not written yet. Runs come in the order of ids."""
    rules = {run["id"]: run["funding_rules"] for run in before["runs"]} if before else {}
    return {
        **_values(course, COURSE_FIELDS),
        "sectors": before["sectors"] if before else [],
        "references": [*(before["references"] if before else ()), *references],
        "runs": [
            {
                "id": run.pk,
                **_values(run, RUN_FIELDS),
                "funding_rules": rules.get(run.pk, []),
            }
            for run in runs
        ],
    }


def _values(row: Course | CourseRun, names: Sequence[str]) -> dict[str, Any]:
    model = type(row)
    return {name: plain(getattr(row, field_of(model, name).attname)) for name in names}


def removals(course_ids: Sequence[int]) -> list[CourseChange]:
    """Return the removal of courses."""
    contents = contents_of(course_ids)
    return [
        CourseChange(Kind.REMOVED, course_id, contents[course_id], None)
        for course_id in course_ids
        if course_id in contents
    ]
