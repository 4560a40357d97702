"""Words of community languages inside what people type: filters become chips, the rest is kept."""

from collections.abc import Collection, Sequence, Set

from search.lexicon import Lexicon
from search.reading import Reading


def read_lexicon(reading: Reading, lexicon: Lexicon, *, kinds: Set[str]) -> tuple[str, ...]:
    """Claim words that say a filter and keep the others. Return the languages that were met.

    "kurs spawania wieczorem" leaves "spawania", with chips for courses and evenings. A word that
    every one of several languages may have meant gives the languages of all.
    """
    languages: dict[str, None] = {}
    position = 0
    while position < len(reading.tokens):
        end = _longest(reading, position, lexicon.by_keys, lexicon.longest_keys)
        if end:
            keys = reading.keys(position, end)
            languages.update(dict.fromkeys(lexicon.by_keys[keys].languages))
            said = lexicon.filter_of(keys)
            if said and (said.name != "kind" or said.value in kinds):
                reading.claim(position, end, [said])
            else:
                reading.keep(position, end)
        position = end or position + 1
    return tuple(languages)


def drop_fillers(reading: Reading, lexicon: Lexicon, *, languages: Sequence[str]) -> None:
    """Claim words such as "dla" and "کے لیے" of the languages that were met, if any are free."""
    phrases = frozenset[tuple[str, ...]]().union(
        *(lexicon.fillers.get(code, ()) for code in languages)
    )
    longest = max(map(len, phrases), default=0)
    position = 0
    while position < len(reading.tokens):
        end = _longest(reading, position, phrases, longest)
        if end:
            reading.claim(position, end)
        position = end or position + 1


def _longest(
    reading: Reading, position: int, phrases: Collection[tuple[str, ...]], longest: int
) -> int:
    for end in range(min(len(reading.tokens), position + longest), position, -1):
        if reading.keys(position, end) in phrases and reading.is_free(position, end):
            return end
    return 0
