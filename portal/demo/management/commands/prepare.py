"""Bring a checkout to where it can serve: one process, because starting Django takes seconds."""

import io
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from portal.core.clock import today
from portal.demo.services import demonstration_is_stale, ensure_staff_login
from portal.pages.services import ensure_site_pages


class Command(BaseCommand):
    """Migrate, build the stylesheet and translations, collect files, make the site's pages."""

    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--demo", action="store_true", help="seed the demonstration when due")
        parser.add_argument("--port", type=int, default=8000, help="only for the address printed")

    def handle(self, *args: Any, demo: bool, port: int, **options: Any) -> None:
        self._step("Database", "migrate", interactive=False)
        self._step("Translations", "compile_locale")
        self._step("Stylesheet", "build_css")
        self._step("Static files", "collectstatic", interactive=False, clear=False)
        ensure_site_pages(is_demonstration=demo)
        if not demo:
            return
        if demonstration_is_stale(today=today()):
            self._step("Demonstration region", "seed_demo")
        self._step("Search index", "rebuild_index", if_missing=True)
        self.stdout.write(f"\nOpen  http://127.0.0.1:{port}/")
        password = ensure_staff_login()
        if password:
            self.stdout.write(
                f"Staff http://127.0.0.1:{port}/admin/  name: editor  password: {password}\n"
                "This password is shown once."
            )

    def _step(self, label: str, command: str, **options: Any) -> None:
        self.stdout.write(f"{label} ... ", ending="")
        self.stdout.flush()
        began = time.monotonic()
        call_command(command, verbosity=0, stdout=io.StringIO(), **options)
        self.stdout.write(f"ready in {time.monotonic() - began:.1f} s")
