"""Shapes of the write API. The columns are those of our file formats, with the same words."""

import datetime
from typing import Annotated, Any, Literal

from ninja import Field, Schema
from pydantic import ConfigDict, StringConstraints

from catalogue.feeds.format_pages import COLUMN_WORDS
from catalogue.feeds.formats.venues import VENUES
from catalogue.publishing.api.sheets import FORMATS, columns_of

MOST_RUNS = 200
MOST_ITEMS = 500
LONGEST_CELL = 10_000
LONGEST_REFERENCE = 255

Cell = Annotated[str, StringConstraints(max_length=LONGEST_CELL)]
# A reference is one line of what people can read: it stands in an address.
# Marks that nobody sees would make two references look alike; U+FFFD stands for what was no UTF-8.
_NEVER = r"\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffd"
_ONE_LINE = rf"^[^\s{_NEVER}]([^{_NEVER}]*[^\s{_NEVER}])?$"
Reference = Annotated[
    str,
    StringConstraints(min_length=1, max_length=LONGEST_REFERENCE, pattern=_ONE_LINE),
]


def _cells_schema(names: list[str]) -> dict[str, Any]:
    """Return the columns as JSON Schema, with the words of the page of formats."""
    return {
        "type": "object",
        "properties": {
            name: {
                "type": "string",
                "maxLength": LONGEST_CELL,
                "description": COLUMN_WORDS.get(name, ""),
            }
            for name in names
        },
        "additionalProperties": False,
    }


def _names(which: int) -> list[str]:
    return list(dict.fromkeys(n for one in FORMATS.values() for n in columns_of(one)[which]))


CourseCells = Annotated[
    dict[str, Cell],
    Field(json_schema_extra=_cells_schema([n for n in _names(0) if n != "YOUR_REFERENCE"])),
]
RunCells = Annotated[dict[str, Cell], Field(json_schema_extra=_cells_schema(_names(1)))]
VenueCells = Annotated[
    dict[str, Cell],
    Field(
        json_schema_extra=_cells_schema([n for n in VENUES.headings if n != "YOUR_VENUE_REFERENCE"])
    ),
]
FormatName = Literal["waymark", "course-directory", "course-directory-non-lars"]


class CourseIn(Schema):
    """A course and all its runs. Cells are texts, as in a file; a cell left out is empty."""

    model_config = ConfigDict(extra="forbid")

    format: FormatName = "waymark"
    course: CourseCells
    runs: list[RunCells] = Field(min_length=1, max_length=MOST_RUNS)


class CourseItemIn(Schema):
    """A course of a call for many."""

    model_config = ConfigDict(extra="forbid")

    reference: Reference
    course: CourseCells
    runs: list[RunCells] = Field(min_length=1, max_length=MOST_RUNS)


class CoursesIn(Schema):
    """Up to 500 courses, all in one format. Courses that are not named stay as they are."""

    model_config = ConfigDict(extra="forbid")

    format: FormatName = "waymark"
    courses: list[CourseItemIn] = Field(min_length=1, max_length=MOST_ITEMS)


class VenueIn(Schema):
    """A place where people learn."""

    model_config = ConfigDict(extra="forbid")

    venue: VenueCells


class FindingOut(Schema):
    """What the validator says of a cell. The same words as for a file."""

    item: int = Field(description="Which course of the call, from 0.")
    run: int | None = Field(None, description="Which of its runs, from 0.")
    severity: str
    code: str
    column: str
    message: str
    value: str


class WrittenOut(Schema):
    """What became of a call. ``upload``: its number in the history, where it can be undone."""

    result: Literal["published", "in_review", "unchanged"]
    upload: int | None = None
    added: int = 0
    changed: int = 0
    held: int = 0
    findings: list[FindingOut] = []


class CourseOut(Schema):
    """A course as it stands. ``content``: every field that can be edited, by name."""

    reference: str
    references: list[str]
    id: int
    title: str
    status: str
    url: str
    updated_at: datetime.datetime
    content: dict[str, Any] | None = None


class CoursesOut(Schema):
    """A page of courses, the oldest first."""

    total: int
    page: int
    pages: int
    courses: list[CourseOut]


class ProblemOut(Schema):
    """What went wrong, as RFC 9457 says."""

    type: str
    title: str
    status: int
    detail: str
    findings: list[FindingOut] = []
