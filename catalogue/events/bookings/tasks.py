"""Background work of bookings. Without a worker it runs at once, in the process that asked."""

from django_tasks import default_task_backend, task

from catalogue.events.bookings.sending import send_due
from portal.core.clock import now

# In one go. Without a worker the process that asked waits for it; run_due sends the rest.
AT_ONCE = 50


@task()
def send_notices() -> None:
    """Send what is due; with a worker go on until nothing is left."""
    counts = send_due(now=now(), limit=AT_ONCE)
    has_worker = default_task_backend.supports_defer
    if has_worker and sum(counts.values()) >= AT_ONCE:
        send_notices.enqueue()
