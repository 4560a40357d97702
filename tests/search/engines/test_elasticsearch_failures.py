"""Whatever a server or a proxy answers instead of results is one exception, with its remedy."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from search.engines.base import Change, EngineUnavailable, IndexMissing
from search.engines.elasticsearch.engine import ElasticsearchEngine
from tests.search.engines.asking import ask, course
from tests.search.engines.generated import TODAY

WHOLE = {
    "took": 1,
    "timed_out": False,
    "_shards": {"total": 1, "successful": 1, "skipped": 0, "failed": 0},
    "hits": {"total": {"value": 0, "relation": "eq"}, "hits": []},
}
JSON = "application/vnd.elasticsearch+json;compatible-with=9"
ONE = ask("welding")

Serve = Callable[..., ElasticsearchEngine]


@pytest.fixture
def serve() -> Iterator[Serve]:
    servers: list[ThreadingHTTPServer] = []

    def serve(
        body: object,
        *,
        status: int = 200,
        kind: str = JSON,
        product: str = "Elasticsearch",
        wait=0.0,
    ) -> ElasticsearchEngine:
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.rfile.read(int(self.headers.get("Content-Length", 0)))
                time.sleep(wait)
                content = body.encode() if isinstance(body, str) else json.dumps(body).encode()
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(content)))
                if product:
                    self.send_header("X-Elastic-Product", product)
                self.end_headers()
                self.wfile.write(content)

            do_POST = do_PUT = do_DELETE = do_GET  # noqa: N815  (names of the standard library)

            def log_message(self, *parts: object) -> None:
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        servers.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        port = server.server_address[1]
        return ElasticsearchEngine(f"http://someone:secret@127.0.0.1:{port}", "x-")

    yield serve
    for server in servers:
        server.shutdown()
        server.server_close()


def error(kind: str, status: int) -> dict:
    return {"error": {"type": kind, "reason": "because", "root_cause": []}, "status": status}


ANSWERS = {
    "half of the shards": ({**WHOLE, "_shards": {"total": 2, "failed": 1}}, {}, "did not answer"),
    "no shard at all": ({**WHOLE, "_shards": {"total": 0, "failed": 0}}, {}, "did not answer"),
    "timed out": ({**WHOLE, "timed_out": True}, {}, "ran out of time"),
    "an empty object": ({}, {}, "ran out of time"),
    "no hits": ({k: v for k, v in WHOLE.items() if k != "hits"}, {}, "ELASTICSEARCH_URL"),
    "a list": ([], {}, "ELASTICSEARCH_URL"),
    "a page of a proxy": ("<p>Hello</p>", {"kind": "text/html"}, "ELASTICSEARCH_URL"),
    "another product": ({}, {"product": ""}, "not Elasticsearch"),
    "broken JSON": ('{"took": 1, "hi', {}, "ELASTICSEARCH_URL"),
    "a proxy's 404": ("<p>Gone</p>", {"status": 404, "kind": "text/html"}, "proxy"),
    "a proxy's 502": ("bad gateway", {"status": 502, "kind": "text/plain"}, "_cluster/health"),
    "a red index": (error("search_phase_execution_exception", 503), {"status": 503}, "health"),
    "too busy": (error("es_rejected_execution_exception", 429), {"status": 429}, "too busy"),
    "no password": (error("security_exception", 401), {"status": 401}, "password"),
    "no right": (error("security_exception", 403), {"status": 403}, "rights"),
    "an older server": (error("media_type_header_exception", 400), {"status": 400}, "upgrade"),
    "a request it refuses": (error("parsing_exception", 400), {"status": 400}, "parsing_exception"),
}


@pytest.mark.parametrize("name", ANSWERS)
@pytest.mark.parametrize("searches", [1, 2], ids=["search", "two searches"])
def test_what_is_no_whole_answer_is_never_taken_for_no_results(serve, name, searches):
    body, options, remedy = ANSWERS[name]
    if searches == 2 and not options and isinstance(body, dict) and body:
        body = {"took": 1, "responses": [{**WHOLE, "status": 200}, body]}
    engine = serve(body, **options)
    with pytest.raises(EngineUnavailable) as caught:
        ask_for(engine, searches)
    assert not isinstance(caught.value, IndexMissing)
    assert "secret" not in str(caught.value)
    if searches == 1:
        assert remedy in str(caught.value)


@pytest.mark.parametrize("searches", [1, 2], ids=["search", "two searches"])
def test_a_missing_index_names_the_command(serve, searches):
    missing = error("index_not_found_exception", 404)
    engine = serve(missing, status=404)
    if searches == 2:
        engine = serve({"took": 1, "responses": [missing, missing]})
    with pytest.raises(IndexMissing, match="rebuild_index"):
        ask_for(engine, searches)


def ask_for(engine: ElasticsearchEngine, searches: int) -> None:
    """Send a page by itself, or several counts in one request."""
    if searches == 1:
        engine.search(ONE)
    else:
        engine.count_many([ONE] * searches)


READS = {
    "count": lambda engine: engine.count_many([ONE, ONE]),
    "document": lambda engine: engine.document("course:1"),
    "document_frequency": lambda engine: engine.document_frequency("weld"),
    "generation": lambda engine: engine.generation(),
    "info": lambda engine: engine.info(),
}
WRITES = {
    "ids": lambda engine: engine.ids(),
    "vocabulary": lambda engine: engine.vocabulary(),
    "apply": lambda engine: engine.apply([Change("course:1", None)], sequence=1, today=TODAY),
    "refresh": lambda engine: engine.refresh(today=TODAY),
    "rollback": lambda engine: engine.rollback(),
    "rebuild": lambda engine: engine.start_rebuild(today=TODAY).__enter__(),
}


@pytest.mark.parametrize("name", [*READS, *WRITES])
def test_every_method_fails_alike_when_nobody_listens(name):
    engine = ElasticsearchEngine("http://someone:secret@127.0.0.1:9", "x-")
    with pytest.raises(EngineUnavailable, match="start it or correct ELASTICSEARCH_URL") as caught:
        (READS | WRITES)[name](engine)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("name", [*READS, *WRITES])
def test_every_method_fails_alike_on_nonsense(serve, name):
    with pytest.raises(EngineUnavailable):
        (READS | WRITES)[name](serve("<p>Hello</p>", kind="text/html"))


@pytest.mark.parametrize("name", READS)
def test_every_method_says_that_there_is_no_index(engine, name):
    with pytest.raises(IndexMissing, match="rebuild_index"):
        READS[name](engine)


@pytest.mark.parametrize("name", [name for name in WRITES if name != "rebuild"])
def test_writing_says_that_there_is_no_index(engine, name):
    with pytest.raises(IndexMissing, match="rebuild_index"):
        WRITES[name](engine)


def test_a_visitor_waits_a_second_and_no_longer(serve):
    engine = serve(WHOLE, wait=8.0)
    began = time.monotonic()
    with pytest.raises(EngineUnavailable, match="did not answer in time"):
        engine.search(ONE)
    assert time.monotonic() - began < 3  # a busy machine may be late


def test_an_address_that_is_none_is_named():
    with pytest.raises(EngineUnavailable, match="scheme"):
        ElasticsearchEngine("nonsense", "x-").search(ONE)


def test_a_listing_that_the_server_refuses_is_named(engine):
    with engine.start_rebuild(today=TODAY) as rebuild:
        rebuild.add(course(1, "Welding", provider_slug="x" * 40_000))
        with pytest.raises(EngineUnavailable, match="course:1"):
            rebuild.commit()
