"""Synonyms as data: what people type on the left, what listings say on the right."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from search.analysis import analyse, surface_words
from search.query import Alternative

# A synonym counts less than the visitor's own word (search.md 6; chosen by eye, see judgements).
BOOST = 0.7
ONE_WAY, TWO_WAY = "=>", "<=>"

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
        its meanings in front of the earlier ones.
        """
        table: dict[Tokens, list[Alternative]] = {}
        problems = []
        words: set[str] = set()
        for number, raw in enumerate(lines, 1):
            line = raw.strip()
            if not line or line.startswith("#"):
                continue
            pairs = _pairs(line)
            if not pairs:
                problems.append(f"Line {number}: “{line[:60]}” has no words on one of its sides.")
            by_left: dict[Tokens, list[Alternative]] = {}
            for left, right in pairs:
                key, tokens = tuple(analyse(left)), tuple(analyse(right))
                if key and tokens and key != tokens:
                    words.update(surface_words(f"{left} {right}"))
                    by_left.setdefault(key, []).append(Alternative(tokens, BOOST, right))
            for key, new in by_left.items():
                table[key] = _distinct([*new, *table.get(key, ())])
        return cls(
            by_tokens={key: tuple(found) for key, found in table.items()},
            longest=max(map(len, table), default=0),
            surface_words=frozenset(words),
            problems=tuple(problems),
        )

    def alternatives(self, tokens: Sequence[str]) -> tuple[Alternative, ...]:
        """Return what analysed words also mean, ``()`` if nothing: ``["hca"]``."""
        return self.by_tokens.get(tuple(tokens), ())

    def phrase_end(self, tokens: Sequence[str], start: int) -> int:
        """Return where the longest phrase of two words or more that starts here ends, else 0."""
        for end in range(min(len(tokens), start + self.longest), start + 1, -1):
            if tuple(tokens[start:end]) in self.by_tokens:
                return end
        return 0


def _pairs(line: str) -> list[tuple[str, str]]:
    if TWO_WAY in line:
        left_side, right_side = line.split(TWO_WAY, 1)
        lefts, rights = _split(left_side), _split(right_side)
        if not rights:
            return [(one, other) for one in lefts for other in lefts if one != other]
        pairs = [(left, right) for left in lefts for right in rights]
        return [*pairs, *((right, left) for left, right in pairs)]
    left_side, arrow, right_side = line.partition(ONE_WAY)
    return [(left, right) for left in _split(left_side) for right in _split(right_side) if arrow]


def _split(side: str) -> list[str]:
    return [" ".join(part.split()) for part in side.split(",") if part.strip()]


def _distinct(alternatives: Iterable[Alternative]) -> list[Alternative]:
    """Keep the first of alternatives with the same tokens."""
    kept: dict[Tokens, Alternative] = {}
    for alternative in alternatives:
        kept.setdefault(alternative.tokens, alternative)
    return list(kept.values())
