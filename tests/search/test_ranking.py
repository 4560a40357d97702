from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.documents import ListingDocument, RunDocument
from search.engines.entry import index_entry
from search.ranking import (
    MAX_FACTOR,
    MIN_FACTOR,
    RULES,
    TEXT_WEIGHTS,
    distance_bands,
    id_order,
    next_change,
    sort_number,
    static_factor,
)
from tests.search.engines.generated import TODAY, listings


def starting(days: int, **parts: object) -> ListingDocument:
    run = RunDocument(run_id=1, start_date=TODAY + timedelta(days=days))
    return ListingDocument(id="course:1", kind="course", title="x", runs=(run,), **parts)


def test_texts_weigh_in_the_agreed_order():
    assert [name for name, _ in sorted(TEXT_WEIGHTS, key=lambda pair: -pair[1])] == [
        *("title", "alternative_titles", "subject_text", "provider_text", "description")
    ]


def test_every_factor_on_the_public_page_is_bounded_and_has_a_reason():
    for rule in RULES:
        assert rule.reason.endswith(".")
        if rule.code not in ("text", "other_names", "your_words", "named"):
            assert all(MIN_FACTOR <= factor <= MAX_FACTOR for _, factor in rule.values)


@given(document=listings(1), days=st.integers(0, 400))
def test_the_factor_of_a_listing_is_bounded(document, days):
    assert MIN_FACTOR <= static_factor(document, TODAY + timedelta(days=days)) <= MAX_FACTOR


def test_sooner_and_fuller_listings_have_the_higher_factor():
    factors = [static_factor(starting(days), TODAY) for days in (10, 60, 150, 300)]
    assert factors == sorted(set(factors), reverse=True)
    assert static_factor(starting(10, completeness=0.2), TODAY) < factors[0]


def test_a_guide_stands_below_every_listing_with_the_same_words():
    guide = static_factor(ListingDocument(id="page:1", kind="page", title="English"), TODAY)

    assert guide <= static_factor(starting(300, completeness=0.0), TODAY)
    assert guide < static_factor(starting(300, completeness=0.5), TODAY)


def test_distance_bands_are_nearest_first():
    miles = [0.4, 2.0, 8.0, 9.9]
    bands = [(miles[part], factor) for part, factor in distance_bands(miles)]
    assert bands == [([0.4], 1.3), ([2.0], 1.2), ([8.0, 9.9], 1.0)]


@given(st.floats(0, 200), st.floats(0, 200))
def test_farther_is_never_better(one, other):
    near, far = sorted((one, other))
    factors = [factor for _, factor in distance_bands([near, far])]
    assert factors == sorted(factors, reverse=True)


def test_ids_are_ordered_by_kind_and_number():
    ids = ["role:3:ur", "course:12", "other:1", "job:1", "course:2", "role:3:pl"]
    expected = ["course:2", "course:12", "job:1", "role:3:pl", "role:3:ur", "other:1"]
    assert sorted(ids, key=id_order) == expected


@pytest.mark.parametrize(
    "wrong", ["", "course", "course:", "course:abc", "course:-1", "course:1e3"]
)
def test_an_id_without_a_number_is_refused(wrong):
    with pytest.raises(ValueError, match="kind:number"):
        id_order(wrong)


@given(listings(1))
def test_sort_numbers_fit_a_signed_integer(document):
    entry = index_entry(document, TODAY)
    assert all(0 <= number < 1 << 63 for number in entry.sorts.values())
    assert sort_number(1, 0) > id_order("page:9999:zz")


@given(document=listings(1), step=st.integers(1, 60))
def test_an_entry_changes_only_from_its_refresh_day_on(document, step):
    entry = index_entry(document, TODAY)
    day = TODAY + timedelta(days=step)
    later = index_entry(document, day)
    if day.toordinal() < entry.refresh_day:
        assert (later.keywords, later.runs, later.sorts, later.factor) == (
            *(entry.keywords, entry.runs, entry.sorts, entry.factor),
        )


@given(listings(1))
def test_the_refresh_day_lies_ahead(document):
    assert next_change(document, TODAY) > TODAY.toordinal()


def test_a_listing_is_refreshed_when_it_becomes_soon():
    start = date(2027, 3, 1)
    run = RunDocument(run_id=1, start_date=start)
    document = ListingDocument(id="course:1", kind="course", title="x", runs=(run,))
    changes, day = [], TODAY
    while day < start:
        day = date.fromordinal(next_change(document, day))
        changes.append((start - day).days)
    assert changes == [92, 30, -1]


def test_a_listing_is_refreshed_a_month_before_its_start_can_be_chosen():
    run = RunDocument(run_id=1, start_date=date(2027, 9, 20))
    document = ListingDocument(id="course:1", kind="course", title="x", runs=(run,))
    assert date.fromordinal(next_change(document, TODAY)) == date(2027, 3, 1)
