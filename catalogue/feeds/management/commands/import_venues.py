"""Load the venues of one provider."""

from functools import partial
from typing import Any

from catalogue.feeds.commands import ImportCommand
from catalogue.feeds.opening import shown
from catalogue.feeds.venue_loader import load_venues


class Command(ImportCommand):
    """``manage.py import_venues FILE --provider UKPRN``."""

    help = (
        "Load the venues of one provider. Exit status: 0 all rows loaded, 1 some rows held, "
        "2 a file was refused and nothing of it changed."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        provider = self.provider(options)
        load = partial(load_venues, provider=provider, is_dry_run=options["dry_run"])
        reports = [
            self.load_file(path, partial(load, file_name=shown(path))) for path in options["files"]
        ]
        self.finish(reports, options, provider=provider)
