"""A text being read for filters: its tokens, what has been claimed, and what is left."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from search.analysis import WORD_PART, fold
from search.filler_words import FILLERS
from search.phrases import EDGE_FILLERS, LONGEST_PHRASE, FilterValue

LONGEST_TEXT = 300  # what follows stays words
# A whole token: "women's", "c#", "c++", "5.30pm", "asp.net". A hyphen parts: "part-time" is two.
TOKEN = re.compile(rf"{WORD_PART}(?:['’.]{WORD_PART})*[#+]*")
QUOTED = re.compile(r"[\"“”][^\"“”]*[\"“”]?")
EXCLUDED = re.compile(r"(?<!\S)[-−–][^\W_]\S*")
WITHOUT = "without"  # the name of a chip for a word that must not be there: "not nursery"
APOSTROPHES = str.maketrans("", "", "'’")


class Token(NamedTuple):
    """``Token("womens", 0, 7)`` is "Women's" at the start of the text."""

    key: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter understood from the text, to show and to undo.

    ``Chip("when", "evening", "evenings", ((8, 16),))``. The name is a search parameter ("near" for
    the place). ``from_text`` is the visitor's words, without the second half of a postcode.
    ``spans`` are their places in the text; two chips can share them ("level 2 or 3").
    """

    name: str
    value: str
    from_text: str
    spans: tuple[tuple[int, int], ...]


@dataclass(slots=True)
class Reading:
    """Tokens of one text and who has claimed them."""

    text: str
    tokens: list[Token]
    free: list[bool]
    chips: list[Chip] = field(default_factory=list)
    cuts: list[tuple[int, int, str]] = field(default_factory=list)  # start, end, what replaces it
    kept: set[int] = field(default_factory=set)

    @classmethod
    def of(cls, text: str) -> "Reading":
        """Cut a text into tokens. Quoted phrases and "-words" are nobody's to claim."""
        tokens = [
            Token(_key(match.group()), match.start(), match.end())
            for match in TOKEN.finditer(text, 0, LONGEST_TEXT)
        ]
        fixed = [m.span() for pattern in (QUOTED, EXCLUDED) for m in pattern.finditer(text)]
        reading = cls(text, tokens, [True] * len(tokens))
        for position, token in enumerate(tokens):
            if any(start <= token.start < end for start, end in fixed):
                reading.keep(position, position + 1)
        return reading

    def key(self, position: int) -> str:
        """Return the key at a position, "" outside the text."""
        return self.tokens[position].key if 0 <= position < len(self.tokens) else ""

    def keys(self, start: int, end: int) -> tuple[str, ...]:
        """Return the keys of a stretch."""
        return tuple(token.key for token in self.tokens[start:end])

    def gap(self, position: int) -> str:
        """Return the marks and spaces between a token and the one before it."""
        if not 0 < position < len(self.tokens):
            return ""
        return self.text[self.tokens[position - 1].end : self.tokens[position].start]

    def is_free(self, start: int, end: int) -> bool:
        """Whether nobody has claimed or kept any token of a stretch inside the text."""
        return 0 <= start < end <= len(self.tokens) and all(self.free[start:end])

    def free_positions(self) -> list[int]:
        """Return the positions of tokens that are still nobody's."""
        return [position for position, is_free in enumerate(self.free) if is_free]

    def match(self, position: int, phrases: Collection[tuple[str, ...]]) -> int:
        """Return where the longest phrase that starts here ends, 0 if none does."""
        for length in range(min(LONGEST_PHRASE, len(self.tokens) - position), 0, -1):
            end = position + length
            if self.is_free(position, end) and self.keys(position, end) in phrases:
                return end
        return 0

    def keep(self, start: int, end: int) -> None:
        """Mark a stretch as words to match, whatever it looks like."""
        for position in range(start, end):
            self.free[position] = False
            self.kept.add(position)

    def claim(
        self,
        start: int,
        end: int,
        values: Sequence[FilterValue] = (),
        *,
        replaced_by: str = "",
        shown: str = "",
    ) -> None:
        """Take a stretch out of the words and add its chips."""
        span = self.tokens[start].start, self.tokens[end - 1].end
        for position in range(start, end):
            self.free[position] = False
        self.cuts.append((*span, replaced_by))
        self.note(start, end, values, shown=shown)

    def note(self, start: int, end: int, values: Sequence[FilterValue], *, shown: str = "") -> None:
        """Add chips for a stretch and leave its words where they are."""
        span = self.tokens[start].start, self.tokens[end - 1].end
        from_text = shown or self.text[slice(*span)]
        for name, value in values:
            if not any(chip.name == name and chip.value == value for chip in self.chips):
                self.chips.append(Chip(name, value, from_text, (span,)))

    def left(self) -> str:
        """Return the words that nobody claimed, as typed; "" if they ask for nothing."""
        if not self.cuts:
            return " ".join(self.text.split())
        words = "".join(self._uncut())
        tokens = list(TOKEN.finditer(words))
        if all(_key(token.group()) in FILLERS for token in tokens):
            return ""
        start, end = 0, len(tokens)
        while start < end and _key(tokens[start].group()) in EDGE_FILLERS:
            start += 1
        while end > start and _key(tokens[end - 1].group()) in EDGE_FILLERS:
            end -= 1
        return _tidy(words, tokens, start, end)

    def _uncut(self) -> Iterator[str]:
        position = 0
        for start, end, replaced_by in sorted(self.cuts):
            if start >= position:
                yield self.text[position:start]
                yield f" {replaced_by} " if replaced_by else " "
            position = max(position, end)
        yield self.text[position:]


def _tidy(words: str, tokens: Sequence[re.Match[str]], start: int, end: int) -> str:
    """Drop marks that stood between words which are gone: "welding ( ) ," is "welding"."""
    if start == 0 and end == len(tokens):
        kept = words
    else:
        first = tokens[start - 1].end() if start else 0
        last = tokens[end].start() if end < len(tokens) else len(words)
        kept = words[first:last]
    kept = re.sub(r"\(\s*\)|\[\s*\]", " ", kept)
    if kept.count("(") != kept.count(")"):
        kept = re.sub(r"[()]", " ", kept)
    pieces = [piece for piece in kept.split() if not re.fullmatch(r"[,;:/&()|–—-]+", piece)]
    return " ".join(pieces).strip(",;:/&| ")


def _key(word: str) -> str:
    folded = word.lower().translate(APOSTROPHES)
    return folded if folded.isascii() else fold(folded)
