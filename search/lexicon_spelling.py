"""Slips in words of community languages: one letter off from a word of a lexicon."""

import unicodedata
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from search.analysis import stem
from search.lexicon import lexicon

# Shorter words have too many neighbours. An Ethiopic letter is a whole syllable.
SHORTEST_LATIN, SHORTEST, SHORTEST_ETHIOPIC = 6, 5, 4


def means_something(word: str) -> bool:
    """Whether a folded word stands for something by itself in some language."""
    return (stem(word),) in lexicon().by_tokens


@lru_cache(maxsize=4096)
def nearest_in_lexicon(word: str) -> str | None:
    """Return the word of a lexicon that a folded word is one slip from, as it is written.

    ``"pielegnarka"`` is "pielęgniarka". None for a word of a lexicon, or one near to none.
    """
    known = lexicon().words
    if word in known or len(word) < _shortest(word):
        return None
    near = [
        (edits, other[0] != word[0], other)
        for length in (len(word), len(word) + 1, len(word) - 1)
        for other, edits, _ in process.extract(
            word, _by_length().get(length, ()), scorer=OSA.distance, score_cutoff=1, limit=None
        )
    ]
    return known[min(near)[2]] if near else None


@lru_cache(maxsize=1)
def _by_length() -> dict[int, list[str]]:
    table: dict[int, list[str]] = {}
    for word in lexicon().words:
        table.setdefault(len(word), []).append(word)
    return table


def _shortest(word: str) -> int:
    if word.isascii():
        return SHORTEST_LATIN
    is_ethiopic = unicodedata.name(word[0], "").startswith("ETHIOPIC")
    return SHORTEST_ETHIOPIC if is_ethiopic else SHORTEST
