"""A college's list of 600 rows in the national format, of which 14 are wrong, made for tests."""

import csv
import datetime
import io
from collections.abc import Callable, Iterable

from catalogue.feeds.formats.course_directory import COURSE_DIRECTORY
from tests.factories import TODAY

ROWS = 600
VENUES = ("Main Building", "Tipton Centre", "Smethwick Library", "Oldbury Workshop")
SUBJECTS = ("Welding", "English for work", "Bookkeeping", "Care of children", "Plumbing", "Maths")
LEVELS = ("beginners", "improvers", "level 1", "level 2", "evening", "weekend")

Row = dict[str, str]

# Number of the row as a spreadsheet counts, and what is wrong with it.
WRONG: dict[int, dict[str, str]] = {
    14: {"START_DATE": "31/02/2027"},
    20: {"VENUE_NAME": "Main Campus"},
    33: {"COST": "ask us"},
    61: {"DURATION_UNIT": "moons"},
    62: {"DURATION": "many"},
    100: {"DELIVERY_MODE": ""},
    150: {"DELIVERY_MODE": "By post"},
    200: {"START_DATE": "soon"},
    250: {"COST": "<script>alert(1)</script>"},
    300: {"VENUE_NAME": "", "YOUR_VENUE_REFERENCE": ""},
    350: {"START_DATE": "2027-13-01"},
    400: {"DURATION": "0"},
    450: {"VENUE_NAME": "\u202e\u200fgnidliuB"},
    500: {"COST": "=1+1"},
}


def row_of(number: int) -> Row:
    """Return a right row: ``row_of(2)`` is the first below the headings."""
    position = number - 2
    subject = SUBJECTS[position % len(SUBJECTS)]
    level = LEVELS[position // len(SUBJECTS) % len(LEVELS)]
    start = TODAY + datetime.timedelta(days=40 + position % 90)
    return {
        "WHO_THIS_COURSE_IS_FOR": f"Adults who want to learn {subject.lower()}.",
        "WHAT_YOU_WILL_LEARN": f"{subject}, step by step.",
        "COURSE_NAME": f"{subject}: {level}, group {position}",
        "YOUR_REFERENCE": f"LOC-{number:04d}",
        "DELIVERY_MODE": "Classroom",
        "START_DATE": f"{start:%d/%m/%Y}",
        "FLEXIBLE_START_DATE": "No",
        "VENUE_NAME": VENUES[position % len(VENUES)],
        "COURSE_WEBPAGE": "https://college.example/courses",
        "COST": f"{100 + position % 7 * 10}.00",
        "DURATION": "10",
        "DURATION_UNIT": "Weeks",
        "STUDY_MODE": "Part time",
        "ATTENDANCE_PATTERN": "Evening",
    }


def rows(count: int = ROWS, *, change: Callable[[int, Row], Row] | None = None) -> list[Row]:
    """Return right rows. ``change`` may answer another row for a number."""
    found = [row_of(number) for number in range(2, count + 2)]
    return [change(number, row) for number, row in enumerate(found, 2)] if change else found


def with_mistakes(number: int, row: Row) -> Row:
    """Return a row as the file with 14 wrong rows has it."""
    return row | WRONG.get(number, {})


def as_file(lines: Iterable[Row], *, name: str = "courses-january.csv") -> io.BytesIO:
    """Return rows as a file that the test client can send."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COURSE_DIRECTORY.headings, restval="")
    writer.writeheader()
    writer.writerows(lines)
    stream = io.BytesIO(text.getvalue().encode())
    stream.name = name
    return stream
