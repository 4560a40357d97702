"""Runs of a feed: what goes live, what is held, what stays as a person left it."""

import datetime
import gzip
from functools import partial
from typing import Any

import pytest

from catalogue.courses.enums import CourseStatus, ListingSource
from catalogue.courses.models import Course, CourseRun
from catalogue.feeds.fetch import fetch
from catalogue.providers.models import Venue
from catalogue.publishing.enums import ReviewState, UploadState
from catalogue.publishing.feeds import services
from catalogue.publishing.feeds.runs import KEPT_RUNS, LEASE, run_feed
from catalogue.publishing.models import CourseFeed, FeedCourse, Review, Upload
from tests.catalogue.feeds.fetch_server import FeedServer, plain, resolver_of
from tests.catalogue.publishing.feeds.conftest import NOW, TODAY
from tests.catalogue.publishing.feeds.serving import Run, live, serve
from tests.catalogue.publishing.feeds.xcri_files import feed as feed_file
from tests.catalogue.publishing.feeds.xcri_files import feed_of
from tests.factories import CourseFactory

pytestmark = pytest.mark.django_db


def test_a_first_run_publishes_the_courses_with_their_place(run: Run) -> None:
    upload = run()

    assert (upload.state, upload.source) == (UploadState.PUBLISHED, "FEED")
    assert live() == 10
    assert {one.source for one in Course.objects.all()} == {ListingSource.FEED}
    venue = Venue.objects.get()
    assert (venue.name, venue.postcode, venue.town) == ("1 Lock Street", "WS1 1XN", "Walsall")
    found = CourseRun.objects.first()
    assert found is not None
    assert (found.venue, found.cost_pence, found.duration) == (venue, 12_000, 10)
    assert FeedCourse.objects.count() == 10


def test_a_feed_that_says_nothing_new_is_no_work(run: Run, server: FeedServer) -> None:
    serve(server, feed_of(10), 'ETag: "v1"', "Last-Modified: Wed, 25 Nov 2026 02:00:00 GMT")
    run()
    server.answer = lambda _head: [plain(status="304 Not Modified")]

    upload = run()

    assert 'If-None-Match: "v1"' in server.requests[-1]
    assert "If-Modified-Since: Wed, 25 Nov 2026" in server.requests[-1]
    assert (upload.state, upload.file.name, upload.message) == (UploadState.UNCHANGED, "", "")


def test_the_same_bytes_without_an_etag_are_no_work_either(run: Run) -> None:
    run()

    assert run().state == UploadState.UNCHANGED


def test_changed_courses_are_changed_and_gone_ones_go(run: Run, server: FeedServer) -> None:
    run()
    serve(server, feed_of(11, leave_out=[3]))

    upload = run()

    assert upload.state == UploadState.PUBLISHED
    assert upload.counts["courses"] | {"unchanged": 0} == {
        "added": 1,
        "changed": 0,
        "removed": 1,
        "unchanged": 0,
    }
    assert Course.objects.get(title="Course 3").status == CourseStatus.WITHDRAWN


def test_a_feed_takes_away_only_what_came_by_it(run: Run, server: FeedServer, owner: Any) -> None:
    mine = CourseFactory(provider=owner.organisation, title="Typed here")
    run()
    serve(server, feed_of(10, leave_out=[1]))

    run()

    mine.refresh_from_db()
    assert mine.status == CourseStatus.LIVE
    assert Course.objects.get(title="Course 1").status == CourseStatus.WITHDRAWN


def test_a_feed_that_is_not_the_full_list_takes_nothing_away(
    run: Run, feed: CourseFeed, server: FeedServer
) -> None:
    CourseFeed.objects.update(is_full_list=False)
    run()
    serve(server, feed_of(2))

    upload = run()

    assert upload.state == UploadState.UNCHANGED
    assert live() == 10


def test_a_new_organisation_waits_for_a_moderator(run: Run, owner: Any) -> None:
    owner.organisation.is_trusted = False
    owner.organisation.save()

    upload = run()

    assert (upload.state, live()) == (UploadState.IN_REVIEW, 0)
    review = Review.objects.get()
    assert (review.upload, review.state) == (upload, ReviewState.OPEN)


def test_a_newer_run_takes_the_place_of_one_in_review(
    run: Run, server: FeedServer, owner: Any
) -> None:
    owner.organisation.is_trusted = False
    owner.organisation.save()
    first = run()
    serve(server, feed_of(11))

    second = run()

    first.refresh_from_db()
    assert (first.state, second.state) == (UploadState.CANCELLED, UploadState.IN_REVIEW)
    assert Review.objects.get(state=ReviewState.OPEN).upload == second


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        pytest.param(plain(b"", status="503 Service Unavailable"), "503", id="503"),
        pytest.param(plain(b"", status="404 Not Found"), "nothing at this address", id="404"),
        pytest.param(plain(b"<catalog><provider>"), "broken in line 1", id="cut off"),
        pytest.param(plain(b"<!DOCTYPE html><html></html>"), "web page", id="a web page"),
        pytest.param(plain(b'<!DOCTYPE c [<!ENTITY a "b">]><catalog/>'), "DOCTYPE", id="an entity"),
        pytest.param(plain(b""), "empty", id="nothing"),
        pytest.param(plain(b"x" * 100, length=100_000_000), "MB", id="declared 100 MB"),
        pytest.param(
            plain(gzip.compress(b" " * 30_000_000), headers=["Content-Encoding: gzip"]),
            "MB",
            id="gzip bomb",
        ),
        pytest.param(plain(b"\x89PNG\r\n\x1a\n" + b"x" * 99), "picture", id="a picture"),
        pytest.param(plain(b'{"a": ' * 100_000), "nested", id="deep JSON"),
        pytest.param(plain(feed_file()), "no courses", id="no courses"),
    ],
)
def test_a_feed_that_cannot_be_read_changes_nothing(
    run: Run, server: FeedServer, answer: bytes, words: str
) -> None:
    run()
    server.answer = lambda _head: [answer]

    upload = run()

    assert upload.state == UploadState.REFUSED
    assert words.lower() in upload.message.lower()
    assert live() == 10


def test_a_feed_at_a_private_address_is_not_asked(run: Run, feed: CourseFeed) -> None:
    upload = run_feed(feed, now=NOW, today=TODAY)  # with the reach of the site itself

    assert upload is not None
    assert upload.state == UploadState.REFUSED
    assert upload.message
    assert upload.counts == {"refusal": {"code": "ADDRESS_PORT"}}


def test_a_redirect_to_a_private_address_is_refused(feed: CourseFeed, server: FeedServer) -> None:
    server.answer = lambda _head: [
        plain(status="302 Found", headers=["Location: http://inside.example.org/courses.xml"])
    ]
    reach = server.reach(resolver=resolver_of(feed="127.0.0.1", inside="10.0.0.7"))

    upload = run_feed(feed, now=NOW, today=TODAY, fetcher=partial(fetch, reach=reach))

    assert upload is not None
    assert upload.state == UploadState.REFUSED
    assert len(server.requests) == 1


def test_two_at_once_make_one_run(feed: CourseFeed, server: FeedServer) -> None:
    fetcher = partial(fetch, reach=server.reach())
    CourseFeed.objects.update(lease_until=NOW + LEASE)

    assert run_feed(feed, now=NOW, today=TODAY, fetcher=fetcher) is None
    assert not server.requests
    # Who died with the lease is followed by another when it is over.
    assert run_feed(feed, now=NOW + LEASE, today=TODAY, fetcher=fetcher) is not None


def test_the_nightly_job_fetches_each_feed_once_a_day(feed: CourseFeed, server: FeedServer) -> None:
    fetcher = partial(fetch, reach=server.reach())

    assert services.fetch_due(now=NOW, today=TODAY, fetcher=fetcher) == {"feeds": 1, "published": 1}
    assert services.fetch_due(now=NOW, today=TODAY, fetcher=fetcher) == {}
    tomorrow = datetime.timedelta(days=1)
    assert services.fetch_due(now=NOW + tomorrow, today=TODAY + tomorrow, fetcher=fetcher) == {
        "feeds": 1
    }
    CourseFeed.objects.update(is_on=False, fetched_at=None)
    assert services.fetch_due(now=NOW, today=TODAY, fetcher=fetcher) == {}


def test_only_ten_runs_that_did_nothing_are_kept(run: Run, feed: CourseFeed) -> None:
    for _ in range(KEPT_RUNS + 3):
        run()

    assert feed.runs.count() == KEPT_RUNS + 1
    assert feed.runs.filter(state=UploadState.PUBLISHED).count() == 1


def test_deleting_a_feed_keeps_its_courses(run: Run, feed: CourseFeed, owner: Any) -> None:
    run()

    services.delete_feed(feed, actor=owner.user, now=NOW)

    assert (live(), CourseFeed.objects.count(), Upload.objects.count()) == (10, 0, 1)


def test_a_run_that_died_before_its_decision_is_done_again(
    run: Run, feed: CourseFeed, server: FeedServer
) -> None:
    first = run()
    Upload.objects.filter(pk=first.pk).update(state=UploadState.CHECKED, published_at=None)
    CourseFeed.objects.update(etag="", last_modified="", sha256="")  # kept in the last step
    Course.objects.all().delete()

    second = run()

    first.refresh_from_db()
    assert (first.state, second.state) == (UploadState.CANCELLED, UploadState.PUBLISHED)
    assert live() == 10
