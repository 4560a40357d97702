"""Load places and outward codes."""

from argparse import ArgumentParser
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from catalogue.feeds.commands import a_date, print_counts, show_progress
from catalogue.feeds.opening import open_file, shown
from catalogue.feeds.place_tables import load_place_table
from catalogue.feeds.refusal import FileRefusedError
from portal.core import clock


class Command(BaseCommand):
    """``manage.py import_places FILE``."""

    help = (
        "Load places: our own table, the ONS Postcode Directory or Code-Point Open. Exit status: "
        "0 loaded, 2 the file was refused and nothing changed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="report and change nothing")
        parser.add_argument("--today", type=a_date, default=None, metavar="DATE")
        parser.add_argument("--json", action="store_true", help="print the outcome as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        path = options["file"]
        try:
            with open_file(path) as stream, transaction.atomic():
                outcome = load_place_table(
                    stream,
                    today=options["today"] or clock.today(),
                    progress=partial(show_progress, self),
                )
                if options["dry_run"]:
                    transaction.set_rollback(True)
        except FileRefusedError as error:
            raise CommandError(
                f"{shown(path)}: refused, nothing changed. {error.message}", returncode=2
            ) from error
        except OSError as error:
            raise CommandError(
                f"{shown(path)}: the file cannot be opened: {error.strerror}.", returncode=2
            ) from error
        print_counts(self, asdict(outcome), as_json=options["json"])
