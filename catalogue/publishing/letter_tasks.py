"""Sending letters in the background. Without a worker it runs at once, in the same process."""

from django_tasks import default_task_backend, task

from catalogue.publishing.letter_sending import send_due
from portal.core.clock import now

AT_ONCE = 50


@task()
def send_letters() -> None:
    """Send what is due; with a worker go on until nothing is left. run_due sends the rest."""
    counts = send_due(now=now(), limit=AT_ONCE)
    if default_task_backend.supports_defer and sum(counts.values()) >= AT_ONCE:
        send_letters.enqueue()
