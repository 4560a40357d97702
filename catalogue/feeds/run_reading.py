"""The cells of one run of a course: how, when and where it is taught, and what it costs."""

from catalogue.courses.enums import AT_A_VENUE, DeliveryMode
from catalogue.courses.plausible import LONGEST_YEARS, most_of
from catalogue.feeds import cells as read
from catalogue.feeds.course_rows import NAME_LIMIT, CourseRow
from catalogue.feeds.formats.sub_regions import areas_named
from catalogue.feeds.row_reading import RowReading
from catalogue.feeds.text_cells import name_line, one_line
from catalogue.feeds.venue_rows import more_of_venue
from catalogue.feeds.web_cells import read_webpage
from catalogue.providers.postcodes import read_postcode


class RunReading(RowReading):
    """The cells of a run."""

    def read_run(self, row: CourseRow) -> None:
        cell = self.cell("DELIVERY_MODE")
        try:
            row.delivery_mode = read.read_delivery_mode(cell)
        except ValueError:
            if not any(column == "DELIVERY_MODE" for _name, column, _value in self.raw.notes):
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
        cell, reference = self.cell("VENUE_NAME"), self.cell("YOUR_VENUE_REFERENCE")
        name = name_line(cell)
        if row.delivery_mode in AT_A_VENUE:
            row.venue_name, row.venue_reference = name, reference
            if not name and not reference:
                self.note("VENUE_REQUIRED", "VENUE_NAME", cell)
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
            self._read_pounds(row, cell)

    def _read_pounds(self, row: CourseRow, cell: str) -> None:
        try:
            pence = read.read_cost_pence(cell)
        except ValueError:
            self.note("COST_INVALID", "COST", cell)
            return
        most = most_of("cost_pence")
        if pence > most:
            self.note("COST_HIGH", "COST", cell, limit=f"{most // 100:,}")
        else:
            row.cost_pence = pence

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
        if duration > most_of("duration", unit=row.duration_unit):
            self.note("DURATION_LONG", "DURATION", cell, limit=LONGEST_YEARS)
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
