"""What must hold between schemes, told with the remedy by ``check --database default``."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Tags, register
from django.core.checks import Warning as Caution
from django.db import connections

from portal.core import clock


def check_closed_schemes(
    app_configs: Sequence[AppConfig] | None,
    databases: Sequence[str] | None = None,
    **kwargs: Any,
) -> list[CheckMessage]:
    """Find closed schemes that do not say what to use now: an old name must lead on."""
    from pathways.support.programmes import ProgrammePage  # the models are loaded by now

    messages: list[CheckMessage] = []
    for alias in databases or []:
        if ProgrammePage._meta.db_table not in connections[alias].introspection.table_names():
            continue
        dead_ends = ProgrammePage.objects.using(alias).filter(
            live=True,
            locale__language_code=settings.LANGUAGE_CODE,  # a translation has no structure
            closes_date__lt=clock.today(),
            replacements__isnull=True,
        )
        messages += [
            Caution(
                f"The scheme “{page.title}” is closed and names nothing to use now.",
                hint="Open it in the admin and add at least one scheme under “What to use now”.",
                id="waymark.W010",
            )
            for page in dead_ends
        ]
    return messages


def register_checks() -> None:
    """Register the checks of this app."""
    register(check_closed_schemes, Tags.database)
