"""Print which indexes are in use, how much they hold, how old they are and what waits for them."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand

from portal.core.clock import today
from search.index_status import IndexStatus, statuses


class Command(BaseCommand):
    """Print which indexes are in use, how much they hold, how old they are and what waits.

    Exit status 0 when every index is ready, 1 otherwise.
    """

    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        found = statuses(today=today())
        if options["json"]:
            # On top the index that visitors ask first, as it was when there was only one.
            answer = {**asdict(found[0]), "indexes": [asdict(status) for status in found]}
            self.stdout.write(json.dumps(answer, indent=2))
        else:
            self.stdout.write("\n".join(map(_lines, found)))
        if any(status.state != "ready" for status in found):
            raise SystemExit(1)


def _lines(status: IndexStatus) -> str:
    whose = "of all machines" if status.is_shared else "of this machine"
    rows = {"": f"{status.engine}, the index {whose}", "state": status.state}
    if status.reason:
        rows["reason"] = status.reason
    if status.state == "ready":
        waiting = f"{status.waiting} changes"
        if status.oldest_waiting_at:
            waiting += f", the oldest of {status.oldest_waiting_at}"
        rows |= {
            "index": status.index,
            "previous": status.previous or "none to go back to",
            "documents": f"{status.documents} ({status.size_bytes / 1e6:.1f} MB)",
            "generation": status.generation,
            "sequence": str(status.sequence),
            "waiting": waiting,
            "right for": f"{status.built_on} ({status.age_days} days ago)",
        }
    if status.breaker:
        rows["breaker"] = status.breaker
    return "\n".join(f"{name:12}{value}" if name else value for name, value in rows.items()) + "\n"
