"""What follows a short answer: near matches, under their own heading and counted nowhere."""

from dataclasses import replace

import pytest

from search.analysis import analyse
from search.filling import FEW, as_text
from search.forms import SearchForm
from search.runs import matching_runs
from tests.search.demonstration import Catalogue

SHORT = ["welding weekend", "forklift evening walsall", "hairdressing creche"]


def ids(hits) -> list[str]:
    return [hit.document.id for hit in hits]


@pytest.mark.parametrize("typed", SHORT)
def test_a_short_answer_is_followed_by_others_that_are_not_counted(
    demonstration: Catalogue, typed: str
) -> None:
    outcome = demonstration.find(SearchForm(q=typed))
    followers = ids(near.hit for near in outcome.near_hits)
    assert followers
    assert outcome.results.total < FEW
    assert outcome.results.total == demonstration.engine.count(outcome.query)
    assert not set(followers) & set(ids(outcome.results.hits))
    assert len(set(followers)) == len(followers) <= FEW - outcome.results.total


def test_what_lacks_only_a_time_comes_before_what_lacks_a_word(demonstration: Catalogue) -> None:
    outcome = demonstration.find(SearchForm(q="welding weekend"))
    assert "Weld" in outcome.near_hits[0].hit.document.title


def test_a_long_answer_is_followed_by_nothing(demonstration: Catalogue) -> None:
    outcome = demonstration.find(SearchForm(q="care"))
    assert outcome.results.total >= FEW
    assert not outcome.near_hits


def test_words_as_typed_are_followed_by_nothing(demonstration: Catalogue) -> None:
    typed = SearchForm(q="welding beginners").as_typed()
    assert 0 < demonstration.find(typed).results.total < FEW
    assert not demonstration.find(typed).near_hits


def test_a_filter_that_was_ticked_holds_for_what_follows(demonstration: Catalogue) -> None:
    ticked = SearchForm(q="welding mig", filters={"when": ("weekend",)})
    outcome = demonstration.find(ticked)
    assert outcome.results.total
    asked = replace(outcome.query, words=(), place=None)
    assert all(matching_runs(near.hit.document, asked) for near in outcome.near_hits)


def test_a_page_before_the_last_is_followed_by_nothing(demonstration: Catalogue) -> None:
    outcome = demonstration.find(SearchForm(q="welding weekend"), page_size=2)
    assert outcome.results.total > 2
    assert not outcome.near_hits


def test_the_last_of_several_pages_is_not_followed_by_results_of_those_before(
    demonstration: Catalogue,
) -> None:
    asked = SearchForm(q="welding weekend")
    every = set(ids(demonstration.find(asked).results.hits))
    size = len(every) - 1
    outcome = demonstration.find(asked.on_page(2), page_size=size)
    assert (outcome.page, len(outcome.results.hits)) == (2, 1)
    assert outcome.near_hits
    assert not every & set(ids(near.hit for near in outcome.near_hits))


def test_jobs_that_are_not_there_become_apprenticeships(demonstration: Catalogue) -> None:
    outcome = demonstration.find(SearchForm(q="bricklaying jobs"))
    hits = [*outcome.results.hits, *(near.hit for near in outcome.near_hits)]
    assert hits[0].document.kind in ("apprenticeship", "job")


def test_a_kind_that_was_ticked_holds_beside_one_that_was_typed(
    demonstration: Catalogue,
) -> None:
    ticked = SearchForm(q="bricklaying jobs", filters={"kind": ("course",)})
    outcome = demonstration.find(ticked)
    followers = [near.hit.document.kind for near in outcome.near_hits]
    assert 0 < outcome.results.total < FEW
    assert set(followers) <= {"course", "job"}


def test_a_filter_is_looked_for_in_texts_by_other_ways_to_say_it(
    demonstration: Catalogue,
) -> None:
    asked = demonstration.find(SearchForm(q="sewing ladies only")).asked
    query = next(as_text(asked))
    ways = {one.tokens for one in query.words[-1].alternatives}
    assert {tuple(analyse("ladies only")), tuple(analyse("women only"))} <= ways
    assert "page" not in query.filters["kind"]
