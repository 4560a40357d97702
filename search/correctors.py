"""The corrector of an index as it is now, built once for each generation."""

import threading
from contextlib import suppress

from search.analysis import NAMED, stem
from search.engines.base import EngineUnavailable, SearchEngine
from search.phrases import OTHER_LANGUAGES, WORDS_LIKE_PLACES, WORDS_LIKE_TOWNS
from search.spelling import Corrector
from search.synonyms import Synonyms

NAMES = (NAMED, OTHER_LANGUAGES, WORDS_LIKE_PLACES, WORDS_LIKE_TOWNS)


class _KnownWords:
    """Words that mean something though no listing has them: ``.NET``, "German", synonyms.

    Places that are words first stay as typed, too: "Battle" is no slip of "bottle".
    """

    def __init__(self, synonyms: Synonyms) -> None:
        self.synonyms = synonyms

    def __contains__(self, word: object) -> bool:
        is_named = any(word in names for names in NAMES)
        return is_named or (stem(str(word)),) in self.synonyms.by_tokens


# With so many words a corrector takes some 50 ms to build and a request does not wait for it.
LARGE = 30_000
BESIDE = "corrector"

_Key = tuple[SearchEngine, str, Synonyms]
_kept: tuple[_Key, Corrector] | None = None
_building = threading.Lock()


def corrector_of(engine: SearchEngine, synonyms: Synonyms) -> Corrector:
    """Return the corrector of an index as it is now, built once for each generation.

    Of a large index the last one serves while the next is built beside the requests: for a moment
    it does not know the words of what was written last.
    """
    kept = _kept  # another thread may replace it at any time
    key = (engine, engine.generation(), synonyms)
    if kept is not None and kept[0] == key:
        return kept[1]
    if kept is None or kept[0][::2] != key[::2] or kept[1].size < LARGE:
        return _build(key)
    if _building.acquire(blocking=False):
        threading.Thread(target=_build_beside, args=(key,), name=BESIDE, daemon=True).start()
    return kept[1]


def _build(key: _Key) -> Corrector:
    global _kept
    engine, _, synonyms = key
    corrector = Corrector(
        engine.vocabulary(),
        engine.document_frequency,
        known=_KnownWords(synonyms),
        also=synonyms.surface_words,
    )
    _kept = (key, corrector)
    return corrector


def _build_beside(key: _Key) -> None:
    try:
        # When the index cannot be read now, the next request tries again.
        with suppress(EngineUnavailable):
            _build(key)
    finally:
        _building.release()
