"""A trusted college with a feed on a web server of this machine."""

import datetime
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest

from catalogue.feeds.fetch import fetch
from catalogue.providers.enums import MemberRole
from catalogue.publishing.feeds.runs import run_feed
from catalogue.publishing.models import CourseFeed, Upload
from tests.catalogue.feeds.fetch_server import FeedServer, plain
from tests.catalogue.publishing.feeds.xcri_files import feed_of
from tests.factories import OrganisationFactory
from tests.publishing_factories import make_member

NOW = datetime.datetime(2026, 11, 26, 2, 3, tzinfo=datetime.UTC)
TODAY = datetime.date(2026, 11, 26)


@pytest.fixture
def owner(db: None) -> Any:
    college = OrganisationFactory(name="Lockgate College", slug="lockgate", is_trusted=True)
    return make_member(MemberRole.OWNER, organisation=college, name="ola")


@pytest.fixture
def server() -> Iterator[FeedServer]:
    with FeedServer() as running:
        running.answer = lambda _head: [plain(feed_of(10))]
        yield running


@pytest.fixture
def feed(owner: Any, server: FeedServer) -> CourseFeed:
    return CourseFeed.objects.create(
        organisation=owner.organisation, address=server.url("/courses.xml"), created_by=owner.user
    )


@pytest.fixture
def run(feed: CourseFeed, server: FeedServer) -> Callable[..., Upload]:
    """Run the feed, a day later each time."""
    days = iter(range(100))

    def run_once() -> Upload:
        later = datetime.timedelta(days=next(days))
        feed.refresh_from_db()
        upload = run_feed(
            feed,
            now=NOW + later,
            today=TODAY + later,
            fetcher=partial(fetch, reach=server.reach()),
        )
        assert upload is not None
        upload.refresh_from_db()
        return upload

    return run_once
