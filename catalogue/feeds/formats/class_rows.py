"""What Open Referral UK and OpenActive share: community classes as rows for the importer."""

import datetime
from collections.abc import Iterable

from catalogue.feeds.formats.base import FileFormat
from catalogue.feeds.json_files import storable

CLASS_COLUMNS = (
    "COURSE_NAME",
    "COURSE_TYPE",
    "YOUR_REFERENCE",
    "COURSE_REFERENCE",
    "WHAT_YOU_WILL_LEARN",
    "WHO_THIS_COURSE_IS_FOR",
    "ENTRY_REQUIREMENTS",
    "DELIVERY_MODE",
    "START_DATE",
    "FLEXIBLE_START_DATE",
    "END_DATE",
    "DAYS",
    "START_TIME",
    "END_TIME",
    "ATTENDANCE_PATTERN",
    "VENUE_NAME",
    "VENUE_POSTCODE",
    "COURSE_WEBPAGE",
    "COST",
    "COST_DESCRIPTION",
    "PLACES",
    "PLACES_LEFT",
    "RUN_STATUS",
    "HOW_TO_JOIN",
    "HOW_TO_JOIN_VALUE",
    "AGE_FROM",
    "AGE_TO",
)
# What every row has, empty or not. Of the others a row has what its feed tells.
ALWAYS = (
    *CLASS_COLUMNS[:5],
    "DELIVERY_MODE",
    "START_DATE",
    "FLEXIBLE_START_DATE",
    "ATTENDANCE_PATTERN",
    "COURSE_WEBPAGE",
    "COST",
    "COST_DESCRIPTION",
)
DAY_CODES = ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN")
EVENING = datetime.time(17)
COMMUNITY = "COMMUNITY"


def class_format(name: str, label: str, *notes: str) -> FileFormat:
    """Return a format whose rows have our own columns."""
    return FileFormat(
        name=name,
        label=label,
        headings=CLASS_COLUMNS,
        has_lars=False,
        is_open=True,
        optional=frozenset(CLASS_COLUMNS),
        notes=notes,
    )


def day_codes(dates: Iterable[datetime.date]) -> str:
    """Return the days of the week of dates: ``"TUE; THU"``."""
    numbers = sorted({date.weekday() for date in dates})
    return "; ".join(DAY_CODES[number] for number in numbers)


def pattern_of(days: str, begins: datetime.time | None) -> str:
    """Return when in the week people come, as far as days and hours tell it."""
    codes = {code.strip() for code in days.split(";") if code.strip()}
    if codes and codes <= {"SAT", "SUN"}:
        return "Weekend"
    if begins is None:
        return ""
    return "Evening" if begins >= EVENING else "Daytime"


def kept(cells: dict[str, str]) -> dict[str, str]:
    """Return cells without what no database can hold, such as half a character."""
    whole = dict.fromkeys(ALWAYS, "") | cells
    return {column: storable(text).strip() for column, text in whole.items()}


def pounds(pence: int | None) -> str:
    """Return a price as a cell: ``"12.50"``, and nothing when it is not known."""
    return "" if pence is None else f"{pence / 100:.2f}"
