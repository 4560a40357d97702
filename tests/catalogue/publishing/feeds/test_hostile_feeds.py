"""Feeds of people who mean harm, and of sites that are broken: each run ends in words."""

import gzip
import itertools
import time
import zlib
from typing import Any

import pytest

from catalogue.courses.models import Course
from catalogue.feeds.fetch import fetch
from catalogue.feeds.fetch_connection import Limits
from catalogue.feeds.formats.course_directory import COURSE_DIRECTORY
from catalogue.publishing.enums import UploadState
from catalogue.publishing.feeds.runs import run_feed
from catalogue.publishing.models import CourseFeed, Upload
from tests.catalogue.feeds.fetch_server import FeedServer, plain
from tests.catalogue.publishing.feeds.conftest import NOW, TODAY
from tests.catalogue.publishing.feeds.serving import Run, live, serve
from tests.catalogue.publishing.feeds.xcri_files import HEAD, TAIL, course, feed_of

pytestmark = pytest.mark.django_db

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
CSV_HEAD = b"COURSE_NAME,DELIVERY_MODE,START_DATE,COST\r\n"
SECRET = '<!DOCTYPE c [<!ENTITY a SYSTEM "file:///etc/passwd">]><c>&a;</c>'
GZIP = "Content-Encoding: gzip"


def packed(content: bytes, **more: Any) -> bytes:
    return plain(gzip.compress(content), headers=[GZIP], **more)


def sent_on(where: str) -> bytes:
    return plain(status="302 Found", headers=[f"Location: {where}"])


def xml(text: str) -> bytes:
    return plain(text.encode())


HOSTILE = {
    "billion laughs": (
        xml(f'<!DOCTYPE c [<!ENTITY l0 "ha">{LAUGHS}]><c>&l9;</c>'),
        "Take it out",
    ),
    "a DOCTYPE behind a long comment": (
        xml("<!--" + "x" * 300_000 + "-->" + SECRET),
        "Give the address of the feed",
    ),
    "a file as an entity in UTF-16": (plain(SECRET.encode("utf-16")), "Take it out"),
    "an entity of HTML": (
        xml(HEAD + course(1).replace("All", "&nbsp;") + TAIL),
        "Entity 'nbsp' not defined. Mend",
    ),
    "deep elements": (xml(HEAD + "<a>" * 100_000), "nested too deeply. Mend"),
    "many attributes": (
        xml(HEAD + "<course" + "".join(f' a{n}=""' for n in range(200_000))),
        "in line 2",
    ),
    "one long text": (xml(HEAD + "<x>" + "y" * 6_000_000), "Check its address"),
    "EBCDIC": (xml('<?xml version="1.0" encoding="cp037"?><catalog/>'), "“cp037”"),
    "no such encoding": (
        xml('<?xml version="1.0" encoding="zip"?><catalog/>'),
        "Save it as UTF-8",
    ),
    "a million columns": (plain(b"a," * 1_000_000), "Export the file again"),
    "a cell without an end": (
        plain(CSV_HEAD + b'"' + b"x" * 3_000_000),
        "The headings are not those",
    ),
    "NUL": (plain(CSV_HEAD + b"a\x00b,Online,,\r\n"), "save it as “CSV UTF-8”"),
    "half characters": (plain(b"\xff\xfe" + b"\x00\xd8" * 50_000), "The headings are not those"),
    "a million numbers": (plain(b"[" + b"1," * 2_000_000 + b"1]"), "Give the address of /services"),
    "no services": (
        plain(b'{"contents": [' + b'{"a":1},' * 400_000 + b"{}]}"),
        "Give the address",
    ),
    "a long number": (plain(b'{"contents": ' + b"9" * 3_000_000 + b"}"), "Give the address"),
    "deep items": (plain(b'{"items": [' + b"[" * 50_000), "nested too deeply. Save it again"),
    "packed twice": (packed(gzip.compress(b"x" * 1_000)), "a compressed file"),
    "a bomb": (packed(b" " * 30_000_000), "Ask for an address that gives less"),
    "a deflate bomb": (
        plain(zlib.compress(b"<" * 30_000_000), headers=["Content-Encoding: deflate"]),
        "Ask for an address that gives less",
    ),
    "another packing": (
        plain(b"x", headers=["Content-Encoding: br"]),
        "Ask the site to send it so",
    ),
    "half a packed file": (plain(gzip.compress(b"x" * 99)[:-9], headers=[GZIP]), "tried again"),
    "more after the packed file": (
        plain(gzip.compress(b"x") + b"more", headers=[GZIP]),
        "Tell the site",
    ),
    "shorter than it says": (plain(feed_of(3), length=100_000), "tried again"),
    "longer than it says": (plain(feed_of(3), length=900), "broken in line 2"),
    "two lengths": (plain(b"x", headers=["Content-Length: 7"]), "tried again"),
    "a length below nothing": (
        plain(b"x", headers=["Content-Length: -7"], length=None),
        "The headings are not those",
    ),
    "headers without an end": (b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 9_000, "Check the address"),
    "a mail server": (b"220 mail.example.org ESMTP\r\n", "Check the address"),
    "no answer": (b"", "tried again"),
    "no news of what we never had": (plain(status="304 Not Modified"), "Check the address"),
    "sent on to this machine": (sent_on("//[::1]/x"), "sends us on to “//[::1]/x”"),
    "sent on to a number": (
        sent_on("http://169.254.169.254/"),
        "Tell the site, or give another address",
    ),
    "sent on to a file": (sent_on("file:///etc/passwords"), "does not start with https://"),
    "sent on to gopher": (sent_on("gopher://a/"), "sends us on to “gopher://a/”"),
}


@pytest.mark.parametrize(("answer", "words"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_answer_changes_nothing_and_says_what_to_do(
    run: Run, server: FeedServer, answer: bytes, words: str
) -> None:
    server.answer = lambda _head: [answer]
    began = time.monotonic()

    upload = run()

    assert time.monotonic() - began < 20
    assert (upload.state, live()) == (UploadState.REFUSED, 0)
    assert words in upload.message
    assert "root:" not in upload.message
    # The next good answer is taken as if nothing had been.
    serve(server, feed_of(3))
    assert (run().state, live()) == (UploadState.PUBLISHED, 3)


def test_a_site_that_drips_is_left_when_its_time_is_over(
    feed: CourseFeed, server: FeedServer
) -> None:
    server.answer = lambda _head: itertools.chain(
        [plain(length=10_000)], itertools.chain.from_iterable((b"x", 0.05) for _ in range(400))
    )
    limits = Limits(total_seconds=0.5)

    def impatient(*arguments: Any, **options: Any) -> Any:
        return fetch(*arguments, **{**options, "limits": limits, "reach": server.reach()})

    upload = run_feed(feed, now=NOW, today=TODAY, fetcher=impatient)

    assert upload is not None
    assert upload.state == UploadState.REFUSED
    assert "The site took too long" in upload.message


def test_a_new_etag_for_the_same_file_is_no_work(run: Run, server: FeedServer) -> None:
    for number in range(3):
        serve(server, feed_of(3), f'ETag: "{number}"')
        state = run().state
        assert state == (UploadState.UNCHANGED if number else UploadState.PUBLISHED)

    assert Upload.objects.exclude(file="").count() == 1


def test_the_etag_of_a_file_that_was_refused_is_not_sent(run: Run, server: FeedServer) -> None:
    serve(server, b"<catalog><provider>", 'ETag: "same"')
    run()
    serve(server, feed_of(3), 'ETag: "same"')  # a site that never changes its mark

    assert run().state == UploadState.PUBLISHED
    assert "same" not in server.requests[-1]


@pytest.mark.parametrize("encoding", ["iso-8859-1", "windows-1252", "utf-16", "utf-8-sig"])
def test_what_is_not_utf_8_is_read_as_it_says(run: Run, server: FeedServer, encoding: str) -> None:
    said = "utf-8" if encoding == "utf-8-sig" else encoding
    text = (HEAD + course(1, title="Café £9") + TAIL).replace("UTF-8", said)
    serve(server, text.encode(encoding))

    assert run().state == UploadState.PUBLISHED
    assert Course.objects.get().title == "Café £9"


def test_ends_of_lines_may_be_mixed(run: Run, server: FeedServer) -> None:
    headings = COURSE_DIRECTORY.headings
    cells = {"DELIVERY_MODE": "Online", "COST": "0"}
    first, second, third = (
        ",".join((cells | {"COURSE_NAME": name}).get(heading, "") for heading in headings)
        for name in ("One", "Two", "Three")
    )
    serve(server, f"{','.join(headings)}\r\n{first}\r{second}\n{third}".encode())

    assert run().state == UploadState.PUBLISHED
    assert set(Course.objects.values_list("title", flat=True)) == {"One", "Two", "Three"}
