"""Commands in several processes at the same moment, in a database and an index of their own.

Run by test_two_at_once.py: ``python -m tests.catalogue.feeds.two_at_once SCENARIO`` prints JSON.
"""

import io
import json
import multiprocessing
import queue
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import django

DATA_DIR = Path(__file__).resolve().parent / "data"
COURSES, VENUES = str(DATA_DIR / "college_courses.csv"), str(DATA_DIR / "college_venues.csv")
PAGES = [str(DATA_DIR / f"adverts_v2_page_{number}.json") for number in (1, 2)]
UKPRN = ("--provider", "10009999")
CREATE = (*UKPRN, "--create-provider", "Heathermoor College")
DAY = ("--today", "2026-11-25")
FORK = multiprocessing.get_context("fork")
Command = Sequence[str]


def run(command: Command) -> tuple[int, str]:
    """Run a command here. Return its exit status and all that it wrote."""
    from django.core.management import call_command

    output = io.StringIO()
    try:
        call_command(*command, stdout=output, stderr=output)
    except SystemExit as stopped:
        return int(stopped.code or 0), output.getvalue()
    except Exception:
        return 99, output.getvalue() + traceback.format_exc()
    return 0, output.getvalue()


def at_once(*rows: Sequence[Command]) -> list[list[tuple[int, str]]]:
    """Run rows of commands, each row in a process of its own, all starting at the same moment."""
    from django.db import connections

    connections.close_all()
    barrier, answers = FORK.Barrier(len(rows)), FORK.Queue()

    def work(number: int, commands: Sequence[Command]) -> None:
        barrier.wait()
        answers.put((number, [run(command) for command in commands]))
        connections.close_all()

    processes = [FORK.Process(target=work, args=row) for row in enumerate(rows)]
    for process in processes:
        process.start()
    # A busy machine may take its time: only a process that is gone without an answer is a failure.
    found: dict[int, list[tuple[int, str]]] = {}
    while len(found) < len(rows):
        gone = [not process.is_alive() for process in processes]
        try:
            number, answer = answers.get(timeout=1)
        except queue.Empty:
            lost = [
                number for number, is_gone in enumerate(gone) if is_gone and number not in found
            ]
            assert not lost, f"processes without an answer: {lost}"
        else:
            found[number] = answer
    for process in processes:
        process.join()
    return [found[number] for number in range(len(rows))]


def state() -> dict[str, Any]:
    """Return everything that a load writes, without the numbers of rows."""
    from catalogue.courses.models import Course, CourseReference, CourseRun
    from catalogue.feeds.models import ImportRecord
    from catalogue.providers.models import Organisation, Venue
    from catalogue.vacancies.models import Vacancy
    from portal.core.clock import today
    from portal.operations.models import DueRun
    from search import indexing

    left = run(("run_due", "--json"))
    comparison = indexing.compare(today=today())
    return {
        "providers": sorted(Organisation.objects.values_list("ukprn", "slug")),
        "venues": sorted(Venue.objects.values_list("name", flat=True)),
        "courses": sorted(Course.objects.values_list("identity_key", "title", "status", "level")),
        "references": sorted(CourseReference.objects.values_list("course__title", "reference")),
        "runs": sorted(
            map(str, CourseRun.objects.values_list(
                "course__identity_key", "start_date", "venue__name", "cost_pence", "delivery_mode"
            ))
        ),
        "vacancies": sorted(
            map(str, Vacancy.objects.values_list(
                "source", "reference", "title", "status", "locations__town"
            ))
        ),
        "records": [record.counts for record in ImportRecord.objects.order_by("pk")],
        "due_errors": [run.error for run in DueRun.objects.exclude(error="")],
        "last_due": left[0],
        "missing": comparison.missing,
        "surplus": comparison.surplus,
    }  # fmt: skip


def prepare() -> None:
    assert run(("rebuild_index",))[0] == 0
    assert run(("import_venues", VENUES, *CREATE))[0] == 0


def once() -> dict[str, Any]:
    prepare()
    return {"answers": at_once([("import_courses", COURSES, *UKPRN, *DAY)]), "state": state()}


def twice() -> dict[str, Any]:
    prepare()
    command = ("import_courses", COURSES, *UKPRN, *DAY, "--full")
    return {"answers": at_once([command], [command]), "state": state()}


def new_provider() -> dict[str, Any]:
    assert run(("rebuild_index",))[0] == 0
    command = ("import_venues", VENUES, *CREATE)
    return {"answers": at_once([command], [command], [command]), "state": state()}


def while_rebuilding() -> dict[str, Any]:
    prepare()
    answers = at_once(
        [("import_courses", COURSES, *UKPRN, *DAY), ("import_venues", VENUES, *UKPRN)],
        [("rebuild_index",)] * 3,
        [("run_due", "--json")],
        [("run_due", "--json")],
    )
    return {"answers": answers, "state": state()}


def vacancies_once() -> dict[str, Any]:
    assert run(("rebuild_index",))[0] == 0
    return {
        "answers": at_once(
            [vacancies("list-a")],
        ),
        "state": state(),
    }


def vacancies_twice() -> dict[str, Any]:
    """The same list three times, and that of another source, at one moment."""
    assert run(("rebuild_index",))[0] == 0
    same = vacancies("list-a")
    return {"answers": at_once([same], [same], [same], [vacancies("list-b")]), "state": state()}


def vacancies(source: str) -> Command:
    return ("import_vacancies", *PAGES, "--source", source, *DAY, "--full")


PLAYS = (once, twice, new_provider, while_rebuilding, vacancies_once, vacancies_twice)
SCENARIOS = {play.__name__: play for play in PLAYS}

if __name__ == "__main__":
    django.setup()
    json.dump(SCENARIOS[sys.argv[1]](), sys.stdout, default=str)
