"""What a card says of a page of ours, and where a card leads."""

import datetime
import re
from dataclasses import replace
from html import unescape

import pytest

from search.cards import Card, card
from search.documents import ListingDocument, RunDocument
from search.query import Alternative, SearchQuery, Word
from search.runs import best_run
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


BY_DAY = RunDocument(run_id=1, when=("day",), start_date=TODAY + datetime.timedelta(days=2))
EVENING = RunDocument(run_id=2, when=("evening",), start_date=TODAY + datetime.timedelta(days=30))
GONE = RunDocument(run_id=3, when=("day",), start_date=TODAY - datetime.timedelta(days=9))


@pytest.mark.parametrize(
    ("when", "url"),
    [
        pytest.param((), "/courses/welding-7/", id="the soonest"),
        pytest.param(("day",), "/courses/welding-7/", id="the soonest, asked for"),
        pytest.param(("evening",), "/courses/welding-7/?run=2", id="a later one"),
    ],
)
def test_a_card_leads_to_the_run_that_it_shows(when: tuple[str, ...], url: str) -> None:
    runs = (GONE, EVENING, BY_DAY)
    course = ListingDocument(
        id="course:7", kind="course", title="Welding", url="/courses/welding-7/", runs=runs
    )
    query = SearchQuery(today=TODAY, filters={"when": when} if when else {})
    assert card(course, query=query, run=best_run(course, query)).url == url


def test_who_looks_for_evenings_reads_of_the_evening_first(get) -> None:
    results = get("/search/?kind=course&when=evening")
    links = dict(re.findall(r'href="(/courses/[^"]*[?]run=\d+)"><bdi>(.*?)</bdi>', results.html))
    assert links, "no course of the demonstration has a run by day before its evening"
    for url, title in links.items():
        (shown,) = {one for one in results.cards if unescape(title) in one}
        times = re.search(r"\d\S*pm to \d\S*pm", shown)
        assert times
        assert times[0] in get(unescape(url)).first(r'<dl class="wm-key">(.*?)</dl>')
    assert not re.search(r'"url": "[^"]*[?]run=', results.html)
