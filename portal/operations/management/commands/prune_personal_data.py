"""Throw away records past their time, by the table in docs/operations.md. Part of run_due."""

from portal.operations.console import DueCommand
from portal.operations.jobs import PRUNE


class Command(DueCommand):
    """Throw away records past their time, by the table in docs/operations.md. Part of run_due."""

    help = __doc__ or ""
    jobs = (PRUNE,)
