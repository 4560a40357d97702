"""Build a new search index from the database and swap it in."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.core.clock import today
from search import indexing
from search.engines.base import EngineUnavailable


class Command(BaseCommand):
    """Build beside the index in use; swap only when every listing is there."""

    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--if-missing", action="store_true", help="do nothing when an index is in use"
        )

        parser.add_argument(
            "--preparers",
            type=int,
            default=1,
            help="processes that read the database and prepare documents (1 to 8)",
        )

    def handle(self, *args: Any, if_missing: bool, preparers: int, **options: Any) -> None:
        if if_missing and indexing.status().state == "ready":
            return
        started = time.monotonic()
        try:
            count = indexing.rebuild(
                today=today(), progress=self._progress, preparers=min(max(preparers, 1), 8)
            )
        except (indexing.IndexIncomplete, EngineUnavailable) as error:
            raise CommandError(f"{error}. The index in use was not touched.") from error
        seconds = max(time.monotonic() - started, 0.001)
        self.stdout.write(
            f"{count} listings indexed in {seconds:.1f} s, {count / seconds:.0f} a second"
        )

    def _progress(self, done: int) -> None:
        if self.stdout.isatty():
            self.stdout.write(f"\r{done} listings", ending="")
            self.stdout.flush()
