"""Build a new search index from the database and swap it in, or go back to the one before."""

import json
import time
from argparse import ArgumentParser
from collections.abc import Sequence
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.core.clock import today
from search import gates, indexing, outbox
from search.choosing import Writer, writer_named, writers
from search.engines.base import EngineUnavailable, IndexMissing

MOST_PREPARERS = 8


class Command(BaseCommand):
    """Build a new search index from the database and put it in use, or go back to the one before.

    It is built beside the index in use; they are swapped only when it passes every gate.

    Exit status 0: every index asked for was built or gone back to; 1: one was not, and the one
    in use was not touched.
    """

    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--engine", help="embedded or elasticsearch (default: all in use)")
        parser.add_argument(
            "--allow-shrink",
            action="append",
            default=[],
            metavar="PROVIDER",
            help="a provider, by UKPRN or address part, that may lose listings; repeat for more",
        )
        parser.add_argument(
            "--if-missing",
            action="store_true",
            help="build only where no index of this database is in use",
        )
        parser.add_argument(
            "--rollback",
            action="store_true",
            help="put the previous index back in use instead; a rebuild goes forward again",
        )
        parser.add_argument(
            "--preparers",
            type=int,
            default=1,
            help=f"processes that read the database and prepare documents (1 to {MOST_PREPARERS})",
        )
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        is_all = not options["engine"]
        if unknown := gates.unknown_providers(options["allow_shrink"]):
            raise CommandError(
                f"No provider has the UKPRN or address part {', '.join(unknown)}. "
                "The admin lists both under Organisations."
            )
        try:
            chosen: Sequence[Writer] = writers() if is_all else (writer_named(options["engine"]),)
        except LookupError as error:
            raise CommandError(str(error)) from error
        work = self._roll_back if options["rollback"] else self._rebuild
        report = [work(writer, options) for writer in chosen]
        if options["json"]:
            self.stdout.write(json.dumps(report, indent=2))
        failures = [answer for answer in report if answer.get("error")]
        if failures and options["json"]:
            raise SystemExit(1)
        if failures:
            texts = (f"{answer['engine']}: {answer['error']}" for answer in failures)
            raise CommandError("\n".join(texts) + "\nThe index in use was not touched.")

    def _rebuild(self, writer: Writer, options: dict[str, Any]) -> dict[str, Any]:
        answer: dict[str, Any] = {"engine": writer.name}
        if options["if_missing"] and not _is_missing(writer):
            return {**answer, "skipped": True}
        started = time.monotonic()
        try:
            count = indexing.rebuild(
                today=today(),
                engine=writer.engine,
                progress=lambda done: self._progress(writer.name, done),
                preparers=min(max(options["preparers"], 1), MOST_PREPARERS),
                allow_shrink=options["allow_shrink"],
            )
        except gates.ProvidersShrank as error:
            shrunk = [
                {"name": one.name, "ukprn": one.ukprn, "slug": one.slug}
                | {"before": one.before, "after": one.after}
                for one in error.shrunk
            ]
            return {**answer, "error": str(error), "shrunk": shrunk}
        except (indexing.IndexRefused, EngineUnavailable) as error:
            return {**answer, "error": f"{error}."}
        seconds = max(time.monotonic() - started, 0.001)
        if not options["json"]:
            self.stdout.write(
                f"{writer.name}: {count} listings indexed in {seconds:.1f} s, "
                f"{count / seconds:.0f} a second"
            )
        return {**answer, "listings": count, "seconds": round(seconds, 1)}

    def _roll_back(self, writer: Writer, options: dict[str, Any]) -> dict[str, Any]:
        try:
            name = indexing.roll_back(today=today(), engine=writer.engine)
        except EngineUnavailable as error:
            return {"engine": writer.name, "error": f"{error}."}
        if not options["json"]:
            self.stdout.write(f"{writer.name}: {name} is in use again")
        return {"engine": writer.name, "index": name}

    def _progress(self, name: str, done: int) -> None:
        if self.stdout.isatty():
            self.stdout.write(f"\r{name}: {done} listings", ending="")
            self.stdout.flush()


def _is_missing(writer: Writer) -> bool:
    """Say whether there is no index of this database.

    A server that does not answer is told by the rebuild.
    """
    try:
        return not outbox.is_followed_by(writer.engine.info())
    except IndexMissing:
        return True
    except EngineUnavailable:
        return not writer.is_shared
