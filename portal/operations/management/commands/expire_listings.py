"""Take past runs off the lists. Part of run_due."""

from portal.operations.console import DueCommand
from portal.operations.jobs import EXPIRE


class Command(DueCommand):
    """One job."""

    help = __doc__ or ""
    jobs = (EXPIRE,)
