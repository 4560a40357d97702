"""Load the register of learning providers, to check numbers against."""

from functools import partial
from typing import Any

from catalogue.feeds.commands import ImportCommand
from catalogue.feeds.opening import shown
from catalogue.feeds.register_loader import load_register


class Command(ImportCommand):
    """``manage.py import_provider_register FILE``."""

    help = (
        "Load numbers, names, towns and websites of the UK Register of Learning Providers from "
        "CSV, JSON or an answer of its service (XML). Twice changes nothing. Exit status: 0 all "
        "lines loaded, 1 some held, 2 refused, nothing changed."
    )
    requires_provider = False

    def handle(self, *args: Any, **options: Any) -> None:
        load = partial(
            load_register,
            today=self.today(options),
            is_dry_run=options["dry_run"],
            progress=self.show_progress,
        )
        reports = [
            self.load_file(path, partial(load, file_name=shown(path))) for path in options["files"]
        ]
        self.finish(reports, options)
