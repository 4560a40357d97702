"""Remove the demonstration region, and nothing that anybody else wrote."""

from typing import Any

from django.core.management.base import BaseCommand

from portal.demo.editorial import clear_editorial
from portal.demo.services import clear


class Command(BaseCommand):
    """Remove every row that is marked as demonstration data."""

    help = __doc__ or ""

    def handle(self, *args: Any, **options: Any) -> None:
        invented = clear_editorial()
        report = clear()
        if options["verbosity"] == 0:
            return
        counts = ", ".join(
            f"{count} {name}" for name, count in [*report.removed.items(), *invented.items()]
        )
        self.stdout.write(f"Removed {counts}.")
        for name in report.kept:
            self.stdout.write(
                f"Kept {name}: courses, venues or events that others wrote belong to it."
            )
