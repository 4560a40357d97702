"""A raw row to a typed course row, or the reasons why not. No database, no clock."""

import datetime
import re
from dataclasses import dataclass, field
from typing import Any

from catalogue.courses.enums import AT_A_VENUE, CourseType, DeliveryMode
from catalogue.feeds import cells as read
from catalogue.feeds.formats.base import EXAMPLE_REFERENCE, FileFormat
from catalogue.feeds.formats.course_directory_non_lars import SECTOR_CODES
from catalogue.feeds.formats.sub_regions import areas_named
from catalogue.feeds.issues import RowIssue
from catalogue.feeds.reader import RawRow
from catalogue.feeds.richer_cells import read_richer
from catalogue.feeds.row_reading import RowReading
from catalogue.feeds.rules.base import Severity
from catalogue.feeds.rules.courses import LIST_COLUMNS, LIST_LIMIT, TEXT_LIMITS
from catalogue.feeds.text_cells import (
    FORMULA_START,
    has_tags_or_marks,
    odd_characters,
    one_line,
    plain_text,
)
from catalogue.feeds.venue_rows import more_of_venue
from catalogue.feeds.web_cells import read_webpage
from catalogue.providers.postcodes import read_postcode

NAME_LIMIT = 255
COURSE_TYPES = frozenset(CourseType.values)


@dataclass(slots=True)
class CourseRow:
    """One row with types. Its course cells are texts; empty means not known.

    ``title`` is empty where the LARS title is to take its place. ``texts`` has our field names:
    ``{"who_this_course_is_for": "...", "where_next": ""}``. ``issues`` are warnings only.
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


@dataclass(frozen=True, slots=True)
class HeldRow:
    """A row that cannot be loaded. It has its reasons, and as much as could be read of it."""

    row: CourseRow

    @property
    def issues(self) -> tuple[RowIssue, ...]:
        """All that was found, errors and warnings."""
        return self.row.issues


def parse_row(raw: RawRow, *, file_format: FileFormat) -> CourseRow | HeldRow:
    """Read the cells of one row. A row with an error comes back as a HeldRow."""
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
    return held_if_error(row) or row


def held_if_error(row: CourseRow) -> HeldRow | None:
    """Return the row as held when one of its findings is an error."""
    if any(found.severity is Severity.ERROR for found in row.issues):
        return HeldRow(row)
    return None


class _Reading(RowReading):
    """The cells of a course and of one of its runs."""

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
        name = one_line(cell)
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

    def read_run(self, row: CourseRow) -> None:
        cell = self.cell("DELIVERY_MODE")
        try:
            row.delivery_mode = read.read_delivery_mode(cell)
        except ValueError:
            self.note("DELIVERY_MODE", "DELIVERY_MODE", cell)
        self._read_start(row)
        self._read_place(row)
        self._read_webpage(row)
        self._read_cost(row)
        self._read_duration(row)
        if row.delivery_mode in AT_A_VENUE:
            self._read_study(row)

    def _read_start(self, row: CourseRow) -> None:
        flexible, start = self.cell("FLEXIBLE_START_DATE"), self.cell("START_DATE")
        if flexible:
            try:
                row.is_flexible_start = read.read_yes_no(flexible)
            except ValueError:
                self.note("FLEXIBLE", "FLEXIBLE_START_DATE", flexible)
        if start.casefold() in read.TO_COME:
            start = ""
        if row.is_flexible_start:
            if start:
                self.note("START_NOT_ALLOWED", "START_DATE", start)
            return
        if not start:
            self.note("START_REQUIRED", "START_DATE", self.raw.cells.get("START_DATE", ""))
            return
        try:
            row.start_date, is_us_order = read.read_date(start)
        except ValueError:
            self.note("START_INVALID", "START_DATE", start)
            return
        if is_us_order:
            self.note("START_US", "START_DATE", start, other=f"{row.start_date:%d/%m/%Y}")

    def _read_place(self, row: CourseRow) -> None:
        name, reference = one_line(self.cell("VENUE_NAME")), self.cell("YOUR_VENUE_REFERENCE")
        if row.delivery_mode in AT_A_VENUE:
            row.venue_name, row.venue_reference = name, reference
            if not name and not reference:
                self.note("VENUE_REQUIRED", "VENUE_NAME")
            if "VENUE_POSTCODE" in self.raw.cells:
                row.venue_postcode = self._postcode()
                row.venue_more = more_of_venue(self.raw)
        elif row.delivery_mode:
            if name:
                self.note("VENUE_NOT_ALLOWED", "VENUE_NAME", name)
            if reference:
                self.note("VENUE_REF_NOT_ALLOWED", "YOUR_VENUE_REFERENCE", reference)
        if row.delivery_mode == DeliveryMode.WORK_BASED:
            self._read_areas(row)
        elif row.delivery_mode:
            if national := self.cell("NATIONAL_DELIVERY"):
                self.note("NATIONAL_NOT_ALLOWED", "NATIONAL_DELIVERY", national)
            self._refuse_areas()

    def _postcode(self) -> str:
        cell = one_line(self.cell("VENUE_POSTCODE"))
        try:
            return read_postcode(cell) if cell else ""
        except ValueError:
            self.note("VENUE_POSTCODE_WRONG", "VENUE_POSTCODE", cell)
            return ""

    def _refuse_areas(self) -> None:
        for column in ("SUB_REGION", "REGION"):
            if areas := self.cell(column):
                self.note("SUBREGIONS_NOT_ALLOWED", column, areas)

    def _read_areas(self, row: CourseRow) -> None:
        national = self.cell("NATIONAL_DELIVERY")
        column = "SUB_REGION" if self.cell("SUB_REGION") else "REGION"
        areas = self.cell(column)
        if national:
            try:
                row.is_national = read.read_yes_no(national)
            except ValueError:
                self.note("NATIONAL_INVALID", "NATIONAL_DELIVERY", national)
        if row.is_national:
            self._refuse_areas()
            return
        if not areas:
            name = "SUBREGIONS_REQUIRED" if national else "NATIONAL_REQUIRED"
            self.note(name, "SUB_REGION" if national else "NATIONAL_DELIVERY")
            return
        row.sub_regions, unknown = areas_named(areas)
        for word in unknown:
            self.note("SUBREGIONS_INVALID", column, areas, other=word)
        if column != "REGION":  # the regions of the 2019 format only count without areas
            regions = self.cell("REGION")
            for word in areas_named(regions)[1]:
                self.note("SUBREGIONS_INVALID", "REGION", regions, other=word)

    def _read_webpage(self, row: CourseRow) -> None:
        cell = self.cell("COURSE_WEBPAGE")
        if not cell:
            if self.has("COURSE_WEBPAGE") and not self.cell("HOW_TO_JOIN_VALUE"):
                self.note("WEBPAGE_REQUIRED", "COURSE_WEBPAGE")
        elif len(cell) > NAME_LIMIT:
            self.note("WEBPAGE_LONG", "COURSE_WEBPAGE", cell, length=len(cell), limit=NAME_LIMIT)
        else:
            try:
                row.webpage = read_webpage(cell)
            except ValueError:
                self.note("WEBPAGE_FORMAT", "COURSE_WEBPAGE", cell)

    def _read_cost(self, row: CourseRow) -> None:
        cell, words = self.cell("COST"), one_line(self.cell("COST_DESCRIPTION"))
        row.cost_description = self.cut(
            "COST_DESCRIPTION_LONG", "COST_DESCRIPTION", words, limit=NAME_LIMIT
        )
        if not cell:
            if not words and self.has("COST"):
                self.note("COST_REQUIRED", "COST")
        elif cell.casefold() in read.TO_COME:
            self.note("COST_TO_COME", "COST", cell)
        else:
            try:
                row.cost_pence = read.read_cost_pence(cell)
            except ValueError:
                self.note("COST_INVALID", "COST", cell)

    def _read_duration(self, row: CourseRow) -> None:
        cell, unit = self.cell("DURATION"), self.cell("DURATION_UNIT")
        if not self.has("DURATION"):
            return
        if not cell or cell.casefold() in read.TO_COME:
            self.note("DURATION_REQUIRED", "DURATION", cell)
            if unit:
                self.note("UNIT_ALONE", "DURATION_UNIT", unit)
            return
        try:
            duration, unit_inside = read.read_duration(cell)
        except ValueError:
            self.note("DURATION_RANGE", "DURATION", cell)
            return
        try:
            row.duration_unit = read.read_duration_unit(unit or unit_inside)
        except ValueError:
            self.note("DURATION_UNIT", "DURATION_UNIT", unit or unit_inside)
            return
        row.duration = duration

    def _read_study(self, row: CourseRow) -> None:
        if self.has("STUDY_MODE"):
            cell = self.cell("STUDY_MODE")
            try:
                row.study_mode = read.read_study_mode(cell)
            except ValueError:
                self.note("STUDY_MODE", "STUDY_MODE", cell)
        cell = self.cell("ATTENDANCE_PATTERN")
        if not cell and not self.has("STUDY_MODE"):
            return
        try:
            row.attendance_pattern = read.read_attendance_pattern(cell)
        except ValueError:
            self.note("ATTENDANCE", "ATTENDANCE_PATTERN", cell)
