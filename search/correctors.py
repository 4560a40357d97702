"""The corrector of an index as it is now, built once for each generation."""

from search.analysis import NAMED, stem
from search.engines.base import SearchEngine
from search.phrases import OTHER_LANGUAGES
from search.spelling import Corrector
from search.synonyms import Synonyms


class _KnownWords:
    """Words that mean something though no listing has them: ``.NET``, "German", synonyms."""

    def __init__(self, synonyms: Synonyms) -> None:
        self.synonyms = synonyms

    def __contains__(self, word: object) -> bool:
        is_named = word in NAMED or word in OTHER_LANGUAGES
        return is_named or (stem(str(word)),) in self.synonyms.by_tokens


_kept: tuple[SearchEngine, str, Synonyms, Corrector] | None = None


def corrector_of(engine: SearchEngine, synonyms: Synonyms) -> Corrector:
    """Return the corrector of an index as it is now, built once for each generation."""
    global _kept
    kept = _kept  # another thread may replace it at any time
    generation = engine.generation()
    if kept is None or kept[:3] != (engine, generation, synonyms):
        corrector = Corrector(
            engine.vocabulary(),
            engine.document_frequency,
            known=_KnownWords(synonyms),
            also=synonyms.surface_words,
        )
        kept = _kept = (engine, generation, synonyms, corrector)
    return kept[3]
