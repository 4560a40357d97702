"""Do everything that is due. Run it every ten minutes or so: twice, or twice at once, is safe."""

from portal.operations.console import DueCommand
from portal.operations.jobs import JOBS


class Command(DueCommand):
    """Do everything that is due. Run it every ten minutes: twice, or twice at once, is safe."""

    help = __doc__ or ""
    jobs = JOBS
