"""Synonyms as data: what people type on the left, what listings say on the right."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from search.analysis import analyse, surface_words
from search.query import Alternative
from search.ranking import SYNONYM_BOOST
from search.synonym_lines import is_line, read_line

Tokens = tuple[str, ...]


@dataclass(frozen=True)
class Synonyms:
    """Alternatives by analysed words. Immutable: read a new one when the data changed.

    ``surface_words``: every word of both sides, unstemmed: what a slip can have been meant as.
    ``problems`` names lines that could not be read; they count as absent.
    """

    by_tokens: dict[Tokens, tuple[Alternative, ...]] = field(default_factory=dict)
    longest: int = 0
    surface_words: frozenset[str] = frozenset()
    problems: tuple[str, ...] = ()

    @classmethod
    def parse(cls, lines: Iterable[str]) -> "Synonyms":
        """Read lines such as "hca => healthcare assistant", "fork lift <=> forklift".

        "a, b <=>" makes all of a group mean each other. A later line about the same words adds
        its meanings in front of the earlier ones. Lines are not joined up: with "a => b" and
        "b => c", "a" does not find "c".
        """
        return cls().extended(lines)

    def extended(self, lines: Iterable[str]) -> "Synonyms":
        """Return these with further lines, which win."""
        table: dict[Tokens, tuple[Alternative, ...]] = dict(self.by_tokens)
        problems = list(self.problems)
        words: set[str] = set()
        for number, raw in enumerate(lines, 1):
            if not is_line(raw):
                continue
            line = read_line(raw)
            if line is None:
                problems.append(f"Line {number}: “{raw.strip()[:60]}” has no words on one side.")
                continue
            by_left: dict[Tokens, list[Alternative]] = {}
            for left, right in line.pairs:
                key, tokens = tuple(analyse(left)), tuple(analyse(right))
                if key and tokens and key != tokens:
                    words.update(surface_words(f"{left} {right}"))
                    by_left.setdefault(key, []).append(Alternative(tokens, SYNONYM_BOOST, right))
            for key, new in by_left.items():
                table[key] = _distinct([*new, *table.get(key, ())])
        return Synonyms(
            by_tokens=table,
            longest=max(map(len, table), default=0),
            surface_words=self.surface_words | words,
            problems=tuple(problems),
        )

    def without(self, words: str, meanings: Iterable[str] = ()) -> "Synonyms":
        """Return these without some meanings of some words, or without all: "hca", ["nurse"]."""
        key = tuple(analyse(words))
        if key not in self.by_tokens:
            return self
        taken = {tuple(analyse(meaning)) for meaning in meanings}
        kept = tuple(one for one in self.by_tokens[key] if taken and one.tokens not in taken)
        table = {**self.by_tokens, key: kept}
        if not kept:
            del table[key]
        return replace(self, by_tokens=table, longest=max(map(len, table), default=0))

    def alternatives(self, tokens: Sequence[str]) -> tuple[Alternative, ...]:
        """Return what analysed words also mean, ``()`` if nothing: ``["hca"]``."""
        return self.by_tokens.get(tuple(tokens), ())

    def phrase_end(self, tokens: Sequence[str], start: int) -> int:
        """Return where the longest phrase of two words or more that starts here ends, else 0."""
        for end in range(min(len(tokens), start + self.longest), start + 1, -1):
            if tuple(tokens[start:end]) in self.by_tokens:
                return end
        return 0


def _distinct(alternatives: Iterable[Alternative]) -> tuple[Alternative, ...]:
    """Keep the first of alternatives with the same tokens."""
    kept: dict[Tokens, Alternative] = {}
    for alternative in alternatives:
        kept.setdefault(alternative.tokens, alternative)
    return tuple(kept.values())
