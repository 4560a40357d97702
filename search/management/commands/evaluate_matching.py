"""Measure how precisely listings lead to roles, by a judged list (docs/matching.md)."""

import datetime
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.core.clock import today as today_in_england
from search.engines.base import EngineUnavailable
from search.evaluation.matching import DEPTH, lines, measure, read_judged
from search.evaluation.tables import JudgingError
from search.management.commands.evaluate_search import engine_named


class Command(BaseCommand):
    """Measure how precisely listings lead to roles, by a judged list (docs/matching.md)."""

    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("judged", type=Path, metavar="JUDGED.csv")
        parser.add_argument("--engine", metavar="NAME", help="instead of the one in use")
        parser.add_argument("--depth", type=int, default=DEPTH, help="first listings of a role (5)")
        parser.add_argument(
            "--today", type=datetime.date.fromisoformat, metavar="DATE", help="ask on another day"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["depth"] < 1:
            raise CommandError("--depth: write a whole number from 1 on.")
        try:
            found = list(
                measure(
                    read_judged(options["judged"]),
                    engine=engine_named(options["engine"]),
                    today=options["today"] or today_in_england(),
                    depth=options["depth"],
                )
            )
        except (JudgingError, OSError) as error:
            raise CommandError(str(error)) from error
        except EngineUnavailable as error:
            raise CommandError(f"The search engine cannot answer: {error}") from error
        for line in lines(found, depth=options["depth"]):
            self.stdout.write(line)
