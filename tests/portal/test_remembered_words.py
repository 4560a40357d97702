"""What is remembered of translations is what Django says."""

import pytest
from asgiref.local import Local
from django.utils.translation import gettext, ngettext, override, pgettext, trans_real

from portal.remembered_words import remember_translations

WORDS = ("Results", "Search", "No such words", "")


@pytest.fixture
def fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    """Load the catalogues anew for one test."""
    monkeypatch.setattr(trans_real, "_translations", {})
    monkeypatch.setattr(trans_real, "_default", None)
    monkeypatch.setattr(trans_real, "_active", Local())


def said() -> list[tuple[str, ...]]:
    words = []
    for code in ("en-gb", "pl", "ur"):
        with override(code):
            words.append(tuple(gettext(word) for word in WORDS))
            words.append((pgettext("month", "May"), ngettext("%d result", "%d results", 5)))
    return words


def test_each_language_says_the_same_and_looks_up_once(fresh: None) -> None:
    before = said()

    remember_translations()
    remember_translations()

    assert said() == said() == before
    assert len({words[0] for words in before[::2]}) == 3
    known = trans_real.translation("pl").gettext.cache_info()
    assert known.hits >= known.misses > 0
