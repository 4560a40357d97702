"""The half of the contract that is about writing: changes, refresh, rebuild."""

import dataclasses
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.engines.base import Change, IndexBehind
from search.facets import FACETS
from tests.search.engines.asking import all_ids, ask, course, generated_settings, ids
from tests.search.engines.generated import TODAY, catalogues, queries
from tests.search.engines.reference_engine import ReferenceEngine


class WritingContract:
    @pytest.mark.capability("writing")
    def test_a_change_is_found_at_once_and_only_once(self, build):
        engine = build([course(1), course(2)])
        changes = [Change("course:1", course(1, "Plumbing")), Change("course:2", None)]
        engine.apply(changes, sequence=10, today=TODAY)
        engine.apply([Change("course:1", None)], sequence=10, today=TODAY)
        assert list(engine.ids()) == ["course:1"]
        assert ids(engine, ask("plumbing")) == ["course:1"]
        assert engine.count(ask("welding")) == 0
        assert engine.info().sequence == 10

    @pytest.mark.capability("writing")
    def test_repeating_changes_leaves_the_same_index(self, build):
        engine = build([course(1)])
        for sequence in (5, 6):
            engine.apply([Change("course:2", course(2))], sequence=sequence, today=TODAY)
        assert all_ids(engine, ask("welding"), page_size=10) == ["course:1", "course:2"]

    @pytest.mark.capability("writing")
    def test_the_generation_changes_with_every_write_only(self, build):
        engine = build([course(1)])
        before = engine.info().generation
        assert engine.info().generation == before
        engine.apply([Change("course:2", course(2))], sequence=1, today=TODAY)
        assert engine.info().generation != before

    @pytest.mark.capability("writing")
    @generated_settings
    @given(documents=catalogues(), asked=st.lists(queries(), min_size=3), step=st.integers(1, 200))
    def test_a_refreshed_index_is_right_on_the_new_day(self, build, documents, asked, step):
        day = TODAY + timedelta(days=step)
        engine, reference = build(documents), ReferenceEngine(documents)
        engine.refresh(today=day)
        for query in asked:
            query = dataclasses.replace(query, today=day)
            results = engine.search(query)
            assert results.total == reference.total(query), query
            for name in FACETS:
                assert results.facets[name] == reference.facet(query, name), (name, query)
        assert engine.refresh(today=day) == 0

    @pytest.mark.capability("writing")
    def test_a_rebuild_is_seen_only_when_published(self, build):
        engine = build([course(1)])
        with engine.start_rebuild(today=TODAY) as rebuild:
            rebuild.add(course(2))
            rebuild.commit()
            assert ids(rebuild.engine, ask()) == ["course:2"]
            rebuild.apply([Change("course:3", course(3)), Change("course:2", None)])
            assert (rebuild.count(), list(rebuild.ids())) == (1, ["course:3"])
            assert ids(engine, ask()) == ["course:1"]
            rebuild.publish(sequence=7)
        assert ids(engine, ask()) == ["course:3"]
        assert engine.info().sequence == 7

    @pytest.mark.capability("writing")
    def test_a_rebuild_that_is_left_changes_nothing(self, build):
        engine = build([course(1)])
        with engine.start_rebuild(today=TODAY) as rebuild:
            rebuild.add(course(2))
            rebuild.commit()
        assert ids(engine, ask()) == ["course:1"]
        with engine.start_rebuild(today=TODAY) as rebuild:
            rebuild.publish(sequence=0)
        assert ids(engine, ask()) == []

    @pytest.mark.capability("writing")
    def test_an_index_put_in_use_meanwhile_refuses_what_it_cannot_follow(self, build):
        engine = build([course(1)])
        engine.apply([Change("course:2", course(2))], sequence=10, today=TODAY)
        with engine.start_rebuild(today=TODAY) as rebuild:
            rebuild.add(course(1))
            rebuild.publish(sequence=5)
        with pytest.raises(IndexBehind):
            engine.apply([Change("course:3", course(3))], sequence=12, today=TODAY, after=10)
        assert (list(engine.ids()), engine.info().sequence) == (["course:1"], 5)

        changes = [Change(f"course:{number}", course(number)) for number in (2, 3)]
        engine.apply(changes, sequence=12, today=TODAY, after=5)

        assert list(engine.ids()) == ["course:1", "course:2", "course:3"]
        engine.rollback()
        with pytest.raises(IndexBehind):
            engine.apply([Change("course:4", course(4))], sequence=13, today=TODAY, after=12)
        engine.apply([Change("course:3", course(3))], sequence=12, today=TODAY, after=10)
        assert list(engine.ids()) == ["course:1", "course:2", "course:3"]
