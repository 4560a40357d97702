"""Lexicons: everyday words of community languages, mapped to concepts of work and learning.

A concept is written once, in ``lexicons/concepts.txt``; each language has a file of its own that
says which words stand for which concept. They work on every page, whatever its language.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import NamedTuple

from search.analysis import analyse, surface_words
from search.phrases import FilterValue
from search.query import Alternative
from search.ranking import SYNONYM_BOOST
from search.reading import Reading
from search.synonyms import Synonyms, Tokens

FILES = Path(__file__).parent / "lexicons"
CONCEPTS = "concepts.txt"
FILLERS, PREFIXES = "fillers", "prefixes"  # lines of a language that name no concept


@dataclass(frozen=True, slots=True)
class Concept:
    """``Concept("free", "free", ("free",), FilterValue("cost", "free"))``.

    ``label`` is what the visitor is told a word was taken for. ``meanings`` are English words of
    listings. With ``filter`` a word for it becomes a chip.
    """

    key: str
    label: str
    meanings: tuple[str, ...]
    filter: FilterValue | None = None


class Entry(NamedTuple):
    """What a phrase stands for: concepts, and the codes of the languages that say so."""

    concepts: tuple[str, ...]
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All languages together.

    ``by_keys``: by the keys of a Reading, ``("dla", "kobiet")``. ``by_tokens``: by analysed words.
    ``fillers``: by language, phrases that ask for nothing beside another word of it.
    ``words``: every word by its folded form, as it is written. ``phrases``: as written, by
    language and concept.
    ``problems`` names lines that could not be read; they count as absent.
    """

    concepts: Mapping[str, Concept] = field(default_factory=dict)
    phrases: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    by_keys: Mapping[Tokens, Entry] = field(default_factory=dict)
    by_tokens: Mapping[Tokens, tuple[Alternative, ...]] = field(default_factory=dict)
    fillers: Mapping[str, frozenset[Tokens]] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    longest_keys: int = 0
    problems: tuple[str, ...] = ()

    @classmethod
    def parse(cls, concepts: str, languages: Mapping[str, str]) -> "Lexicon":
        """Read the text of the concepts and of each language, by its code."""
        return _parse(concepts, languages)

    def filter_of(self, keys: Sequence[str]) -> FilterValue | None:
        """Return the filter that a phrase says, None if it says none or more than one thing."""
        entry = self.by_keys.get(tuple(keys))
        if entry is None:
            return None
        said = {self.concepts[key].filter for key in entry.concepts}
        return said.pop() if len(said) == 1 else None

    def has_phrase(self, text: str) -> bool:
        """Whether a text is a phrase of some language, with its capitals and marks or without."""
        return phrase_keys(text) in self.by_keys

    def added_to(self, synonyms: Synonyms) -> Synonyms:
        """Return synonyms that also know these words. What they say themselves comes first."""
        table = dict(synonyms.by_tokens)
        for tokens, meant in self.by_tokens.items():
            own = table.get(tokens, ())
            known = {alternative.tokens for alternative in own}
            table[tokens] = (
                (*own, *(it for it in meant if it.tokens not in known)) if own else meant
            )
        longest = max((synonyms.longest, *map(len, self.by_tokens)), default=0)
        return replace(synonyms, by_tokens=table, longest=longest)


@cache
def lexicon() -> Lexicon:
    """Return the lexicons that come with the code, read once in each process."""
    texts = {path.stem: path.read_text(encoding="utf-8") for path in sorted(FILES.glob("*.txt"))}
    concepts = texts.pop(Path(CONCEPTS).stem)
    return Lexicon.parse(concepts, texts)


def _parse(concepts_text: str, languages: Mapping[str, str]) -> Lexicon:
    problems: list[str] = []
    concepts = _concepts(concepts_text, problems)
    alternatives = {key: _alternatives(concept) for key, concept in concepts.items()}
    phrases: dict[str, dict[str, tuple[str, ...]]] = {}
    by_keys: dict[Tokens, Entry] = {}
    by_tokens: dict[Tokens, tuple[Alternative, ...]] = {}
    fillers: dict[str, frozenset[Tokens]] = {}
    words: dict[str, str] = {}
    for code, text in languages.items():
        lines = list(_lines(text))
        prefixes = tuple(word for _, key, found in lines if key == PREFIXES for word in found)
        fillers[code] = frozenset(
            phrase_keys(word) for _, key, found in lines if key == FILLERS for word in found
        ) - {()}
        mine = phrases.setdefault(code, {})
        prefixed: list[tuple[str, str]] = []
        for number, key, found in lines:
            if key in (FILLERS, PREFIXES):
                continue
            if key not in concepts or not found:
                problems.append(f"{code}.txt, line {number}: “{key[:60]}” is no concept.")
                continue
            mine[key] = (*mine.get(key, ()), *found)
            prefixed += [(phrase, key) for phrase in _prefixed(found, prefixes)]
        written = [(phrase, key) for key, found in mine.items() for phrase in found]
        own = {phrase_keys(phrase) for phrase, _ in written}
        for phrase, key in [*written, *(it for it in prefixed if phrase_keys(it[0]) not in own)]:
            _add(by_keys, phrase_keys(phrase), key, code)
            _learn(words, phrase)
            tokens = tuple(analyse(phrase))
            by_tokens[tokens] = _joined(by_tokens.get(tokens), alternatives[key], tokens)
    by_tokens = {tokens: meant for tokens, meant in by_tokens.items() if tokens and meant}
    by_keys.pop((), None)
    return Lexicon(
        concepts=concepts,
        phrases=phrases,
        by_keys=by_keys,
        by_tokens=by_tokens,
        fillers=fillers,
        words=words,
        longest_keys=max(map(len, by_keys), default=0),
        problems=tuple(problems),
    )


def phrase_keys(phrase: str) -> Tokens:
    """Return a phrase as a Reading sees it: ``"Dla kobiet"`` is ``("dla", "kobiet")``."""
    return tuple(token.key for token in Reading.of(phrase).tokens)


def _concepts(text: str, problems: list[str]) -> dict[str, Concept]:
    found: dict[str, Concept] = {}
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("|")]
        meanings = _split(cells[2]) if len(cells) == 4 else ()
        filter_words = cells[-1].split()
        if not (cells[0] and meanings and len(filter_words) in (0, 2)) or cells[0] in found:
            problems.append(f"{CONCEPTS}, line {number}: “{line[:60]}” cannot be read.")
            continue
        said = FilterValue(*filter_words) if filter_words else None
        found[cells[0]] = Concept(cells[0], cells[1] or cells[0], meanings, said)
    return found


def _alternatives(concept: Concept) -> tuple[Alternative, ...]:
    by_tokens = {tuple(analyse(meaning)): None for meaning in concept.meanings}
    return tuple(
        Alternative(tokens, SYNONYM_BOOST, concept.label, is_translation=True)
        for tokens in by_tokens
    )


def _lines(text: str) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.strip()
        if line and not line.startswith("#"):
            key, _, rest = line.partition(":")
            yield number, key.strip(), _split(rest)


def _prefixed(words: Iterable[str], prefixes: Sequence[str]) -> Iterator[str]:
    """Give single words of another script with each prefix: the Arabic article is written on."""
    for word in words:
        if " " not in word and not word.isascii():
            yield from (f"{prefix}{word}" for prefix in prefixes if not word.startswith(prefix))


def _learn(words: dict[str, str], phrase: str) -> None:
    for part in phrase.split():
        for folded in surface_words(part):
            words.setdefault(folded, part)


def _add(table: dict[Tokens, Entry], keys: Tokens, concept: str, code: str) -> None:
    concepts, codes = table.get(keys, ((), ()))
    table[keys] = Entry(
        concepts if concept in concepts else (*concepts, concept),
        codes if code in codes else (*codes, code),
    )


def _joined(
    own: tuple[Alternative, ...] | None, more: tuple[Alternative, ...], tokens: Tokens
) -> tuple[Alternative, ...]:
    """Put meanings of two concepts together; a word is no alternative for itself."""
    if not own:
        return more if all(it.tokens != tokens for it in more) else _without(more, tokens)
    if own is more:
        return own
    known = {alternative.tokens for alternative in own} | {tokens}
    return (*own, *(it for it in more if it.tokens not in known))


def _without(alternatives: tuple[Alternative, ...], tokens: Tokens) -> tuple[Alternative, ...]:
    return tuple(it for it in alternatives if it.tokens != tokens)


def _split(side: str) -> tuple[str, ...]:
    return tuple(" ".join(part.split()) for part in side.split(",") if part.strip())
