"""The words of a form, understood by the tables, the titles and the words of an index."""

from collections.abc import Container, Mapping
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from search.analysis import analyse, surface_words
from search.builders.registry import KINDS
from search.correctors import corrector_of
from search.engines.base import EngineUnavailable
from search.forms import SearchForm
from search.indexing import get_engine
from search.provider_names import provider_keys
from search.query import Alternative, SearchQuery, Word
from search.query_words import QueryWords, read_words
from search.remembering import Remembered
from search.synonyms import Synonyms
from search.understanding import Understanding, WordReference, understand

if TYPE_CHECKING:
    from search.reference import Reference

SAME_TITLES = 3  # hits among which a title is looked for; the phrase scores highest in a title
LONGEST_TITLE = 20  # words; a longer text is no title and costs no question


def read_form(form: SearchForm, reference: "Reference", today: date) -> Understanding:
    """Read the words of a form by what the portal and its index know."""

    def read() -> Understanding:
        return understand(
            form.q,
            reference=_word_reference(reference, today=today),
            today=today,
            as_typed=form.is_as_typed,
            take_place=not form.near,  # a place in its own box is meant; other words are words
        )

    try:
        engine = get_engine()
        state = (reference, engine, engine.generation())
    except EngineUnavailable:
        return read()
    return _readings.get(state, (form.q, form.is_as_typed, not form.near, today), read)


def words_of(text: str, synonyms: Synonyms, **how: bool) -> QueryWords:
    """Return the words of a text as an engine takes them; ``how`` as for ``read_words``."""

    def read() -> QueryWords:
        return read_words(text, synonyms=synonyms, **how)

    return _read_words.get((synonyms,), (text, *sorted(how.items())), read)


class _Titles(Container[str]):
    """The titles in the index, asked one by one: a title typed in full is meant as typed.

    ``names`` are those of roles and schemes, as ``analysis.name_key`` writes them.
    """

    def __init__(self, today: date, names: Container[str]) -> None:
        self.today = today
        self.names = names

    def __contains__(self, text: object) -> bool:
        tokens = analyse(str(text))
        if len(tokens) > LONGEST_TITLE:
            return False
        if " ".join(tokens) in self.names:
            return True
        phrase = Word(str(text), (Alternative(tuple(tokens)),))
        query = SearchQuery(today=self.today, words=(phrase,), page_size=SAME_TITLES)
        try:
            engine = get_engine()
            if not all(map(engine.document_frequency, set(tokens))):
                return False
            hits = engine.search(query).hits
        except EngineUnavailable:
            return False
        return any(analyse(hit.document.title) == tokens for hit in hits)


_readings: Remembered[Understanding] = Remembered(512)
_read_words: Remembered[QueryWords] = Remembered(512)
# The names of providers as they are typed, for one reading of the tables.
_kept_names: tuple["Reference", Mapping[str, str]] | None = None


def _word_reference(reference: "Reference", *, today: date) -> WordReference:
    """Return what the reader of words needs."""
    return WordReference(
        gazetteer=reference.gazetteer,
        providers=_provider_keys(reference),
        titles=_Titles(today, reference.career_names),
        kinds=frozenset(KINDS),
        is_known_word=partial(_is_own_word, reference),
        is_listed=partial(_is_listed, reference.synonyms),
        is_subject=reference.synonyms.surface_words.__contains__,
    )


def _provider_keys(reference: "Reference") -> Mapping[str, str]:
    global _kept_names
    kept = _kept_names  # another thread may replace it at any time
    if kept is None or kept[0] is not reference:
        subjects = (*reference.sectors.values(), *reference.subjects.values())
        others = {word for one in subjects for word in surface_words(one.name)}
        others |= reference.synonyms.surface_words

        def is_other(word: str) -> bool:
            return word in others or reference.gazetteer.is_name(word)

        kept = (reference, provider_keys(reference.providers, is_other=is_other))
        _kept_names = kept
    return kept[1]


def _is_known_word(word: str) -> bool:
    """Say whether a listing has the word, so that it is not taken for a misspelt place."""
    try:
        engine = get_engine()
        return any(engine.document_frequency(token) for token in analyse(word))
    except EngineUnavailable:
        return False


def _is_own_word(reference: "Reference", word: str) -> bool:
    """Say whether a word is known other than as a town's name cut short: "walsal" is not."""
    if reference.gazetteer.is_name(word + word[-1:]) and not _is_listed(reference.synonyms, word):
        return False
    return _is_known_word(word)


def _is_listed(synonyms: Synonyms, word: str) -> bool:
    """Say whether a listing has the word as it is written."""
    try:
        return corrector_of(get_engine(), synonyms).is_listed(word)
    except EngineUnavailable:
        return False
