"""A raw row of a venues file to the values of a venue, or the reasons why not."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from catalogue.feeds.formats.base import EXAMPLE_REFERENCE
from catalogue.feeds.formats.venues import VENUES
from catalogue.feeds.issues import RowIssue
from catalogue.feeds.reader import RawRow
from catalogue.feeds.row_reading import RowReading
from catalogue.feeds.rules.base import Severity
from catalogue.feeds.text_cells import FORMULA_START, name_line, one_line
from catalogue.feeds.web_cells import read_email, read_phone, read_webpage
from catalogue.providers.postcodes import read_postcode

# Column, our field, limit in characters.
TEXT_COLUMNS = (
    ("YOUR_VENUE_REFERENCE", "reference", 255),
    ("VENUE_NAME", "name", 250),
    ("ADDRESS_LINE_1", "address_line_1", 100),
    ("ADDRESS_LINE_2", "address_line_2", 100),
    ("TOWN_OR_CITY", "town", 75),
    ("COUNTY", "county", 75),
)
MISSING_RULES = {
    "YOUR_VENUE_REFERENCE": "VENUE_REFERENCE_REQUIRED",
    "VENUE_NAME": "VENUE_NAME_REQUIRED",
    "ADDRESS_LINE_1": "VENUE_ADDRESS_REQUIRED",
    "TOWN_OR_CITY": "VENUE_TOWN_REQUIRED",
}


@dataclass(frozen=True, slots=True)
class VenueRow:
    """One row with the field values of a venue, and its findings. Held if one is an error."""

    number: int
    values: dict[str, Any]
    issues: tuple[RowIssue, ...]

    @property
    def is_held(self) -> bool:
        """Say whether the row cannot be loaded."""
        return any(found.severity is Severity.ERROR for found in self.issues)


def parse_venue_row(raw: RawRow) -> VenueRow:
    """Read the cells of one venue: ``{"name": "Main campus", "postcode": "WS1 1AA", ...}``."""
    reading = _Reading(raw, file_format=VENUES)
    reading.check_shape()
    values = {name: reading.text(column, limit) for column, name, limit in TEXT_COLUMNS}
    if values["reference"] == EXAMPLE_REFERENCE:
        reading.note("EXAMPLE_ROW", "YOUR_VENUE_REFERENCE", EXAMPLE_REFERENCE)
    if not reading.cell("POSTCODE"):
        reading.note("VENUE_POSTCODE_REQUIRED", "POSTCODE")
    values["postcode"] = reading.value("POSTCODE", read_postcode)
    values["email"] = reading.value("EMAIL", read_email)
    values["website"] = reading.value("WEBSITE", read_webpage)
    values["phone"] = reading.phone()
    return VenueRow(number=raw.number, values=values, issues=tuple(reading.issues))


# What a row of courses may tell of its place, besides name and postcode.
MORE_COLUMNS = {
    "VENUE_ADDRESS_1": "ADDRESS_LINE_1",
    "VENUE_ADDRESS_2": "ADDRESS_LINE_2",
    "VENUE_TOWN": "TOWN_OR_CITY",
    "VENUE_PHONE": "PHONE",
    "VENUE_EMAIL": "EMAIL",
}


def more_of_venue(raw: RawRow) -> dict[str, Any]:
    """Return what a row of a feed tells of its place: address, phone, exact point. Else nothing."""
    told: dict[str, Any] = {}
    if cells := tuple((name, raw.cells[name]) for name in MORE_COLUMNS if raw.cells.get(name)):
        told |= _address_of(cells)
    if raw.cells.get("VENUE_LATITUDE"):
        told["latitude"] = float(raw.cells["VENUE_LATITUDE"])
        told["longitude"] = float(raw.cells["VENUE_LONGITUDE"])
        told["is_location_approximate"] = False
    return told


@lru_cache(maxsize=1024)
def _address_of(cells: tuple[tuple[str, str], ...]) -> dict[str, Any]:
    """Read an address. Thousands of rows name the same few places."""
    row = RawRow(number=1, cells={MORE_COLUMNS[name]: cell for name, cell in cells})
    return {name: value for name, value in parse_venue_row(row).values.items() if value}


class _Reading(RowReading):
    """The cells of a venue."""

    def cell(self, column: str) -> str:
        """Return a cell as one line of words."""
        return one_line(super().cell(column))

    def text(self, column: str, limit: int) -> str:
        cell = self.cell(column)
        text = name_line(cell) if column == "VENUE_NAME" else cell
        if not text and column in MISSING_RULES:
            self.note(MISSING_RULES[column], column, cell)
        if text and FORMULA_START.match(text):
            self.note("FORMULA", column, text)
        return self.cut("VENUE_TEXT_LONG", column, text, limit=limit)

    def value(self, column: str, read: Callable[[str], str]) -> str:
        """Return a cell as read, or nothing with a warning."""
        cell = self.cell(column)
        if not cell:
            return ""
        try:
            return read(cell)
        except ValueError:
            self.note(f"VENUE_{column}_FORMAT", column, cell)
            return ""

    def phone(self) -> str:
        """Return the number, with its first zero put back when a spreadsheet lost it."""
        number = self.value("PHONE", lambda cell: read_phone(cell)[0])
        if number and read_phone(self.cell("PHONE"))[1]:
            self.note("VENUE_PHONE_ZERO", "PHONE", self.cell("PHONE"), other=number)
        return number
