"""Headings that are nearly those of a format: mistyped, or with a word or a mark too many."""

import re
from collections import Counter
from collections.abc import Collection, Iterable
from difflib import SequenceMatcher

# WHAT_YOU_WILL_LEARN and HOW_YOU_WILL_LEARN are 0.84 alike, and two columns.
ALIKE = 0.85
CLEARLY_MORE_ALIKE = 0.05
FIRST_WORD = re.compile(r"^(?:COURSE|VENUE|YOUR)_(?=\w{4})")  # "VENUE_POSTCODE" is a POSTCODE
IN_BRACKETS = re.compile(r"[(\[].*?[)\]]")  # "START_DATE_(DD/MM/YYYY)"
NO_LETTERS = re.compile(r"[\W_]")


def near_headings(found: Iterable[str], wanted: Collection[str]) -> dict[str, str]:
    """Return which heading of a file means which one of a format, where only one can be meant.

    ``near_headings(["COURSE_NME", "NOTES"], ["COURSE_NAME", "COST"])`` is ``{"COURSE_NME":
    "COURSE_NAME"}``.
    """
    near = {heading: one for heading in found if (one := _nearest(heading, wanted))}
    times = Counter(near.values())
    return {heading: one for heading, one in near.items() if times[one] == 1}


def _nearest(heading: str, wanted: Collection[str]) -> str:
    by_likeness = sorted(((_likeness(heading, one), one) for one in wanted), reverse=True)
    (most, nearest), (next_most, _other) = [*by_likeness, (0.0, ""), (0.0, "")][:2]
    is_one = most >= ALIKE and most - next_most >= CLEARLY_MORE_ALIKE
    return nearest if is_one else ""


def _likeness(heading: str, other: str) -> float:
    pairs = (
        (heading, other),
        (FIRST_WORD.sub("", heading), other),
        (heading, FIRST_WORD.sub("", other)),
    )
    return max(SequenceMatcher(None, _letters(a), _letters(b)).ratio() for a, b in set(pairs))


def _letters(heading: str) -> str:
    return NO_LETTERS.sub("", IN_BRACKETS.sub("", heading))
