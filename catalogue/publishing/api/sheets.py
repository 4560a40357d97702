"""What software sends to the rows of a file, so that the reader of files judges both alike."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from catalogue.feeds.formats.base import ATTENDANCE, COURSE_TEXTS, RUN_END, FileFormat
from catalogue.feeds.formats.course_directory import COURSE_DIRECTORY
from catalogue.feeds.formats.course_directory_non_lars import COURSE_DIRECTORY_NON_LARS
from catalogue.feeds.formats.venues import VENUES
from catalogue.feeds.formats.waymark import WAYMARK

REFERENCE = "YOUR_REFERENCE"
VENUE_REFERENCE = "YOUR_VENUE_REFERENCE"
FORMATS: dict[str, FileFormat] = {
    one.name: one for one in (WAYMARK, COURSE_DIRECTORY, COURSE_DIRECTORY_NON_LARS)
}
# What is said once for a run. All other columns are said once for the course.
RUN_COLUMNS = frozenset(
    {
        "DELIVERY_MODE",
        "START_DATE",
        "FLEXIBLE_START_DATE",
        "VENUE_NAME",
        "YOUR_VENUE_REFERENCE",
        "POSTCODE",
        "NATIONAL_DELIVERY",
        "SUB_REGION",
        "DAYS",
        "START_TIME",
        "END_TIME",
        *RUN_END,
        ATTENDANCE,
    }
)
FIRST_ROW = 2  # the headings are row 1
__all__ = ["COURSE_TEXTS", "FORMATS", "Sheet", "WrongColumnError", "columns_of", "course_sheet"]


class WrongColumnError(Exception):
    """A name that is no column of the format, or not at this place."""

    def __init__(self, column: str, message: str, *, item: int = 0, run: int | None = None) -> None:
        super().__init__(message)
        self.column, self.message, self.item, self.run = column, message, item, run


@dataclass
class Sheet:
    """A file in memory, and of which item and which of its runs each row is."""

    file_format: FileFormat
    rows: list[dict[str, str]] = field(default_factory=list)
    places: list[tuple[int, int | None]] = field(default_factory=list)

    def add(self, cells: dict[str, str], *, item: int, run: int | None = None) -> None:
        """Add a row."""
        self.rows.append(cells)
        self.places.append((item, run))

    def place_of(self, number: int) -> tuple[int, int | None]:
        """Return the item and the run of a row of the file: ``(0, 2)``."""
        index = number - FIRST_ROW
        return self.places[index] if 0 <= index < len(self.places) else (0, None)

    def as_file(self) -> io.BytesIO:
        """Return the file. A line break in a cell would make the numbers of lines other ones."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_ALL)
        writer.writerow(self.file_format.headings)
        for row in self.rows:
            writer.writerow([row.get(name, "") for name in self.file_format.headings])
        return io.BytesIO(text.getvalue().encode("utf-8"))


def columns_of(file_format: FileFormat) -> tuple[list[str], list[str]]:
    """Return the columns that are said once for a course, and those of each run."""
    course = [name for name in file_format.headings if name not in RUN_COLUMNS]
    return course, [name for name in file_format.headings if name in RUN_COLUMNS]


def course_sheet(
    file_format: FileFormat,
    courses: Sequence[tuple[str, Mapping[str, str], Sequence[Mapping[str, str]]]],
) -> Sheet:
    """Return the rows of courses: each its reference, its cells and the cells of its runs.

    Raises WrongColumnError.
    """
    sheet = Sheet(file_format)
    for item, (reference, cells, runs) in enumerate(courses):
        _check(file_format, cells, item=item)
        mine = {**cells, REFERENCE: reference}
        for number, run in enumerate(runs):
            _check(file_format, run, item=item, run=number)
            sheet.add({**mine, **run}, item=item, run=number)
    return sheet


def venue_sheet(reference: str, cells: Mapping[str, str]) -> Sheet:
    """Return the row of a place. Raises WrongColumnError."""
    sheet = Sheet(VENUES)
    for name in cells:
        if name not in VENUES.headings:
            raise WrongColumnError(name, "This is no column of a place.")
    sheet.add({**cells, VENUE_REFERENCE: reference}, item=0)
    return sheet


def _check(
    file_format: FileFormat, cells: Mapping[str, str], *, item: int, run: int | None = None
) -> None:
    for name in cells:
        if name not in file_format.headings:
            words = f"This is no column of the format {file_format.name}."
            raise WrongColumnError(name, words, item=item, run=run)
        if run is None and name in RUN_COLUMNS:
            words = "This belongs to each run: put it under runs."
            raise WrongColumnError(name, words, item=item)
        if run is not None and name not in RUN_COLUMNS:
            words = "This is said once for the course: put it under course."
            raise WrongColumnError(name, words, item=item, run=run)
