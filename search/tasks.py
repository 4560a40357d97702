"""Background work of search. Without a worker it runs at once, in the process that asked."""

from django_tasks import task

from portal.core.clock import today
from search import indexing


@task()
def drain_outbox() -> None:
    """Write what changed to the index."""
    indexing.drain_or_log(today=today())
