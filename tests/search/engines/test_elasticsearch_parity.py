"""Both engines give the same answers to the judged queries over the demonstration region."""

import csv
import dataclasses
from pathlib import Path

import pytest

from search.engines.base import SearchResults
from search.engines.elasticsearch.engine import ElasticsearchEngine
from search.facets import FACETS
from search.forms import SearchForm
from search.recall import Outcome
from tests.search.demonstration import TODAY, Catalogue

ROWS = list(
    csv.DictReader(
        (Path(__file__).parents[1] / "data" / "judged_queries.csv").open(encoding="utf-8")
    )
)
QUESTIONS = [(row["query"], row["near"]) for row in ROWS]


@pytest.fixture(scope="module")
def indexed(
    built_demonstration: Catalogue, elasticsearch_url: str, index_prefix: str
) -> ElasticsearchEngine:
    engine, embedded = (
        ElasticsearchEngine(elasticsearch_url, f"{index_prefix}demonstration-"),
        (built_demonstration.engine),
    )
    with engine.start_rebuild(today=TODAY) as rebuild:
        for document_id in embedded.ids():
            document = embedded.document(document_id)
            assert document is not None
            rebuild.add(document)
        rebuild.publish(sequence=1)
    return engine


@pytest.fixture
def both(demonstration: Catalogue, indexed: ElasticsearchEngine) -> tuple[Catalogue, Catalogue]:
    return demonstration, dataclasses.replace(demonstration, engine=indexed)


def tiers(results: SearchResults) -> list[tuple[float, set[str]]]:
    """Put hits of equal score together; the last group may go on, on the next page."""
    found: list[tuple[float, set[str]]] = []
    for hit in results.hits:
        if found and abs(found[-1][0] - hit.score) <= 1e-4 * max(1, hit.score):
            found[-1][1].add(hit.document.id)
        else:
            found.append((hit.score, {hit.document.id}))
    return found


def assert_same(ours: Outcome, theirs: Outcome) -> None:
    assert (ours.step, ours.query) == (theirs.step, theirs.query)
    one, other = ours.results, theirs.results
    assert (one.engine, other.engine) == ("embedded", "elasticsearch")
    assert one.total == other.total
    assert one.near_total == other.near_total
    assert one.facets == other.facets
    assert list(map(list, one.facets.values())) == list(map(list, other.facets.values()))
    exact = near_on_page(ours)
    ids = [[hit.document.id for hit in results.hits] for results in (one, other)]
    if ours.query.sort != "best":
        assert ids[0][:exact] == ids[1][:exact]
    if ours.query.sort == "nearest":
        return  # the score is a rank there, which only one engine tells
    groups, others = tiers(one), tiers(other)
    assert [group[0] for group in groups] == pytest.approx([g[0] for g in others], rel=1e-4)
    assert [group[1] for group in groups[:-1]] == [group[1] for group in others[:-1]]


def near_on_page(outcome: Outcome) -> int:
    """Count the hits before those elsewhere, which are in the order of their scores."""
    near = outcome.results.near_total
    return len(outcome.results.hits) if near is None else max(0, near - outcome.query.offset)


@pytest.mark.parametrize(("words", "near"), QUESTIONS, ids=[" ".join(q) for q in QUESTIONS])
def test_a_judged_query_is_answered_alike(both, words, near):
    form = SearchForm(q=words, near=near)
    assert_same(*(catalogue.find(form, facets=FACETS) for catalogue in both))


@pytest.mark.parametrize("sort", ["best", "nearest", "soonest", "shortest", "closing"])
@pytest.mark.parametrize(
    "filters",
    ["", "&when=evening", "&when=evening&how=in-person&level=2", "&cost=free&sector=health"],
)
@pytest.mark.parametrize("place", ["", "&near=Walsall", "&near=B1&within=10"])
def test_filters_places_and_orders_are_answered_alike(both, sort, filters, place):
    for words in ("", "care"):
        for page in (1, 2):
            asked = f"q={words}{place}{filters}&sort={sort}&page={page}"
            assert_same(*(catalogue.find(asked, facets=FACETS) for catalogue in both))


def test_both_know_the_same_words(both):
    ours, theirs = (dict(catalogue.engine.vocabulary()) for catalogue in both)
    assert ours == theirs
    for token in ("care", "english", "weld", "unheard"):
        counts = {catalogue.engine.document_frequency(token) for catalogue in both}
        assert len(counts) == 1, token
