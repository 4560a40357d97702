"""Cells to values: dates, money, closed vocabularies. ValueError means: not clear."""

import datetime
import re
from collections.abc import Mapping
from typing import NamedTuple, TypeVar

from catalogue.courses.enums import AttendancePattern, DeliveryMode, DurationUnit, Level, StudyMode

Value = TypeVar("Value")

MIN_YEAR, MAX_YEAR = 1990, 2100
YES, NO = frozenset({"yes", "y", "true", "1"}), frozenset({"no", "n", "false", "0"})
TO_COME = frozenset({"tbc", "tba", "t.b.c.", "to be confirmed", "to be advised", "to follow", "?"})
FREE = frozenset({"free", "nil", "no cost", "no charge", "free of charge"})
MONEY = re.compile(
    r"(?:£|GBP)?\s*(\d{1,3}(?:,\d{3})+|\d+)?(?:\.(\d{1,2}))?\s*(?:GBP)?", re.IGNORECASE
)
ISO_DATE = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ]\d{1,2}:\d{2}.*)?")
DAY_FIRST = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})(?: \d{1,2}:\d{2}(?::\d{2})?)?")
US_EXPORT = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}) \d{1,2}:\d{2}:\d{2} [AP]M", re.IGNORECASE)
MONTH_NAME = re.compile(
    r"(?:[A-Za-z]+,? )?(\d{1,2})(?:st|nd|rd|th)?[ \-]([A-Za-z]{3})[a-z]*\.?,?[ \-](\d{4}|\d{2})"
)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
DURATION = re.compile(r"(\d{1,4})(?:\.0+)?(?:\s*([A-Za-z]+))?")  # "6", "6.0", "6 weeks"
LARS_CODE = re.compile(r"[A-Z0-9]\d{6}[0-9A-Z]")  # "60333078", "5010830X", "Z0002105"
NUMBER_WORDS = ("one", "two", "three", "four", "five", "six", "seven")

DELIVERY_MODES = {
    "classroom": DeliveryMode.CLASSROOM,
    "classroombased": DeliveryMode.CLASSROOM,
    "facetoface": DeliveryMode.CLASSROOM,
    "inperson": DeliveryMode.CLASSROOM,
    "online": DeliveryMode.ONLINE,
    "work": DeliveryMode.WORK_BASED,
    "workbased": DeliveryMode.WORK_BASED,
    "blended": DeliveryMode.BLENDED,
    "blendedlearning": DeliveryMode.BLENDED,
}
STUDY_MODES = {
    "fulltime": StudyMode.FULL_TIME,
    "parttime": StudyMode.PART_TIME,
    "flexible": StudyMode.FLEXIBLE,
}
ATTENDANCE_PATTERNS = {
    "daytime": AttendancePattern.DAYTIME,
    "day": AttendancePattern.DAYTIME,
    "evening": AttendancePattern.EVENING,
    "evenings": AttendancePattern.EVENING,
    "weekend": AttendancePattern.WEEKEND,
    "weekends": AttendancePattern.WEEKEND,
    "dayblockrelease": AttendancePattern.DAY_RELEASE,
    "dayrelease": AttendancePattern.DAY_RELEASE,
    "blockrelease": AttendancePattern.DAY_RELEASE,
}


class ReadDate(NamedTuple):
    """A date and whether it was written month first."""

    date: datetime.date
    is_us_order: bool = False


def _letters(cell: str) -> str:
    return re.sub(r"[^a-z0-9]", "", cell.lower())


def read_date(cell: str) -> ReadDate:
    """Read ``21/09/2026``, ``2026-09-21``, ``21 Sept 2026``, ``9/21/2026 12:00:00 AM``."""
    if match := DAY_FIRST.fullmatch(cell):
        day, month, year = match.groups()
    elif match := ISO_DATE.fullmatch(cell):
        year, month, day = match.groups()
    elif match := US_EXPORT.fullmatch(cell):
        month, day, year = match.groups()
        return ReadDate(_date(year, month, day), is_us_order=True)
    elif (match := MONTH_NAME.fullmatch(cell)) and match.group(2).lower() in MONTHS:
        day, name, year = match.groups()
        month = str(MONTHS.index(name.lower()) + 1)
    else:
        raise ValueError(cell)
    return ReadDate(_date(year, month, day))


def _date(year: str, month: str, day: str) -> datetime.date:
    number = int(year) + 2000 if len(year) == 2 else int(year)
    if not MIN_YEAR <= number <= MAX_YEAR:
        raise ValueError(year)
    return datetime.date(number, int(month), int(day))


def read_cost_pence(cell: str) -> int:
    """Read pounds: ``"£1,250.00"`` is 125000. ``"Free"`` is 0. ``"1,25"`` is unclear."""
    if cell.casefold() in FREE:
        return 0
    match = MONEY.fullmatch(cell.strip())
    if not match or (match.group(1) is None and match.group(2) is None):
        raise ValueError(cell)
    pounds, pence = (match.group(1) or "0").replace(",", ""), (match.group(2) or "0").ljust(2, "0")
    return int(pounds) * 100 + int(pence)


def read_yes_no(cell: str) -> bool:
    """Read Yes or No in any case, or as true, false, 1, 0, y, n."""
    folded = cell.casefold()
    if folded in YES:
        return True
    if folded in NO:
        return False
    raise ValueError(cell)


def read_duration(cell: str) -> tuple[int, str]:
    """Read a length and the unit that stands with it, if any: ``"6 weeks"`` is (6, "weeks")."""
    match = DURATION.fullmatch(cell)
    if not match or not 1 <= int(match.group(1)) <= 999:
        raise ValueError(cell)
    return int(match.group(1)), match.group(2) or ""


def read_duration_unit(cell: str) -> DurationUnit:
    """Read a unit in any case and number: ``"week"``, ``"Weeks"``."""
    singular = _letters(cell).removesuffix("s")
    short = {"min": "minute", "hr": "hour", "wk": "week", "mth": "month", "yr": "year"}
    try:
        return DurationUnit(short.get(singular, singular).upper() + "S")
    except ValueError as error:
        raise ValueError(cell) from error


def read_delivery_mode(cell: str) -> DeliveryMode:
    """Read a way to teach, as providers spell it: ``"Classroom based"``, ``"In person"``."""
    return _one_of(DELIVERY_MODES, cell)


def read_study_mode(cell: str) -> StudyMode:
    """Read ``"Full-time"``, ``"full time"``, ``"Part time"``, ``"Flexible"``."""
    return _one_of(STUDY_MODES, cell)


def read_attendance_pattern(cell: str) -> AttendancePattern:
    """Read ``"Daytime"``, ``"Evening"``, ``"Weekend"``, ``"Day/Block Release"``."""
    return _one_of(ATTENDANCE_PATTERNS, cell)


def _one_of(vocabulary: Mapping[str, Value], cell: str) -> Value:
    try:
        return vocabulary[_letters(cell)]
    except KeyError as error:
        raise ValueError(cell) from error


def read_education_level(cell: str) -> Level:
    """Read ``"Entry level"``, ``"3"``, ``"three"`` or ``"Level 3"``."""
    word = _letters(cell).removeprefix("level")
    if word in ("entry", "entrylevel", "e"):
        return Level.ENTRY
    if word in NUMBER_WORDS:
        word = str(NUMBER_WORDS.index(word) + 1)
    try:
        return Level(f"LEVEL_{word}")
    except ValueError as error:
        raise ValueError(cell) from error


def read_level(cell: str) -> Level:
    """Read any level: ``"Entry 2"``, ``"E3"``, ``"Pre-entry"``, and all of read_education_level."""
    word = _letters(cell).removeprefix("level")
    if word == "preentry":
        return Level.PRE_ENTRY
    if match := re.fullmatch(r"(?:entry|entrylevel|e)([1-3])", word):
        return Level(f"ENTRY_{match[1]}")
    return read_education_level(cell)


def read_lars_code(cell: str) -> tuple[str, bool]:
    """Return a learning aim's code, and whether lost zeros were put back.

    ``"603/3307/8"`` is ``"60333078"``; ``"333078"`` is ``"00333078"`` with True.
    """
    code = re.sub(r"[\s/.\-]", "", cell).upper()
    padded = code.rjust(8, "0") if 4 <= len(code) < 8 and code[:-1].isdigit() else code
    if not LARS_CODE.fullmatch(padded) or not padded[:-1].strip("0"):
        raise ValueError(cell)
    return padded, padded != code
