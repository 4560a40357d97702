"""What the events team sees of partners' events, what they press, and who may not."""

import re

import pytest
from django.urls import reverse

from catalogue.events.pages import EventPage
from catalogue.feeds.enums import HeldState
from catalogue.feeds.event_models import EventFeed, HeldEvent
from portal.accounts.groups import ADMINISTRATORS, EDITORS, EVENTS_TEAM, MODERATORS, ensure_groups
from tests.catalogue.feeds.calendar_files import event
from tests.catalogue.feeds.event_feeds import NOW, fetch_content, fetch_parts, make_feed
from tests.event_factories import events_page
from tests.factories import OrganisationFactory
from tests.staff import signed_in, signed_in_without_rights, words

pytestmark = pytest.mark.django_db

PLACE = r"LOCATION:Town Hall\, Walsall WS1 1TP"


@pytest.fixture(autouse=True)
def _clock(time_machine) -> None:
    time_machine.move_to(NOW, tick=False)


@pytest.fixture(autouse=True)
def _site(db: None) -> None:
    events_page()
    ensure_groups()


def held() -> HeldEvent:
    return HeldEvent.objects.get(uid="1@example.org")


def key_on(page) -> str:
    return re.search(r'name="seen_key" value="([0-9a-f]+)"', page.content.decode())[1]


def inspect(client):
    return client.get(reverse("held_events:inspect", args=[held().pk]))


def press(client, name: str, **values: str):
    page = inspect(client)
    data = {"seen_key": key_on(page), **values}
    return client.post(reverse(f"held_events:{name}", args=[held().pk]), data, follow=True)


def test_the_list_says_who_what_when_and_what_is_new() -> None:
    feed = make_feed()
    fetch_parts(feed, event(PLACE))
    client = signed_in(EVENTS_TEAM)

    shown = words(client.get(reverse("held_events:index")))
    assert "Jobs talk" in shown
    assert "Walsall Works" in shown
    assert "To look at New" in shown
    assert "1 event to look at" in words(client.get(reverse("wagtailadmin_home")))


def test_an_event_is_put_on_the_site_with_two_presses() -> None:
    fetch_parts(make_feed(), event(PLACE, "DESCRIPTION:<script>alert(1)</script>Meet <us> & them"))
    client = signed_in(EVENTS_TEAM)
    page = inspect(client)
    assert "Tuesday 1 December 2026, 10am to midday" in words(page)
    assert "<us>" not in page.content.decode()

    done = press(client, "approve", kind="DROP_IN", how="live")

    assert "On the site: Jobs talk" in words(done)
    assert EventPage.objects.get().live


def test_a_kind_must_be_chosen() -> None:
    fetch_parts(make_feed(), event(PLACE))

    done = press(signed_in(EVENTS_TEAM), "approve", kind="CIRCUS", how="live")

    assert "Choose what kind of event it is." in words(done)
    assert not EventPage.objects.exists()


def test_what_stops_it_is_said_on_the_page_of_the_event() -> None:
    fetch_parts(make_feed(), event())

    done = press(signed_in(EVENTS_TEAM), "approve", kind="DROP_IN", how="live")

    assert "Make a draft, and mend it there." in words(done)
    assert held().state == HeldState.HELD


def test_a_difference_is_shown_beside_what_was_approved() -> None:
    feed = make_feed()
    fetch_parts(feed, event(PLACE))
    client = signed_in(EVENTS_TEAM)
    press(client, "approve", kind="DROP_IN", how="live")
    fetch_parts(feed, event(PLACE, SUMMARY="Jobs fair"))

    assert "Changed: Title" in words(client.get(reverse("held_events:index")))
    assert "Title Changed Jobs fair Jobs talk" in words(inspect(client))

    assert "Our page stays as it is" in words(press(client, "keep"))
    assert EventPage.objects.get().title == "Jobs talk"


def test_a_refusal_is_kept_with_its_reason_and_taken_back() -> None:
    fetch_parts(make_feed(), event(PLACE))
    client = signed_in(EVENTS_TEAM)

    press(client, "refuse", reason="A concert.")
    assert (held().state, held().reason) == (HeldState.REFUSED, "A concert.")
    assert "Refused: A concert." in words(inspect(client))
    press(client, "again")
    assert held().state == HeldState.HELD


def test_an_event_gone_from_its_feed_says_so() -> None:
    feed = make_feed()
    fetch_parts(feed, event(PLACE))
    client = signed_in(EVENTS_TEAM)
    press(client, "approve", kind="DROP_IN", how="live")
    fetch_parts(feed)

    assert "No longer in the feed" in words(client.get(reverse("held_events:index")))
    assert "It is still on the site" in words(inspect(client))
    assert EventPage.objects.get().live
    assert "1 event to look at" in words(client.get(reverse("wagtailadmin_home")))


@pytest.mark.parametrize("name", ["approve", "refuse", "keep", "again"])
@pytest.mark.parametrize("group", [EDITORS, MODERATORS, ""])
def test_others_do_not_decide(name: str, group: str) -> None:
    fetch_parts(make_feed(), event(PLACE))
    client = signed_in(group) if group else signed_in_without_rights()
    values = {"seen_key": "x", "kind": "DROP_IN", "how": "live", "reason": "No"}

    answer = client.post(reverse(f"held_events:{name}", args=[held().pk]), values)

    assert answer.status_code in (302, 403)
    assert held().state == HeldState.HELD
    assert not EventPage.objects.exists()


def test_a_decision_is_never_made_by_following_a_link() -> None:
    fetch_parts(make_feed(), event(PLACE))

    answer = signed_in(ADMINISTRATORS).get(reverse("held_events:approve", args=[held().pk]))

    assert answer.status_code == 405


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("https://127.0.0.1/feed.ics", "a number where the name of the site belongs"),
        ("http://localhost:8000/", "names port 8000"),
        ("https://user:pass@example.org/", "a user name or password in it"),
        ("webcal://example.org/feed.ics", "starts with https://"),
    ],
)
def test_an_address_that_is_never_fetched_is_not_saved(address: str, message: str) -> None:
    partner = OrganisationFactory(name="Walsall Works")
    data = {
        "organisation": partner.pk,
        "address": address,
        "kind": "ICALENDAR",
        "is_on": "on",
        "horizon_days": "180",
    }
    client = signed_in(EVENTS_TEAM)

    page = client.post(reverse("event_feeds_admin:add"), data)
    assert message in words(page)
    assert not EventFeed.objects.exists()

    client.post(reverse("event_feeds_admin:add"), data | {"address": "https://example.org/a.ics"})
    assert EventFeed.objects.get().address == "https://example.org/a.ics"


def test_the_last_fetches_are_shown_with_their_findings() -> None:
    feed = make_feed()
    fetch_parts(feed, event("RRULE:FREQ=SECONDLY"))
    client = signed_in(EVENTS_TEAM)

    page = words(client.get(reverse("event_feeds_admin:inspect", args=[feed.pk])))
    assert "1 events: 0 new, 0 changed, 0 gone, 1 not read." in page
    assert "repeats several times a day" in page

    client.post(reverse("event_feeds_admin:fetch_soon", args=[feed.pk]))
    assert list(EventFeed.objects.due(NOW)) == [feed]


def test_the_list_asks_the_database_no_more_for_more_events(
    django_assert_max_num_queries,
) -> None:
    feed = make_feed()
    fetch_parts(feed, *(event(PLACE, uid=f"{number}@example.org") for number in range(30)))
    HeldEvent.objects.filter(uid="0@example.org").update(state=HeldState.REFUSED, reason="No")
    client = signed_in(EVENTS_TEAM)
    client.get(reverse("held_events:index"))

    with django_assert_max_num_queries(25):
        page = client.get(reverse("held_events:index"))

    states = [row.state for row in page.context["object_list"]]
    assert states == [HeldState.HELD] * 29 + [HeldState.REFUSED]


def test_a_feed_whose_events_are_held_is_not_deleted_with_them() -> None:
    feed = make_feed()
    fetch_parts(feed, event(PLACE))

    page = signed_in(EVENTS_TEAM).post(reverse("event_feeds_admin:delete", args=[feed.pk]))

    assert page.status_code == 409
    assert EventFeed.objects.exists()


def test_the_first_page_names_a_feed_that_was_not_read() -> None:
    feed = make_feed()
    fetch_content(feed, b"<html>Sorry")
    client = signed_in(EVENTS_TEAM)

    page = client.get(reverse("wagtailadmin_home"))

    assert "The feed of Walsall Works was not read" in words(page)
    assert reverse("event_feeds_admin:inspect", args=[feed.pk]) in page.content.decode()
