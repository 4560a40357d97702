"""Fetch providers' feeds of courses now, whether or not they were fetched today."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from catalogue.providers.models import Organisation
from catalogue.publishing.enums import UploadState
from catalogue.publishing.feeds.runs import run_feed
from catalogue.publishing.models import CourseFeed
from portal.core import clock

NOT_WELL = (UploadState.REFUSED, UploadState.QUARANTINED)


class Command(BaseCommand):
    """``manage.py fetch_feeds [--organisation SLUG]``."""

    help = (
        "Fetch the feeds of courses that are on. Exit status: 0 all were read, 1 one was held or "
        "could not be read."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--organisation", metavar="SLUG", help="only the feeds of this one")

    def handle(self, *args: Any, **options: Any) -> None:
        feeds = CourseFeed.objects.filter(is_on=True).select_related("organisation")
        if slug := options["organisation"]:
            if not Organisation.objects.filter(slug=slug).exists():
                raise CommandError(f"There is no organisation with the address “{slug}”.")
            feeds = feeds.filter(organisation__slug=slug)
        not_well = 0
        for feed in feeds.order_by("pk"):
            upload = run_feed(feed, now=clock.now(), today=clock.today())
            if upload is None:
                self.stdout.write(f"{feed.address}: another run is at work.")
                continue
            not_well += upload.state in NOT_WELL
            self.stdout.write(
                f"{feed.address}: {upload.get_state_display()}. {upload.message}".strip()
            )
        if not_well:
            raise SystemExit(1)
