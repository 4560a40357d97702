"""Files to start from: the headings of a format, and one example row that is marked to delete."""

import csv
import datetime
import io
from collections.abc import Iterator

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from catalogue.feeds.formats.base import EXAMPLE_REFERENCE, FileFormat
from catalogue.feeds.formats.registry import COURSE_FORMATS
from catalogue.feeds.formats.venues import VENUES
from catalogue.feeds.formats.waymark import WAYMARK
from portal.core.spreadsheets import safe_cell

DAYS_AHEAD = 60
TEXT_FORMAT = "@"  # a spreadsheet leaves such a cell as it is typed: no date, no lost zero
WIDE, NARROW = 40, 20
EMPTY_ROWS = 500  # of a workbook, marked as text

# What the example row says, by our name of the column.
EXAMPLES = {
    "LARS_QAN": "60333078",
    "COURSE_TYPE": "Skills Bootcamp",
    "SECTOR": "CONSTRUCTION",
    "EDUCATION_LEVEL": "2",
    "AWARDING_BODY": "City and Guilds",
    "WHO_THIS_COURSE_IS_FOR": "Adults who are new to welding.",
    "ENTRY_REQUIREMENTS": "You need no experience.",
    "WHAT_YOU_WILL_LEARN": "Welding of steel, and how to work safely.",
    "HOW_YOU_WILL_LEARN": "In a workshop, in a group of ten.",
    "WHAT_YOU_WILL_NEED_TO_BRING": "Closed shoes. We lend everything else.",
    "HOW_YOU_WILL_BE_ASSESSED": "You weld a piece of work.",
    "WHERE_NEXT": "Welding level 2, or a job as a trainee welder.",
    "COURSE_NAME": "Welding for beginners",
    "YOUR_REFERENCE": EXAMPLE_REFERENCE,
    "DELIVERY_MODE": "Classroom",
    "FLEXIBLE_START_DATE": "No",
    "VENUE_NAME": "Main Campus",
    "COURSE_WEBPAGE": "https://www.example.org/welding",
    "COST": "150.00",
    "DURATION": "10",
    "DURATION_UNIT": "Weeks",
    "STUDY_MODE": "Part time",
    "ATTENDANCE_PATTERN": "Evening",
    "LEVEL": "Level 1",
    "YOU_NEED": "To be 19 or older; Closed shoes",
    "IT_HELPS": "To have worked with tools",
    "NOT_NEEDED": "No test; No certificate",
    "HOW_TO_JOIN": "Phone",
    "HOW_TO_JOIN_VALUE": "01922 496000",
    "VENUE_POSTCODE": "WS1 1AA",
    "DAYS": "Tue; Thu",
    "START_TIME": "18:30",
    "END_TIME": "20:30",
    "ADDRESS_LINE_1": "1 High Street",
    "TOWN_OR_CITY": "Walsall",
    "POSTCODE": "WS1 1AA",
    "EMAIL": "hello@example.org",
    "PHONE": "01922 496000",
    "WEBSITE": "https://www.example.org",
}
VENUE_EXAMPLES = {"YOUR_VENUE_REFERENCE": EXAMPLE_REFERENCE}


def file_formats() -> tuple[FileFormat, ...]:
    """Return every format that may be sent: our own, the national ones, places."""
    others = (known for known in COURSE_FORMATS if known is not WAYMARK)
    return (WAYMARK, *others, VENUES)


def format_named(name: str) -> FileFormat | None:
    """Return a format by its name in addresses: ``"venues"``."""
    return next((known for known in file_formats() if known.name == name), None)


def example_row(file_format: FileFormat, *, today: datetime.date) -> list[str]:
    """Return the cells of the example, in the order of the headings. Its date lies ahead."""
    examples = EXAMPLES | {"START_DATE": f"{today + datetime.timedelta(days=DAYS_AHEAD):%d/%m/%Y}"}
    if file_format is VENUES:
        examples |= VENUE_EXAMPLES
    renames = file_format.renames
    return [
        str(safe_cell(examples.get(renames.get(heading, heading), "")))
        for heading in file_format.headings
    ]


def csv_file(file_format: FileFormat, *, today: datetime.date) -> Iterator[bytes]:
    """Yield the template as CSV in UTF-8, with the mark by which Excel knows it."""
    lines = io.StringIO()
    csv.writer(lines).writerows((file_format.headings, example_row(file_format, today=today)))
    yield b"\xef\xbb\xbf"
    yield lines.getvalue().encode()


def xlsx_file(file_format: FileFormat, *, today: datetime.date) -> bytes:
    """Return the template as a workbook whose cells are all texts."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Places" if file_format is VENUES else "Courses"
    sheet.append(list(file_format.headings))
    cells = example_row(file_format, today=today)
    sheet.append(cells)
    sheet.freeze_panes = "A2"
    for number, cell in enumerate(cells, start=1):
        letter = get_column_letter(number)
        is_long = len(cell) > NARROW
        sheet.column_dimensions[letter].width = WIDE if is_long else NARROW
        sheet.column_dimensions[letter].number_format = TEXT_FORMAT
        sheet[f"{letter}1"].font = Font(bold=True)
        sheet[f"{letter}2"].font = Font(italic=True)
        sheet[f"{letter}2"].alignment = Alignment(wrap_text=True, vertical="top")
        for row in range(2, EMPTY_ROWS):
            sheet[f"{letter}{row}"].number_format = TEXT_FORMAT
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()
