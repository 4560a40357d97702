"""What the three commands share: take the lock, run jobs, print how it went."""

import json
from argparse import ArgumentParser
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand

from portal.core.clock import now
from portal.operations.due import Job, Outcome, run_jobs
from portal.operations.lock import AlreadyRunning, only_one_in_all, only_one_run


class DueCommand(BaseCommand):
    """Run some jobs. Exit status 0: all went well, or another process is at it; 1: one failed."""

    jobs: Sequence[Job] = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        as_json: bool = options["json"]
        try:
            with only_one_run():
                outcomes = self._run(report=None if as_json else self._print)
        except AlreadyRunning:
            if as_json:
                self.stdout.write(json.dumps({"already_running": True, "jobs": []}, indent=2))
            else:
                self.stdout.write("Another process is doing the due work. Nothing was done here.")
            return
        if as_json:
            jobs = [asdict(outcome) for outcome in outcomes]
            self.stdout.write(json.dumps({"already_running": False, "jobs": jobs}, indent=2))
        if any(outcome.error for outcome in outcomes):
            raise SystemExit(1)

    def _run(self, *, report: Callable[[Outcome], None] | None) -> list[Outcome]:
        """Run the jobs in their order; those of the whole site unless another machine is at it."""
        with ExitStack() as stack:
            jobs = self.jobs
            try:
                stack.enter_context(only_one_in_all())
            except AlreadyRunning:
                jobs = [job for job in jobs if job.is_for_each_machine]
                if report:
                    self.stdout.write("Another machine is doing the work of the whole site.")
            return run_jobs(jobs, now=now, report=report)

    def _print(self, outcome: Outcome) -> None:
        if outcome.error:
            self.stderr.write(self.style.ERROR(f"{outcome.name}: failed. {outcome.error}"))
            return
        done = ", ".join(f"{number} {what}" for what, number in outcome.counts.items() if number)
        self.stdout.write(f"{outcome.name}: {done or 'nothing to do'} ({outcome.seconds:.1f} s)")
