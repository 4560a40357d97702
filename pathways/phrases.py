"""Phrases found in texts by their words: capitals, marks and plurals do not matter."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

WORD = re.compile(r"[^\W_]+[+#]*")
SHORTEST_PLURAL = 4  # letters: "care assistants" is "care assistant", "gas" stays


def folded(text: str) -> tuple[str, ...]:
    """Return the words of a text in the form in which they are compared.

    >>> folded("Children’s Nurses (C# and IT)")
    ('children', 'nurse', 'c#', 'and', 'it')
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
        text = "".join(c for c in text if not unicodedata.combining(c)).replace("’", "'")
    return tuple(map(_singular, WORD.findall(text.lower().replace("'s", "").replace("'", ""))))


@lru_cache(maxsize=20_000)
def _singular(word: str) -> str:
    is_plural = len(word) >= SHORTEST_PLURAL and word[-1] == "s" and word[-2] not in "su"
    return word[:-1] if is_plural else word


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase in a text: whose it is, as it was written down, and from which word to which."""

    owner: int
    text: str
    start: int
    end: int

    def holds(self, other: "Found") -> bool:
        """Whether the other one is a smaller part of this one."""
        return (
            self.start <= other.start
            and other.end <= self.end
            and self.end - self.start > other.end - other.start
        )


class PhraseIndex:
    """Many phrases of many owners, looked up in a text in one pass over its words."""

    def __init__(self, phrases: Iterable[tuple[int, str]]) -> None:
        """Take pairs of owner and phrase."""
        self._by_first: dict[str, list[tuple[tuple[str, ...], int, str]]] = defaultdict(list)
        for owner, text in phrases:
            words = folded(text)
            if words:
                self._by_first[words[0]].append((words, owner, text))

    def find(self, words: tuple[str, ...]) -> Iterator[Found]:
        """Give every phrase that stands in a text, from its start on."""
        for start, word in enumerate(words):
            for phrase, owner, text in self._by_first.get(word, ()):
                end = start + len(phrase)
                if words[start:end] == phrase:
                    yield Found(owner, text, start, end)
