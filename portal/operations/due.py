"""Do what is due: every job in turn, each on its own, with a record of how it went."""

import datetime
import logging
import socket
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from portal.operations.models import DueRun

log = logging.getLogger(__name__)
NAME_LENGTH = 60  # of DueRun.name


@dataclass(frozen=True)
class Job:
    """A piece of scheduled work that may run at any time, and twice.

    ``run`` takes the present moment and when it last succeeded (None: never), and returns what
    it did as counts: ``{"courses": 12}``.

    ``is_for_each_machine``: for what a machine keeps for itself, such as its embedded index. Such
    a job has a record for each machine. All other jobs are done once for the whole site.
    """

    name: str
    label: str
    run: Callable[[datetime.datetime, datetime.datetime | None], dict[str, int]]
    is_for_each_machine: bool = False

    @property
    def record_name(self) -> str:
        """The name of its record: ``"refresh_index"``, ``"refresh_index@web-1"``."""
        if not self.is_for_each_machine:
            return self.name
        return f"{self.name}@{socket.gethostname()}"[:NAME_LENGTH]


@dataclass(frozen=True)
class Outcome:
    """How one job went. ``error`` is empty when it went well."""

    name: str
    counts: dict[str, int] = field(default_factory=dict)
    error: str = ""
    seconds: float = 0.0


def run_jobs(
    jobs: Iterable[Job],
    *,
    now: Callable[[], datetime.datetime],
    report: Callable[[Outcome], None] | None = None,
) -> list[Outcome]:
    """Run jobs one after the other. One that fails is told and does not stop the others."""
    outcomes = []
    for job in jobs:
        outcome = _run(job, now=now)
        outcomes.append(outcome)
        if report:
            report(outcome)
    return outcomes


def _run(job: Job, *, now: Callable[[], datetime.datetime]) -> Outcome:
    started_at = now()
    record = DueRun.objects.filter(name=job.record_name).first()
    succeeded_at = record.succeeded_at if record else None
    counts: dict[str, int] = {}
    error = ""
    try:
        counts = job.run(started_at, succeeded_at)
    except Exception as failure:  # one job's failure must not keep the others from running
        log.exception("The scheduled job %s failed.", job.name)
        error = f"{type(failure).__name__}: {failure}"
    finished_at = now()
    DueRun.objects.update_or_create(
        name=job.record_name,
        defaults={
            "started_at": started_at,
            "finished_at": finished_at,
            "succeeded_at": succeeded_at if error else started_at,
            "counts": counts,
            "error": error[:500],
        },
    )
    seconds = round((finished_at - started_at).total_seconds(), 3)
    return Outcome(job.name, counts, error, seconds)
