"""What one row of a file of courses is: typed, with what was found in it."""

import datetime
from dataclasses import dataclass, field
from typing import Any

from catalogue.feeds.issues import RowIssue
from catalogue.feeds.rules.base import Severity

NAME_LIMIT = 255


@dataclass(slots=True)
class CourseRow:
    """One row with types. Its course cells are texts; empty means not known.

    ``title`` is empty where the LARS title is to take its place. ``texts`` has our field names:
    ``{"who_this_course_is_for": "...", "where_next": ""}``. ``issues`` are all that was found; of a
    row that is held, as much is here as could be read.
    ``more_of_run`` and ``more_of_course`` have the fields of richer_cells that the file has.
    """

    number: int
    learn_aim_ref: str = ""
    course_type: str = ""
    sector: str = ""
    level: str = ""
    awarding_body: str = ""
    texts: dict[str, str] = field(default_factory=dict)
    title: str = ""
    reference: str = ""
    delivery_mode: str = ""
    start_date: datetime.date | None = None
    is_flexible_start: bool = False
    venue_name: str = ""
    venue_reference: str = ""
    venue_postcode: str | None = None  # None: the file has no such column
    venue_more: dict[str, Any] = field(default_factory=dict)  # address and point, for a new place
    is_national: bool = False
    sub_regions: list[str] = field(default_factory=list)
    webpage: str = ""
    cost_pence: int | None = None
    cost_description: str = ""
    duration: int | None = None
    duration_unit: str = ""
    study_mode: str = ""
    attendance_pattern: str = ""
    course_reference: str = ""
    more_of_run: dict[str, Any] = field(default_factory=dict)
    more_of_course: dict[str, Any] = field(default_factory=dict)
    columns: frozenset[str] = frozenset()  # that the file has, by our names
    issues: tuple[RowIssue, ...] = ()

    @property
    def is_held(self) -> bool:
        """Say whether the row cannot be loaded: one of its findings is an error."""
        return any(found.severity is Severity.ERROR for found in self.issues)
