"""What a card says of a page of ours, which has no dates, places or price."""

from dataclasses import replace

import pytest

from search.cards import Card, card
from search.documents import ListingDocument
from search.query import Alternative, SearchQuery, Word
from tests.search.web.conftest import TODAY

LONG = "A long first sentence about something else. " * 5 + "Ask about childcare & travel."


@pytest.fixture
def guide() -> ListingDocument:
    return ListingDocument(
        id="page:7", kind="page", title="Money", description=LONG, language="ur", url="/money/"
    )


def of(document: ListingDocument, word: str = "") -> Card:
    words = (Word(word, (Alternative((word,)),)),) if word else ()
    return card(document, query=SearchQuery(today=TODAY, words=words), run=None)


def test_a_page_shows_the_part_that_has_the_word(guide):
    why = of(guide, "childcar").why

    assert "<mark>childcare</mark> &amp; travel" in why
    assert len(why) < len(LONG)


def test_a_page_without_the_words_shows_how_it_begins(guide):
    assert "A long first sentence" in of(guide).why


def test_a_page_that_is_named_so_shows_how_it_begins(guide):
    found = of(replace(guide, title="Childcare"), "childcar")

    assert "A long first sentence" in found.why
    assert "<mark>" not in found.why


def test_a_page_is_marked_with_its_own_language(guide):
    found = of(guide)

    assert found.lang == "ur"
    assert '<bdi lang="ur">' in found.why
