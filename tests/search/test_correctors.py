"""The corrector keeps up with the index, without a request that waits for a large one."""

import threading

import pytest

from search import correctors
from search.correctors import corrector_of
from search.synonyms import Synonyms


class Words:
    """An index that is nothing but words. Reading them waits for ``may_read``."""

    def __init__(self, *words: str) -> None:
        self.words = words
        self.may_read = threading.Event()
        self.may_read.set()

    def generation(self) -> str:
        return " ".join(self.words)

    def vocabulary(self) -> list[tuple[str, int]]:
        assert self.may_read.wait(10)
        return [(word, 3) for word in self.words]

    def document_frequency(self, token: str) -> int:
        return 0


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(correctors, "_kept", None)


NO_SYNONYMS = Synonyms(())


def test_a_small_index_is_read_as_soon_as_it_changes() -> None:
    engine = Words("plumbing")
    assert corrector_of(engine, NO_SYNONYMS).correct("plumming") == "plumbing"
    assert corrector_of(engine, NO_SYNONYMS) is corrector_of(engine, NO_SYNONYMS)
    engine.words = ("welding",)
    assert corrector_of(engine, NO_SYNONYMS).correct("wleding") == "welding"


@pytest.mark.parametrize(
    ("place", "word"),
    [("Battle", "bottle"), ("Bury", "busy"), ("barking", "banking"), ("Newport", "report")],
)
def test_a_place_that_is_a_word_first_stays_as_typed(place: str, word: str) -> None:
    corrector = corrector_of(Words(word), NO_SYNONYMS)

    assert corrector.correct(place) is None
    assert corrector.correct(f"{word}x") == word


def test_nobody_waits_for_a_large_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(correctors, "LARGE", 1)
    engine = Words("plumbing")
    before = corrector_of(engine, NO_SYNONYMS)
    engine.words = ("welding",)
    engine.may_read.clear()
    assert corrector_of(engine, NO_SYNONYMS) is before
    assert corrector_of(engine, NO_SYNONYMS) is before
    engine.may_read.set()
    for thread in threading.enumerate():
        if thread.name == correctors.BESIDE:
            thread.join(10)
    after = corrector_of(engine, NO_SYNONYMS)
    assert after is not before
    assert after.correct("wleding") == "welding"
    assert not correctors._building.locked()
