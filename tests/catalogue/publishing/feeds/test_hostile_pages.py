"""Feeds in pages that lead elsewhere, in circles or on without an end."""

import itertools
import json

import pytest

from catalogue.publishing.enums import UploadState
from catalogue.publishing.feeds.whole_feed import MAX_PAGES
from catalogue.publishing.models import CourseFeed
from tests.catalogue.feeds.fetch_server import FeedServer, plain
from tests.catalogue.publishing.feeds.serving import Run, serve

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("following", "words"),
    [
        ("https://elsewhere.example.org/", "is on another site"),
        ("http://169.254.169.254/latest/", "is on another site"),
        ("javascript:alert(1)", "is on another site"),
        ("//[::1", "is on another site"),
        ("?after=1", "no sessions ahead"),
        ("", "no sessions ahead"),
    ],
    ids=["another site", "a number", "a script", "half an address", "itself", "the end"],
)
def test_the_next_page_is_read_as_strictly_as_the_first(
    run: Run, server: FeedServer, following: str, words: str
) -> None:
    items = [{"state": "deleted", "kind": "Event", "id": 1}]
    serve(server, json.dumps({"next": following, "items": items}).encode())

    upload = run()

    assert upload.state == UploadState.REFUSED
    assert words in upload.message
    assert len(server.requests) <= 2


def test_pages_without_an_end_are_left(run: Run, server: FeedServer) -> None:
    numbers = itertools.count(1)

    def page(_head: str) -> list[bytes]:
        number = next(numbers)
        entry = {"id": str(number), "name": "x", "status": "active", "schedules": []}
        whole = {"page_number": number, "total_pages": 10**9, "contents": [entry]}
        return [plain(json.dumps(whole).encode())]

    server.answer = page

    upload = run()

    assert upload.state == UploadState.REFUSED
    assert "Ask for a shorter one" in upload.message
    assert len(server.requests) == MAX_PAGES


@pytest.mark.parametrize(
    "identifier",
    [
        "../../admin",
        "a?b=c#d",
        "x\r\nHost: evil",
        "\u202e",
        "//evil.example",
        "%2e%2e",
        "x" * 9_000,
    ],
)
def test_the_id_of_a_service_is_no_way_elsewhere(
    run: Run, feed: CourseFeed, server: FeedServer, identifier: str
) -> None:
    CourseFeed.objects.update(address=server.url("/v3/services"))
    whole = {"contents": [{"id": identifier, "name": "x", "status": "active"}]}
    serve(server, json.dumps(whole).encode())

    assert run().state == UploadState.QUARANTINED
    asked = [head.split()[1] for head in server.requests]
    assert all(one.startswith("/v3/services") and one.count("/") <= 3 for one in asked)
    assert all(head.count("Host:") == 1 for head in server.requests)


@pytest.mark.parametrize(
    ("second", "words"),
    [
        (plain(b'{"contents": ['), "The JSON is broken in line 1"),
        (plain(status="404 Not Found"), "There is nothing at this address any more."),
        (plain(b""), "The file is empty."),
    ],
    ids=["broken", "not there", "empty"],
)
def test_a_later_page_that_cannot_be_read_is_named(
    run: Run, server: FeedServer, second: bytes, words: str
) -> None:
    service = {"id": "1", "name": "x", "status": "active", "schedules": []}
    first = {"page_number": 1, "total_pages": 2, "contents": [service]}
    server.answer = lambda head: (
        [second] if "page=2" in head else [plain(json.dumps(first).encode())]
    )

    upload = run()

    assert upload.state == UploadState.REFUSED
    assert f"?page=2: {words}" in upload.message
