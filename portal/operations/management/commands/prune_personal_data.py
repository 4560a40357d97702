"""Throw away records past their time, by the table in docs/operations.md. Part of run_due."""

from portal.operations.console import DueCommand
from portal.operations.jobs import PRUNE


class Command(DueCommand):
    """One job."""

    help = __doc__ or ""
    jobs = (PRUNE,)
