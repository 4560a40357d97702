"""Spelling: a word that no listing has becomes the nearest word that some have."""

from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA, Indel

from search.analysis import spans, stem, surface_words
from search.postcodes import parse_postcode
from search.reading import EXCLUDED, QUOTED

SHORTEST = 4  # shorter words are codes and names more often than slips
# An inflected form of a known word ("weldings") is no slip, but "plumming" is not from "plum":
# it is corrected only to a word this many times as frequent as those with its own stem.
SURELY_MEANT = 5
FIRST_LETTER = 0.5  # people seldom get the first letter wrong: as good as half a slip
# A letter left out is the commonest slip of all, so of words as near one that only adds letters
# goes first: "theor" is "theory" before "their".
LEFT_OUT = 0.25
MOST_KEPT = 4096


@dataclass(frozen=True, slots=True)
class Proposal:
    """``Proposal("plummer evening", "plumber evening", (("plummer", "plumber"),))``."""

    typed: str
    corrected: str
    changes: tuple[tuple[str, str], ...]


class Corrector:
    """Corrects words by the words of one index generation. Build it once for each."""

    def __init__(
        self,
        vocabulary: Iterable[tuple[str, int]],
        document_frequency: Callable[[str], int],
        *,
        known: Container[str] = frozenset(),
        also: Iterable[str] = (),
    ) -> None:
        """``vocabulary``: surface words with their listings count. ``known``: words to leave.

        ``document_frequency`` is asked for stems. Known words are for example the left sides of
        synonyms, which mean something without standing in a listing. ``also``: words that can be
        meant though no listing has them, such as all words of the synonyms.
        """
        self._counts = dict.fromkeys(also, 0) | {word: n for word, n in vocabulary if n > 0}
        self._document_frequency = document_frequency
        self._known = known
        self._by_length: dict[int, list[str]] = {}
        for word in self._counts:
            if len(word) >= SHORTEST - 1 and word.isalpha():
                self._by_length.setdefault(len(word), []).append(word)
        self._cached = lru_cache(maxsize=MOST_KEPT)(self._nearest)

    def correct(self, word: str) -> str | None:
        """Return the word that was meant, None to leave it: known, short, a code, or too far.

        ``"plumming"`` is "plumbing", ``"electrision"`` is "electrician". Text of several words,
        words with digits, postcodes and acronyms in capitals are left.
        """
        folded = surface_words(word)
        if len(folded) != 1 or not _can_be_a_slip(word, folded[0]):
            return None
        if folded[0] in self._counts or folded[0] in self._known:
            return None
        return self._cached(folded[0])

    def propose(self, text: str) -> Proposal | None:
        """Return the whole text with its slips put right, None if there is nothing to do.

        Quoted phrases and "-words" are meant as typed.
        """
        fixed = [m.span() for pattern in (QUOTED, EXCLUDED) for m in pattern.finditer(text)]
        corrected, changes, position = "", [], 0
        for _, start, end in spans(text):
            if any(first <= start < last for first, last in fixed):
                continue
            better = self.correct(text[start:end])
            if better:
                corrected += text[position:start] + better
                changes.append((text[start:end], better))
                position = end
        if not changes:
            return None
        return Proposal(text, corrected + text[position:], tuple(changes))

    def _nearest(self, word: str) -> str | None:
        most_edits = _most_edits(word)
        ranked: list[tuple[float, int, str]] = []
        for length in range(len(word) - most_edits, len(word) + most_edits + 1):
            matches = process.extract(
                word,
                self._by_length.get(length, ()),
                scorer=OSA.distance,
                score_cutoff=most_edits,
                limit=None,
            )
            for other, edits, _ in matches:
                rank = edits + (FIRST_LETTER if other[0] != word[0] else 0)
                if Indel.distance(word, other) == len(other) - len(word):
                    rank -= LEFT_OUT
                ranked.append((rank, -self._counts[other], other))
        if not ranked:
            return None
        _, negative_count, best = min(ranked)
        own_stem = stem(word)
        if stem(best) == own_stem:
            return None
        if self._document_frequency(own_stem) * SURELY_MEANT > -negative_count:
            return None
        return best


def _most_edits(word: str) -> int:
    """Return how many slips are believed: one in four letters, two in six, three in eleven."""
    return 1 if len(word) < 6 else 2 if len(word) < 11 else 3


def _can_be_a_slip(typed: str, folded: str) -> bool:
    if len(folded) < SHORTEST or not folded.isalpha() or not folded.isascii():
        return False
    is_acronym = typed.isupper() and len(folded) <= 5
    return not is_acronym and parse_postcode(folded) is None
