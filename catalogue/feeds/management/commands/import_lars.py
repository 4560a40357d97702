"""Load the national list of learning aims."""

from functools import partial
from typing import Any

from catalogue.feeds.commands import ImportCommand
from catalogue.feeds.lars_loader import load_lars
from catalogue.feeds.opening import shown


class Command(ImportCommand):
    """``manage.py import_lars FILE``."""

    help = (
        "Load the LearningDelivery CSV of LARS: titles, levels and subject areas of learning "
        "aims. Exit status: 0 all rows loaded, 1 some rows held, 2 refused, nothing changed."
    )
    requires_provider = False

    def handle(self, *args: Any, **options: Any) -> None:
        load = partial(load_lars, is_dry_run=options["dry_run"], progress=self.show_progress)
        reports = [
            self.load_file(path, partial(load, file_name=shown(path))) for path in options["files"]
        ]
        self.finish(reports, options)
