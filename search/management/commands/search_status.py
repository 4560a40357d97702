"""Print which index is in use, how much it holds and what waits for it."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand

from search import indexing


class Command(BaseCommand):
    """Exit status 0 when the index is ready, 1 otherwise."""

    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        status = asdict(indexing.status())
        if options["json"]:
            self.stdout.write(json.dumps(status, indent=2))
        else:
            for name, value in status.items():
                self.stdout.write(f"{name:12} {value}")
        if status["state"] != "ready":
            raise SystemExit(1)
