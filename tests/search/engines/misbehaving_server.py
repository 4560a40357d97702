"""A server that takes a port and does to every question one of the things that go wrong."""

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

PRODUCT = "X-Elastic-Product: Elasticsearch\r\n"
HITS = {
    "took": 1,
    "timed_out": False,
    "_shards": {"total": 1, "successful": 1, "skipped": 0, "failed": 0},
    "hits": {"total": {"value": 0, "relation": "eq"}, "hits": []},
    "aggregations": {},
}


def response(
    body: object,
    *,
    status: str = "200 OK",
    headers: str = PRODUCT,
    kind: str = "application/vnd.elasticsearch+json;compatible-with=9",
    length: int | None = None,
) -> bytes:
    content = (body if isinstance(body, str) else json.dumps(body)).encode()
    head = (
        f"HTTP/1.1 {status}\r\n{headers}Content-Type: {kind}\r\n"
        f"Content-Length: {len(content) if length is None else length}\r\n\r\n"
    )
    return head.encode() + content


def hang(connection: socket.socket) -> None:
    time.sleep(30)


def drip(connection: socket.socket) -> None:
    """Send a whole answer, a byte every tenth of a second: no read ever times out."""
    for byte in response(HITS):
        connection.sendall(bytes([byte]))
        time.sleep(0.1)


def close(connection: socket.socket) -> None:
    """Hang up without a word."""


def answering(content: bytes) -> Callable[[socket.socket], None]:
    return lambda connection: connection.sendall(content)


def _failed_shards() -> dict[str, object]:
    return {**HITS, "_shards": {"total": 2, "successful": 1, "skipped": 0, "failed": 1}}


def _html(status: str) -> bytes:
    return response(f"<html>{status}</html>", status=status, kind="text/html", headers="")


_TOO_MANY = {"error": {"type": "es_rejected_execution_exception"}, "status": 429}

BEHAVIOURS: dict[str, Callable[[socket.socket], None]] = {
    "hangs": hang,
    "byte by byte": drip,
    "hangs up": close,
    "429": answering(response(_TOO_MANY, status="429 Too Many Requests")),
    "500": answering(response({"error": {"type": "x"}, "status": 500}, status="500 Error")),
    "502 of a proxy": answering(_html("502 Bad Gateway")),
    "503": answering(response({"error": {"type": "x"}, "status": 503}, status="503 Unavailable")),
    "404 of a proxy": answering(_html("404 Not Found")),
    "another product": answering(response(HITS, headers="")),
    "wrong version": answering(
        response(
            {"error": {"type": "media_type_header_exception"}, "status": 400},
            status="400 Bad Request",
        )
    ),
    "failed shards": answering(response(_failed_shards())),
    "timed out": answering(response({**HITS, "timed_out": True})),
    "cut JSON": answering(response('{"took": 1, "timed_out": fal')),
    "cut body": answering(response(HITS, length=100_000)),
    "empty 200": answering(response("")),
    "empty object": answering(response({})),
    "a list": answering(response([])),
    "hits of another shape": answering(response({**HITS, "hits": {"total": 3}})),
    "html 200": answering(_html("200 OK")),
    "garbage": answering(b"\x00\xff garbage\r\n\r\n"),
}


@contextmanager
def server(behaviour: Callable[[socket.socket], None]) -> Iterator[str]:
    """Give the address of a server that behaves so to each connection."""
    listener = socket.create_server(("127.0.0.1", 0))
    is_over = threading.Event()

    def serve(connection: socket.socket) -> None:
        with connection:
            try:
                connection.settimeout(5)
                _read_request(connection)
                behaviour(connection)
            except OSError:
                return  # the other side has gone

    def listen() -> None:
        while not is_over.is_set():
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=serve, args=(connection,), daemon=True).start()

    threading.Thread(target=listen, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        is_over.set()
        listener.close()


def _read_request(connection: socket.socket) -> None:
    received = b""
    while b"\r\n\r\n" not in received:
        received += connection.recv(65536) or b"\r\n\r\n"
    head, _, body = received.partition(b"\r\n\r\n")
    length = 0
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            length = int(line.partition(b":")[2])
    while len(body) < length:
        part = connection.recv(65536)
        if not part:
            return
        body += part


def refused_address() -> str:
    """Return the address of a port on which nobody listens."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{unused.getsockname()[1]}"
