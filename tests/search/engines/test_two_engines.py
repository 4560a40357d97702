"""Two indexes follow one database: each by itself, whatever happens to the other."""

import datetime
import io
import json
import time

import pytest
from django.core.management import CommandError, call_command
from django.test import TestCase

from search import choosing, indexing
from search.engines.base import EngineUnavailable
from search.index_status import statuses
from search.reference import forget_reference
from tests.factories import TODAY, CourseRunFactory
from tests.search.engines.asking import ask
from tests.search.engines.conftest import remove_indexes
from tests.search.engines.misbehaving_server import BEHAVIOURS, refused_address, server

pytestmark = pytest.mark.django_db
committing = TestCase.captureOnCommitCallbacks
FOUND_SECONDS = 2.0


@pytest.fixture(autouse=True)
def frozen_day(time_machine) -> None:
    time_machine.move_to(datetime.datetime(2026, 11, 25, 9, tzinfo=datetime.UTC), tick=True)


@pytest.fixture
def use(settings, tmp_path):
    """Search a server at an address, with an embedded index of this test."""

    def use(url: str, prefix: str = "t-") -> None:
        settings.SEARCH = {
            **settings.SEARCH,
            "elasticsearch_url": url,
            "index_prefix": prefix,
            "embedded_directory": tmp_path / "index",
        }

    yield use
    forget_reference()


@pytest.fixture
def both(use, elasticsearch_url, index_prefix, request):
    """Search a real node, and give what makes it unreachable and reachable again."""
    prefix = f"{index_prefix}two-{abs(hash(request.node.nodeid)) % 10**9}-"
    use(elasticsearch_url, prefix)
    yield lambda is_up: use(elasticsearch_url if is_up else refused_address(), prefix)
    remove_indexes(elasticsearch_url, prefix)


def found(name: str, words: str = "welding") -> list[str]:
    engine = choosing.writer_named(name).engine
    return [hit.document.title for hit in engine.search(ask(words)).hits]


def test_without_a_server_there_is_one_engine():
    assert [writer.name for writer in choosing.writers()] == ["embedded"]
    assert indexing.get_engine().name == "embedded"
    with pytest.raises(LookupError, match="embedded"):
        choosing.writer_named("elasticsearch")


def test_a_server_that_is_away_leaves_the_embedded_index_right(use):
    use(refused_address())
    with pytest.raises(EngineUnavailable):
        indexing.rebuild(today=TODAY)

    with committing(execute=True):
        CourseRunFactory(course__title="Welding")

    assert found("embedded") == ["Welding"]
    server_status, embedded_status = statuses(today=TODAY)
    assert (server_status.state, embedded_status.state) == ("unavailable", "ready")
    assert embedded_status.waiting == 0


def test_saving_does_not_wait_for_a_server_that_hangs(use, monkeypatch):
    monkeypatch.setattr(indexing._saving, "seconds", 0.3)
    use(refused_address())
    with pytest.raises(EngineUnavailable):
        indexing.rebuild(today=TODAY)
    with server(BEHAVIOURS["hangs"]) as url:
        use(url)
        began = time.monotonic()
        for number in range(8):
            with committing(execute=True):
                CourseRunFactory(course__title=f"Welding {number}")
        # Three wait, then the server is left in peace.
        assert time.monotonic() - began < 8
    assert len(found("embedded")) == 8
    assert choosing.writers()[1].writing.condition == "open"
    assert choosing.writers()[1].reading.condition == "closed", "searching may still work"


def test_a_change_is_found_in_both_within_two_seconds(both):
    indexing.rebuild(today=TODAY)
    began = time.monotonic()
    with committing(execute=True):
        CourseRunFactory(course__title="Welding")

    results = indexing.get_engine().search(ask("welding"))

    assert time.monotonic() - began < FOUND_SECONDS
    assert (results.total, results.engine, results.degraded) == (1, "elasticsearch", False)
    assert found("embedded") == ["Welding"]


def test_what_changed_while_the_server_was_away_reaches_it_later(both):
    indexing.rebuild(today=TODAY)
    both(False)
    with committing(execute=True):
        CourseRunFactory(course__title="Welding")
    results = indexing.get_engine().search(ask("welding"))
    assert (results.total, results.degraded) == (1, True)
    both(True)
    assert found("elasticsearch") == []
    assert {one.engine: one.waiting > 0 for one in statuses(today=TODAY)} == {
        "elasticsearch": True,
        "embedded": False,
    }

    indexing.drain(today=TODAY)

    assert found("elasticsearch") == ["Welding"]
    for engine in indexing.writer_engines():
        assert indexing.compare(today=TODAY, engine=engine).is_equal


def test_a_course_saved_during_the_rebuild_of_both_is_in_both(both, monkeypatch):
    kind = indexing.KINDS["course"]

    def documents_with_a_visitor(*, today, ids=None):
        yield from kind.documents(today=today, ids=ids)
        if ids is None:
            CourseRunFactory(course__title="Welding")

    changed = type(kind)(kind.name, documents_with_a_visitor, kind.expected_ids)
    monkeypatch.setitem(indexing.KINDS, "course", changed)
    indexing.rebuild(today=TODAY)

    # The second rebuild, of the server, saw another visitor; the embedded index hears of it.
    indexing.drain(today=TODAY)
    assert found("elasticsearch") == found("embedded") == ["Welding", "Welding"]


def test_going_back_and_catching_up(both):
    # PostgreSQL counts on from other tests: without a first entry numbers seem to be missing.
    CourseRunFactory(course__title="Plumbing")
    indexing.rebuild(today=TODAY)
    first = {one.engine: one.index for one in statuses(today=TODAY)}
    indexing.rebuild(today=TODAY)
    with committing(execute=True):
        CourseRunFactory(course__title="Welding")

    output = io.StringIO()
    call_command("rebuild_index", "--rollback", "--json", stdout=output)

    assert {one["engine"]: one["index"] for one in json.loads(output.getvalue())} == first
    assert {one.engine: one.index for one in statuses(today=TODAY)} == first
    assert found("elasticsearch") == found("embedded") == ["Welding"]


def test_an_index_that_comes_into_use_during_a_drain_misses_nothing(both, monkeypatch):
    indexing.rebuild(today=TODAY)
    indexing.rebuild(today=TODAY)
    with committing(execute=True):
        CourseRunFactory(course__title="Welding one")
    CourseRunFactory(course__title="Welding two")
    kind = indexing.KINDS["course"]
    waiting = list(indexing.writer_engines())

    def documents_while_somebody_goes_back(*, today, ids=None):
        yield from kind.documents(today=today, ids=ids)
        if waiting:
            waiting.pop(0).rollback()

    changed = type(kind)(kind.name, documents_while_somebody_goes_back, kind.expected_ids)
    monkeypatch.setitem(indexing.KINDS, "course", changed)

    for engine in indexing.writer_engines():
        indexing.drain(today=TODAY, engine=engine)

    assert not waiting
    for name in ("embedded", "elasticsearch"):
        assert sorted(found(name)) == ["Welding one", "Welding two"]


def test_there_is_nothing_to_go_back_to_after_the_first_rebuild(both):
    indexing.rebuild(today=TODAY)
    with pytest.raises(CommandError, match=r"(?s)embedded: .*elasticsearch: "):
        call_command("rebuild_index", "--rollback")


def test_one_engine_can_be_built_by_name(both):
    call_command("rebuild_index", "--engine", "elasticsearch", stdout=io.StringIO())
    assert {one.engine: one.state for one in statuses(today=TODAY)} == {
        "elasticsearch": "ready",
        "embedded": "missing",
    }
    results = indexing.get_engine().search(ask("welding"))
    assert (results.engine, results.degraded) == ("elasticsearch", False)


def test_without_an_embedded_index_words_of_listings_are_known_all_the_same(both):
    CourseRunFactory(course__title="Welding")
    call_command("rebuild_index", "--engine", "elasticsearch", stdout=io.StringIO())
    assert indexing.get_engine().document_frequency("weld") == 1
    assert indexing.get_engine().document_frequency("willenhal") == 0


def test_a_comparison_names_the_ids_of_each_engine(both):
    indexing.rebuild(today=TODAY)
    run = CourseRunFactory()
    output = io.StringIO()
    with pytest.raises(SystemExit) as stopped:
        call_command("compare_index", "--json", stdout=output)
    assert stopped.value.code == 1
    report = json.loads(output.getvalue())["engines"]
    missing = [f"course:{run.course_id}"]
    assert report["elasticsearch"] == report["embedded"] == {"missing": missing, "surplus": []}
