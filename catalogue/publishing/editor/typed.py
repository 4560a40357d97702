"""What people type into boxes, as content keeps it, and back. What nobody can read stays typed.

Nothing is refused here: a price of "TBC" is kept as "TBC", and the checks of content say what to
write instead.
"""

import datetime
import re
from typing import Any

from django.http import QueryDict

LONGEST_TYPED = 20_000  # far over every limit that the checks name, so that nothing is lost
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sept", "sep"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}
_NUMBERS = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_WORDS = re.compile(r"(?:[a-z]+,?\s+)?(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]+)\.?,?(?:\s+(\d{4}))?")
_TIME = re.compile(r"(\d{1,2})(?:[:.]?(\d{2}))?\s*(am|pm|a\.m\.|p\.m\.)?")
_PRICE = re.compile(r"£?\s*(\d{1,3}(?:,\d{3})+|\d{1,7})(?:\.(\d{1,2}))?(?:\s*pounds?)?")
FREE_WORDS = frozenset({"free", "nil", "none", "no cost", "nothing"})


def read_date(text: str, *, today: datetime.date) -> str | None:
    """Return ``"2027-01-18"`` for "18/1/2027", "18.01.27", "Mon 18 January 2027", "18 Jan".

    Without a year it is the next such day. Other text is returned as it is typed.
    """
    typed = " ".join(text.split())[:200]
    if not typed:
        return None
    low = typed.lower()
    if match := _ISO.fullmatch(low):
        year, month, day = map(int, match.groups())
    elif match := _NUMBERS.fullmatch(low):
        day, month, year = map(int, match.groups())
        year += 2000 if year < 100 else 0
    elif (match := _WORDS.fullmatch(low)) and match[2] in _MONTHS:
        day, month = int(match[1]), _MONTHS[match[2]]
        year = int(match[3]) if match[3] else _next_year(day, month, today)
    else:
        return typed
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return typed


def _next_year(day: int, month: int, today: datetime.date) -> int:
    return today.year if (month, day) >= (today.month, today.day) else today.year + 1


def show_date(value: Any) -> str:
    """Return ``"18/1/2027"`` for ``"2027-01-18"``, or what was typed."""
    try:
        day = datetime.date.fromisoformat(value)
    except (TypeError, ValueError):
        return show(value)
    return f"{day.day}/{day.month}/{day.year}"


def read_time(text: str) -> str | None:
    """Return ``"18:30"`` for "6:30pm", "6.30 pm", "18:30" and "1830", or what was typed."""
    typed = " ".join(text.split())[:200]
    if not typed:
        return None
    low = {"midday": "12pm", "noon": "12pm"}.get(typed.lower(), typed.lower())
    match = _TIME.fullmatch(low)
    if not match:
        return typed
    hour, minute, half = int(match[1]), int(match[2] or 0), (match[3] or "").replace(".", "")
    if half and not 1 <= hour <= 12:
        return typed
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour > 23 or minute > 59 or (not half and match[2] is None and hour < 8):
        return typed  # "6" alone may be morning or evening
    return f"{hour:02d}:{minute:02d}"


def read_price(text: str) -> int | str | None:
    """Return pence for "295", "£9.50", "1,250" and "free", or what was typed."""
    typed = " ".join(text.split())[:200]
    if not typed:
        return None
    if typed.lower() in FREE_WORDS:
        return 0
    match = _PRICE.fullmatch(typed.lower())
    if not match:
        return typed
    pence = (match[2] or "").ljust(2, "0") if match[2] else "00"
    return int(match[1].replace(",", "")) * 100 + int(pence)


def show_price(value: Any) -> str:
    """Return ``"295"`` or ``"9.50"`` for pence, or what was typed."""
    if isinstance(value, bool) or not isinstance(value, int):
        return show(value)
    pounds, rest = divmod(value, 100)
    return f"{pounds}.{rest:02d}" if rest else str(pounds)


def read_number(text: str) -> int | str | None:
    """Return a whole number, or what was typed."""
    typed = " ".join(text.split())[:200]
    if not typed:
        return None
    return int(typed) if re.fullmatch(r"\d{1,9}", typed) else typed


def as_typed(data: QueryDict) -> QueryDict:
    """Return what a browser sent without the one character that no database keeps."""
    kept = QueryDict(mutable=True)
    for name, values in data.lists():
        kept.setlist(name, [str(value).replace("\x00", "") for value in values])
    return kept


def read_text(text: str) -> str:
    """Return words as they are typed, cut only where nobody types any more."""
    return text[:LONGEST_TYPED].replace("\r\n", "\n").replace("\r", "\n")


def show(value: Any) -> str:
    """Return a value for a box."""
    return "" if value is None else str(value)
