"""What every engine must do: run unchanged on each, against the plain-Python reference.

A module that tests an engine subclasses `EngineContract`, gives a fixture `build` (documents,
today=... -> engine) and names the capabilities the engine has; the rest is skipped by name.

    parity      totals, counts and groups equal to the reference, on generated data
    run-order   soonest, shortest and closing by the runs that match, exactly
    distance    nearest by venue, then by id
    ties        equal scores in the order of ids
    writing     apply, refresh, rebuild
    words       vocabulary and document_frequency
"""

import dataclasses
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.documents import ListingDocument, RunDocument
from search.engines.base import SearchEngine
from search.facets import FACETS
from search.query import MAX_PAGES, Alternative, Band, PlaceFilter, SearchQuery, Word
from tests.search.engines.asking import all_ids, ask, course, generated_settings, ids, run, words_of
from tests.search.engines.contract_writing import WritingContract
from tests.search.engines.generated import TODAY, catalogues, queries
from tests.search.engines.reference_engine import ReferenceEngine

CAPABILITIES = frozenset({"parity", "run-order", "distance", "ties", "writing", "words"})
Build = Callable[..., SearchEngine]


class EngineContract(WritingContract):
    capabilities: frozenset[str] = CAPABILITIES

    @pytest.fixture(autouse=True)
    def _by_capability(self, request: pytest.FixtureRequest) -> None:
        for mark in request.node.iter_markers("capability"):
            if mark.args[0] not in self.capabilities:
                pytest.skip(f"this engine has no {mark.args[0]}")

    # Generated data against the reference

    @pytest.mark.capability("parity")
    @generated_settings
    @given(documents=catalogues(), asked=st.lists(queries(), min_size=4, max_size=10))
    def test_totals_groups_and_counts_are_right(self, build, documents, asked):
        engine, reference = build(documents), ReferenceEngine(documents)
        for query in asked:
            results = engine.search(query)
            assert results.total == reference.total(query), query
            if query.place:
                assert results.near_total == reference.near_total(query), query
                assert results.placeless_total == reference.placeless_total(query), query
            else:
                assert results.near_total is None
            for name in FACETS:
                assert results.facets[name] == reference.facet(query, name), (name, query)
        assert engine.count_many(asked) == [reference.total(query) for query in asked]

    @pytest.mark.capability("parity")
    @generated_settings
    @given(documents=catalogues(), asked=st.lists(queries(), min_size=3, max_size=6))
    def test_pages_hold_every_match_once_near_ones_first(self, build, documents, asked):
        engine, reference = build(documents), ReferenceEngine(documents)
        for query in asked:
            for sort in ("best", "nearest", "soonest", "shortest", "closing"):
                sorted_query = dataclasses.replace(query, sort=sort)
                found = all_ids(engine, sorted_query, page_size=4)
                assert len(found) == len(set(found)), sorted_query
                assert set(found) == {d.id for d in reference.matches(query)}, sorted_query
                if query.place:
                    near = {d.id for d in reference.documents if _near(reference, d, query)}
                    assert set(found[: len(near)]) == near, sorted_query

    @pytest.mark.capability("run-order")
    @generated_settings
    @given(
        documents=catalogues(),
        asked=st.lists(queries(), min_size=3, max_size=6),
        sort=st.sampled_from(("soonest", "shortest", "closing")),
    )
    def test_runs_that_match_decide_the_order(self, build, documents, asked, sort):
        engine, reference = build(documents), ReferenceEngine(documents)
        for query in asked:
            sorted_query = dataclasses.replace(query, sort=sort)
            expected = [document.id for document in reference.ordered(sorted_query)]
            assert all_ids(engine, sorted_query, page_size=5) == expected, sorted_query

    @pytest.mark.capability("distance")
    @generated_settings
    @given(documents=catalogues(), asked=st.lists(queries(), min_size=4, max_size=8))
    def test_the_nearest_matching_venue_comes_first(self, build, documents, asked):
        engine, reference = build(documents), ReferenceEngine(documents)
        for query in asked:
            if query.place is None:
                continue
            place = dataclasses.replace(query.place, elsewhere=())
            nearest = dataclasses.replace(query, place=place, sort="nearest")
            expected = [document.id for document in reference.ordered(nearest)]
            assert all_ids(engine, nearest, page_size=5) == expected, nearest

    @pytest.mark.capability("parity")
    @generated_settings
    @given(
        documents=catalogues(),
        query=queries(),
        sort=st.sampled_from(("best", "nearest", "soonest")),
        size=st.integers(1, 7),
    )
    def test_page_size_changes_no_order(self, build, documents, query, sort, size):
        engine = build(documents)
        query = dataclasses.replace(query, sort=sort)
        assert all_ids(engine, query, page_size=size) == all_ids(engine, query, page_size=50)

    @pytest.mark.capability("parity")
    @generated_settings
    @given(documents=catalogues(), asked=st.lists(queries(), min_size=3, max_size=6))
    def test_choosing_a_value_gives_the_count_shown(self, build, documents, asked):
        engine = build(documents)
        for query in asked:
            results = engine.search(query)
            for name, counts in results.facets.items():
                for value, count in counts.items():
                    chosen = {**query.filters, name: (value,)}
                    narrowed = dataclasses.replace(query, filters=chosen)
                    assert engine.count(narrowed) == count, (name, value, query)
                    if not query.filters.get(name):
                        assert count <= results.total

    @pytest.mark.capability("parity")
    @generated_settings
    @given(documents=catalogues(), asked=st.lists(queries(), min_size=3, max_size=6))
    def test_a_wider_circle_never_finds_fewer(self, build, documents, asked):
        engine = build(documents)
        for query in asked:
            totals = [
                engine.count(dataclasses.replace(query, place=PlaceFilter(near=venues)))
                for venues in (("v1",), ("v1", "v2"), ("v1", "v2", "v3"))
            ]
            assert totals == sorted(totals), query

    # Words

    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("welding", ["course:1", "course:2"]),
            ("welding evening", ["course:2"]),
            ("welding -evening", ["course:1"]),
            ("-evening", ["course:1", "course:3"]),
            ("-evening -care", ["course:1"]),
            ("C#", []),
            ("unheard", []),
            ("CB1003", ["course:3"]),
            ("", ["course:1", "course:2", "course:3"]),
        ],
    )
    def test_every_word_must_be_somewhere(self, build, text, found):
        engine = build(
            [
                course(1, "Welding for beginners"),
                course(2, "Metal work", description="welding in the evening"),
                course(3, "Care", references=("CB1003",)),
            ]
        )
        assert sorted(ids(engine, ask(text))) == found
        assert engine.count(ask(text)) == len(found)

    def test_a_phrase_never_crosses_from_one_text_to_the_next(self, build):
        engine = build(
            [course(1, "Social care", alternative_titles=("Assistant carer",), description="Level")]
        )
        phrase = Word("care assistant", (Alternative(("care", "assist")),))
        assert engine.count(ask(words=(phrase,))) == 0
        assert engine.search(ask(words=(phrase,))).total == 0

    def test_most_words_are_enough_when_asked(self, build):
        engine = build([course(1, "Welding level two"), course(2, "Welding"), course(3, "Zoo")])
        query = ask("welding level nowhere")
        assert engine.count(query) == 0
        assert ids(engine, dataclasses.replace(query, minimum_words=2)) == ["course:1"]
        assert ids(engine, dataclasses.replace(query, minimum_words=1)) == ["course:1", "course:2"]

    def test_a_word_of_marks_only_is_ignored(self, build):
        engine = build([course(1)])
        marks = Word("--", (Alternative(()),))
        assert engine.count(ask(words=(marks, *words_of("welding")))) == 1

    def test_title_beats_other_names_beats_description(self, build):
        engine = build(
            [
                course(1, "Zoo", description="plumbing"),
                course(2, "Zoo", subject_text="plumbing"),
                course(3, "Zoo", alternative_titles=("plumbing",)),
                course(4, "plumbing"),
                course(5, "Zoo", provider_text="plumbing"),
            ]
        )
        expected = ["course:4", "course:3", "course:2", "course:5", "course:1"]
        assert ids(engine, ask("plumbing")) == expected

    def test_words_that_only_order_lose_nothing(self, build):
        documents = [course(1, "Care"), course(2, "English Entry 1"), course(3, "Entry")]
        engine = build(documents)
        query = ask(order_words=words_of("english entry"))
        assert [hit.document.id for hit in engine.search(query).hits] == [
            "course:2",
            "course:3",
            "course:1",
        ]
        sooner = dataclasses.replace(query, sort="soonest")
        assert engine.search(sooner).total == engine.count(query) == len(documents)
        asked = dataclasses.replace(query, words=words_of("care"))
        assert [hit.document.id for hit in engine.search(asked).hits] == ["course:1"]

    def test_what_became_a_filter_counts_a_little_beside_the_words(self, build):
        titles = ["Maths daytime", "Maths evening", "Evening"]
        engine = build([course(number, title) for number, title in enumerate(titles, 1)])
        asked = ask("maths", order_words=words_of("evening"))
        assert ids(engine, asked) == ["course:2", "course:1"]

    def test_a_visitors_own_word_beats_another_name(self, build):
        engine = build([course(1, "Care assistant"), course(2, "Carer")])
        word = Word("carer", (Alternative(("carer",)), Alternative(("care", "assist"), 0.7)))
        assert ids(engine, ask(words=(word,))) == ["course:2", "course:1"]

    @pytest.mark.capability("ties")
    def test_equal_listings_come_in_the_order_of_their_numbers(self, build):
        numbers = [12, 7, 100, 3, 45]
        engine = build([course(number) for number in numbers])
        expected = [f"course:{number}" for number in sorted(numbers)]
        for query in (ask("welding"), ask()):
            assert all_ids(engine, query, page_size=2) == expected

    def test_a_listing_that_starts_sooner_and_is_complete_comes_first(self, build):
        def starting(days: int) -> tuple[RunDocument, ...]:
            return (run(start_date=TODAY + timedelta(days=days)),)

        engine = build(
            [
                course(1, runs=starting(300)),
                course(2, runs=starting(10)),
                course(3, runs=starting(10), completeness=0.2),
            ]
        )
        for text in ("welding", ""):
            assert ids(engine, ask(text))[0] == "course:2"
            assert ids(engine, ask(text))[-1] != "course:2"

    # Runs, place, days

    def test_one_run_must_satisfy_all_run_filters(self, build):
        evening_in_dudley = run(when=("evening",), area_slugs=("dudley",))
        day_in_walsall = run(when=("day",), area_slugs=("walsall",))
        both = run(when=("evening",), area_slugs=("walsall",))
        engine = build(
            [course(1, runs=(evening_in_dudley, day_in_walsall)), course(2, runs=(both,))]
        )
        query = ask(
            filters={"when": ("evening",)}, place=PlaceFilter(near=("walsall",)), facets=("when",)
        )
        results = engine.search(query)
        assert [hit.document.id for hit in results.hits] == ["course:2"]
        assert results.facets["when"] == {"day": 1, "evening": 1}

    def test_online_and_national_ones_come_after_near_ones(self, build):
        engine = build(
            [
                course(1, "Welding welding", runs=(run(how="online"),)),
                course(2, "Welding national", runs=(run(how="at-work", is_national=True),)),
                course(3, "Metal", description="welding", runs=(run(venue_id=5),)),
                course(4, runs=(run(venue_id=6),)),
            ]
        )
        results = engine.search(ask("welding", place=PlaceFilter(near=("v5",))))
        assert results.hits[0].document.id == "course:3"
        assert {hit.document.id for hit in results.hits[1:]} == {"course:1", "course:2"}
        assert (results.total, results.near_total) == (3, 1)

    def test_nearer_ones_move_up_in_the_best_order(self, build):
        engine = build([course(1, runs=(run(venue_id=1),)), course(2, runs=(run(venue_id=2),))])
        place = PlaceFilter(near=("v1", "v2"), bands=(Band(("v2",), 1.3), Band(("v1",), 0.8)))
        assert ids(engine, ask("welding", place=place)) == ["course:2", "course:1"]

    def test_what_may_not_be_seen_today_is_nowhere(self, build):
        yesterday, tomorrow = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
        hidden = [
            course(2, visible_until=yesterday),
            course(3, visible_from=tomorrow),
            course(4, runs=(run(start_date=yesterday),)),
            course(5, runs=(run(enrol_by_date=yesterday),)),
            course(6, shown_in=("ur",)),
        ]
        engine = build([course(1), *hidden])
        results = engine.search(ask("welding", facets=("kind",)))
        assert [hit.document.id for hit in results.hits] == ["course:1"]
        assert results.facets == {"kind": {"course": 1}}
        assert set(ids(engine, ask(language="ur"))) == {"course:1", "course:6"}

    def test_a_day_later_nothing_closed_is_found_even_before_the_refresh(self, build):
        engine = build(
            [
                course(1, runs=(run(start_date=TODAY),)),
                course(2, visible_until=TODAY),
                course(3, visible_from=TODAY + timedelta(days=1)),
            ]
        )
        tomorrow = ask("welding", today=TODAY + timedelta(days=1), facets=("kind",))
        results = engine.search(tomorrow)
        assert [hit.document.id for hit in results.hits] == ["course:3"]
        assert results.facets == {"kind": {"course": 1}}

    def test_counts_of_many_values_are_exact(self, build):
        documents = [course(number, provider_slug=f"p{number % 700}") for number in range(1, 1401)]
        results = build(documents).search(ask("welding", facets=("provider",)))
        assert results.facets["provider"] == {f"p{number}": 2 for number in range(700)}

    def test_facets_come_in_the_order_of_the_page(self, build):
        engine = build(
            [
                course(1, level="2", provider_slug="b", runs=(run(when=("evening",)),)),
                course(2, level="entry-1", provider_slug="a", runs=(run(when=("day",)),)),
                course(3, level="entry-1", provider_slug="b", runs=(run(when=("day",)),)),
            ]
        )
        facets = engine.search(ask(facets=("provider", "when", "level"))).facets
        assert list(facets) == ["provider", "when", "level"]
        assert [list(counts) for counts in facets.values()] == [
            *(["b", "a"], ["day", "evening"], ["entry", "entry-1", "2"])
        ]

    def test_hits_are_whole_documents(self, build):
        document = course(
            1, "Café C#", you_need="Nothing", checked_date=date(2026, 11, 1), ukprn="10000001"
        )
        engine = build([document])
        assert engine.search(ask("cafe")).hits[0].document == document
        assert engine.document("course:1") == document
        assert engine.document("course:9") is None

    def test_an_unknown_page_is_the_first_and_one_too_far_is_empty(self, build):
        engine = build([course(number) for number in range(1, 6)])
        assert len(ids(engine, ask("welding", page=0))) == 5
        assert len(ids(engine, ask("welding", page=MAX_PAGES + 1))) == 5
        assert ids(engine, ask("welding", page=2)) == []
        assert engine.search(ask("welding", page=2)).total == 5

    @pytest.mark.capability("words")
    def test_it_knows_its_words(self, build):
        engine = build([course(1, "Plumbing"), course(2, "Plumbing and plums")])
        assert dict(engine.vocabulary()) == {"plumbing": 2, "and": 1, "plums": 1}
        assert engine.document_frequency("plumb") == 2
        assert engine.document_frequency("unheard") == 0


def _near(reference: ReferenceEngine, document: ListingDocument, query: SearchQuery) -> bool:
    place = dataclasses.replace(query.place, elsewhere=())
    return document in reference.matches(dataclasses.replace(query, place=place))
