"""Whatever the search server does, visitors get the embedded index's true answer, in time."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import pytest

from search.engines import breaker
from search.engines.base import EngineUnavailable, IndexMissing
from search.engines.breaker import Breaker
from search.engines.elasticsearch.engine import ElasticsearchEngine
from search.engines.embedded.engine import EmbeddedEngine
from search.engines.fallback import FallbackEngine
from search.engines.turns import begin_turn
from tests.search.engines.asking import ask, course
from tests.search.engines.generated import TODAY
from tests.search.engines.misbehaving_server import BEHAVIOURS, refused_address, server

PATIENCE_SECONDS = 0.4  # the tests wait for it; visitors have fallback.PATIENCE_SECONDS
SMALL_HEAP = 15_000_000


@pytest.fixture
def embedded(tmp_path: Path) -> EmbeddedEngine:
    engine = EmbeddedEngine(tmp_path / "index")
    with engine.start_rebuild(today=TODAY, heap_bytes=SMALL_HEAP) as rebuild:
        for number in range(1, 4):
            rebuild.add(course(number))
        rebuild.publish(sequence=0)
    return engine


def with_server(url: str, embedded: EmbeddedEngine, tmp_path: Path) -> FallbackEngine:
    return FallbackEngine(
        ElasticsearchEngine(url, "t-"),
        embedded,
        Breaker(tmp_path / "breaker.json"),
        patience_seconds=PATIENCE_SECONDS,
    )


def visit(engine: FallbackEngine):
    """Ask for another visitor."""
    begin_turn()
    return engine.search(ask("welding"))


@pytest.mark.parametrize("name", BEHAVIOURS)
def test_a_server_that_misbehaves_is_no_outage(name, embedded, tmp_path):
    with server(BEHAVIOURS[name]) as url:
        engine = with_server(url, embedded, tmp_path)
        began = time.monotonic()

        results = engine.search(ask("welding", facets=("kind",)))

        assert time.monotonic() - began < PATIENCE_SECONDS + 1
        assert (results.total, results.degraded, results.engine) == (3, True, "embedded")
        assert results.facets == {"kind": {"course": 3}}
        assert engine.count_many([ask("welding"), ask("plumbing")]) == [3, 0]
        assert engine.document("course:1").title == course(1).title


@pytest.mark.parametrize("name", ["byte by byte", "502 of a proxy", "404 of a proxy", "empty 200"])
def test_three_failures_and_nobody_waits_any_more(name, embedded, tmp_path):
    with server(BEHAVIOURS[name]) as url:
        engine = with_server(url, embedded, tmp_path)
        for _ in range(3):
            visit(engine)
        assert engine.breaker.condition == "open"
        began = time.monotonic()
        for _ in range(20):
            assert visit(engine).total == 3
        assert time.monotonic() - began < PATIENCE_SECONDS


@pytest.mark.parametrize("name", ["hangs", "byte by byte"])
def test_one_visitor_waits_once_however_often_the_page_asks(name, embedded, tmp_path):
    with server(BEHAVIOURS[name]) as url:
        engine = with_server(url, embedded, tmp_path)
        began = time.monotonic()
        for _ in range(5):
            assert engine.search(ask("welding")).degraded
            assert engine.count(ask("welding")) == 3
        assert time.monotonic() - began < PATIENCE_SECONDS * 5, "ten waits would take twice as long"
    assert engine.breaker.condition == "closed", "one failure, though ten questions"


def test_a_failure_in_one_thread_is_not_that_of_another(primary, embedded, tmp_path):
    engine = FallbackEngine(primary, embedded, Breaker(tmp_path / "breaker.json"))
    primary.failure = EngineUnavailable("no connection")
    assert visit(engine).degraded
    primary.failure = None
    assert engine.search(ask("welding")).degraded
    with ThreadPoolExecutor(1) as other:
        assert not other.submit(engine.search, ask("welding")).result().degraded
    assert not visit(engine).degraded


def test_without_requests_a_failure_is_forgotten_after_a_while(
    primary, embedded, tmp_path, monkeypatch
):
    monkeypatch.setattr("search.engines.turns.TURN_SECONDS", 0.1)
    engine = FallbackEngine(primary, embedded, Breaker(tmp_path / "breaker.json"))
    primary.failure = EngineUnavailable("no connection")
    assert engine.search(ask("welding")).degraded
    primary.failure = None
    time.sleep(0.15)
    assert not engine.search(ask("welding")).degraded


def test_a_port_on_which_nobody_listens(embedded, tmp_path):
    results = with_server(refused_address(), embedded, tmp_path).search(ask("welding"))
    assert (results.total, results.degraded) == (3, True)


def test_when_both_fail_one_exception_says_so(tmp_path):
    engine = with_server(refused_address(), EmbeddedEngine(tmp_path / "nothing"), tmp_path)
    with pytest.raises(IndexMissing, match="rebuild_index"):
        engine.search(ask("welding"))


def test_words_cost_no_question_to_the_server_and_miss_nothing(embedded, tmp_path):
    engine = with_server(refused_address(), embedded, tmp_path)
    assert engine.document_frequency("weld") == 3
    assert dict(engine.vocabulary())["welding"] == 3
    assert engine.generation() == embedded.generation()
    assert engine.breaker.condition == "closed"
    assert not (tmp_path / "breaker.json").exists()


def test_without_an_embedded_index_words_are_unknown_and_nothing_fails(tmp_path):
    engine = with_server(refused_address(), EmbeddedEngine(tmp_path / "nothing"), tmp_path)
    assert engine.document_frequency("weld") == 0
    assert list(engine.vocabulary()) == []
    assert engine.generation() == ""


class Healing:
    """The embedded engine as a primary that can be broken: the protocol is all that is known."""

    name = "primary"

    def __init__(self, engine: EmbeddedEngine) -> None:
        self.engine = engine
        self.failure: Exception | None = None
        self.asked = 0

    def search(self, query):
        self.asked += 1
        if self.failure:
            raise self.failure
        return self.engine.search(query)


@pytest.fixture
def primary(embedded) -> Healing:
    return Healing(embedded)


@pytest.fixture
def rest(monkeypatch) -> Callable[[], None]:
    """Let the breaker's rest pass at once: who slept for it would be late on a busy machine."""
    passed = 0.0

    def passes() -> None:
        nonlocal passed
        passed += breaker.OPEN_SECONDS + 1

    clock = SimpleNamespace(monotonic=lambda: time.monotonic() + passed)
    monkeypatch.setattr(breaker, "time", clock)
    return passes


def test_after_the_rest_one_question_looks_and_the_server_is_back(
    primary, embedded, tmp_path, rest
):
    engine = FallbackEngine(primary, embedded, Breaker(tmp_path / "breaker.json"))
    primary.failure = EngineUnavailable("no connection")
    for _ in range(10):
        assert visit(engine).degraded
    assert primary.asked == 3
    rest()
    assert visit(engine).degraded, "it looks and still fails"
    assert primary.asked == 4
    assert visit(engine).degraded
    assert primary.asked == 4
    primary.failure = None
    rest()
    assert not visit(engine).degraded
    assert not visit(engine).degraded
    assert primary.asked == 6


def test_a_server_without_an_index_is_asked_again_at_once(primary, embedded, tmp_path):
    engine = FallbackEngine(primary, embedded, Breaker(tmp_path / "breaker.json"))
    primary.failure = IndexMissing("no index")
    for _ in range(5):
        assert visit(engine).degraded
    primary.failure = None
    assert not visit(engine).degraded


def test_a_mistake_of_ours_in_reading_an_answer_is_no_error_page(primary, embedded, tmp_path):
    engine = FallbackEngine(primary, embedded, Breaker(tmp_path / "breaker.json"))
    primary.failure = KeyError("hits")
    assert visit(engine).degraded
