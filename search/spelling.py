"""Spelling: a word that no listing has becomes the nearest word that some have."""

import math
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA, Indel

from search.analysis import spans, stem, surface_words
from search.common_words import COMMON_WORDS
from search.filler_words import FILLERS, GENERAL_WORDS, WEAK_WORDS
from search.lexicon_spelling import means_something, nearest_in_lexicon
from search.phonetics import sound
from search.postcodes import parse_postcode
from search.reading import EXCLUDED, QUOTED

SHORTEST = 4  # shorter words are codes and names more often than slips
# An inflected form of a known word ("weldings") is no slip, but "plumming" is not from "plum":
# it is corrected only to a word this many times as frequent as those with its own stem.
SURELY_MEANT = 5
FIRST_LETTER = 0.5  # people seldom get the first letter wrong: as good as half a slip
# With another first letter and one more slip little is left of six letters: "battle" is a town, and
# no "castle". Longer words keep enough to be known, and what sounds the same is tried by ear.
SHORTEST_WITHOUT_FIRST = 7
# A letter left out is the commonest slip of all, so of words as near one that only adds letters
# goes first: "theor" is "theory" before "their". A letter put in twice is the next.
LEFT_OUT = 0.25
# Written by ear: "farmacy" has two slips from "pharmacy", but sounds just like it.
SOUNDS_ALIKE = 1.0
MOST_BY_EAR = 4  # slips of a word that sounds the same
FREQUENT = 0.06  # for each tenfold (2.3 in ln) a seventh of a slip: frequent words are meant
MOST_FREQUENT = 0.45
UNLISTED = 0.6  # a word of the synonyms that no listing has: it may be a slip there, too
A_SPACE = 0.9  # a space left out, or one put in, is less than a wrong letter
SHORTEST_PART = 3
SURE_PART = 4  # letters of a part that says by itself that words were run together
LONG_PART = 6  # letters of a slip that may stand beside a shorter part: "carmecanic"
MOST_PARTS = 3
LIKELY = 0.8  # another candidate within so much of the best is worth a try
MOST_PROPOSALS = 4
MOST_KEPT = 4096
# Words that are meant as they stand, though no listing has them.
MEANT = COMMON_WORDS | FILLERS | GENERAL_WORDS | WEAK_WORDS
LONGEST = 40  # letters; longer ones are no words


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
        self._by_sound: dict[str, list[str]] | None = None
        for word in self._counts:
            if len(word) >= SHORTEST - 1 and word.isalpha() and word.isascii():
                self._by_length.setdefault(len(word), []).append(word)
        self._cached = lru_cache(maxsize=MOST_KEPT)(self._nearest)

    @property
    def size(self) -> int:
        """How many words it knows."""
        return len(self._counts)

    def is_listed(self, word: str) -> bool:
        """Whether some listing has a word as it is written."""
        return self._counts.get(word, 0) > 0

    def correct(self, word: str) -> str | None:
        """Return the word that was meant, None to leave it: known, short, a code, or too far.

        ``"plumming"`` is "plumbing", ``"mekanik"`` is "mechanic", ``"fullstack"`` is "full
        stack". Text of several words, words with digits, postcodes and acronyms in capitals are
        left.
        """
        return next(iter(self._candidates(word)), None)

    def proposals(self, text: str) -> list[Proposal]:
        """Return whole texts with the slips put right, the likeliest first.

        Quoted phrases and "-words" are meant as typed.
        """
        choices = self._choices(text)
        if not choices:
            return []
        found = [_put_right(text, [(start, end, best[0]) for start, end, best in choices])]
        for place, (_start, _end, candidates) in enumerate(choices):
            for other in candidates[1:]:
                changed = [(s, e, best[0]) for s, e, best in choices]
                changed[place] = (*changed[place][:2], other)
                found.append(_put_right(text, changed))
        return found[:MOST_PROPOSALS]

    def _choices(self, text: str) -> list[tuple[int, int, Sequence[str]]]:
        fixed = [m.span() for pattern in (QUOTED, EXCLUDED) for m in pattern.finditer(text)]
        words = [
            (start, end)
            for _, start, end in spans(text)
            if not any(first <= start < last for first, last in fixed)
        ]
        found: list[tuple[int, int, Sequence[str]]] = []
        taken = -1
        for place, (start, end) in enumerate(words):
            if start < taken:
                continue
            following = words[place + 1] if place + 1 < len(words) else None
            if following and text[end : following[0]] == " ":
                joined = self._joined(text[start:end], text[following[0] : following[1]])
                if joined:
                    found.append((start, following[1], (joined,)))
                    taken = following[1]
                    continue
            candidates = self._candidates(text[start:end])
            if candidates:
                found.append((start, end, candidates))
        return found

    def _joined(self, first: str, second: str) -> str | None:
        """Return "bookkeeping" for "book", "keeping": a word that listings have, in two parts."""
        one, two = first.lower(), second.lower()
        word = one + two
        if not (word.isalpha() and word.isascii() and len(word) >= 6 and self._counts.get(word)):
            return None
        if one in FILLERS and two in FILLERS:
            return None
        is_slip = not self._counts.get(one) or not self._counts.get(two)
        return word if is_slip or self._document_frequency(stem(word)) else None

    def _candidates(self, typed: str) -> Sequence[str]:
        folded = surface_words(typed)
        if len(folded) != 1:
            return ()
        word = folded[0]
        if word in self._counts or word in self._known or word in MEANT:
            return ()
        if means_something(word):
            return ()
        of_a_language = nearest_in_lexicon(word)
        if not word.isascii():
            return (of_a_language,) if of_a_language else ()
        if not _can_be_a_slip(typed, word):
            return ()
        found = self._cached(word)
        if of_a_language and not (found and _is_as_near(word, found[0])):
            return (of_a_language, *found)
        return found

    def _nearest(self, word: str) -> tuple[str, ...]:
        ranked: dict[str, float] = {}
        most_edits = _most_edits(word)
        for length in range(len(word) - most_edits, len(word) + most_edits + 1):
            matches = process.extract(
                word,
                self._by_length.get(length, ()),
                scorer=OSA.distance,
                score_cutoff=most_edits,
                limit=None,
            )
            for other, edits, _ in matches:
                if other[0] == word[0] or edits < 2 or len(word) >= SHORTEST_WITHOUT_FIRST:
                    ranked[other] = self._rank(word, other, edits)
        for other in self._alike(word):
            edits = OSA.distance(word, other, score_cutoff=MOST_BY_EAR)
            if edits <= min(MOST_BY_EAR, len(word) // 2):
                ranked[other] = self._rank(word, other, edits)
        best = sorted(ranked.items(), key=lambda pair: (pair[1], pair[0]))
        parts = self._parts(word)
        if parts and (not best or best[0][1] > A_SPACE - MOST_FREQUENT):
            return (" ".join(parts), *(one for one, rank in best[:1] if rank < 1))
        own_stem = stem(word)
        own_count = self._document_frequency(own_stem)
        if not best and not own_count:
            return self._misspelt_parts(word)
        if not best or stem(best[0][0]) == own_stem:
            return ()
        if own_count * SURELY_MEANT > self._counts[best[0][0]]:
            return ()
        likely = [one for one, rank in best if rank <= best[0][1] + LIKELY]
        return tuple(likely[:MOST_PROPOSALS])

    def _rank(self, word: str, other: str, edits: float) -> float:
        """Return how unlikely it is that "word" means "other": edits, less what speaks for it."""
        rank = edits + (FIRST_LETTER if other[0] != word[0] else 0)
        if Indel.distance(word, other) == abs(len(other) - len(word)):
            rank -= LEFT_OUT if len(other) > len(word) else LEFT_OUT / 2
        if sound(word) == sound(other):
            rank -= SOUNDS_ALIKE
        count = self._counts[other]
        return rank - min(MOST_FREQUENT, FREQUENT * math.log1p(count)) if count else rank + UNLISTED

    def _alike(self, word: str) -> Sequence[str]:
        if self._by_sound is None:
            by_sound: dict[str, list[str]] = {}
            for words in self._by_length.values():
                for one in words:
                    by_sound.setdefault(sound(one), []).append(one)
            self._by_sound = by_sound
        return self._by_sound.get(sound(word), ())

    def _parts(self, word: str, most: int = MOST_PARTS) -> list[str]:
        """Return the known words that were run together: ``["customer", "service"]``."""
        best: tuple[float, list[str]] | None = None
        for cut in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
            first, rest = word[:cut], word[cut:]
            if not self._is_part(first):
                continue
            tail = (
                [rest] if self._is_part(rest) else self._parts(rest, most - 1) if most > 2 else []
            )
            if not tail:
                continue
            parts = [first, *tail]
            # Fewer parts first, then the one whose rarest part is the most frequent.
            worth = -len(parts) * 100 + min(math.log1p(self._counts[one]) for one in parts)
            if best is None or worth > best[0]:
                best = (worth, parts)
        return best[1] if best else []

    def _misspelt_parts(self, word: str) -> tuple[str, ...]:
        """Return words run together of which one has a slip: ``("healthcare assistant",)``.

        One of them has to be written right; else nearly every long name could be split.
        """
        best: tuple[float, str] | None = None
        for cut in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
            head, tail = word[:cut], word[cut:]
            for right, slip, is_first in ((head, tail, True), (tail, head, False)):
                least = SHORTEST if len(right) >= SURE_PART else LONG_PART
                if len(slip) < least or not (known := self._known_parts(right)):
                    continue
                if (meant := self._slip_of(slip)) is None:
                    continue
                rank, other = meant
                text = f"{known} {other}" if is_first else f"{other} {known}"
                rank += A_SPACE * known.count(" ") - FREQUENT * len(right)
                if best is None or (rank, text) < best:
                    best = (rank, text)
        return (best[1],) if best else ()

    def _known_parts(self, text: str) -> str:
        """Return a text that is a known word, or two run together, with spaces."""
        if self._is_part(text):
            return text
        return " ".join(self._parts(text, 2)) if len(text) >= 2 * SURE_PART else ""

    def _slip_of(self, word: str) -> tuple[float, str] | None:
        """Return the listed word that a part of a longer one means, and how unlikely that is."""
        most = 1 if len(word) < 8 else 2
        ranked = []
        for length in range(len(word) - most, len(word) + most + 1):
            words = self._by_length.get(length, ())
            found = process.extract(word, words, scorer=OSA.distance, score_cutoff=most, limit=None)
            for other, edits, _ in found:
                # Of four letters only one can be missing, as in "nurserynurs".
                is_near = len(word) > SHORTEST or len(other) > len(word)
                if edits and is_near and other[0] == word[0] and self._counts[other]:
                    ranked.append((self._rank(word, other, edits), other))
        return min(ranked, default=None)

    def _is_part(self, word: str) -> bool:
        if len(word) == SHORTEST_PART and word in FILLERS and word != "and":
            return False
        return self._counts.get(word, 0) > 0


def _put_right(text: str, changes: Iterable[tuple[int, int, str]]) -> Proposal:
    corrected, made, position = "", [], 0
    for start, end, better in changes:
        corrected += text[position:start] + better
        made.append((text[start:end], better))
        position = end
    return Proposal(text, corrected + text[position:], tuple(made))


def _is_as_near(word: str, other: str) -> bool:
    """Say whether English can be meant as well as a word of a lexicon that is one slip away."""
    return sound(word) == sound(other) or OSA.distance(word, other, score_cutoff=1) <= 1


def _most_edits(word: str) -> int:
    """Return how many slips are believed: one in four letters, two in six, three in eleven."""
    return 1 if len(word) < 6 else 2 if len(word) < 11 else 3


def _can_be_a_slip(typed: str, folded: str) -> bool:
    if not SHORTEST <= len(folded) <= LONGEST or not folded.isalpha() or not folded.isascii():
        return False
    is_acronym = typed.isupper() and len(folded) <= 5
    return not is_acronym and parse_postcode(folded) is None
