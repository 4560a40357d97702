"""Print the listings that only the database or only the index has."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.core.clock import today
from search import indexing
from search.engines.base import EngineUnavailable


class Command(BaseCommand):
    """Exit status 0 when both agree, 1 when they differ."""

    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            comparison = indexing.compare(today=today())
        except EngineUnavailable as error:
            raise CommandError(str(error)) from error
        if options["json"]:
            self.stdout.write(json.dumps(asdict(comparison), indent=2))
        else:
            self.stdout.write(f"missing from the index: {len(comparison.missing)}")
            self.stdout.write(f"surplus in the index:   {len(comparison.surplus)}")
            for document_id in (*comparison.missing[:20], *comparison.surplus[:20]):
                self.stdout.write(f"  {document_id}")
        if not comparison.is_equal:
            raise SystemExit(1)
