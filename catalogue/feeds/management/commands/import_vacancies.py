"""Load vacancies of one source."""

from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.core.management.base import CommandError
from django.utils.text import slugify

from catalogue.feeds.commands import ImportCommand
from catalogue.feeds.vacancy_loader import VacancyOptions, load_vacancies
from catalogue.feeds.vacancy_places import WorkPlaces
from portal.core import clock


def a_source(text: str) -> str:
    """Read the value of ``--source``: ``"Find an apprenticeship"`` and its slug are the same."""
    slug = slugify(text)[:60].strip("-")
    if not slug:
        raise ArgumentTypeError(f"“{text}” is not a name. Write one like find-an-apprenticeship")
    return slug


class Command(ImportCommand):
    """``manage.py import_vacancies FILE... --source find-an-apprenticeship``."""

    requires_provider = False
    help = (
        "Load vacancies: pages or single vacancies of the Display Advert API (JSON), or our own "
        "table (CSV). Give all pages to one command. Exit status: 0 all rows loaded, 1 some rows "
        "held or, with --full, the list is not whole, 2 a file was refused and nothing of it "
        "changed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--source",
            required=True,
            type=a_source,
            metavar="NAME",
            help="who lists them; a reference means one vacancy of its source",
        )
        parser.add_argument(
            "--full",
            action="store_true",
            help="the files are all that the source has: open vacancies in none are withdrawn",
        )
        parser.add_argument(
            "--region-only",
            action="store_true",
            help="leave out, and only count, vacancies with every place of work outside the "
            "councils of our region; without it a list of the whole country is loaded whole",
        )
        parser.add_argument(
            "--allow-shrink",
            action="store_true",
            help="with --full: withdraw even more than half of the source's vacancies",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["region_only"] and not WorkPlaces().has_councils:
            raise CommandError(
                "Our map has no councils, so every vacancy would be outside. Load places first "
                "with import_places.",
                returncode=2,
            )
        reports = load_vacancies(
            options["files"],
            options=VacancyOptions(
                source=options["source"],
                today=self.today(options),
                now=clock.now(),
                is_full=options["full"],
                is_shrink_allowed=options["allow_shrink"],
                is_dry_run=options["dry_run"],
                is_region_only=options["region_only"],
                progress=self.show_progress,
            ),
        )
        self.finish(reports, options)
