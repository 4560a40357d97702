"""Fetching from a real server that is slow, endless, broken or hostile."""

import gzip
import ipaddress
import itertools
import time
import tracemalloc
import zlib
from collections.abc import Iterator

import pytest

from catalogue.feeds.fetch import fetch
from catalogue.feeds.fetch_refusal import FetchRefusedError
from tests.catalogue.feeds.fetch_refused import QUICK, refused
from tests.catalogue.feeds.fetch_server import HERE, Answer, FeedServer, plain, resolver_of


@pytest.fixture
def server() -> Iterator[FeedServer]:
    with FeedServer() as started:
        yield started


def test_a_file_comes_with_what_its_site_says_of_it(server: FeedServer) -> None:
    server.answer = lambda _head: [
        plain(
            b"BEGIN:VCALENDAR",
            headers=[
                'ETag: "a1"',
                "Last-Modified: Wed, 25 Nov 2026 09:00:00 GMT",
                "Content-Type: Text/Calendar; charset=utf-8",
                "Set-Cookie: id=1",
            ],
        )
    ]

    with fetch(server.url("/a?b=1"), limits=QUICK, reach=server.reach()) as fetched:
        assert fetched.read() == b"BEGIN:VCALENDAR"

    assert (fetched.status, fetched.etag, fetched.content_type) == (200, '"a1"', "text/calendar")
    assert fetched.last_modified == "Wed, 25 Nov 2026 09:00:00 GMT"
    assert fetched.size_bytes == 15
    assert len(fetched.sha256) == 64
    head = server.requests[0]
    assert head.startswith("GET /a?b=1 HTTP/1.1\r\n")
    assert f"\r\nHost: feed.example.org:{server.port}\r\n" in head
    assert "\r\nUser-Agent: Waymark/1.0 (+http" in head
    assert "cookie" not in head.lower()


def test_a_file_that_did_not_change_is_not_sent_again(server: FeedServer) -> None:
    server.answer = lambda _head: [plain(status="304 Not Modified", length=None)]

    fetched = fetch(
        server.url(),
        etag='W/"a1"',
        last_modified="Wed, 25 Nov 2026 09:00:00 GMT",
        limits=QUICK,
        reach=server.reach(),
    )

    assert fetched.is_unchanged
    assert fetched.body is None
    assert '\r\nIf-None-Match: W/"a1"\r\n' in server.requests[0]
    assert "\r\nIf-Modified-Since: Wed, 25 Nov 2026 09:00:00 GMT\r\n" in server.requests[0]


def test_nothing_can_be_smuggled_into_the_question(server: FeedServer) -> None:
    fetch(server.url(), etag='"a"\r\nX-Evil: 1', limits=QUICK, reach=server.reach())

    assert "evil" not in server.requests[0].lower()


def test_not_changed_without_a_question_is_refused(server: FeedServer) -> None:
    error = refused(server, lambda _head: [plain(status="304 Not Modified", length=None)])

    assert error.code == "STATUS"


def test_proxies_of_the_environment_are_not_used(
    server: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")

    assert fetch(server.url(), limits=QUICK, reach=server.reach()).read() == b"hello"


@pytest.mark.parametrize(
    ("packed", "name"),
    [
        (gzip.compress(b"hello" * 1000), "gzip"),
        (gzip.compress(b"hello" * 1000), "x-gzip"),
        (zlib.compress(b"hello" * 1000), "deflate"),
        (zlib.compress(b"hello" * 1000)[2:-4], "deflate"),
        (b"hello" * 1000, "identity"),
    ],
    ids=["gzip", "x-gzip", "zlib", "raw deflate", "identity"],
)
def test_packed_files_are_unpacked(server: FeedServer, packed: bytes, name: str) -> None:
    server.answer = lambda _head: [plain(packed, headers=[f"Content-Encoding: {name}"])]

    fetched = fetch(server.url(), limits=QUICK, reach=server.reach())

    assert fetched.read() == b"hello" * 1000


def test_a_file_in_chunks_is_put_together(server: FeedServer) -> None:
    packed = gzip.compress(bytes(range(256)) * 200)
    chunks = [packed[at : at + 7] for at in range(0, len(packed), 7)]
    server.answer = lambda _head: [
        plain(headers=["Transfer-Encoding: chunked", "Content-Encoding: gzip"], length=None),
        b"".join(b"%x;name=value\r\n%s\r\n" % (len(one), one) for one in chunks),
        b"0\r\nX-Trailer: 1\r\n\r\n",
    ]

    assert fetch(server.url(), limits=QUICK, reach=server.reach()).read() == (
        bytes(range(256)) * 200
    )


def bomb(size: int, layers: int = 1) -> bytes:
    content = b"\0" * size
    for _layer in range(layers):
        content = gzip.compress(content)
    return content


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (bomb(50_000_000), ["Content-Encoding: gzip"]),
        (zlib.compress(b"\0" * 50_000_000), ["Content-Encoding: deflate"]),
        (b"x" * 100_001, []),
    ],
    ids=["gzip bomb", "deflate bomb", "large"],
)
def test_a_file_that_is_too_large_when_unpacked(
    server: FeedServer, body: bytes, headers: list[str]
) -> None:
    assert refused(server, lambda _head: [plain(body, headers=headers)]).code == "TOO_LARGE"


def test_a_bomb_is_not_kept_in_memory_while_it_is_refused(server: FeedServer) -> None:
    body = bomb(200_000_000)
    tracemalloc.start()
    refused(server, lambda _head: [plain(body, headers=["Content-Encoding: gzip"])])
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert most < 5_000_000


def test_a_large_file_is_refused_by_what_it_says_of_itself(server: FeedServer) -> None:
    started = time.monotonic()
    error = refused(server, lambda _head: [plain(length=10**12), 0.2])

    assert error.code == "TOO_LARGE"
    assert time.monotonic() - started < 0.2


@pytest.mark.parametrize(
    ("headers", "part"),
    [
        ([], b"x" * 10_000),
        (["Transfer-Encoding: chunked"], b"3e8\r\n" + b"x" * 1000 + b"\r\n"),
        (["Transfer-Encoding: chunked"], b"1\r\nx\r\n" * 1000),
        (["Transfer-Encoding: chunked"], b"-5\r\nxxxxx" * 1000),
        (["Transfer-Encoding: chunked"], b"1;" + b"y" * 5000 + b"\r\nx\r\n"),
        (["Transfer-Encoding: chunked"], b"0\r\n" + b"X-Trailer: 1\r\n" * 10_000),
    ],
    ids=["plain", "chunks", "tiny chunks", "negative chunk", "long marks", "endless trailer"],
)
def test_a_file_that_never_ends(server: FeedServer, headers: list[str], part: bytes) -> None:
    error = refused(
        server,
        lambda _head: itertools.chain(
            [plain(headers=headers, length=None)], itertools.repeat(part)
        ),
    )

    assert error.code in ("TOO_LARGE", "CUT_OFF", "NOT_HTTP")


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        (
            lambda: itertools.chain([b"HTTP/1.1 200 OK\r\n"], itertools.repeat(b"X-A: 1\r\n")),
            "HEADERS_TOO_LARGE",
        ),
        (lambda: [b"HTTP/1.1 200 OK\r\nX-A: " + b"a" * 200_000], "HEADERS_TOO_LARGE"),
        (lambda: [b"HTTP/1.1 " + b"2" * 200_000], "HEADERS_TOO_LARGE"),
        (lambda: itertools.repeat(b"HTTP/1.1 100 Continue\r\n\r\n"), "HEADERS_TOO_LARGE"),
        (lambda: [b"SSH-2.0-OpenSSH_9.6\r\n"], "NOT_HTTP"),
        (lambda: [b"HTTP/1.1 abc OK\r\n\r\n"], "NOT_HTTP"),
        (lambda: [b"\0\1\2\3\r\n\r\n"], "NOT_HTTP"),
        (lambda: [b""], "NO_ANSWER"),
    ],
    ids=["many", "long", "long first line", "endless 100", "ssh", "letters", "bytes", "silence"],
)
def test_an_answer_that_begins_wrongly(server: FeedServer, parts, code: str) -> None:
    assert refused(server, lambda _head: parts()).code == code


def slowly(*parts: bytes) -> Iterator[bytes | float]:
    for part in itertools.chain(parts, itertools.repeat(b"x")):
        yield part
        yield 0.1


@pytest.mark.parametrize(
    "answer",
    [
        lambda _head: [5.0],
        lambda _head: slowly(b"HTTP/1.1 200 OK\r\nX-A: "),
        lambda _head: slowly(plain(length=50_000)),
        lambda _head: slowly(
            plain(headers=["Transfer-Encoding: chunked"], length=None), b"ffff\r\n"
        ),
        lambda _head: [plain(b"half", length=8), 5.0],
    ],
    ids=["silent", "headers drip", "body drips", "chunk drips", "stops half way"],
)
def test_a_slow_site_is_left_in_time(server: FeedServer, answer: Answer) -> None:
    started = time.monotonic()

    error = refused(server, answer)

    assert error.code == "TOO_SLOW"
    assert error.is_passing
    assert time.monotonic() - started < 2.5


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (plain(b"half", length=8), "CUT_OFF"),
        (plain(b"5\r\nhel", headers=["Transfer-Encoding: chunked"], length=None), "CUT_OFF"),
        (plain(b"zz\r\nhel", headers=["Transfer-Encoding: chunked"], length=None), "CUT_OFF"),
        (plain(gzip.compress(b"a" * 9999)[:-9], headers=["Content-Encoding: gzip"]), "CUT_OFF"),
        (plain(gzip.compress(b"a") + b"more", headers=["Content-Encoding: gzip"]), "COMPRESSION"),
        (plain(b"not packed", headers=["Content-Encoding: gzip"]), "COMPRESSION"),
        (plain(b"not packed", headers=["Content-Encoding: deflate"]), "COMPRESSION"),
        (plain(b"x", headers=["Content-Encoding: br"]), "COMPRESSION"),
        (plain(b"x", headers=["Content-Encoding: gzip, gzip"]), "COMPRESSION"),
        (plain(b"x", headers=["Transfer-Encoding: gzip, chunked"], length=None), "COMPRESSION"),
    ],
    ids=["length", "chunk", "no chunk", "gzip", "after", "gz", "deflate", "br", "twice", "coding"],
)
def test_a_broken_file_is_refused(server: FeedServer, answer: bytes, code: str) -> None:
    assert refused(server, lambda _head: [answer]).code == code


def test_more_than_the_length_said_is_not_read(server: FeedServer) -> None:
    server.answer = lambda _head: [plain(b"hello and more", length=5)]

    assert fetch(server.url(), limits=QUICK, reach=server.reach()).read() == b"hello"


@pytest.mark.parametrize(
    ("status", "is_passing"),
    [
        ("404 Not Found", False),
        ("401 No", False),
        ("503 Busy", True),
        ("206 Part", False),
        ("204 No", False),
    ],
)
def test_other_answers_are_refused_with_words(
    server: FeedServer, status: str, is_passing: bool
) -> None:
    error = refused(server, lambda _head: [plain(b"<html>", status=status)])

    assert (error.code, error.is_passing) == ("STATUS", is_passing)
    assert error.message.endswith(".")


def sent_on(to: str) -> Answer:
    return lambda _head: [plain(status="302 Found", headers=[f"Location: {to}"])]


@pytest.mark.parametrize(
    ("location", "code"),
    [
        ("http://127.0.0.1/", "ADDRESS_NUMBER"),
        ("http://[::ffff:169.254.169.254]/latest/meta-data/", "ADDRESS_NUMBER"),
        ("http://2130706433/", "ADDRESS_NUMBER"),
        ("http://inside.example.org/", "HOST_NOT_PUBLIC"),
        ("http://mapped.example.org/", "HOST_NOT_PUBLIC"),
        ("http://feed.example.org:6379/", "ADDRESS_PORT"),
        ("file:///etc/passwd", "ADDRESS_SCHEME"),
    ],
)
def test_a_site_cannot_send_us_inside(server: FeedServer, location: str, code: str) -> None:
    reach = server.reach(
        resolver=resolver_of(
            feed="127.0.0.1", inside="169.254.169.254", mapped="::ffff:169.254.169.254"
        )
    )

    assert refused(server, sent_on(location), reach=reach).code == code
    assert len(server.requests) == 1


def test_five_redirects_are_followed_and_six_are_not(server: FeedServer) -> None:
    def answer(head: str) -> list[bytes]:
        step = int(head.split()[1].strip("/"))
        if step == 5:
            return [plain(b"here")]
        return [plain(status="301 Moved", headers=[f"Location: /{step + 1}"])]

    server.answer = answer
    fetched = fetch(server.url("/0"), limits=QUICK, reach=server.reach())
    assert fetched.read() == b"here"
    assert fetched.final_url.endswith("/5")

    assert refused(server, sent_on("/0")).code == "REDIRECTS"


def test_a_name_that_answers_otherwise_the_second_time_is_never_asked_twice(
    server: FeedServer,
) -> None:
    asked: list[str] = []

    def rebinding(host: str, _port: int, _seconds: float) -> list[ipaddress.IPv4Address]:
        asked.append(host)
        return [HERE if len(asked) == 1 else ipaddress.ip_address("127.0.0.2")]

    reach = server.reach(resolver=rebinding)
    assert fetch(server.url(), limits=QUICK, reach=reach).read() == b"hello"
    assert asked == ["feed.example.org"]

    # Asked again for a redirect, its new answer is checked again.
    asked.clear()
    assert refused(server, sent_on("/again"), reach=reach).code == "HOST_NOT_PUBLIC"
    assert asked == ["feed.example.org"] * 2


def test_the_next_machine_is_tried_when_the_first_does_not_answer(server: FeedServer) -> None:
    reach = server.reach(
        resolver=resolver_of(feed="::1 127.0.0.1"), is_allowed=lambda one: one.is_loopback
    )

    assert fetch(server.url(), limits=QUICK, reach=reach).read() == b"hello"


def test_a_site_that_is_not_there(server: FeedServer) -> None:
    with FeedServer() as other:
        pass
    with pytest.raises(FetchRefusedError) as error:
        fetch(other.url(), limits=QUICK, reach=other.reach())

    assert error.value.code == "NO_ANSWER"
