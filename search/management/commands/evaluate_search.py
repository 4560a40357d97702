"""Measure the search with any list of queries and judgements (docs/judging.md)."""

import datetime
import json
from argparse import ArgumentParser
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.core.clock import today as today_in_england
from search.choosing import get_engine, writer_named
from search.engines.base import EngineUnavailable, SearchEngine
from search.evaluation import report
from search.evaluation.reading import HALVES, read_judged_list
from search.evaluation.running import evaluate, visitors
from search.evaluation.tables import JudgingError
from search.reference import get_reference


class Command(BaseCommand):
    """Measure the search with any list of queries and judgements (docs/judging.md)."""

    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("queries", type=Path, metavar="QUERIES.csv")
        parser.add_argument("judgements", type=Path, metavar="QRELS.csv")
        parser.add_argument("--by-tag", action="store_true", help="a line for each tag as well")
        parser.add_argument("--json", action="store_true", help="print JSON, with every result")
        parser.add_argument("--engine", metavar="NAME", help="instead of the one in use")
        parser.add_argument("--k", type=int, default=10, help="depth of nDCG (10)")
        parser.add_argument(
            "--relevant", type=int, default=1, help="the least grade that is a success (1)"
        )
        parser.add_argument(
            "--worst", type=int, default=0, metavar="N", help="show the N worst queries"
        )
        parser.add_argument("--half", choices=HALVES, help="only this half of the queries")
        parser.add_argument(
            "--today", type=datetime.date.fromisoformat, metavar="DATE", help="ask on another day"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["k"] < 1:
            raise CommandError("--k: write a whole number from 1 on.")
        today = options["today"] or today_in_england()
        try:
            judged = read_judged_list(options["queries"], options["judgements"])
            if options["half"]:
                kept = tuple(one for one in judged.queries if one.half == options["half"])
                judged = replace(judged, queries=kept)
            engine = engine_named(options["engine"])
            found = evaluate(
                judged,
                engine=engine,
                find_one=visitors(engine=engine, reference=get_reference(), today=today),
                k=options["k"],
                relevant=options["relevant"],
            )
        except JudgingError as error:
            raise CommandError(str(error)) from error
        except EngineUnavailable as error:
            raise CommandError(f"The search engine cannot answer: {error}") from error
        if options["json"]:
            told = report.plain(found, by_tag=options["by_tag"])
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=2))
            return
        for line in report.lines(found, by_tag=options["by_tag"], worst=options["worst"]):
            self.stdout.write(line)


def engine_named(name: str | None) -> SearchEngine:
    """Return what answers visitors, or the engine of that name."""
    if not name:
        return get_engine()
    try:
        return writer_named(name).engine
    except LookupError as error:
        raise CommandError(f"--engine {name}: {error}") from error
