"""When somebody wants to start: "january", "12 October", "next month", "after Christmas"."""

import re
from datetime import date

from search.phrases import MONTHS, START_WORDS, TERM_PHRASES, VERB_MONTHS, FilterValue
from search.reading import Reading

YEAR = re.compile(r"20[2-9][0-9]")
DAY_OF_MONTH = re.compile(r"(?:0?[1-9]|[12][0-9]|3[01])(?:st|nd|rd|th)?")
TERMS = (1, 4, 9)  # the months in which terms begin
MONTHS_OF_A_START = 2  # what begins "after Christmas" begins in January or February


def read_starts(reading: Reading, *, today: date) -> None:
    """Claim "january", "starting in May", "March 2027", "12 October", "next term"."""
    position = 0
    while position < len(reading.tokens):
        position = (
            _term(reading, position, today=today)
            or _month(reading, position, today=today)
            or position + 1
        )


def _term(reading: Reading, position: int, *, today: date) -> int:
    end = reading.match(position, TERM_PHRASES)
    if not end:
        return 0
    number = TERM_PHRASES[reading.keys(position, end)]
    if not number:
        number = next((term for term in TERMS if term > today.month), TERMS[0])
    year = today.year + (number < today.month)
    months = [date(year, number + step, 1) for step in range(MONTHS_OF_A_START)]
    start = _start_of_claim(reading, position)
    reading.claim(start, end, [FilterValue("starts", f"{month:%Y-%m}") for month in months])
    return end


def _month(reading: Reading, position: int, *, today: date) -> int:
    key = reading.key(position)
    relative = reading.keys(position, position + 2)
    if relative in (("next", "month"), ("this", "month")) and reading.is_free(
        position, position + 2
    ):
        step = 1 if key == "next" else 0
        month = date(today.year + (today.month + step > 12), (today.month + step - 1) % 12 + 1, 1)
        start = _start_of_claim(reading, position)
        reading.claim(start, position + 2, [FilterValue("starts", f"{month:%Y-%m}")])
        return position + 2
    number = MONTHS.get(key)
    if number is None or not reading.is_free(position, position + 1):
        return 0
    start, end = _start_of_claim(reading, position), position + 1
    if DAY_OF_MONTH.fullmatch(reading.key(start - 1)) and reading.is_free(start - 1, start):
        start = _start_of_claim(reading, start - 1)
    elif DAY_OF_MONTH.fullmatch(reading.key(end)) and reading.is_free(end, end + 1):
        end += 1
    year = today.year + (number < today.month)
    if YEAR.fullmatch(reading.key(end)) and reading.is_free(end, end + 1):
        year = int(reading.key(end))
        end += 1
    if key in VERB_MONTHS and (start, end) == (position, position + 1):
        return 0
    if reading.key(end) in ("start", "starts", "starting", "intake") and reading.is_free(
        end, end + 1
    ):
        end += 1
    if (year, number) < (today.year, today.month):
        return 0  # a month that is over stays a word: no course starts then
    reading.claim(start, end, [FilterValue("starts", f"{year:04d}-{number:02d}")])
    return end


def _start_of_claim(reading: Reading, position: int) -> int:
    """Return where "starting in" begins before a month."""
    start = position
    while reading.key(start - 1) in START_WORDS and reading.is_free(start - 1, start):
        start -= 1
    return start
