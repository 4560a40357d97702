"""Requests that lie about themselves before any page of ours is asked: what they are written in."""

import io
import sys
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from portal.wsgi import application

pytestmark = pytest.mark.django_db
FORM = "application/x-www-form-urlencoded"
PARTS = "multipart/form-data; boundary=b"
# Python knows them all as encodings; some decode no text, and some have no way around a mistake.
ENCODINGS = ("UTF8", "utf-16", "iso-8859-1", "idna", "punycode", "rot13", "hex", "undefined", "é")
ANSWER = urlencode({"page": "/news/", "answer": "yes"})
ADDRESSES = ("/", "/search/", "/accounts/login/", "/cannot-find-it/", "/manage/", "/no-such-page/")


@pytest.fixture(autouse=True)
def open_connection() -> Iterator[None]:
    """Keep the connection of the test, which the end of a request closes on a server."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def ask(
    method: str, path: str, *, query: str = "", kind: str = "", body: bytes = b""
) -> tuple[int, dict[str, str], str]:
    """Ask the application as the server does: what goes wrong outside Django is raised."""
    told = {}

    def start(status: str, headers: list[tuple[str, str]], _failure: object = None) -> None:
        told["status"], told["headers"] = status, dict(headers)

    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "CONTENT_TYPE": kind,
        "CONTENT_LENGTH": str(len(body)),
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "HTTP_HOST": "testserver",
        "HTTP_COOKIE": f"csrftoken={'a' * 32}",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
    }
    page = b"".join(application(environ, start)).decode()
    return int(told["status"][:3]), told["headers"], page


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("path", ADDRESSES)
def test_no_page_fails_at_the_encoding_that_a_request_names(path: str, encoding: str) -> None:
    for method, kind, body in (
        ("GET", "text/plain", b""),
        ("POST", FORM, b"q=%ff&csrfmiddlewaretoken=a"),
        (
            "POST",
            PARTS,
            b'--b\r\nContent-Disposition: form-data; name="q"\r\n\r\n\xff\r\n--b--\r\n',
        ),
    ):
        status, headers, _page = ask(
            method, path, query="q=%ff%5Cx", kind=f"{kind}; charset={encoding}", body=body
        )
        assert status < 500, (method, kind)
        assert "default-src 'self'" in headers["Content-Security-Policy"]


def test_an_address_is_read_as_utf_8_whatever_the_request_names() -> None:
    query = urlencode({"q": "język"})
    _status, _headers, page = ask(
        "GET", "/cannot-find-it/", query=query, kind="text/plain; charset=iso-8859-1"
    )
    assert "język" in page


@pytest.mark.parametrize("named", ["", "; charset=UTF-8", "; charset=utf8", '; charset="utf-8"'])
def test_a_form_in_utf_8_is_read_however_its_name_is_spelled(named: str) -> None:
    _status, headers, _page = ask("POST", "/useful/", kind=FORM + named, body=ANSWER.encode())
    assert "?page=/news/&of=" in headers["Location"].replace("%2F", "/")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-7"])
def test_a_form_in_another_encoding_is_read_as_nothing_rather_than_wrong(encoding: str) -> None:
    kind = f"{FORM}; charset={encoding}"
    _status, headers, _page = ask("POST", "/useful/", kind=kind, body=ANSWER.encode(encoding))
    assert "news" not in headers["Location"]


def test_ten_thousand_parameters_are_refused_with_our_page() -> None:
    query = "&".join("a" for _ in range(10_005))
    for kind in ("", "text/plain; charset=utf-8"):
        status, _headers, page = ask("GET", "/search/", query=query, kind=kind)
        assert (status, page.count("<h1>")) == (400, 1)


def test_a_type_of_ten_thousand_letters_is_no_type() -> None:
    status, _headers, _page = ask("POST", "/cannot-find-it/", kind=f"{FORM}; a={'b' * 20_000}")
    assert status == 200
