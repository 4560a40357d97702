"""Fixtures that every test may use: the database, the clock and the services."""

import hashlib
import io
import os
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.utils import translation
from playwright.sync_api import Browser

from benchmarks.browsing import chromium, chromium_path

# Playwright leaves an event loop in the thread, in which Django would refuse its database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# How long one case takes says how busy the machine is: benchmarks measure speed. A check that
# decides whether a change lands tries the same cases each time. On a laptop every run tries
# others, and what it finds is written down as an example.
hypothesis.settings.register_profile(
    "laptop", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("laptop")
hypothesis.settings.register_profile("ci", hypothesis.settings(), derandomize=True)
if "CI" in os.environ:
    hypothesis.settings.load_profile("ci")

NEARBY = ("127.0.0.1", "::1", "localhost")
ROOT = Path(__file__).resolve().parents[1]
USES_DATABASE = {"db", "transactional_db", "django_db_setup"}
SEEDED_INDEXES = {"built_demonstration", "built_north_mercia"}  # their rows are undone at once
MIGRATIONS = (
    "portal/*/migrations/*.py",
    "catalogue/*/migrations/*.py",
    "pathways/migrations/*.py",
    "pathways/*/migrations/*.py",
    "search/migrations/*.py",
)


def pytest_configure(config: pytest.Config) -> None:
    """Compile the translations once, before any worker reads them: a clean checkout has none."""
    if not hasattr(config, "workerinput"):
        call_command("compile_locale", verbosity=0, stdout=io.StringIO())


@pytest.hookimpl(tryfirst=True)  # before -m chooses
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what need not be repeated on another database. Refuse what empties the shared one."""
    for item in items:
        mark = item.get_closest_marker("django_db")
        if mark and mark.kwargs.get("transaction"):
            raise pytest.UsageError(
                f"{item.nodeid} would empty the database of the tests after it: take the fixture "
                "own_database of tests/catalogue/events/bookings/conftest.py instead."
            )
        if _is_enough_once(item):
            item.add_marker("once")


def _is_enough_once(item: pytest.Item) -> bool:
    """Whether a test asks no database, only searches a seeded index, or is about Elasticsearch."""
    fixtures = set(getattr(item, "fixturenames", ()))
    if "elasticsearch_url" in fixtures:
        return True
    asks = fixtures & USES_DATABASE
    return not item.get_closest_marker("django_db") and (
        not asks or (asks == {"django_db_setup"} and bool(fixtures & SEEDED_INDEXES))
    )


def _schema_hash() -> str:
    """Return a name for the schema: the apps, our migrations, everybody else's locked versions."""
    digest = hashlib.sha256((ROOT / "requirements.txt").read_bytes())
    digest.update("".join(settings.INSTALLED_APPS).encode())
    for pattern in MIGRATIONS:
        for path in sorted(ROOT.glob(pattern)):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _migrated_template(directory: Path) -> Path:
    """Return a migrated SQLite file, made once for each schema and shared by all workers."""
    template = directory / f"template-{_schema_hash()}.sqlite3"
    if template.exists():
        return template
    building = directory / f"{template.name}.{os.getpid()}"
    building.unlink(missing_ok=True)
    _point_default_at(building)
    call_command("migrate", verbosity=0, interactive=False)
    connections["default"].close()
    building.replace(template)  # two workers may both build it: the last one wins, both are whole
    return template


def _point_default_at(path: Path) -> None:
    connection = connections["default"]
    connection.close()
    settings.DATABASES["default"]["NAME"] = str(path)
    connection.settings_dict["NAME"] = str(path)


@pytest.fixture(scope="session")
def django_db_setup(request: pytest.FixtureRequest, django_db_blocker) -> Iterator[None]:
    """Give each worker a copy of a migrated file; on PostgreSQL do as pytest-django does.

    Applying 300 migrations takes 12 s, copying the result takes 20 ms.
    """
    if connections["default"].vendor != "sqlite":
        yield from _postgres_setup(request, django_db_blocker)
        return
    directory = Path(settings.VAR_DIR)
    directory.mkdir(parents=True, exist_ok=True)
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    path = directory / f"db-{worker}-{os.getpid()}.sqlite3"
    with django_db_blocker.unblock():
        shutil.copyfile(_migrated_template(directory), path)
        _point_default_at(path)
    yield
    with django_db_blocker.unblock():
        connections["default"].close()
    for leftover in directory.glob(f"{path.name}*"):
        leftover.unlink(missing_ok=True)


@pytest.fixture(scope="session")
def migrated_file(django_db_setup: None) -> Path:
    """Give an empty, migrated SQLite file to copy, for a site of a test's own."""
    if connections["default"].vendor != "sqlite":
        pytest.skip("the tests run on another database, which has no file to copy")
    return Path(settings.VAR_DIR) / f"template-{_schema_hash()}.sqlite3"


def _postgres_setup(request: pytest.FixtureRequest, django_db_blocker) -> Iterator[None]:
    from django.test.utils import setup_databases, teardown_databases

    keeps = "CI" not in os.environ  # there a database of an older schema must not be met
    suffix = os.environ.get("PYTEST_XDIST_WORKER")
    with django_db_blocker.unblock():
        if suffix:
            name = connections["default"].settings_dict.setdefault("TEST", {})
            name["NAME"] = f"test_waymark_{suffix}"
        config = setup_databases(verbosity=0, interactive=False, keepdb=keeps)
    yield
    with django_db_blocker.unblock():
        teardown_databases(config, verbosity=0, keepdb=keeps)


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection that would leave this machine."""
    connect = socket.socket.connect

    def connect_nearby(self: socket.socket, address: Any) -> None:
        host = address[0] if isinstance(address, tuple) else "localhost"
        if host not in NEARBY:
            raise AssertionError(f"A test asked the network for {host}.")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect_nearby)


@pytest.fixture(autouse=True)
def own_index_directory(tmp_path: Path, settings) -> None:
    """Give every test a search index of its own: sequence numbers start anew with each database."""
    settings.SEARCH = {**settings.SEARCH, "embedded_directory": tmp_path / "index"}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start one Chromium a session: Playwright cannot start twice in one thread."""
    if chromium_path() is None:
        if settings.REQUIRE_SERVICES:
            pytest.fail("Chromium is missing. Install the package chromium.")
        pytest.skip("Chromium is missing. Install the package chromium to run browser tests.")
    with chromium() as started:
        yield started


@pytest.fixture(autouse=True)
def own_language() -> Iterator[None]:
    """Forget the language of the last request, which stays active in a test's thread."""
    translation.deactivate()
    yield
    translation.deactivate()
