"""The calendar and the feed of events: what they hold, with an index and without."""

import pytest

from catalogue.events.enums import Audience
from search.engines.base import EngineUnavailable
from tests.event_factories import make_date, make_event, with_date


@pytest.fixture
def no_index(monkeypatch):
    """Let no index answer the feeds."""

    def away():
        raise EngineUnavailable("away")

    monkeypatch.setattr("search.events_feeds.get_engine", away)


@pytest.mark.parametrize("kind", ["ics", "atom"])
def test_feeds_come_from_the_database_when_no_index_answers(client, no_index, kind):
    with_date(title="Fair next week", days=7)
    with_date(title="Fair tomorrow", days=1)
    with_date(title="Book swap", days=2)
    make_date(make_event(title="Hidden fair", audience=Audience.STAFF))

    body = client.get(f"/feeds/events.{kind}").content.decode()
    assert body.index("Fair tomorrow") < body.index("Book swap") < body.index("Fair next week")
    assert "Hidden fair" not in body

    fairs = client.get(f"/feeds/events.{kind}?q=fair&to=2026-11-29").content.decode()
    assert "Fair tomorrow" in fairs
    assert "Book swap" not in fairs
    assert "Fair next week" not in fairs


@pytest.mark.parametrize("kind", ["ics", "atom"])
def test_feeds_that_are_narrowed_wait_for_the_index(client, no_index, kind):
    with_date(title="Fair tomorrow", days=1)
    response = client.get(f"/feeds/events.{kind}?access=bsl")
    assert response.status_code == 503
    assert response["Retry-After"]


def test_a_calendar_and_a_feed_follow_the_filters(client, index):
    with_date(title="Women fair", audience=Audience.WOMEN)
    with_date(title="Fair for all")
    index()
    calendar = client.get("/feeds/events.ics?audience=women")
    assert calendar.status_code == 200
    assert calendar["Content-Type"].startswith("text/calendar")
    assert b"Women fair" in calendar.content
    assert b"Fair for all" not in calendar.content
    again = client.get(
        "/feeds/events.ics?audience=women", headers={"if-none-match": calendar["ETag"]}
    )
    assert again.status_code == 304
    feed = client.get("/feeds/events.atom?audience=women")
    assert feed.status_code == 200
    assert b"Women fair" in feed.content
    assert b"Fair for all" not in feed.content
    cached = client.get(
        "/feeds/events.atom?audience=women", headers={"if-none-match": feed["ETag"]}
    )
    assert cached.status_code == 304
