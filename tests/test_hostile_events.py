"""Every address about events, asked by everybody: the answer of each, and nothing that leaks.

The table is in ``events_table``. What nobody may learn is written in words that stand nowhere
else, so that one search through every answer finds a leak.
"""

import html
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import get_resolver
from time_machine import travel

from catalogue.events.bookings.records import AccessLook, Booking, Notice
from catalogue.events.bookings.tokens import manage_token
from catalogue.events.dates import DoorPress, EventDate, Slot
from catalogue.events.pages import EventPage
from catalogue.feeds.event_models import EventFeed, HeldEvent
from portal.accounts import groups
from tests.event_factories import NOW
from tests.events_table import (
    BELOW_TOKEN,
    METHODS,
    NO_GROUP,
    ROLES,
    SECRETS,
    STRANGER,
    TEAM,
    Line,
    World,
    area_lines,
    door_lines,
    hidden_lines,
    make_world,
    page_lines,
    partner_lines,
    public_lines,
    token_lines,
)
from tests.staff import signed_in, signed_in_without_rights

pytestmark = pytest.mark.django_db
# The others are tried with two ways of asking: what a right changes is not the way.
TRIED_IN_EVERY_WAY = (STRANGER, groups.EVENTS_TEAM)


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    with travel(NOW, tick=False):
        yield


@pytest.fixture(autouse=True)
def _no_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.api_limits.SEARCHES", 10**6)
    monkeypatch.setattr("search.api_limits.SUGGESTIONS", 10**6)
    cache.clear()


@pytest.fixture
def world(db: None) -> World:
    return make_world()


def client_of(role: str) -> Client:
    """Return a browser that checks the tokens of forms."""
    if role == STRANGER:
        return Client(enforce_csrf_checks=True)
    signed = signed_in_without_rights() if role == NO_GROUP else signed_in(role)
    client = Client(enforce_csrf_checks=True)
    client.cookies = signed.cookies
    return client


def leaks(response: Any, world: World, *, may: frozenset[str] = frozenset()) -> set[str]:
    """Return what an answer shows that it may not: in its body, its headers, its cookies."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    text = body.decode("utf-8", "replace")
    if "calendar" in response.get("Content-Type", ""):
        text = re.sub(r"\r?\n[ \t]", "", text)
    text = f"{html.unescape(text)}\n{response.headers}\n{response.cookies}"
    if "json" in response.get("Content-Type", ""):
        text += json.dumps(json.loads(body), ensure_ascii=False) if body else ""
    secrets = {**SECRETS, **world.references}
    return {name for name, secret in secrets.items() if secret in text} - may


def check(
    client: Client, line: Line, role: str, world: World, counts: Counter[str]
) -> Iterator[str]:
    """Ask an address in every way and give what is wrong."""
    may = line.may_show if role in line.who else frozenset()
    wanted = line.expected[ROLES.index(role)]
    methods = line.methods if role in TRIED_IN_EVERY_WAY else ("get", "post")
    for method in methods:
        response = getattr(client, method)(line.url)
        counts["asked"] += 1
        told = f"{role}: {method.upper()} {line.url} gave {response.status_code}"
        if response.status_code >= 500:
            yield told
        if method == "get" and response.status_code != wanted:
            yield f"{told}, not {wanted} {response.get('Location', '')}"
        if method == "head" and response.status_code not in (wanted, 405):
            yield f"{told}, not {wanted}"
        if method in ("put", "patch", "delete", "post") and response.status_code == 200:
            # Pages of Wagtail answer forms as they answer questions.
            counts["answered as GET"] += 1
        if found := leaks(response, world, may=may):
            counts["leaks"] += 1
            yield f"{told} and shows {sorted(found)}"


def looks_of(role: str) -> int:
    """Return how often access needs were shown: with GET, and with HEAD where it is tried."""
    if role not in TEAM:
        return 0
    return 2 if role in TRIED_IN_EVERY_WAY else 1


def state_of_all() -> list[Any]:
    """Return what no question may change."""
    return [
        list(Booking.objects.order_by("pk").values()),
        list(Slot.objects.order_by("pk").values()),
        list(EventDate.objects.order_by("pk").values()),
        list(HeldEvent.objects.order_by("pk").values()),
        list(EventFeed.objects.order_by("pk").values()),
        list(EventPage.objects.order_by("pk").values("live", "title", "summary")),
        DoorPress.objects.count(),
        Notice.objects.count(),
        len(mail.outbox),
    ]


@pytest.mark.parametrize("role", ROLES)
def test_everybody_gets_what_the_table_says_and_nothing_leaks(
    world: World, role: str, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [
        *public_lines(world),
        *hidden_lines(world),
        *door_lines(world),
        *area_lines(world),
        *partner_lines(world),
        *page_lines(world),
    ]
    before, counts = state_of_all(), Counter[str]()
    client = client_of(role)

    wrong = [told for line in lines for told in check(client, line, role, world, counts)]

    with capsys.disabled():
        told = f"{len(lines)} addresses, {counts['asked']} asked, {counts['leaks']} leaks"
        sys.stdout.write(f"\n{role}: {told}\n")
    assert not wrong, "\n".join(wrong)
    assert state_of_all() == before
    assert AccessLook.objects.count() == looks_of(role)


@pytest.mark.parametrize("role", [STRANGER, groups.EDITORS, groups.EVENTS_TEAM])
def test_a_link_opens_one_booking_and_no_other_link_opens_any(
    world: World, role: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before, counts = state_of_all(), Counter[str]()
    client = client_of(role)
    wrong: list[str] = []
    for token, kind, wanted in token_lines(world):
        may = frozenset[str]()
        if kind == "own":
            may = frozenset({"name", "email", "phone", "access need", "online room", "reference 0"})
        elif kind == "another's":
            may = frozenset({"name at another event", "reference 2"})
        elif kind == "the reference":  # an answer repeats its own address
            may = frozenset({"reference 0"})
        for part in (*BELOW_TOKEN, "calendar.ics", "no-such/"):
            for prefix in ("", "/ur") if kind in ("own", "expired") else ("",):
                expected = wanted
                if wanted == 200 and part in ("accept/", "decline/"):
                    expected = 302
                if part == "no-such/":
                    expected = 404
                methods = METHODS if kind in ("own", "expired", "pruned") else ("get", "post")
                url = f"{prefix}/b/{token}/{part}"
                line = Line(url, (expected,) * 6, may, ROLES, methods)
                wrong += check(client, line, role, world, counts)

    with capsys.disabled():
        sys.stdout.write(f"\n{role}: {counts['asked']} asked of links, {counts['leaks']} leaks\n")
    assert not wrong, "\n".join(wrong)
    assert state_of_all() == before


FORM = {
    "key": "7f6a1b0e-0000-4000-8000-000000000001", "press": "walk:2", "party_size": "1",
    "how": "live", "kind": "DROP_IN", "reason": "x", "title": "x", "name": "Mallory",
    "email": "mallory@example.org", "first_start": "2026-12-20 10:00",
    "first_end": "2026-12-20 11:00",
}  # fmt: skip


@pytest.mark.parametrize("role", [STRANGER, NO_GROUP, groups.EDITORS, groups.MODERATORS])
def test_a_form_of_somebody_without_the_right_changes_nothing(world: World, role: str) -> None:
    """With the token against forged forms in order: the right alone stands in the way."""
    client = client_of(role)
    client.handler.enforce_csrf_checks = False
    before = state_of_all()

    for line in (*area_lines(world), *partner_lines(world), *door_lines(world)):
        response = client.post(line.url, FORM)
        assert response.status_code in (302, 403, 405), (line.url, response.status_code)
        assert not leaks(response, world), line.url

    assert state_of_all() == before


def test_a_form_sent_to_a_link_that_is_none_changes_nothing(world: World) -> None:
    client = Client()
    before = state_of_all()

    for token, kind, status in token_lines(world):
        if status == 200:
            continue
        for part in BELOW_TOKEN:
            response = client.post(f"/b/{token}/{part}", FORM)
            assert response.status_code == status, (kind, part)
            assert not leaks(response, world) - {"reference 0"}, (kind, part)

    assert state_of_all() == before


def test_the_table_has_every_address_of_events(world: World) -> None:
    lines = [
        *public_lines(world), *hidden_lines(world), *door_lines(world), *area_lines(world),
        *partner_lines(world), *page_lines(world),
    ]  # fmt: skip
    asked = {get_resolver().resolve(line.url.partition("?")[0]).view_name for line in lines}
    asked |= {f"bookings:{part.strip('/') or 'manage'}" for part in BELOW_TOKEN}
    asked |= {"bookings:calendar"}
    own = {
        "events", "bookings", "door", "event_feeds", "events_team", "held_events",
        "event_feeds_admin",
    }  # fmt: skip
    known = {
        f"{space}:{name}"
        for space in own
        for name in get_resolver().namespace_dict[space][1].reverse_dict
        if isinstance(name, str)
    }
    # Wagtail's own below partners' rows: tried with the whole admin in test_hostile_addresses.
    others = {name for name in known if name.split(":")[1] in OF_WAGTAIL}
    assert known - others - asked == set()


OF_WAGTAIL = {
    "index_results", "copy", "delete", "history", "history_results", "usage", "usage_results",
    "workflow_history", "workflow_history_detail", "inspect", "edit", "add",
}  # fmt: skip


def test_the_words_of_what_is_hidden_are_where_they_belong(world: World) -> None:
    """Or the table would find no leak whatever was shown."""
    team = client_of(groups.EVENTS_TEAM)
    shown = set()
    for line in (*area_lines(world), *partner_lines(world), *page_lines(world)):
        shown |= leaks(team.get(line.url), world)
    for booking in (world.booking, world.other):
        for part in ("", "forget/"):
            shown |= leaks(Client().get(f"/b/{manage_token(booking)}/{part}"), world)

    assert shown >= {*SECRETS} - {"template"}
