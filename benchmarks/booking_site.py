"""A site with nothing but dates to book, on SQLite or PostgreSQL, for the benchmark of bookings."""

import os
import shutil
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[1]
NAME = "waymark_bench_bookings"
SERVER = "postgres://waymark:waymark@127.0.0.1:5432/waymark"  # as the checks of a change use it


def use_site(database: str) -> None:
    """Load a site with a new, migrated database. Messages are written down and not sent."""
    var_dir = ROOT / "var" / "bench-bookings"
    shutil.rmtree(var_dir, ignore_errors=True)
    var_dir.mkdir(parents=True)
    server = os.environ.get("DATABASE_URL") or SERVER
    os.environ["VAR_DIR"] = str(var_dir)
    os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings.dev"
    os.environ["ELASTICSEARCH_URL"] = ""
    os.environ.pop("DATABASE_URL", None)
    if database == "postgresql":
        os.environ["DATABASE_URL"] = _new_database(server)
    import django  # only now: its settings read the environment
    from django.conf import settings

    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    django.setup()
    from django.core.management import call_command
    from django.db import connections

    call_command("migrate", verbosity=0)
    connections.close_all()  # before the first process is forked


def remove_site(database: str) -> None:
    """Leave nothing on the server."""
    from django.db import connection

    if database == "postgresql":
        connection.close()
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{NAME}" WITH (FORCE)')


def _new_database(server: str) -> str:
    import psycopg

    address = urlsplit(server)
    try:
        with psycopg.connect(server, autocommit=True) as admin:
            admin.execute(f'DROP DATABASE IF EXISTS "{NAME}" WITH (FORCE)')
            admin.execute(f'CREATE DATABASE "{NAME}"')
    except psycopg.OperationalError as error:
        sys.exit(f"No PostgreSQL at {address.hostname}: set DATABASE_URL. ({error})")
    return address._replace(path=f"/{NAME}").geturl()


def new_date(*, capacity: int | None, talk_places: int | None = None) -> Any:
    """Return a date two weeks ahead, with a talk if it has places."""
    from tests.catalogue.events.bookings.asking import add_talk
    from tests.event_factories import make_date, make_event

    event = make_event()
    if talk_places:
        add_talk(event, places=talk_places)
    return make_date(event, capacity=capacity)


def what_is_wrong(date: Any) -> list[str]:
    """Return what does not hold about a date: ``["slot 3: 4 taken, 3 held"]``."""
    from catalogue.events.bookings.records import Booking
    from tests.catalogue.events.bookings.asking import (
        assert_nobody_waits_who_fits,
        assert_places_add_up,
    )

    wrong: list[str] = []
    for check in (assert_places_add_up, assert_nobody_waits_who_fits):
        try:
            check(date)
        except AssertionError as error:
            wrong.append(f"{check.__name__}: {error}")
    bookings = Booking.objects.filter(date=date)
    halves = {
        "no slot": bookings.filter(slots__isnull=True),
        "nobody told": bookings.filter(notices__isnull=True),
        "no access need": bookings.filter(access_need__isnull=True, name="Needs help"),
    }
    wrong += [f"{number} bookings with {what}" for what, rows in halves.items()
              if (number := rows.count())]  # fmt: skip
    return wrong
