"""Fetch the events of partners."""

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from catalogue.feeds.enums import FetchResult
from catalogue.feeds.event_fetching import FetchOutcome, fetch_feed
from catalogue.feeds.event_models import EventFeed
from portal.core import clock

NOT_READ = (FetchResult.REFUSED, FetchResult.QUARANTINED)
SHOWN_ISSUES = 20


class Command(BaseCommand):
    """``manage.py fetch_events [--feed 3] [--json]``."""

    help = (
        "Fetch the feeds of partners and hold what is new for the events team. Exit status: 0 all "
        "feeds read or without news, 1 a feed was not read or was stopped."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--feed", type=int, metavar="N", help="one feed by its number, also one that is off"
        )
        parser.add_argument("--json", action="store_true", help="print the report as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        feeds = EventFeed.objects.on().order_by("pk")
        if options["feed"] is not None:
            feeds = EventFeed.objects.filter(pk=options["feed"]).select_related("organisation")
            if not feeds:
                raise CommandError(f"There is no feed {options['feed']}.", returncode=2)
        now, today = clock.now(), clock.today()
        outcomes = []
        for feed in feeds:
            outcomes.append(fetch_feed(feed, now=now, today=today))
            if not options["json"]:
                self._show(outcomes[-1])
        if options["json"]:
            self.stdout.write(json.dumps([one.as_json() for one in outcomes], ensure_ascii=False))
        elif not outcomes:
            self.stdout.write("There is no feed that is on.")
        if any(outcome.result in NOT_READ for outcome in outcomes):
            sys.exit(1)

    def _show(self, outcome: FetchOutcome) -> None:
        counts = outcome.counts
        self.stdout.write(f"{outcome.feed}: {outcome.result.label}")
        if outcome.message:
            self.stdout.write(f"  {outcome.message}")
        if outcome.result == FetchResult.READ:
            self.stdout.write(
                f"  {counts.found} events: {counts.new} new, {counts.changed} changed, "
                f"{counts.unchanged} unchanged, {counts.gone} gone, {counts.past} past, "
                f"{counts.errors} not read"
            )
        for issue in outcome.issues[:SHOWN_ISSUES]:
            self.stdout.write(f"  {issue['place']}: {issue['message']}")
