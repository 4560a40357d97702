"""Fill the catalogue with generated courses and vacancies for benchmarks, or remove them again."""

import datetime
import resource
from argparse import ArgumentParser
from time import perf_counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.core.clock import today as today_in_england
from portal.demo.scale import services

COURSES_A_VACANCY = 4  # one listing in five is a vacancy, as in the demonstration of the region
BYTES_PER_UNIT = 1024  # Linux counts the greatest memory in KiB


class Command(BaseCommand):
    """Write generated courses and vacancies for benchmarks, or remove them again.

    It works on an empty, migrated database.
    """

    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--courses", type=int, metavar="N", help="how many courses to write")
        parser.add_argument(
            "--vacancies",
            type=int,
            metavar="N",
            help="how many vacancies to write beside them; without it, a quarter of the courses",
        )
        parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same rows")
        parser.add_argument("--clear", action="store_true", help="only remove generated listings")
        parser.add_argument(
            "--today", type=datetime.date.fromisoformat, metavar="DATE", help="count dates from it"
        )

    def handle(
        self,
        *args: Any,
        courses: int | None,
        vacancies: int | None,
        seed: int,
        clear: bool,
        today: datetime.date | None,
        **options: Any,
    ) -> None:
        begun = perf_counter()
        if clear:
            counts = services.clear(progress=self._progress)
            self.stdout.write(
                f"Removed {counts.courses} courses, {counts.runs} runs "
                f"and {counts.vacancies} vacancies."
            )
            return
        if not courses or courses < 1:
            raise CommandError("Say how many courses: --courses 100000, or --clear to remove them.")
        if vacancies is not None and vacancies < 0:
            raise CommandError("--vacancies is how many to write: 0 or more.")
        counts = services.generate(
            courses=courses,
            vacancies=courses // COURSES_A_VACANCY if vacancies is None else vacancies,
            seed=seed,
            today=today or today_in_england(),
            progress=self._progress,
        )
        seconds = perf_counter() - begun
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * BYTES_PER_UNIT / 1024**2
        self.stdout.write(
            f"Wrote {counts.courses} courses, {counts.runs} runs and {counts.vacancies} vacancies "
            f"in {seconds:.1f} seconds ({(counts.courses + counts.vacancies) / seconds:.0f} a "
            f"second, {memory:.0f} MiB).\n"
            "Run rebuild_index to search them."
        )

    def _progress(self, done: int, total: int) -> None:
        if self.stdout.isatty():
            self.stdout.write(f"\r{done} of {total}", ending="" if done < total else "\n")
            self.stdout.flush()
