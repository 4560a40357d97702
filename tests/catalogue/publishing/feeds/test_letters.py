"""Letters when a feed stops: to whom, when, and never twice for one trouble."""

import datetime
from typing import Any

import pytest
from django.contrib.auth import get_user_model

from catalogue.feeds.enums import FetchResult
from catalogue.feeds.event_models import EventFeed
from catalogue.providers.enums import MemberRole
from catalogue.publishing.enums import LetterKind, UploadState
from catalogue.publishing.feeds.event_letters import tell_of_stopped
from catalogue.publishing.letter_writing import render_letter
from catalogue.publishing.models import CourseFeed, Letter
from portal.accounts.services import create_staff
from tests.catalogue.feeds.calendar_files import event
from tests.catalogue.feeds.event_feeds import NOW, fetch_content, fetch_parts, make_feed
from tests.catalogue.feeds.fetch_server import FeedServer, plain
from tests.catalogue.publishing.feeds.serving import Run, serve
from tests.catalogue.publishing.feeds.xcri_files import feed_of
from tests.publishing_factories import make_member

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def stops() -> list[str]:
    letters = Letter.objects.filter(kind=LetterKind.FEED_STOPPED).order_by("pk")
    return list(letters.values_list("email", flat=True))


def nothing_there(server: FeedServer) -> None:
    server.answer = lambda _head: [plain(status="404 Not Found")]


def test_a_feed_that_cannot_be_read_for_three_days_is_told_once(
    run: Run, server: FeedServer
) -> None:
    run()
    nothing_there(server)

    told = []
    for _ in range(15):  # more than the runs that are kept
        assert run().state == UploadState.REFUSED
        told.append(len(stops()))

    assert told == [0, 0, 0, *[1] * 12]
    letter = Letter.objects.get(kind=LetterKind.FEED_STOPPED)
    assert letter.email == "ola@lockgate.example"
    assert (letter.facts["days"], "nothing at this address" in letter.facts["message"]) == (3, True)


def test_the_letter_does_not_come_again_when_the_old_one_is_thrown_away(
    run: Run, server: FeedServer
) -> None:
    nothing_there(server)
    for _ in range(4):
        run()
    assert len(stops()) == 1
    Letter.objects.all().delete()

    run()

    assert stops() == []


def test_another_trouble_later_is_told_again(run: Run, server: FeedServer) -> None:
    nothing_there(server)
    for _ in range(4):
        run()
    serve(server, feed_of(10))
    assert run().state == UploadState.PUBLISHED

    nothing_there(server)
    for _ in range(4):
        run()

    assert len(stops()) == 2


def test_one_night_without_news_between_begins_anew(run: Run, server: FeedServer) -> None:
    run()
    for _ in range(3):
        nothing_there(server)
        run()
        run()
        serve(server, feed_of(10))
        run()

    assert stops() == []


def test_a_feed_that_is_off_is_told_to_nobody(
    run: Run, server: FeedServer, feed: CourseFeed
) -> None:
    CourseFeed.objects.update(is_on=False)
    nothing_there(server)
    for _ in range(5):
        run()

    assert stops() == []


def test_the_owners_are_told_when_who_added_the_feed_has_left(
    run: Run, server: FeedServer, feed: CourseFeed
) -> None:
    CourseFeed.objects.update(created_by=None)
    make_member(MemberRole.OWNER, organisation=feed.organisation, name="olga")
    make_member(MemberRole.EDITOR, organisation=feed.organisation, name="ed")
    nothing_there(server)
    for _ in range(4):
        run()

    assert sorted(stops()) == ["ola@lockgate.example", "olga@lockgate.example"]


# Feeds of events


@pytest.fixture
def team() -> Any:
    user = create_staff("events", "a long pass phrase for tests", group="Events team")
    get_user_model().objects.filter(pk=user.pk).update(email="events@waymark.example")
    return user


def told(now: datetime.datetime) -> list[str]:
    tell_of_stopped(now=now)
    letters = Letter.objects.filter(kind=LetterKind.EVENT_FEED).order_by("pk")
    return list(letters.values_list("email", flat=True))


def test_a_calendar_that_is_not_read_for_three_days_is_told_once(team: Any) -> None:
    feed = make_feed()
    counts = []
    for night in range(14):
        fetch_content(feed, b"<html>", now=NOW + night * DAY)
        counts.append(len(told(NOW + night * DAY)))

    assert counts == [0, 0, 0, *[1] * 11]
    letter = Letter.objects.get()
    assert letter.email == "events@waymark.example"
    rendered = render_letter(letter)
    assert feed.organisation.name in rendered.subject
    assert f"/inspect/{feed.pk}/" in rendered.text
    assert "The file is a web page" in rendered.text


def test_a_calendar_that_was_stopped_is_told_at_once_and_again_after_it_was_read(
    team: Any,
) -> None:
    feed = make_feed()
    many = [event(uid=f"{number}@example.org") for number in range(10)]
    for night in (0, 3):
        fetch_parts(feed, *many, now=NOW + night * DAY)
        assert len(told(NOW + night * DAY)) == (night > 0)
        for later in (1, 2):
            outcome = fetch_parts(feed, *many[6:], now=NOW + (night + later) * DAY)
            assert outcome.result == FetchResult.QUARANTINED
            assert len(told(NOW + (night + later) * DAY)) == (2 if night else 1)


def test_nobody_to_tell_is_no_letter_until_there_is_somebody() -> None:
    feed = make_feed()
    for night in (0, 3):
        fetch_content(feed, b"", now=NOW + night * DAY)
    create_staff("editor", "a long pass phrase for tests", group="Editors")
    get_user_model().objects.update(email="editor@waymark.example")

    assert told(NOW + 3 * DAY) == []
    assert EventFeed.objects.get().told_at is None


def test_another_address_begins_anew(team: Any) -> None:
    feed = make_feed()
    for night in (0, 3):
        fetch_content(feed, b"", now=NOW + night * DAY)
    told(NOW + 3 * DAY)
    feed = EventFeed.objects.get()
    feed.address = "https://other.example.org/events.ics"
    feed.save()

    feed.refresh_from_db()
    assert (feed.failing_since, feed.told_at) == (None, None)
