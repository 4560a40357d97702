"""Columns that the national files lack: dates and times of a run, places, ways to join, ages.

Only columns that a row has are read, so a file without them never empties what a person typed. A
value that is not clear is left out with a warning: it never holds a row.
"""

import datetime
import re
from collections.abc import Callable
from typing import Any

from catalogue.courses.enums import JoinMethod, Need, RunStatus, Weekday
from catalogue.courses.plausible import most_of
from catalogue.feeds.cells import TO_COME, read_date
from catalogue.feeds.row_reading import RowReading
from catalogue.feeds.text_cells import one_line
from catalogue.feeds.web_cells import read_phone, read_webpage

RUN_COLUMNS = {
    "END_DATE": "end_date",
    "ENROL_BY_DATE": "enrol_by_date",
    "DAYS": "days_of_week",
    "START_TIME": "start_time",
    "END_TIME": "end_time",
    "HOURS_PER_WEEK": "hours_per_week",
    "PLACES": "places",
    "PLACES_LEFT": "places_left",
    "WAITING_WEEKS": "waiting_weeks",
    "RUN_STATUS": "status",
}
COURSE_COLUMNS = {
    "HOW_TO_JOIN": "how_to_join",
    "HOW_TO_JOIN_VALUE": "join_value",
    "AGE_FROM": "age_min",
    "AGE_TO": "age_max",
    "TAUGHT_IN": "language_of_teaching",
    "WHAT_IT_OFFERS": "needs",
}
RICHER_RUN_FIELDS = tuple(RUN_COLUMNS.values())
DATE_FIELDS = frozenset({"end_date", "enrol_by_date"})
TIME_FIELDS = frozenset({"start_time", "end_time"})
CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?(?::\d{2})?\s*([ap])?\.?(?:m\.?)?", re.IGNORECASE)
BETWEEN = re.compile(r"[;,/|&\n]|\band\b", re.IGNORECASE)

EMPTY: dict[str, Any] = {"days_of_week": [], "needs": [], "status": RunStatus.SCHEDULED.value}
TEXTS = frozenset({"how_to_join", "join_value", "language_of_teaching"})


def read_richer(reading: RowReading) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the richer fields of a row's run and course that its file has, ready for JSON.

    ``({"end_date": "2027-07-02", "days_of_week": ["TUE"]}, {"age_min": 19})``. An empty cell
    empties the field.
    """
    run = _read(reading, RUN_COLUMNS)
    course = _read(reading, COURSE_COLUMNS)
    _check_run(reading, run)
    _check_course(reading, course)
    return run, course


def _read(reading: RowReading, columns: dict[str, str]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for column, name in columns.items():
        if column not in reading.raw.cells:
            continue
        cell = one_line(reading.cell(column))
        values[name] = _empty(name)
        if not cell or cell.casefold() in TO_COME:
            continue
        try:
            values[name] = READERS[name](cell)
        except ValueError:
            reading.note(f"RICHER_{column}", column, cell, limit=most_of(name))
            if name in LISTS:
                values[name] = [code for code in LISTS[name](cell) if code]
    return values


def _empty(name: str) -> Any:
    if name in EMPTY:
        return list(EMPTY[name]) if isinstance(EMPTY[name], list) else EMPTY[name]
    return "" if name in TEXTS else None


def _check_run(reading: RowReading, run: dict[str, Any]) -> None:
    places, left = run.get("places"), run.get("places_left")
    if places is not None and left is not None and left > places:
        reading.note("RICHER_PLACES_ORDER", "PLACES_LEFT", str(left), other=places)
        run["places_left"] = None


def _check_course(reading: RowReading, course: dict[str, Any]) -> None:
    low, high = course.get("age_min"), course.get("age_max")
    if low is not None and high is not None and high < low:
        reading.note("RICHER_AGE_ORDER", "AGE_TO", str(high), other=low)
        course["age_max"] = None
    if course.get("how_to_join") in (JoinMethod.BOOK, JoinMethod.WEBSITE):
        value = course.get("join_value", "")
        try:
            course["join_value"] = read_webpage(value) if value else ""
        except ValueError:
            reading.note("RICHER_HOW_TO_JOIN_VALUE", "HOW_TO_JOIN_VALUE", value)
            course |= {"how_to_join": "", "join_value": ""}
    if course.get("how_to_join") == JoinMethod.PHONE:
        _put_back_a_zero(reading, course)


def _put_back_a_zero(reading: RowReading, course: dict[str, Any]) -> None:
    """Put back the first zero of a number: a spreadsheet takes it off. Words stay as they are."""
    value = course.get("join_value", "")
    try:
        number, was_lost = read_phone(value)
    except ValueError:
        return
    if was_lost:
        reading.note("RICHER_HOW_TO_JOIN_ZERO", "HOW_TO_JOIN_VALUE", value, other=number)
        course["join_value"] = number


def _date_cell(cell: str) -> str:
    return read_date(cell).date.isoformat()


def read_clock(cell: str) -> str:
    """Read a time of day: ``"18:30"``, ``"6.30pm"``, ``"6 pm"``, ``"18:30:00"``."""
    match = CLOCK.fullmatch(cell.strip())
    if not match:
        raise ValueError(cell)
    hour, minute, half = int(match[1]), int(match[2] or 0), (match[3] or "").lower()
    if not match[2] and not half:
        raise ValueError(cell)
    if half and not 1 <= hour <= 12:
        raise ValueError(cell)
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return datetime.time(hour, minute).isoformat()


def _number(name: str) -> Callable[[str], int]:
    most = most_of(name)

    def read(cell: str) -> int:
        text = cell.removesuffix(".0")
        if not (text.isascii() and text.isdigit()) or len(text) > 6 or int(text) > most:
            raise ValueError(cell)
        return int(text)

    return read


def _hours(cell: str) -> str:
    hours = float(cell) if re.fullmatch(r"\d{1,3}(?:\.\d)?0?", cell) else 0
    if not 0 < hours <= most_of("hours_per_week"):
        raise ValueError(cell)
    return f"{hours:.1f}"


def _days_found(cell: str) -> list[str]:
    names = [word.strip().upper().removesuffix("S")[:3] for word in BETWEEN.split(cell)]
    codes = [code for code in Weekday.values if code in names]
    known = set(codes) | {""}
    return [*codes, *("" for name in names if name not in known)]


def _needs_found(cell: str) -> list[str]:
    by_word = {code: code for code in Need.values}
    by_word |= {_word(str(need.label)): need.value for need in Need}
    found = [by_word.get(_word(part), "") for part in re.split(r"[;,|\n]", cell) if part.strip()]
    return list(dict.fromkeys(found))


def _word(text: str) -> str:
    return re.sub(r"[^A-Z]+", "_", text.upper()).strip("_")


def _all(find: Callable[[str], list[str]]) -> Callable[[str], list[str]]:
    def read(cell: str) -> list[str]:
        found = find(cell)
        if "" in found:
            raise ValueError(cell)
        return found

    return read


def _code(codes: type[RunStatus] | type[JoinMethod], **words: str) -> Callable[[str], str]:
    def read(cell: str) -> str:
        word = _word(cell)
        word = words.get(word, word)
        return str(codes(word).value)

    return read


def _words(limit: int) -> Callable[[str], str]:
    def read(cell: str) -> str:
        if len(cell) > limit:
            raise ValueError(cell)
        return cell

    return read


LISTS = {"days_of_week": _days_found, "needs": _needs_found}
READERS: dict[str, Callable[[str], Any]] = {
    "end_date": _date_cell,
    "enrol_by_date": _date_cell,
    "days_of_week": _all(_days_found),
    "start_time": read_clock,
    "end_time": read_clock,
    "hours_per_week": _hours,
    "places": _number("places"),
    "places_left": _number("places_left"),
    "waiting_weeks": _number("waiting_weeks"),
    "status": _code(RunStatus, OPEN="SCHEDULED", PLACES_OPEN="SCHEDULED", SOLD_OUT="FULL"),
    "how_to_join": _code(
        JoinMethod,
        BOOK_ONLINE="BOOK",
        TELEPHONE="PHONE",
        E_MAIL="EMAIL",
        WEB="WEBSITE",
        ON_THE_PROVIDER_S_WEBSITE="WEBSITE",
        DROP_IN="WALK_IN",
    ),
    "join_value": _words(255),
    "age_min": _number("age_min"),
    "age_max": _number("age_max"),
    "language_of_teaching": _words(60),
    "needs": _all(_needs_found),
}
