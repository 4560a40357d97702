"""Seed the demonstration region. Safe to run again: only what differs is written."""

import datetime
from argparse import ArgumentParser
from time import perf_counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from pathways.content_files import ContentError
from portal.core.clock import today as today_in_england
from portal.demo.editorial import seed_editorial
from portal.demo.reading import DemonstrationError
from portal.demo.services import seed


class Command(BaseCommand):
    """Write the demonstration as it stands today, or on another day. Twice changes nothing."""

    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--today",
            type=datetime.date.fromisoformat,
            metavar="DATE",
            help="count dates from this day, like 2026-09-01, instead of today",
        )

    def handle(self, *args: Any, today: datetime.date | None, **options: Any) -> None:
        begun = perf_counter()
        is_loud = options["verbosity"] > 0
        say = self.stdout.write if is_loud else _silent
        day = today or today_in_england()
        try:
            report = seed(today=day, say=say)
            say("Writing careers, schemes and help")
            editorial = seed_editorial(day)
        except (ContentError, DemonstrationError) as error:
            raise CommandError(str(error)) from error
        if not is_loud:
            return
        for name, change in report.rows.items():
            self.stdout.write(
                f"  {name}: {change.total} ({change.added} added, {change.changed} changed)"
            )
        for name, counts in editorial.items():
            total = counts.added + counts.changed + counts.unchanged
            self.stdout.write(f"  {name}: {total} ({counts.added} added, {counts.changed} changed)")
        if report.removed:
            self.stdout.write(f"  {report.removed} old rows removed")
        self.stdout.write(
            f"{report.announced} listings announced to search, {perf_counter() - begun:.1f} seconds"
        )


def _silent(text: str) -> None:
    return None
