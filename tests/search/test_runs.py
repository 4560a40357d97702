from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.documents import ListingDocument, RunDocument, from_payload, to_payload
from search.query import PlaceFilter, Point, SearchQuery
from search.runs import (
    DIMENSIONS,
    best_run,
    distance,
    distance_miles,
    index_tokens,
    matching_runs,
    open_runs,
    place_values,
    query_tokens,
    run_sort_key,
    run_values,
    start_values,
)
from tests.search.engines.generated import TODAY, listings, runs

WALSALL = Point(52.586, -1.982)


def run(**parts: object) -> RunDocument:
    return RunDocument(**{"run_id": 1, "start_date": date(2027, 1, 11), **parts})


def course(*its_runs: RunDocument) -> ListingDocument:
    return ListingDocument(id="course:1", kind="course", title="Welding", runs=its_runs)


@pytest.mark.parametrize(
    ("parts", "values"),
    [
        ({"start_date": date(2026, 11, 25)}, ["2026-11", "soon"]),
        ({"start_date": date(2026, 12, 25)}, ["2026-12", "soon"]),
        ({"start_date": date(2026, 12, 26)}, ["2026-12"]),
        ({"start_date": date(2027, 4, 30)}, ["2027-04"]),
        ({"start_date": date(2027, 5, 1)}, ["2027-05", "later"]),
        ({"start_date": None}, []),
        ({"start_date": None, "is_flexible_start": True}, ["flexible", "soon"]),
        ({"is_flexible_start": True}, ["2027-01", "flexible"]),
        ({"start_date": date(2026, 9, 1), "is_flexible_start": True}, ["flexible", "soon"]),
    ],
    ids=str,
)
def test_when_a_run_starts(parts, values):
    assert sorted(start_values(run(**parts), TODAY)) == values


@pytest.mark.parametrize(
    ("parts", "is_open"),
    [
        ({"start_date": TODAY}, True),
        ({"start_date": TODAY - timedelta(days=1)}, False),
        ({"start_date": TODAY - timedelta(days=1), "is_flexible_start": True}, True),
        ({"enrol_by_date": TODAY}, True),
        ({"enrol_by_date": TODAY - timedelta(days=1)}, False),
        ({"start_date": None}, True),
    ],
    ids=str,
)
def test_a_run_is_open_until_its_start_or_its_closing_day(parts, is_open):
    assert bool(open_runs(course(run(**parts)), TODAY)) is is_open


def test_an_online_run_is_at_no_venue():
    assert place_values(run(how="online", venue_id=3, area_slugs=("walsall",))) == ("online",)


def test_a_run_is_at_its_venue_and_in_all_its_areas():
    parts = {"how": "at-work", "venue_id": 3, "area_slugs": ("walsall",), "is_national": True}
    assert place_values(run(**parts)) == ("v3", "walsall", "national")


@given(one=runs(), chosen=st.data())
def test_tokens_say_the_same_as_comparing_values(one, chosen):
    values = run_values(one, TODAY)
    picked = {
        name: chosen.draw(st.sampled_from([*values[name], "other"]), label=name)
        for name in chosen.draw(st.sets(st.sampled_from(DIMENSIONS), min_size=2), label="names")
    }
    satisfied = all(value in values[name] for name, value in picked.items())
    tokens = query_tokens({name: (value,) for name, value in picked.items()})
    assert bool(set(tokens) & set(index_tokens(values))) == satisfied


def test_nothing_to_choose_from_has_no_token():
    assert query_tokens({"when": ("day",), "place": ()}) == []


def test_filters_have_to_be_met_by_one_run():
    one = run(run_id=1, when=("evening",), area_slugs=("dudley",))
    other = run(run_id=2, when=("day",), area_slugs=("walsall",))
    query = SearchQuery(
        today=TODAY,
        filters={"when": ("evening",)},
        place=PlaceFilter(near=("walsall",), elsewhere=()),
    )
    assert matching_runs(course(one, other), query) == ()
    assert best_run(course(one, other), query) is None


def test_the_card_shows_the_nearest_matching_run_before_the_soonest():
    far = run(run_id=1, venue_id=1, latitude=52.40, longitude=-1.9, start_date=date(2026, 12, 1))
    near = run(run_id=2, venue_id=2, latitude=52.58, longitude=-1.98)
    online = run(run_id=3, how="online", start_date=date(2026, 11, 26))
    place = PlaceFilter(near=("v1", "v2"), point=WALSALL)
    query = SearchQuery(today=TODAY, place=place)
    assert best_run(course(online, far, near), query) == near
    assert best_run(course(online, far), query) == far
    assert best_run(course(online), query) == online


def test_the_card_shows_the_soonest_run_without_a_place():
    later, sooner = run(run_id=1), run(run_id=2, start_date=date(2026, 12, 1))
    flexible = run(run_id=3, start_date=None, is_flexible_start=True)
    assert best_run(course(later, flexible, sooner), SearchQuery(today=TODAY)) == sooner


def test_shortest_compares_how_long_runs_last():
    weekend = run(duration=2.0, duration_unit="DAYS")
    month = run(length="month")
    year = run(duration=1.0, duration_unit="YEARS")
    unknown = run()
    keys = [run_sort_key(one, "shortest") for one in (weekend, month, year, unknown)]
    assert keys == sorted(set(keys))


def test_distances_are_in_miles():
    # Walsall to Wolverhampton station: about 5.8 miles in a straight line.
    assert distance_miles(WALSALL, Point(52.5878, -2.1197)) == pytest.approx(5.8, abs=0.1)
    assert distance(run(latitude=52.586, longitude=-1.982), WALSALL) == 0
    assert distance(run(), WALSALL) is None


@given(listings(1))
def test_a_stored_document_comes_back_whole(document):
    assert from_payload(to_payload(document)) == document
