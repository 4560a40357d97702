"""Load the national list of learning aims."""

from typing import Any

from catalogue.feeds.commands import ImportCommand
from catalogue.feeds.lars_loader import load_lars


class Command(ImportCommand):
    """``manage.py import_lars FILE``."""

    help = (
        "Load the LearningDelivery CSV of LARS: titles, levels and subject areas of learning "
        "aims. Exit status: 0 all rows loaded, 1 some rows held, 2 refused, nothing changed."
    )
    requires_provider = False

    def handle(self, *args: Any, **options: Any) -> None:
        reports = []
        for path in options["files"]:
            try:
                with path.open("rb") as stream:
                    reports.append(
                        load_lars(
                            stream,
                            file_name=str(path),
                            is_dry_run=options["dry_run"],
                            progress=self.show_progress,
                        )
                    )
            except OSError as error:
                reports.append(self.refused(path, error))
        self.finish(reports, options)
