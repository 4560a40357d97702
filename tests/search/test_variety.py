from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search import variety
from search.documents import ListingDocument
from search.engines.base import Hit, SearchResults
from search.query import Alternative, PlaceFilter, SearchQuery, Word

WORDS = (Word("care", (Alternative(("care",)),)),)
QUERY = SearchQuery(today=date(2026, 11, 25), words=WORDS)


def hit(number: int, provider: str, score: float) -> Hit:
    return Hit(
        ListingDocument(id=f"course:{number}", kind="course", title="x", provider_slug=provider),
        score,
    )


def varied(hits, query, **parts):
    return variety.varied(SearchResults(hits=tuple(hits), **parts), query).hits


def numbers(hits) -> list[int]:
    return [int(one.document.id.partition(":")[2]) for one in hits]


def test_providers_of_equally_good_listings_take_turns():
    hits = [hit(1, "a", 2.0), hit(2, "a", 2.0), hit(3, "a", 2.0), hit(4, "b", 2.0)]
    assert numbers(varied(hits, QUERY)) == [1, 4, 2, 3]


def test_a_better_listing_stays_before_a_worse_one():
    hits = [hit(1, "a", 3.0), hit(2, "a", 2.0), hit(3, "b", 1.0)]
    assert numbers(varied(hits, QUERY)) == [1, 2, 3]


def test_near_listings_stay_before_others():
    hits = [hit(1, "a", 2.0), hit(2, "a", 2.0), hit(3, "b", 2.0)]
    assert numbers(varied(hits, QUERY, near_total=2)) == [1, 2, 3]


@pytest.mark.parametrize(
    "query",
    [
        pytest.param(SearchQuery(today=QUERY.today, words=WORDS, sort="soonest"), id="soonest"),
        pytest.param(SearchQuery(today=QUERY.today, place=PlaceFilter(near=("v1",))), id="nearest"),
    ],
)
def test_other_orders_are_left_alone(query):
    hits = [hit(1, "a", 0.0), hit(2, "a", 0.0), hit(3, "b", 0.0)]
    assert numbers(varied(hits, query)) == [1, 2, 3]


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from((1.0, 2.0))), max_size=20))
def test_scores_stay_in_order_and_nothing_is_lost(pairs):
    ordered = sorted(pairs, key=lambda pair: -pair[1])
    hits = [hit(number, *pair) for number, pair in enumerate(ordered)]
    again = varied(hits, QUERY)
    assert [one.score for one in again] == [one.score for one in hits]
    assert sorted(numbers(again)) == numbers(hits)
