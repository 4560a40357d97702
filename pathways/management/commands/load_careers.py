"""Load the careers content: pathways, roles, skills and pay figures."""

from argparse import ArgumentParser
from pathlib import Path
from time import perf_counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from pathways.content_files import CONTENT, ContentError
from pathways.loading import load_careers


class Command(BaseCommand):
    """``manage.py load_careers``. Twice changes nothing."""

    help = (
        "Load the careers that come with the service: pathways, roles, skills and pay figures, and "
        "publish them. Run it after an upgrade to get what is new. A page that a person saved in "
        "the admin or took off the site is left alone. Exit status: 0 loaded, 1 the content has a "
        "mistake, which is named, and nothing changed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "directory",
            nargs="?",
            type=Path,
            default=CONTENT,
            metavar="DIRECTORY",
            help="of other content, such as that of another region",
        )
        parser.add_argument("--dry-run", action="store_true", help="report and change nothing")

    def handle(self, *args: Any, directory: Path, dry_run: bool, **options: Any) -> None:
        begun = perf_counter()
        if not directory.is_dir():
            raise CommandError(f"{directory} is no directory. Check the path.")
        try:
            with transaction.atomic():
                report = load_careers(directory)
                if dry_run:
                    transaction.set_rollback(True)
        except ContentError as error:
            raise CommandError(f"{error} Nothing changed.") from error
        if options["verbosity"] == 0:
            return
        for name, counts in report.counts.items():
            self.stdout.write(
                f"  {name}: {counts.added} added, {counts.changed} changed, "
                f"{counts.unchanged} unchanged"
            )
        for title in report.left_alone:
            self.stdout.write(f"  “{title}” was left alone: a person edited it or took it off.")
        self.stdout.write(f"{perf_counter() - begun:.1f} seconds")
