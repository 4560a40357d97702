"""Misspelt words of filters: "evning", "onlin", "lvel 2", "begginers" are read as what they are."""

from collections.abc import Callable

from rapidfuzz import process
from rapidfuzz.distance import OSA, Indel

from search.common_words import COMMON_WORDS
from search.filler_words import FILLERS, WEAK_WORDS
from search.phonetics import sound
from search.places import Gazetteer
from search.reading import Reading

MENDED = tuple(
    """evening evenings weekend weekends saturday saturdays sunday sundays morning mornings
    afternoon afternoons daytime online apprenticeship apprenticeships apprentice apprentices
    course courses classes beginner beginners level distance january february september october
    november december august entry creche english vacancies vacancy""".split()
)
_KNOWN = frozenset(MENDED)
SHORTEST = 4
LONG = 8  # letters in which two slips are believed


def mend(
    reading: Reading, *, gazetteer: Gazetteer, is_listed: Callable[[str], bool] | None
) -> None:
    """Read a misspelt filter word as the right one. Words that listings have are no slips."""
    for position, token in enumerate(reading.tokens):
        if not reading.is_free(position, position + 1):
            continue
        meant = _meant(token.key)
        if not meant or gazetteer.is_name(token.key):
            continue
        if is_listed is None or not is_listed(token.key):
            reading.tokens[position] = token._replace(key=meant)


def _meant(key: str) -> str | None:
    if len(key) < SHORTEST or not key.isascii() or not key.isalpha():
        return None
    if key in _KNOWN or key in FILLERS or key in WEAK_WORDS or key in COMMON_WORDS:
        return None
    most = 2 if len(key) >= LONG else 1
    found = process.extractOne(key, MENDED, scorer=OSA.distance, score_cutoff=2)
    if found is None:
        return None
    meant, edits, _ = found
    is_alike = sound(meant) == sound(key)
    if edits > most and not (is_alike and len(key) > SHORTEST):
        return None
    if meant[0] != key[0] and not is_alike and meant != "english":
        return None
    if len(key) == SHORTEST and Indel.distance(key, meant) != len(meant) - len(key):
        return None  # of four letters only one can be missing: "lvel", not "lever"
    return str(meant)
