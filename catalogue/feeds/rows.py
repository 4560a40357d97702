"""A raw row to a typed course row and what was found in it. No database, no clock."""

import datetime
import re

from catalogue.courses.enums import CourseType
from catalogue.feeds import cells as read
from catalogue.feeds.course_rows import NAME_LIMIT, CourseRow
from catalogue.feeds.formats.base import EXAMPLE_REFERENCE, FileFormat
from catalogue.feeds.formats.course_directory_non_lars import SECTOR_CODES
from catalogue.feeds.reader import RawRow
from catalogue.feeds.richer_cells import read_richer
from catalogue.feeds.rules.courses import LIST_COLUMNS, LIST_LIMIT, TEXT_LIMITS
from catalogue.feeds.run_reading import RunReading
from catalogue.feeds.text_cells import (
    FORMULA_START,
    has_tags_or_marks,
    name_line,
    odd_characters,
    one_line,
    plain_text,
)

COURSE_TYPES = frozenset(CourseType.values)


def parse_row(raw: RawRow, *, file_format: FileFormat) -> CourseRow:
    """Read the cells of one row, whatever is wrong with some of them."""
    reading = _Reading(raw, file_format=file_format)
    row = CourseRow(number=raw.number, columns=frozenset(raw.cells))
    for note in raw.notes:
        reading.note(*note)
    reading.check_shape()
    reading.check_cells()
    reading.read_course(row)
    reading.read_name_and_reference(row)
    reading.read_run(row)
    reading.read_more(row)
    row.issues = tuple(reading.issues)
    return row


class _Reading(RunReading):
    """The cells of a course, besides those of its run."""

    def check_cells(self) -> None:
        for column, value in self.raw.cells.items():
            if value and value[0] in "=@+-" and FORMULA_START.match(value):
                self.note("FORMULA", column, value)
            if "\ufffd" in value:
                self.note("LOST_CHARACTERS", column, value)

    def read_course(self, row: CourseRow) -> None:
        if self.format.is_open:
            self._read_open(row)
        elif self.format.has_lars:
            self._read_lars(row)
        elif self.has("COURSE_TYPE"):
            self._read_without_lars(row)
        if self.has("LEVEL"):
            self._read_level(row)
        for column, limit in TEXT_LIMITS.items():
            if not self.has(column):  # what a file does not speak of stays as it is
                continue
            cell = self.cell(column)
            text = plain_text(cell) if cell else ""
            if text and has_tags_or_marks(cell):
                self.note(f"{column}_TAGS", column, cell)
            if len(text) > limit:
                self.note(f"{column}_LONG", column, text, length=len(text), limit=limit)
            row.texts[column.lower()] = text
        if not row.texts.get("who_this_course_is_for"):
            self.note("WHO_REQUIRED", "WHO_THIS_COURSE_IS_FOR")

    def _read_open(self, row: CourseRow) -> None:
        if self.cell("LARS_QAN"):
            self._read_lars(row)
        if (kind := self.cell("COURSE_TYPE")) in COURSE_TYPES:
            row.course_type = kind
        body = one_line(self.cell("AWARDING_BODY"))
        row.awarding_body = self.cut("AWARDING_BODY_LONG", "AWARDING_BODY", body, limit=NAME_LIMIT)

    def _read_lars(self, row: CourseRow) -> None:
        cell = self.cell("LARS_QAN")
        if not cell:
            self.note("LARS_REQUIRED", "LARS_QAN")
            return
        try:
            row.learn_aim_ref, is_padded = read.read_lars_code(cell)
        except ValueError:
            self.note("LARS_INVALID", "LARS_QAN", cell)
            return
        if is_padded:
            self.note("LARS_PADDED", "LARS_QAN", cell, other=row.learn_aim_ref)

    def _read_level(self, row: CourseRow) -> None:
        cell = self.cell("LEVEL")
        try:
            row.level = read.read_level(cell) if cell else ""
        except ValueError:
            self.note("LEVEL", "LEVEL", cell)

    def _read_without_lars(self, row: CourseRow) -> None:
        kind = self.cell("COURSE_TYPE")
        if " ".join(kind.casefold().split()) in ("skills bootcamp", "skills bootcamps"):
            row.course_type = CourseType.SKILLS_BOOTCAMP
        else:
            self.note("COURSE_TYPE", "COURSE_TYPE", kind)
        sector = self.cell("SECTOR").upper()
        if sector in SECTOR_CODES:
            row.sector = sector
        else:
            self.note("SECTOR", "SECTOR", sector)
        level = self.cell("EDUCATION_LEVEL")
        try:
            row.level = read.read_education_level(level)
        except ValueError:
            self.note("EDUCATION_LEVEL", "EDUCATION_LEVEL", level)
        body = one_line(self.cell("AWARDING_BODY"))
        if not body:
            self.note("AWARDING_BODY", "AWARDING_BODY")
        row.awarding_body = self.cut("AWARDING_BODY_LONG", "AWARDING_BODY", body, limit=NAME_LIMIT)

    def read_name_and_reference(self, row: CourseRow) -> None:
        cell = self.cell("COURSE_NAME")
        name = name_line(cell)
        if name and has_tags_or_marks(cell):
            self.note("NAME_TAGS", "COURSE_NAME", cell)
        self._note_odd("NAME_FORMAT", "COURSE_NAME", cell)
        row.title = self.cut("NAME_LONG", "COURSE_NAME", name, limit=NAME_LIMIT)
        if not name and not row.learn_aim_ref:
            self.note("NAME_REQUIRED", "COURSE_NAME", cell)
        cell = self.cell("YOUR_REFERENCE")
        if cell == EXAMPLE_REFERENCE:
            self.note("EXAMPLE_ROW", "YOUR_REFERENCE", cell)
        self._note_odd("REFERENCE_FORMAT", "YOUR_REFERENCE", cell)
        row.reference = self.cut(
            "REFERENCE_LONG", "YOUR_REFERENCE", one_line(cell), limit=NAME_LIMIT
        )

    def read_more(self, row: CourseRow) -> None:
        row.course_reference = one_line(self.cell("COURSE_REFERENCE"))[:NAME_LIMIT]
        row.more_of_run, row.more_of_course = read_richer(self)
        for column in LIST_COLUMNS:
            if self.has(column):
                row.more_of_course[column.lower()] = self._lines(column)
        end = row.more_of_run.get("end_date")
        if end and row.start_date and end < row.start_date.isoformat():
            day = f"{datetime.date.fromisoformat(end):%d/%m/%Y}"
            self.note("RICHER_END_ORDER", "END_DATE", day, other=f"{row.start_date:%d/%m/%Y}")
            row.more_of_run["end_date"] = None

    def _lines(self, column: str) -> str:
        """Return one need on each line: a semicolon is as good as a new line."""
        cell = self.cell(column)
        if has_tags_or_marks(cell):
            self.note(f"{column}_TAGS", column, cell)
        lines = re.split(r"[;\n]", plain_text(cell))
        text = "\n".join(line for part in lines if (line := part.strip(" •·-*\t")))
        if len(text) > LIST_LIMIT:
            self.note(f"{column}_LONG", column, text, length=len(text), limit=LIST_LIMIT)
        return text

    def _note_odd(self, name: str, column: str, cell: str) -> None:
        odd = odd_characters(cell)
        if odd:
            self.note(
                name,
                column,
                cell,
                odd=odd.encode("unicode_escape").decode("ascii") if not odd.isprintable() else odd,
            )
