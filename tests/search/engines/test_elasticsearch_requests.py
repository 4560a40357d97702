"""Orders that need a further request, and what visitors can type, on a real node."""

from datetime import timedelta

import pytest

from search.engines.elasticsearch import compiler, results
from search.engines.elasticsearch.engine import ElasticsearchEngine
from search.facets import FACETS
from search.query import Alternative, PlaceFilter, Word
from tests.search.engines.asking import all_ids, ask, course, ids, run
from tests.search.engines.generated import TODAY


def indexed(engine: ElasticsearchEngine, documents) -> ElasticsearchEngine:
    with engine.start_rebuild(today=TODAY) as rebuild:
        for document in documents:
            rebuild.add(document)
        rebuild.publish(sequence=0)
    return engine


@pytest.mark.parametrize("told_apart", [1, 3, 64])
def test_the_nearest_come_first_on_every_page_however_many_venues(engine, monkeypatch, told_apart):
    monkeypatch.setattr(results, "NEAREST_TOLD_APART", told_apart)
    indexed(engine, [course(number, runs=(run(venue_id=9 - number),)) for number in range(1, 9)])
    venues = tuple(f"v{number}" for number in range(1, 9))
    query = ask(place=PlaceFilter(near=venues, by_distance=venues[:-1]), sort="nearest")
    expected = [f"course:{number}" for number in (8, 7, 6, 5, 4, 3, 2, 1)]
    for page_size in (2, 3, 20):
        assert all_ids(engine, query, page_size=page_size) == expected


@pytest.mark.parametrize(
    ("sort", "page_size", "requests"),
    [("best", 2, 1), ("best", 3, 1), ("nearest", 2, 1), ("nearest", 3, 2), ("soonest", 3, 2)],
)
def test_what_is_elsewhere_takes_a_request_only_where_it_is_shown(
    engine, sort, page_size, requests
):
    """By score both groups come in one; the near ones come first with however low a score."""
    indexed(
        engine,
        [
            course(1, "Welding", runs=(run(how="online"),)),
            course(2, "Welding", runs=(run(venue_id=1),)),
            course(3, "Metal", description="welding " + "a " * 90, runs=(run(venue_id=1),)),
        ],
    )
    asked = []
    query = ask(
        "welding",
        place=PlaceFilter(near=("v1",), by_distance=("v1",)),
        sort=sort,
        page_size=page_size,
    )

    def counted(bodies):
        asked.append(bodies)
        return engine._ask(bodies, "searching")

    page = results.Pager(counted, query).page()
    shown = ["course:2", "course:3", "course:1"][:page_size]
    assert [hit.document.id for hit in page.hits] == shown
    assert (page.total, page.near_total, len(asked)) == (3, 2, requests)
    assert all(hit.score < 100 for hit in page.hits)


def test_matching_runs_decide_however_far_down_they_are(engine, monkeypatch):
    """The runs that match start last where the others start first."""
    monkeypatch.setattr(results, "_BATCH", 3)
    days = [
        course(
            number,
            runs=(
                run(when=("day",), start_date=TODAY + timedelta(days=number)),
                run(when=("evening",), start_date=TODAY + timedelta(days=100 - number)),
            ),
        )
        for number in range(1, 13)
    ]
    indexed(engine, days)
    query = ask(filters={"when": ("evening",)}, sort="soonest", facets=("when",))
    expected = [f"course:{number}" for number in range(12, 0, -1)]
    assert all_ids(engine, query, page_size=5) == expected
    assert engine.search(query).facets == {"when": {"day": 12, "evening": 12}}


def test_whatever_can_be_typed_is_answered(engine, monkeypatch):
    indexed(engine, [course(1), course(2, "Care", runs=(run(venue_id=7),))])
    monkeypatch.setattr(compiler, "MAX_TERMS", 2)
    half, long = "\ud83d", "x" * 40_000
    for odd in (half, long, "\x00", "a|b", "*", "]>[", '"', "😀", "{{x}}"):
        word = Word(odd, (Alternative((odd,)), Alternative((odd, "weld"))))
        filters = dict.fromkeys(("when", "level", "starts", "provider"), (odd,))
        place = PlaceFilter(near=(odd, "v7", "v8", "v9"))
        for query in (
            ask(words=(word,)),
            ask(filters=filters, facets=tuple(FACETS)),
            ask(filters={"when": (odd,)}, place=place, facets=tuple(FACETS)),
            ask(words=(word,), language=odd),
        ):
            assert engine.search(query).total == engine.count(query) == 0, odd
        assert ids(engine, ask(place=place)) == ["course:2"]
        assert engine.document(odd) is None
        assert engine.document_frequency(odd) == 0
    many = tuple(Word("weld", (Alternative(("weld",)),)) for _ in range(150))
    assert engine.count(ask(words=many)) == engine.search(ask(words=many)).total == 1
