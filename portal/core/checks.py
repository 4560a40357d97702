"""Mistakes of set-up, told at start-up with the remedy."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.checks import Warning as Caution
from django.db import connections

from portal.core.models import Place

LOCAL_CACHES = {
    "django.core.cache.backends.locmem.LocMemCache",
    "django.core.cache.backends.dummy.DummyCache",
}
SENDS_NOTHING = "catalogue.events.bookings.messages.sms."
KEY_LENGTH = 50  # Django's own measure of a long key
KEY_VARIETY = 5


def check_region(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Find a region without its table of places."""
    path = Path(settings.REGION["places_file"])
    if path.is_file():
        return []
    return [
        Error(
            f"The table of places {path} does not exist.",
            hint="Set REGION_PLACES to a CSV file like portal/core/data/west_midlands_places.csv.",
            id="waymark.E001",
        )
    ]


def check_places(
    app_configs: Sequence[AppConfig] | None,
    databases: Sequence[str] | None = None,
    **kwargs: Any,
) -> list[CheckMessage]:
    """Find a database without places. Runs in ``check --database default`` and in migrate."""
    for alias in databases or []:
        connection = connections[alias]
        tables = connection.introspection.table_names()
        if Place._meta.db_table in tables and not Place.objects.using(alias).exists():
            return [
                Caution(
                    "There are no places, so nobody can search near a town.",
                    hint="Run: manage.py import_places FILE, or manage.py seed_demo.",
                    id="waymark.W002",
                )
            ]
    return []


def check_secret_key(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Find a key that can be guessed: it signs sessions and password resets."""
    key = settings.SECRET_KEY
    if len(key) >= KEY_LENGTH and len(set(key)) >= KEY_VARIETY:
        return []
    return [
        Error(
            f"SECRET_KEY is short or repeats itself. It needs {KEY_LENGTH} random characters.",
            hint="Make one: python -c 'import secrets; print(secrets.token_urlsafe(50))'",
            id="waymark.E003",
        )
    ]


def check_cache(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Find a cache that each worker has for itself."""
    if settings.CACHES["default"]["BACKEND"] not in LOCAL_CACHES:
        return []
    return [
        Caution(
            "Each worker has a cache of its own, so limits on signing in count too little.",
            hint=(
                "Set CACHE_URL, like rediscache://127.0.0.1:6379/1, or dbcache://cache after "
                "manage.py createcachetable. With one worker this does not matter."
            ),
            id="waymark.W004",
        )
    ]


def check_text_messages(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """Find a sender of text messages that sends none: its messages would count as sent."""
    if not settings.SMS_BACKEND.startswith(SENDS_NOTHING):
        return []
    return [
        Caution(
            "Text messages are not sent. Who books with a phone number alone is told nothing.",
            hint="Set SMS_BACKEND to a class that sends: docs/how-to/add-an-sms-sender.md.",
            id="waymark.W005",
        )
    ]


def register_checks() -> None:
    """Register every check, once the apps are ready."""
    register(check_region)
    register(check_places, Tags.database)
    register(check_secret_key, Tags.security, deploy=True)
    register(check_cache, Tags.security, deploy=True)
    register(check_text_messages, deploy=True)
