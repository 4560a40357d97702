"""What the import commands share: options, provider, progress, report, exit status."""

import datetime
import json
import sys
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError, OperationalError

from catalogue.feeds.opening import open_file, shown, unreadable
from catalogue.feeds.refusal import FileRefusedError
from catalogue.feeds.report import LoadReport, write_json
from catalogue.feeds.services import record_import
from catalogue.providers.models import UKPRN, Organisation
from catalogue.providers.services import create_organisation
from portal.core import clock
from portal.core.database import is_busy, wait_for_writers

WRITER_PATIENCE_SECONDS = 300
NO_LEARNING_AIMS = (
    "Note: the national list of learning aims is not loaded here, so titles, levels and subjects "
    "come from the files alone. import_lars loads it."
)


def a_date(text: str) -> datetime.date:
    """Read the value of ``--today``."""
    try:
        return datetime.date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"{text} is not a date like 2026-11-25") from error


class ImportCommand(BaseCommand):
    """A command that loads files and reports. Exit status 0, 1 or 2 as the reports say."""

    requires_provider = True

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the options that every import has."""
        parser.add_argument("files", nargs="+", metavar="FILE", type=Path)
        if self.requires_provider:
            parser.add_argument("--provider", required=True, metavar="UKPRN")
            parser.add_argument(
                "--create-provider",
                metavar="NAME",
                default="",
                help="make the organisation if the UKPRN is new",
            )
        parser.add_argument("--dry-run", action="store_true", help="report and change nothing")
        parser.add_argument(
            "--today", type=a_date, default=None, metavar="DATE", help="the day, like 2026-11-25"
        )
        parser.add_argument("--report", type=Path, metavar="OUT.json", help="write the report here")
        parser.add_argument("--json", action="store_true", help="print the report as JSON")

    def execute(self, *args: Any, **options: Any) -> str | None:
        """Run, and wait for other imports. One that keeps the database too long is told of."""
        wait_for_writers(WRITER_PATIENCE_SECONDS)
        try:
            return super().execute(*args, **options)
        except OperationalError as error:
            if not is_busy(error):
                raise
            raise CommandError(
                "The database is busy: another process writes to it. Run this command again "
                "later. A file that was loaded already changes nothing the second time.",
                returncode=2,
            ) from error

    def today(self, options: dict[str, Any]) -> datetime.date:
        """Return the day of the load."""
        return options["today"] or clock.today()

    def provider(self, options: dict[str, Any]) -> Organisation:
        """Return the organisation of a UKPRN, made when ``--create-provider`` says so."""
        ukprn = options["provider"].strip()
        try:
            return Organisation.objects.get(ukprn=ukprn)
        except Organisation.DoesNotExist:
            name = options["create_provider"].strip()
        try:
            UKPRN(ukprn)
        except ValidationError as error:
            raise CommandError(
                f"“{ukprn}” is not a UKPRN. It has 8 digits and starts with 1.", returncode=2
            ) from error
        if not name:
            raise CommandError(
                f"There is no organisation with the UKPRN {ukprn}. "
                'Add --create-provider "Name" to make it.',
                returncode=2,
            )
        if options["dry_run"]:
            return Organisation(name=name, ukprn=ukprn)
        try:
            return create_organisation(name, ukprn=ukprn)
        except IntegrityError:  # a load at the same moment made it
            return Organisation.objects.get(ukprn=ukprn)

    def show_progress(self, rows: int) -> None:
        """Say how far the file is, on a terminal only."""
        show_progress(self, rows)

    def load_file(self, path: Path, load: Callable[[BinaryIO], LoadReport]) -> LoadReport:
        """Return the report of a load, or that of a file that cannot be opened."""
        try:
            with open_file(path) as stream:
                return load(stream)
        except FileRefusedError as error:
            report = LoadReport(file=shown(path))
            report.refuse(error)
        except OSError as error:  # it opened, and then a disk or a network did not answer
            report = LoadReport(file=shown(path))
            report.refuse(unreadable(error))
        return report

    def finish(
        self,
        reports: list[LoadReport],
        options: dict[str, Any],
        *,
        provider: Organisation | None = None,
    ) -> None:
        """Log and show the reports, then leave with the gravest exit status."""
        if sys.stderr.isatty():
            self.stderr.write("\r", ending="")
        saved = provider if provider is not None and provider.pk else None
        for report in reports:
            record_import(report, provider=saved)
        if options["report"]:
            try:
                with options["report"].open("w", encoding="utf-8") as stream:
                    write_json(reports, stream)
            except OSError as error:
                self.stderr.write(f"The report cannot be written: {error.strerror}.")
        if options["json"]:
            self.stdout.ending = ""
            write_json(reports, self.stdout)
        else:
            for report in reports:
                self.stdout.write(report.as_words())
            if any(report.lacks_learning_aims for report in reports):
                self.stdout.write(NO_LEARNING_AIMS)
        status = max(report.exit_status for report in reports)
        for report in reports:
            report.issues.close()
        if status:
            sys.exit(status)


def show_progress(command: BaseCommand, rows: int) -> None:
    """Say how far a file is, on a terminal only."""
    if sys.stderr.isatty():
        command.stderr.write(f"\r{rows:,} rows", ending="")


def print_counts(command: BaseCommand, counts: dict[str, Any], *, as_json: bool) -> None:
    """Print the outcome of a load that has no rows to report."""
    if as_json:
        command.stdout.write(json.dumps(counts))
    else:
        command.stdout.write(", ".join(f"{name}: {value}" for name, value in counts.items()))
