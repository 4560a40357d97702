"""Bring a checkout to where it can serve. One process, because starting Django takes seconds."""

import io
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from catalogue.events.scheduling import ensure_events_page
from portal.accounts.groups import ensure_groups
from portal.core.clock import today
from portal.demo.editorial import editorial_is_missing
from portal.demo.services import (
    PROVIDER,
    STAFF_NAME,
    demonstration_is_stale,
    ensure_provider_login,
    ensure_region,
    ensure_staff_login,
)
from portal.pages.services import ensure_site_pages


class Command(BaseCommand):
    """Every step may run again: it does what is missing and leaves the rest."""

    help = (
        "Set up: migrate the database, compile the translations, join the style sheet, collect "
        "static files, load places and subjects and make the site's own pages. With --demo also "
        "seed the demonstration, build the search index and make a staff login."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--demo", action="store_true", help="also set up the demonstration")
        parser.add_argument("--port", type=int, default=8000, help="of the address that is printed")

    def handle(self, *args: Any, demo: bool, port: int, **options: Any) -> None:
        Path(settings.VAR_DIR).mkdir(parents=True, exist_ok=True)
        self._step("Database", "migrate", interactive=False)
        self._step("Translations", "compile_locale")
        self._step("Stylesheet", "build_css")
        self._step("Static files", "collectstatic", interactive=False, clear=False)
        ensure_region(today=today())
        ensure_site_pages(is_demonstration=demo)
        if ensure_events_page():
            ensure_groups()  # the events team may change what is below that page
        if not demo:
            return
        if demonstration_is_stale(today=today()) or editorial_is_missing():
            self._step("Demonstration region", "seed_demo")
        self._step("Search index", "rebuild_index", if_missing=True)
        site = f"http://127.0.0.1:{port}"
        self.stdout.write(f"\nOpen       {site}/")
        self._login("Staff", f"{site}/admin/", STAFF_NAME, ensure_staff_login())
        self._login("A college", f"{site}/manage/", PROVIDER, ensure_provider_login())
        self.stdout.write(
            "A password is shown once. For another: .venv/bin/python manage.py changepassword NAME"
        )

    def _login(self, who: str, address: str, name: str, password: str | None) -> None:
        words = f"  password: {password}" if password else ""
        self.stdout.write(f"{who:<10} {address}  name: {name}{words}")

    def _step(self, label: str, command: str, **options: Any) -> None:
        self.stdout.write(f"{label} ... ", ending="")
        self.stdout.flush()
        began = time.monotonic()
        call_command(command, verbosity=0, stdout=io.StringIO(), **options)
        self.stdout.write(f"ready in {time.monotonic() - began:.1f} s")
