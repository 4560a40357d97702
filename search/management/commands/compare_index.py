"""Print the listings that only the database or only an index has."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.core.clock import today
from search import indexing
from search.choosing import writer_named, writers
from search.engines.base import EngineUnavailable

SHOWN = 20


class Command(BaseCommand):
    """Print the listings that only the database or only an index has.

    Exit status 0 when all agree, 1 when one differs, 2 when one cannot be read.
    """

    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--engine", help="embedded or elasticsearch (default: all in use)")
        parser.add_argument("--json", action="store_true", help="print every id as JSON, by engine")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            named = options["engine"]
            chosen = (writer_named(named),) if named else writers()
        except LookupError as error:
            raise CommandError(str(error)) from error
        report: dict[str, dict[str, Any]] = {}
        for writer in chosen:
            try:
                found = indexing.compare(today=today(), engine=writer.engine)
            except EngineUnavailable as error:
                report[writer.name] = {"error": str(error)}
            else:
                report[writer.name] = asdict(found)
        if options["json"]:
            # On top the index that visitors ask first, as it was when there was only one.
            first = report[chosen[-1].name]
            self.stdout.write(json.dumps({**first, "engines": report}, indent=2))
        else:
            for name, answer in report.items():
                self._print(name, answer)
        if any("error" in answer for answer in report.values()):
            raise SystemExit(2)
        if any(answer["missing"] or answer["surplus"] for answer in report.values()):
            raise SystemExit(1)

    def _print(self, name: str, answer: dict[str, Any]) -> None:
        if "error" in answer:
            self.stderr.write(self.style.ERROR(f"{name}: {answer['error']}"))
            return
        for what in ("missing", "surplus"):
            ids = answer[what]
            self.stdout.write(f"{name}: {what} {len(ids)}")
            for document_id in ids[:SHOWN]:
                self.stdout.write(f"  {document_id}")
            if len(ids) > SHOWN:
                self.stdout.write(f"  and {len(ids) - SHOWN} more; --json names all")
