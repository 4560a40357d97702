"""Cells of vacancies to values. ValueError means: not clear."""

import datetime
import re
from decimal import Decimal, InvalidOperation

from catalogue.courses.enums import Level
from catalogue.feeds.cells import read_date
from catalogue.feeds.text_cells import plain_text
from catalogue.providers.postcodes import read_postcode
from catalogue.vacancies.enums import WageType, WageUnit, Weighting
from catalogue.vacancies.pay import MAX_PENCE

# Numbers of the API's enumerations and their names, without spaces and capitals.
WAGE_TYPES = {
    "2": WageType.APPRENTICE_MINIMUM,
    "3": WageType.NATIONAL_MINIMUM,
    "4": WageType.CUSTOM,
    "5": WageType.CUSTOM,
    "6": WageType.COMPETITIVE,
    "apprenticeshipminimum": WageType.APPRENTICE_MINIMUM,
    "apprenticeshipminimumwage": WageType.APPRENTICE_MINIMUM,
    "nationalminimumwageforapprentices": WageType.APPRENTICE_MINIMUM,
    "nationalminimum": WageType.NATIONAL_MINIMUM,
    "nationalminimumwage": WageType.NATIONAL_MINIMUM,
    "custom": WageType.CUSTOM,
    "customrange": WageType.CUSTOM,
    "fixedwage": WageType.CUSTOM,
    "competitivesalary": WageType.COMPETITIVE,
    "competitive": WageType.COMPETITIVE,
}
WAGE_TYPE_UNKNOWN = frozenset({"", "0", "1", "7", "8", "unspecified", "legacytext", "unwaged"})
WAGE_UNITS: dict[str, str] = {
    "1": "",
    "2": WageUnit.WEEK,
    "3": WageUnit.MONTH,
    "4": WageUnit.YEAR,
    "unspecified": "",
    "notapplicable": "",
    "hourly": WageUnit.HOUR,
    "weekly": WageUnit.WEEK,
    "monthly": WageUnit.MONTH,
    "annually": WageUnit.YEAR,
}
# Intermediate and advanced are one level each; higher (4 or 5) and degree (6 or 7) are two.
LEVEL_NAMES = {"intermediate": Level.LEVEL_2, "advanced": Level.LEVEL_3}
LEVEL_NAMES_OF_TWO = frozenset({"higher", "degree"})
WEIGHTINGS = {
    "0": Weighting.ESSENTIAL,
    "essential": Weighting.ESSENTIAL,
    "1": Weighting.DESIRED,
    "desired": Weighting.DESIRED,
    "desirable": Weighting.DESIRED,
}
# The route of a standard and the sector of the national service that has its subjects.
SECTOR_OF_ROUTE = {
    "business and administration": "BUSINESSADMIN",
    "care services": "CARE",
    "catering and hospitality": "CATERINGHOSP",
    "construction and the built environment": "CONSTRUCTION",
    "digital": "DIGITAL",
    "education and childcare": "EDUCATION",
    "education and early years": "EDUCATION",
    "engineering and manufacturing": "ENGMAN",
    "hair and beauty": "BEAUTY",
    "health and science": "HEALTH",
    "legal, finance and accounting": "LEGALFINANCE",
    "sales, marketing and procurement": "SALESMARKETING",
    "transport and logistics": "TRANSPORT",
}
NO_DATE = re.compile(r"0001-01-01|01/01/0001")
LIST_ITEM = re.compile(r"<li\b[^<>]*>", re.IGNORECASE)
LENGTH = re.compile(
    r"(?:(\d{1,2})\s*(?:years?|yrs?))?\s*(?:and|,)?\s*(?:(\d{1,3})\s*(?:months?|mths?))?",
    re.IGNORECASE,
)
OUTWARD = re.compile(r"[A-Z]{1,2}[0-9][0-9A-Z]?")
# Great Britain and its islands: a point outside is a slip.
LATITUDES, LONGITUDES = (49.0, 61.5), (-9.0, 2.5)


def _letters(cell: str) -> str:
    return re.sub(r"[^a-z0-9]", "", cell.lower())


def read_day(cell: str) -> datetime.date | None:
    """Read a date; the ``0001-01-01`` of NHS adverts is None, as nobody told it.

    A moment stands for the day that is written in it: the API sends the closing date as 23:59:59 of
    the day, and in summer a change of time zone would make it the next.
    """
    text = cell.strip()
    if not text or NO_DATE.match(text):
        return None
    return read_date(text).date


def read_wage_type(cell: str) -> str:
    """Read the number or the name of the API: ``"4"`` and ``"Custom"``. Not told is empty."""
    word = _letters(cell)
    if word in WAGE_TYPE_UNKNOWN:
        return ""
    try:
        return WAGE_TYPES[word].value
    except KeyError as error:
        raise ValueError(cell) from error


def read_wage_unit(cell: str) -> str:
    """Read ``"4"`` or ``"Annually"``. Unspecified is empty."""
    word = _letters(cell)
    try:
        return str(WAGE_UNITS[word]) if word else ""
    except KeyError as error:
        raise ValueError(cell) from error


def read_pence(cell: str) -> int | None:
    """Read pounds as a number: ``"12.71"`` is 1271. 0 means that nobody told."""
    if not cell:
        return None
    amount = _number(cell.replace("£", "").replace(",", ""))
    pence = int((amount * 100).to_integral_value())
    if not 0 <= pence <= MAX_PENCE:
        raise ValueError(cell)
    return pence or None


def read_hours(cell: str) -> Decimal | None:
    """Read hours a week with at most two places. 0 means that nobody told."""
    hours = _number(cell) if cell else Decimal(0)
    if not 0 <= hours <= 168:
        raise ValueError(cell)
    return hours.quantize(Decimal("0.01")).normalize() or None


def read_count(cell: str) -> int | None:
    """Read a whole number such as of positions. 0 means that nobody told."""
    number = _number(cell) if cell else Decimal(0)
    if number != number.to_integral_value() or not 0 <= number <= 100_000:
        raise ValueError(cell)
    return int(number) or None


def _number(cell: str) -> Decimal:
    try:
        number = Decimal(cell.strip())
    except InvalidOperation as error:
        raise ValueError(cell) from error
    if not number.is_finite() or abs(number) > 10**12:
        raise ValueError(cell)
    return number


def read_months(cell: str) -> int | None:
    """Read ``"21 months"``, ``"1 year 3 months"``. Weeks and other words are None."""
    match = LENGTH.fullmatch(cell.strip())
    if not match or not any(match.groups()):
        return None
    months = int(match.group(1) or 0) * 12 + int(match.group(2) or 0)
    return months or None


def read_level(number: str, name: str) -> str:
    """Return the level of a number, else of a name that means one level, else an empty text."""
    digits = re.fullmatch(r"(?:level\s*)?([1-7])(?:\.0+)?", number.strip(), re.IGNORECASE)
    if digits:
        return Level(f"LEVEL_{digits.group(1)}").value
    words = {_letters(name), _letters(number)}
    for word in words:
        if word in LEVEL_NAMES:
            return LEVEL_NAMES[word].value
    known = ({"", "0", "unknown"} | LEVEL_NAMES_OF_TWO) | {str(digit) for digit in range(10)}
    if words - known:
        raise ValueError(number or name)
    return ""


def read_postcode_or_half(cell: str) -> str:
    """Read ``"ws11aa"`` as ``"WS1 1AA"`` and ``"ws1"`` as ``"WS1"``."""
    text = re.sub(r"\s", "", cell).upper()
    if OUTWARD.fullmatch(text):
        return text
    return read_postcode(cell)


def read_point(latitude: str, longitude: str) -> tuple[float, float] | None:
    """Return a point in Great Britain; 0, 0 means that nobody told."""
    if not latitude or not longitude:
        return None
    north, east = float(_number(latitude)), float(_number(longitude))
    if north == 0 and east == 0:
        return None
    if not (LATITUDES[0] <= north <= LATITUDES[1] and LONGITUDES[0] <= east <= LONGITUDES[1]):
        raise ValueError(f"{latitude}, {longitude}")
    return round(north, 6), round(east, 6)


def listed_text(cell: str) -> str:
    """Return plain text with each item of a list on a line with a hyphen."""
    return plain_text(LIST_ITEM.sub("\n- ", cell) if "<" in cell else cell)
