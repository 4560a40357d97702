"""Words that must not be there: "childcare not nursery", "welding except MIG"."""

from collections.abc import Callable

from search.filler_words import (
    DETERMINERS,
    FILLERS,
    REQUIREMENTS,
    WEAK_TUPLES,
    WEAK_WORDS,
    WITHOUT_WORDS,
)
from search.phrases import FilterValue
from search.reading import WITHOUT, Reading

NEGATIONS = (("but", "not"), ("other", "than"), ("apart", "from"), ("not",), ("except",),
             ("excluding",), ("excl",))  # fmt: skip
# "I am not sure", "have not worked": nothing is left out.
BEFORE = frozenset(
    """do does did have has had am is are was were can could would will should im be been if why
    whether or may might must need i he she we they you english""".split()
)
AFTER = frozenset(
    """sure working worked much good enough too yet only able needed required far expensive
    more less near want wanting bothered fussed interested ready necessary anymore allowed
    confident studied been""".split()
)

TIMES = frozenset("evening evenings night nights weekend weekends".split())


def read_negations(reading: Reading, *, is_subject: Callable[[str], bool] | None = None) -> None:
    """Claim what is not wanted and leave it out, when something else is wanted.

    "Plumbing no gas" leaves gas out, for gas is a subject; "without a degree" leaves nothing out.
    """
    for position in range(len(reading.tokens)):
        if reading.key(position) in WITHOUT_WORDS and is_subject:
            _leave_out_subject(reading, position, is_subject)
            continue
        for words in NEGATIONS:
            start = position + len(words)
            if reading.keys(position, start) == words and reading.is_free(position, start):
                _leave_out(reading, position, start)
                break


def leave_out_time(reading: Reading, position: int, end: int) -> bool:
    """Leave "nights" out of "warehouse job not nights". Return whether it was left out.

    Vacancies tell their times in their texts alone, so that a filter would hide every one.
    """
    token = reading.tokens[end - 1]
    if reading.key(position) not in ("not", "no") or token.key not in TIMES:
        return False
    typed = reading.text[token.start : token.end]
    reading.claim(position, end, [FilterValue(WITHOUT, typed)], replaced_by=f"-{typed}")
    return True


def _leave_out_subject(reading: Reading, position: int, is_subject: Callable[[str], bool]) -> None:
    start = position + 1
    while reading.key(start) in DETERMINERS:
        start += 1
    key = reading.key(start)
    if key in REQUIREMENTS or key in WEAK_WORDS or not is_subject(key):
        return
    if any(reading.keys(position, end) in WEAK_TUPLES for end in range(start, start + 4)):
        return
    _leave_out(reading, position, position + 1)


def _leave_out(reading: Reading, position: int, start: int) -> None:
    while reading.key(start) in DETERMINERS or reading.key(start) in ("in", "for", "with", "at"):
        start += 1
    key = reading.key(start)
    if not key or key in AFTER or key in FILLERS or not reading.is_free(position, start + 1):
        return
    if reading.key(position - 1) in BEFORE:
        return
    others = set(range(len(reading.tokens))) - set(range(position, start + 1))
    if not any(reading.key(other) not in FILLERS for other in others):
        return
    token = reading.tokens[start]
    typed = reading.text[token.start : token.end]
    value = FilterValue(WITHOUT, typed)
    reading.claim(position, start + 1, [value], replaced_by=f"-{typed}")
