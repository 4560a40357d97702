"""What people typed, made fit to keep: the same words for everybody, nothing about one person."""

import re
import unicodedata
from collections.abc import Callable

from search.forms import JOINERS
from search.personal_words import is_personal
from search.postcodes import parse_postcode

LONGEST = 120  # characters, as the column
MOST_WORDS = 8  # more is likely a sentence about somebody
LONGEST_POSTCODE_WORDS = 4  # "b 70 6 hj"
NO_POSTCODES = ("m365",)  # has the shape of one that is not finished, as "b706" is

# Marks that part words but are no part of "c++", "c#", ".net", "b70-6hj" or "jo@example.org".
BREAKS = re.compile(r"[\s,;:!?\"“”‘()\[\]{}|*<>\\/]+")
MARKS = re.compile(r"[\W_]+")
# The last look at what is about to be kept: a whole postcode with anything glued to it.
WHOLE_POSTCODE = re.compile(r"[a-z]{1,2}\d[a-z\d]?[\W_]*\d[abd-hjlnp-uw-z]{2}")


def kept_words(text: str, *, is_area: Callable[[str], bool]) -> str:
    """Return a search as it may be kept, ``""`` when it may not be kept at all.

    ``"  Welding  COURSE "`` is ``"welding course"`` and ``"care B70 6HJ"`` is ``"care b70"``. What
    has a shape that points to a person (``personal_words``) is left out whole, and so is a text of
    more than eight words. ``is_area`` knows the letters that postcodes begin with: "b706" is half
    typed, "az900" is an exam.
    """
    words = _words(text)
    if len(words) > MOST_WORDS or is_personal(" ".join(words)):
        return ""
    kept = " ".join(_halved(words, is_area))
    return "" if WHOLE_POSTCODE.search(kept) else kept[:LONGEST].strip()


def points_to_a_person(text: str) -> bool:
    """Say whether a search as typed has a shape that points to a person."""
    return is_personal(" ".join(_words(text)))


def _words(text: str) -> list[str]:
    """Return the words in one spelling: full-width letters plain, control marks gone."""
    plain = unicodedata.normalize("NFKC", text).lower()
    seen = (c for c in plain if c.isspace() or c in JOINERS or unicodedata.category(c)[0] != "C")
    return BREAKS.sub(" ", "".join(seen)).split()


def _halved(words: list[str], is_area: Callable[[str], bool]) -> list[str]:
    """Return the words with the first half in place of every postcode, however it is spaced."""
    kept = []
    at = 0
    while at < len(words):
        taken, word = _read(words, at, is_area)
        kept.append(word)
        at += taken
    return kept


def _read(words: list[str], at: int, is_area: Callable[[str], bool]) -> tuple[int, str]:
    """Return how many words are one thing from here on, and what is kept of them."""
    for size in range(min(LONGEST_POSTCODE_WORDS, len(words) - at), 0, -1):
        code = parse_postcode(MARKS.sub("", "".join(words[at : at + size])))
        if code and code.is_full:
            return size, code.outward.lower()
    word = words[at]
    code = parse_postcode(MARKS.sub("", word)) if word not in NO_POSTCODES else None
    return 1, code.outward.lower() if code and is_area(code.area) else word
