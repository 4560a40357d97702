"""The life of an index: built aside, swapped in, kept for going back, removed."""

import threading

import pytest
from elasticsearch import Elasticsearch

from search.engines.base import Change, EngineUnavailable, IndexLocked, IndexMissing
from search.engines.elasticsearch import indices, rebuild
from search.engines.elasticsearch.engine import ElasticsearchEngine
from tests.search.engines.asking import ask, course
from tests.search.engines.generated import TODAY


def published(engine: ElasticsearchEngine, numbers=range(1, 4), *, sequence: int = 0) -> str:
    with engine.start_rebuild(today=TODAY) as rebuild:
        for number in numbers:
            rebuild.add(course(number))
        rebuild.publish(sequence=sequence)
    return engine.info().name


def names(engine: ElasticsearchEngine) -> list[str]:
    return [one.name for one in engine.indices.all()]


@pytest.fixture
def client(elasticsearch_url: str) -> Elasticsearch:
    return Elasticsearch(elasticsearch_url, request_timeout=30)


def test_the_last_index_is_kept_and_older_ones_go(engine):
    first, second, third = (published(engine) for _ in range(3))
    assert names(engine) == [second, third]
    assert first < second < third
    assert engine.info().previous == second


def test_going_back_and_forward_again(engine):
    first = published(engine, range(1, 3), sequence=5)
    second = published(engine, range(1, 6), sequence=9)
    assert engine.rollback() == first
    assert (engine.info().name, engine.info().sequence) == (first, 5)
    assert engine.count(ask("welding")) == 2
    engine.apply([Change("course:9", course(9))], sequence=9, today=TODAY)
    assert engine.count(ask("welding")) == 3
    with pytest.raises(IndexMissing, match="go back"):
        engine.rollback()
    third = published(engine)
    assert names(engine) == [first, third]
    assert second not in names(engine)


def test_there_is_nothing_to_go_back_to(engine):
    published(engine)
    with pytest.raises(IndexMissing, match="rebuild_index"):
        engine.rollback()


def test_an_index_in_use_is_marked_so_however_often_its_rebuild_says_that_it_is_alive(
    engine, monkeypatch
):
    monkeypatch.setattr(rebuild, "BEAT_SECONDS", 0.001)
    for _ in range(3):
        published(engine)
        assert all(one.is_published for one in engine.indices.all())


def test_a_second_rebuild_is_told_that_it_has_to_wait(engine):
    with engine.start_rebuild(today=TODAY) as rebuild:
        with pytest.raises(IndexLocked, match=rebuild.index), engine.start_rebuild(today=TODAY):
            raise AssertionError("two rebuilds at once")
        rebuild.add(course(1))
        rebuild.publish(sequence=0)
    assert engine.ids() == ["course:1"]


def test_what_a_killed_rebuild_left_goes_with_the_next_one(engine, monkeypatch):
    published(engine)
    abandoned = engine.indices.create()
    with pytest.raises(IndexLocked):
        published(engine)
    monkeypatch.setattr(indices, "DEAD_SECONDS", 0.0)
    published(engine)
    assert abandoned not in names(engine)
    assert len(names(engine)) == 2


def test_a_rebuild_that_goes_on_for_long_stays_alive(engine, monkeypatch):
    from search.engines.elasticsearch import rebuild as rebuild_module

    monkeypatch.setattr(rebuild_module, "BEAT_SECONDS", 0.05)
    with engine.start_rebuild(today=TODAY) as rebuild:
        (before,) = engine.indices.all()
        threading.Event().wait(1.0)
        (after,) = engine.indices.all()
        assert after.beat > before.beat
        rebuild.publish(sequence=0)


def test_aliases_that_moved_meanwhile_stop_the_swap(engine, client, monkeypatch):
    current = published(engine)
    swap = engine.indices._point_to

    def moved_first(name: str, before: list[str]) -> None:
        client.indices.delete_alias(index=current, name=engine.indices.read_alias)
        swap(name, before)

    monkeypatch.setattr(engine.indices, "_point_to", moved_first)
    with pytest.raises(EngineUnavailable), engine.start_rebuild(today=TODAY) as rebuild:
        rebuild.publish(sequence=0)


def test_searches_never_miss_an_index_during_a_swap(engine):
    published(engine)
    stop, totals, failures = threading.Event(), set(), []

    def search() -> None:
        while not stop.is_set():
            try:
                results = engine.search(ask("welding", facets=("kind",)))
                assert results.facets == {"kind": {"course": results.total}}
                totals.add(results.total)
            except Exception as error:
                failures.append(error)

    threads = [threading.Thread(target=search) for _ in range(2)]
    for thread in threads:
        thread.start()
    for count in (5, 7):
        published(engine, range(1, count + 1))
    engine.search(ask())
    stop.set()
    for thread in threads:
        thread.join()
    assert not failures
    assert totals <= {3, 5, 7}


def test_the_index_of_another_version_is_not_read_and_stays_until_replaced(engine, monkeypatch):
    old = published(engine)
    newer = ElasticsearchEngine(engine.connections._url, "unused-")
    monkeypatch.setattr(indices, "VERSION", "0123456789ab")
    newer.indices = indices.Indices(engine.connections, engine.indices._base[: -len("listings")])
    newer._index = newer.indices.read_alias
    with pytest.raises(IndexMissing):
        newer.search(ask("welding"))
    published(newer, range(1, 3))
    assert newer.count(ask("welding")) == 2
    assert engine.count(ask("welding")) == 3
    assert old in names(newer)


def test_an_older_change_comes_too_late(engine):
    published(engine, sequence=3)
    engine.apply([Change("course:1", course(1, "Plumbing"))], sequence=7, today=TODAY)
    engine.apply([Change("course:1", None)], sequence=5, today=TODAY)
    assert engine.count(ask("plumbing")) == 1
    assert engine.info().sequence == 7


def test_two_drains_at_once_end_with_the_later_one(engine):
    """The state is read by both before either writes."""
    from search.engines.elasticsearch.bulk import Bulk

    name = published(engine)
    engine.apply([Change("course:1", course(1, "Plumbing"))], sequence=7, today=TODAY)
    late = Bulk(engine.connections, name, version=6)
    late.change([Change("course:1", None), Change("course:2", course(2, "Zoo"))], TODAY)
    late.finish()
    assert engine.count(ask("plumbing")) == 1
    assert engine.count(ask("zoo")) == 1


def test_a_lost_state_reads_as_nothing_replayed(engine, client):
    name = published(engine, sequence=9)
    client.delete(index=name, id=indices.STATE_ID)
    assert engine.info().sequence == 0
    assert engine.info().documents == 3


def test_changes_never_make_an_index_by_themselves(engine, client):
    name = published(engine)
    client.indices.delete(index=name)
    with pytest.raises(IndexMissing):
        engine.apply([Change("course:1", course(1))], sequence=1, today=TODAY)
    assert names(engine) == []


def test_the_generation_is_new_for_this_process_at_once(engine):
    published(engine)
    before = engine.generation()
    assert engine.generation() == before
    engine.apply([Change("course:1", None)], sequence=1, today=TODAY)
    after = engine.generation()
    assert after != before
    published(engine)
    assert engine.generation() not in (before, after)


def test_more_than_ten_thousand_hits_end_at_the_last_page(engine):
    published(engine)
    assert engine.search(ask("welding", page=500, page_size=20)).total == 3
    assert engine.search(ask("welding", page=500, page_size=50)).hits == ()
    assert engine.search(ask("welding", page_size=10_001)).total == 3
