"""The world of ``publishing_table`` for tests: made once a module, undone at its end."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
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
from tests.publishing_table import World


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
