"""The page of feeds: who may see and change them, and what a press does."""

import datetime
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from catalogue.courses.models import Course
from catalogue.providers.enums import MemberRole
from catalogue.publishing.enums import UploadState
from catalogue.publishing.feeds.runs import KEPT_RUNS
from catalogue.publishing.models import CourseFeed, Upload
from tests.catalogue.feeds.fetch_server import FeedServer, plain
from tests.catalogue.publishing.feeds.conftest import NOW
from tests.catalogue.publishing.feeds.xcri_files import feed_of
from tests.factories import OrganisationFactory
from tests.publishing_factories import client_of, make_member

pytestmark = pytest.mark.django_db
Run = Callable[[], Upload]


def address(name: str, *more: object, slug: str = "lockgate") -> str:
    return reverse(f"publishing:{name}", args=[slug, *more])


@pytest.fixture
def client(owner: Any) -> Client:
    return client_of(owner.user)


def test_the_page_shows_the_last_runs_with_numbers(
    client: Client, run: Run, server: FeedServer
) -> None:
    published = run()
    server.answer = lambda _head: [plain(status="503 Service Unavailable")]
    run()

    page = client.get(address("feeds")).content.decode()

    assert "10 added" in page
    assert address("upload", published.pk) in page
    assert "answered with 503" in page
    assert "Not known" in page


def test_a_held_run_shows_both_numbers_and_two_ways_on(
    client: Client, run: Run, server: FeedServer
) -> None:
    run()
    server.answer = lambda _head: [plain(feed_of(10, leave_out=range(1, 6)))]
    held = run()

    page = client.get(address("feeds")).content.decode()

    assert "Courses gone: 5 of 10. Rows with an error: 0 of 5." in page
    assert address("upload", held.pk) in page
    client.post(address("feed_decide", held.pk), {"decision": "use"})
    held.refresh_from_db()
    assert held.state == UploadState.PUBLISHED
    again = client.post(address("feed_decide", held.pk), {"decision": "leave"}, follow=True)
    assert "Somebody decided about this run already." in again.content.decode()
    held.refresh_from_db()
    assert held.state == UploadState.PUBLISHED


def test_a_run_that_was_held_long_ago_still_waits_for_a_decision(
    client: Client, run: Run, server: FeedServer
) -> None:
    run()
    server.answer = lambda _head: [plain(feed_of(10, leave_out=range(1, 6)))]
    held = run()
    for _ in range(KEPT_RUNS):
        run()

    assert address("feed_decide", held.pk) in client.get(address("feeds")).content.decode()


def test_leaving_a_held_run_changes_nothing(client: Client, run: Run, server: FeedServer) -> None:
    run()
    server.answer = lambda _head: [plain(feed_of(10, leave_out=range(1, 6)))]
    held = run()

    client.post(address("feed_decide", held.pk), {"decision": "leave"})

    held.refresh_from_db()
    assert held.state == UploadState.CANCELLED
    assert Course.objects.filter(status="LIVE").count() == 10


def test_a_feed_is_added_and_read_at_once(client: Client, owner: Any) -> None:
    answer = client.post(
        address("feed_new"),
        {"address": "http://127.0.0.1:9/courses.xml", "feed_format": "AUTO", "is_full_list": "on"},
    )
    assert answer.status_code == 200
    assert "Error:" in answer.content.decode()

    answer = client.post(
        address("feed_new"),
        {"address": "https://nowhere.invalid/a.xml", "feed_format": "AUTO", "is_full_list": "on"},
        follow=True,
    )

    feed = CourseFeed.objects.get()
    assert (feed.created_by, feed.is_on, feed.is_full_list) == (owner.user, True, True)
    assert "The feed is added." in answer.content.decode()
    assert feed.runs.get().state == UploadState.REFUSED  # there is no such site


@pytest.mark.parametrize(
    "wrong",
    ["", "courses.xml", "file:///etc/passwd", "ftp://a.example/", "https://", "http://10.0.0.1/"],
)
def test_an_address_that_is_none_is_not_taken(client: Client, wrong: str) -> None:
    answer = client.post(address("feed_new"), {"address": wrong, "feed_format": "AUTO"})

    assert answer.status_code == 200
    assert CourseFeed.objects.count() == 0


def test_the_same_feed_is_not_added_twice(client: Client, feed: CourseFeed) -> None:
    answer = client.post(address("feed_new"), {"address": feed.address, "feed_format": "AUTO"})

    # The port of the test's server is none of the web's, so this one is stored by hand.
    CourseFeed.objects.update(address="https://a.example/courses.xml")
    answer = client.post(
        address("feed_new"), {"address": "https://a.example/courses.xml", "feed_format": "AUTO"}
    )

    assert "You have this feed already." in answer.content.decode()
    assert CourseFeed.objects.count() == 1


def test_another_address_is_read_whole(client: Client, feed: CourseFeed) -> None:
    CourseFeed.objects.update(etag='"v1"', sha256="a" * 64, fetched_at=NOW)

    client.post(
        address("feed", feed.pk),
        {"address": "https://b.example/", "feed_format": "CSV", "is_on": "on"},
    )

    feed.refresh_from_db()
    assert (feed.etag, feed.sha256, feed.fetched_at) == ("", "", None)
    assert (feed.feed_format, feed.is_full_list, feed.is_on) == ("CSV", False, True)


def test_deleting_asks_first(client: Client, feed: CourseFeed) -> None:
    page = client.get(address("feed_delete", feed.pk))
    assert CourseFeed.objects.count() == 1
    assert "Do you want to delete this feed?" in page.content.decode()

    client.post(address("feed_delete", feed.pk))

    assert CourseFeed.objects.count() == 0


def test_two_presses_make_one_run(client: Client, feed: CourseFeed) -> None:
    CourseFeed.objects.update(address="https://nowhere.invalid/a.xml")

    client.post(address("feed_fetch", feed.pk))
    second = client.post(address("feed_fetch", feed.pk), follow=True)

    assert Upload.objects.filter(feed=feed).count() == 1
    assert "Try again in two minutes." in second.content.decode()


ADDRESSES = (
    ("feeds", False),
    ("feed_new", False),
    ("feed", True),
    ("feed_delete", True),
    ("feed_fetch", True),
)


@pytest.mark.parametrize(("name", "has_number"), ADDRESSES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_others_find_nothing(
    feed: CourseFeed, run: Run, name: str, has_number: bool, method: str
) -> None:
    other = make_member(MemberRole.OWNER, organisation=OrganisationFactory(), name="otto")
    suspended = make_member(
        MemberRole.OWNER, organisation=feed.organisation, name="sue", is_suspended=True
    )
    where = address(name, *([feed.pk] if has_number else []))

    for person in (other, suspended):
        answer = getattr(client_of(person.user), method)(where)
        assert answer.status_code in (404, 405)


def test_feeds_and_runs_of_another_organisation_are_not_there(feed: CourseFeed, run: Run) -> None:
    held = run()
    Upload.objects.filter(pk=held.pk).update(state=UploadState.QUARANTINED)
    other = make_member(MemberRole.OWNER, organisation=OrganisationFactory(slug="b"), name="otto")
    client = client_of(other.user)

    for name in ("feed", "feed_delete", "feed_fetch"):
        assert client.post(address(name, feed.pk, slug="b")).status_code == 404
    answer = client.post(address("feed_decide", held.pk, slug="b"), {"decision": "use"})
    assert answer.status_code == 404
    held.refresh_from_db()
    assert held.state == UploadState.QUARANTINED


def test_a_viewer_sees_and_changes_nothing(feed: CourseFeed, run: Run) -> None:
    run()
    viewer = make_member(MemberRole.VIEWER, organisation=feed.organisation, name="vic")
    client = client_of(viewer.user)

    page = client.get(address("feeds")).content.decode()

    assert "Fetch now" not in page
    assert client.post(address("feed_fetch", feed.pk)).status_code == 403
    assert client.get(address("feed_new")).status_code == 403


def test_nothing_goes_live_without_a_second_step(feed: CourseFeed) -> None:
    editor = make_member(
        MemberRole.EDITOR, organisation=feed.organisation, name="ed", second_step=False
    )

    answer = client_of(editor.user).post(address("feed_fetch", feed.pk))

    assert answer.status_code == 302
    assert reverse("publishing:second_step") in answer.headers["Location"]
    assert Upload.objects.count() == 0


def test_the_page_asks_as_much_with_many_feeds_and_runs(
    client: Client, run: Run, feed: CourseFeed, server: FeedServer
) -> None:
    run()
    server.answer = lambda _head: [plain(feed_of(10, leave_out=range(1, 6)))]
    held = run()
    client.get(address("feeds"))  # what is kept for the next page is asked now
    with CaptureQueriesContext(connection) as one_feed:
        client.get(address("feeds"))

    for number in range(4):
        other = CourseFeed.objects.create(
            organisation=feed.organisation, address=f"https://a.example/{number}"
        )
        for _ in range(3):
            held.pk, held.key, held.feed = None, uuid.uuid4(), other
            held.save()

    with CaptureQueriesContext(connection) as five_feeds:
        page = client.get(address("feeds")).content.decode()

    assert page.count("Courses gone: 5 of") == 5
    assert len(five_feeds) == len(one_feed)


def test_a_feed_shows_its_own_last_ten_runs(client: Client, run: Run, feed: CourseFeed) -> None:
    for _ in range(KEPT_RUNS + 2):
        run()
    other = CourseFeed.objects.create(
        organisation=feed.organisation, address="https://a.example/", feed_format="CSV"
    )

    shown = client.get(address("feeds")).context["feeds"]

    assert [(one.feed, len(one.runs)) for one in shown] == [(feed, KEPT_RUNS), (other, 0)]


def test_a_run_at_work_says_so(client: Client, feed: CourseFeed, time_machine: Any) -> None:
    time_machine.move_to(NOW, tick=False)
    CourseFeed.objects.update(lease_until=NOW + datetime.timedelta(minutes=5))

    assert "It is being read now." in client.get(address("feeds")).content.decode()
