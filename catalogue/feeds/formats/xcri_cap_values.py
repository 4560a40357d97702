"""Values of XCRI-CAP to cells as our own columns have them: dates, modes, costs, lengths, ages."""

import datetime
import re
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from catalogue.feeds.cells import MAX_YEAR, MIN_YEAR, read_date
from catalogue.feeds.formats.xcri_cap_texts import Parts, line_of, words_of

Note = tuple[str, str, str]  # the name of a rule, a column of ours, the value

W3C_DATE = re.compile(
    r"(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::\d{2}(?:\.\d+)?)?)?(?:Z|[+-]\d{2}:?\d{2})?"
)
PART_OF_DATE = re.compile(r"\d{4}(?:-\d{2})?|(?:[A-Za-z]{3,9} )?\d{4}(?:/\d{2,4})?")
INTERVAL = re.compile(
    r"P(?:(\d{1,4})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,4})D)?"
    r"(?:T(?:(\d{1,4})H)?(?:(\d{1,5})M)?(?:\d+S)?)?"
)
LENGTH = re.compile(
    r"(\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|twelve)[\s\-]*"
    r"(minute|hour|hr|day|week|wk|month|year|yr)s?\b",
    re.IGNORECASE,
)
NUMBERS = "one two three four five six seven eight nine ten eleven twelve".split()
MONEY = re.compile(r"(?:£|GBP)?\s*(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?\s*(?:GBP)?", re.IGNORECASE)
AGES = re.compile(r"(\d{1,3})\s*(?:-|–|to)\s*(\d{1,3})")
FROM_AGE = re.compile(r"(\d{1,3})\s*(?:\+|and over|or over)")

DELIVERY = {
    "cm": "Classroom",
    "nc": "Classroom",
    "on": "Online",
    "ds": "Online",
    "da": "Blended learning",
    "mm": "Blended learning",
    "wb": "Work based",
}
DELIVERY_WORDS = (
    ("Blended learning", re.compile(r"mixed|blended|distance with att|hybrid")),
    ("Online", re.compile(r"online|distance|self.?stud|e-?learning|virtual|remote")),
    ("Work based", re.compile(r"work.?(?:based|place)|employer")),
    ("Classroom", re.compile(r"campus|class ?room|college|face.?to.?face|in person")),
)
STUDY = {"ft": "Full time", "pf": "Full time", "pt": "Part time", "fl": "Flexible"}
STUDY_WORDS = (
    ("Part time", re.compile(r"part.?time")),
    ("Full time", re.compile(r"full.?time")),
    ("Part time", re.compile(r"evening|twilight|release|weekend")),
    ("Flexible", re.compile(r"flexible|open learning|distance")),
)
PATTERN = {
    "dt": "Daytime",
    "ev": "Evening",
    "tw": "Evening",
    "we": "Weekend",
    "dr": "Day/Block release",
}
PATTERN_WORDS = (
    ("Day/Block release", re.compile(r"(?:day|block)[ /\w]*release")),
    ("Evening", re.compile(r"evening|twilight|\beve\b")),
    ("Weekend", re.compile(r"weekend|saturday|sunday")),
    ("Daytime", re.compile(r"\bday(?:time)?\b|part.?time day")),
)


class When(NamedTuple):
    """A day, and the time of day where one is told."""

    day: str = ""
    clock: str = ""


def when_of(parts: Parts, name: str, *, column: str, notes: list[Note]) -> When:
    """Read a date from @dtf, else from its words. A month or year alone is told of and left out."""
    for element in parts.get(name, ()):
        for said in ((element.get("dtf") or "").strip(), " ".join(words_of(element).split())):
            if not said:
                continue
            if found := _when(said):
                return found
            if PART_OF_DATE.fullmatch(said) or _is_long_ago(said):
                notes.append(("XCRI_PART_OF_DATE", column, said))
                return When()
            if not element.get("dtf") or said != element.get("dtf"):
                notes.append(("XCRI_DATE_WORDS", column, said))
                return When()
    return When()


def _is_long_ago(said: str) -> bool:
    """Say whether a year is one that programs write for no date, like 1900."""
    return said[:4].isdigit() and int(said[:4]) < MIN_YEAR


def _when(said: str) -> When | None:
    match = W3C_DATE.fullmatch(said)
    try:
        if match:
            year, month, day, hour, minute = match.groups()
            if not MIN_YEAR <= int(year) <= MAX_YEAR:
                return None
            date = datetime.date(int(year), int(month), int(day))
            # Midnight is how programs write a day without a time.
            clock = f"{hour}:{minute}" if hour and (hour, minute) != ("00", "00") else ""
            return When(date.isoformat(), clock)
        return When(read_date(said).date.isoformat())
    except ValueError:
        return None


def _codes(parts: Parts, name: str) -> list[tuple[str, str]]:
    """Return identifier and words of each element of a name, both in lower case."""
    return [
        (
            (element.get("identifier") or "").strip().lower(),
            " ".join(words_of(element).split()).lower(),
        )
        for element in parts.get(name, ())
    ]


def _by_words(words: str, table: tuple[tuple[str, re.Pattern[str]], ...]) -> list[str]:
    return [value for value, pattern in table if pattern.search(words)]


def delivery_of(parts: Parts, *, has_venue: bool) -> str:
    """Return how it is taught, from the code, the words, or from a venue that is told.

    Two modes of one presentation, such as on campus and online, are blended learning. Words that
    say nothing come back as they are, so that the row is held with them.
    """
    found: list[str] = []
    said = ""
    for code, words in _codes(parts, "attendancemode"):
        mode = (
            DELIVERY.get(code)
            or DELIVERY.get(words)
            or next(iter(_by_words(words, DELIVERY_WORDS)), "")
        )
        said = said or words
        if mode:
            found.append(mode)
    if not found:
        hints = " ".join(
            words for name in ("attendancepattern", "studymode") for _, words in _codes(parts, name)
        )
        found = [one for one in _by_words(hints, DELIVERY_WORDS[:2]) if not has_venue]
    if len(set(found)) > 1:
        return "Blended learning"
    if found:
        return found[0]
    return "Classroom" if has_venue else said


def study_of(parts: Parts) -> str:
    """Return how much of the week it takes; colleges also write it as the attendance mode."""
    return _first(parts, ("studymode", "attendancemode", "attendancepattern"), STUDY, STUDY_WORDS)


def pattern_of(parts: Parts) -> str:
    """Return when in the week people come. “Day and / or twilight” is not known."""
    names = ("attendancepattern", "attendancemode", "studymode")
    for name in names:
        for code, words in _codes(parts, name):
            if name == "attendancepattern" and code in PATTERN:
                return PATTERN[code]
            found = _by_words(words, PATTERN_WORDS)
            if "Day/Block release" in found or len(found) == 1:
                return found[0]
            if found == ["Evening", "Weekend"]:
                return "Evening"
    return ""


def _first(
    parts: Parts,
    names: tuple[str, ...],
    codes: dict[str, str],
    table: tuple[tuple[str, re.Pattern[str]], ...],
) -> str:
    for name in names:
        for code, words in _codes(parts, name):
            if name == names[0] and code in codes:
                return codes[code]
            if found := _by_words(words, table):
                return found[0]
    return ""


def cost_of(parts: Parts, notes: list[Note]) -> tuple[str, str]:
    """Return pounds and words about the cost. A sentence with prices is words alone.

    ``0.0000`` is what a database writes when nobody entered a price: not known, and never free.
    """
    said = text = line_of(parts, "cost")
    if not said:
        return "", ""
    match = MONEY.fullmatch(said)
    if not match:
        return ("Free", "") if text.casefold() in ("free", "no charge", "nil") else ("", said)
    whole, fraction = match[1].replace(",", ""), match[2] or ""
    try:
        amount = Decimal(whole + fraction)
    except InvalidOperation:
        return "", said
    if amount == 0 and len(fraction) > 3:
        notes.append(("XCRI_COST_ZERO", "COST", said))
        return "", ""
    cents = amount.quantize(Decimal("0.01"))
    return (str(cents), "") if cents == amount else ("", said)


def duration_of(parts: Parts, notes: list[Note]) -> tuple[str, str]:
    """Return a length and its unit, from @interval, else from the words."""
    for element in parts.get("duration", ()):
        words = " ".join(words_of(element).split())
        by_words = _length(words)
        by_interval = _interval((element.get("interval") or "").strip().upper())
        if (
            by_interval
            and by_words
            and by_interval != by_words
            and not _is_same(by_interval, by_words)
        ):
            notes.append(
                ("XCRI_DURATION_DISAGREES", "DURATION", f"{element.get('interval')}, {words}")
            )
        if found := by_interval or by_words:
            return str(found[0]), found[1]
    return "", ""


def _interval(said: str) -> tuple[int, str] | None:
    match = INTERVAL.fullmatch(said)
    if not match or said in ("P", "PT"):
        return None
    years, months, weeks, days, hours, minutes = (int(one or 0) for one in match.groups())
    if months or (years and not (weeks or days)):
        number, unit = (years, "Years") if not months else (years * 12 + months, "Months")
    elif weeks or days:
        is_weeks = days % 7 == 0
        number, unit = (weeks + days // 7, "Weeks") if is_weeks else (weeks * 7 + days, "Days")
    else:
        number, unit = (hours, "Hours") if not minutes else (hours * 60 + minutes, "Minutes")
    return (number, unit) if 1 <= number <= 999 else None


def _length(words: str) -> tuple[int, str] | None:
    match = LENGTH.search(words)
    if not match:
        return None
    number = match[1].lower()
    count = NUMBERS.index(number) + 1 if number in NUMBERS else int(number)
    unit = {"hr": "hour", "wk": "week", "yr": "year"}.get(match[2].lower(), match[2].lower())
    return (count, f"{unit.title()}s") if 1 <= count <= 999 else None


def _is_same(one: tuple[int, str], other: tuple[int, str]) -> bool:
    days = {"Days": 1, "Weeks": 7, "Months": 30, "Years": 365}
    if one[1] not in days or other[1] not in days:
        return False
    first, second = one[0] * days[one[1]], other[0] * days[other[1]]
    return abs(first - second) <= max(first, second) * 0.1


def ages_of(parts: Parts) -> tuple[str, str]:
    """Return the lowest and highest age. ``any``, ``not known`` and what is no age say nothing."""
    said = line_of(parts, "age")
    if match := AGES.fullmatch(said):
        return match[1], match[2]
    if match := FROM_AGE.fullmatch(said):
        return match[1], ""
    return "", ""


def point_of(parts: Parts, notes: list[Note]) -> tuple[str, str]:
    """Return latitude and longitude of an address. Swapped ones in Britain are put right."""
    point: dict[str, str] = {}
    for element in parts.get("address", ()):
        kind = _address_kind(element)
        if kind:
            point[kind] = (element.text or "").strip()
    try:
        latitude, longitude = float(point["lat"]), float(point["long"])
    except (KeyError, ValueError):
        return "", ""
    if 49 <= longitude <= 61.5 and -9 <= latitude <= 2.5:
        notes.append(("XCRI_POINT_SWAPPED", "VENUE_NAME", f"{latitude}, {longitude}"))
        latitude, longitude = longitude, latitude
    if not (49 <= latitude <= 61.5 and -9 <= longitude <= 2.5):
        return "", ""
    return str(latitude), str(longitude)


def _address_kind(element: Any) -> str:
    for name, value in element.attrib.items():
        if name.endswith("type"):
            kind = value.rpartition(":")[2].strip().lower()
            return {"lat": "lat", "long": "long", "lon": "long"}.get(kind, "")
    return ""


def address_lines(parts: Parts) -> list[str]:
    """Return the lines of an address, without its points."""
    lines = [line_of(parts, "street")]
    for element in parts.get("address", ()):
        if not _address_kind(element):
            lines.append(" ".join(words_of(element).split()))
    return list(dict.fromkeys(line for line in lines if line))
