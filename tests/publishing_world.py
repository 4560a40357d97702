"""The world of ``publishing_table`` for tests: made once a module, undone at its end."""

import html
import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.core.files.storage import FileSystemStorage
from django.db import transaction
from django.test import Client, override_settings
from time_machine import travel

from catalogue.publishing.models import Upload
from search import indexing
from search.reference import forget_reference
from search.suggest import forget_suggestions
from tests import publishing_table as table
from tests.event_factories import NOW
from tests.publishing_factories import client_of
from tests.publishing_roles import SECRETS, World

# Written by asking alone: what a limit counts, what a page of the admin remembers.
OF_ASKING = {"Session", "UserSession"}


COURSE = {
    "course": {"COURSE_NAME": "Taken over"},
    "runs": [{"DELIVERY_MODE": "Online", "START_DATE": "Any time", "COST": "1"}],
}
CALLS = [
    ("GET", "/courses", None),
    ("GET", "/courses?per_page=100", None),
    ("GET", "/courses/A-REF-1", None),
    ("PUT", "/courses/A-REF-1", COURSE),
    ("DELETE", "/courses/A-REF-1", None),
    ("POST", "/courses", {"courses": [{"reference": "A-REF-1", **COURSE}]}),
    ("PUT", "/venues/007", {"venue": {"VENUE_NAME": "Taken over"}}),
]


@pytest.fixture(scope="module", name="built")
def built_world(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[World, dict[str, Any]]]:
    """Make the world once, in a transaction that is undone after the last test."""
    folder = tmp_path_factory.mktemp("publishing")
    search = {**settings.SEARCH, "embedded_directory": folder / "index"}
    files = FileSystemStorage(location=folder / "uploads")
    with (
        django_db_blocker.unblock(),
        travel(NOW, tick=False),
        pytest.MonkeyPatch.context() as patch,
        transaction.atomic(),
    ):
        patch.setattr(Upload._meta.get_field("file"), "storage", files)
        with override_settings(SEARCH=search):
            world = table.make_world()
            indexing.rebuild(today=NOW.date())
        yield world, search
        transaction.set_rollback(True)
    forget_reference()
    forget_suggestions()


@pytest.fixture(name="world")
def world_of_a_test(
    built: tuple[World, dict[str, Any]],
    own_index_directory: None,
    monkeypatch: pytest.MonkeyPatch,
    db: None,
) -> Iterator[World]:
    """Give the world to one test, without limits on how often somebody asks."""
    world, search = built
    for name in (
        "catalogue.publishing.people.invitation_views.MOST_LOOKS",
        "catalogue.publishing.api.routes.WRONG_KEYS_A_MINUTE",
        "catalogue.publishing.api.routes.CALLS_A_MINUTE",
        "search.api_limits.SEARCHES",
        "search.api_limits.SUGGESTIONS",
    ):
        monkeypatch.setattr(name, 10**6)
    cache.clear()
    with override_settings(SEARCH=search), travel(NOW, tick=False):
        yield world


def client_for(world: World, role: str, *, checks_forms: bool = True) -> Client:
    """Return a browser of somebody, that sends no token with a form."""
    client = Client(enforce_csrf_checks=checks_forms)
    if user := world.people[role]:
        client.cookies = client_of(user).cookies
    return client


def words_of(response: Any) -> str:
    """Return what an answer says: in its body, its headers, its cookies."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    text = html.unescape(body.decode("utf-8", "replace"))
    cookies = "; ".join(
        f"{one.key}={one.value}" for one in response.cookies.values() if one.key != "sessionid"
    )
    text = f"{text}\n{response.headers}\n{cookies}"
    if "json" in response.get("Content-Type", "") and body:
        text += json.dumps(json.loads(body), ensure_ascii=False)
    return text


def leaks(response: Any, world: World, may: frozenset[str], *, asked: str = "") -> set[str]:
    """Return what an answer shows that it may not. It may repeat the words of the question."""
    text = words_of(response)
    secrets = {**SECRETS, **world.secrets}
    shown = {name for name, secret in secrets.items() if secret in text and secret not in asked}
    return shown - may


def state_of_all() -> dict[str, Any]:
    """Return every row of our own tables, and what was sent."""
    found: dict[str, Any] = {"mail": len(mail.outbox)}
    for model in apps.get_models():
        label = model._meta.label
        is_ours = model.__module__.startswith(("catalogue.", "portal.accounts"))
        if model.__name__ in OF_ASKING or not (
            is_ours or label in ("auth.User", "account.EmailAddress", "mfa.Authenticator")
        ):
            continue
        rows = list(model._default_manager.order_by("pk").values())
        for row in rows:
            row.pop("last_login", None)
        found[label] = rows
    return found


def changed(before: dict[str, Any]) -> list[str]:
    """Return the tables that differ."""
    after = state_of_all()
    return [name for name in before if before[name] != after[name]]
