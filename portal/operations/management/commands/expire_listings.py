"""Take past runs and closed vacancies off the lists. Part of run_due."""

from portal.operations.console import DueCommand
from portal.operations.jobs import EXPIRE


class Command(DueCommand):
    """Take past runs and closed vacancies off the lists. Part of run_due."""

    help = __doc__ or ""
    jobs = (EXPIRE,)
