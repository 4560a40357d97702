"""Kill the check, publishing and undoing of files at any moment; nothing may be half done.

``python -m benchmarks.kill_uploads --kills 50`` writes an organisation of its own under
``var/kill-uploads``. Each round a process checks, publishes or undoes a file and is killed with
SIGKILL after a random time. Then the courses are compared with those before and those after: they
must be one of the two, and what the upload says must be true. The next worker then finishes.
"""

import argparse
import datetime
import hashlib
import io
import json
import os
import random
import shutil
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.bench_import import ROOT
from benchmarks.bench_uploads import NOW, TODAY, write_file

ROWS = 400
STEPS = ("check", "publish", "undo")


def use_site(var_dir: Path) -> None:
    """Load a site with a new database."""
    shutil.rmtree(var_dir, ignore_errors=True)
    var_dir.mkdir(parents=True)
    os.environ["VAR_DIR"] = str(var_dir)
    os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings.dev"
    os.environ["ELASTICSEARCH_URL"] = ""
    os.environ.pop("DATABASE_URL", None)
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def organisation() -> Any:
    """Make the organisation with its places and a first list of courses."""
    from catalogue.feeds.loader import LoadOptions, load
    from catalogue.providers.models import Organisation, Venue

    college = Organisation.objects.create(name="Kill College", slug="kill", is_trusted=True)
    for name in ("Main", "Annexe"):
        Venue.objects.create(provider=college, name=name)
    first = io.BytesIO(write_file(rows=ROWS, price=100))
    load(
        first,
        file_name="first.csv",
        provider=college,
        options=LoadOptions(today=TODAY, now=NOW),
    )
    return college


def state(college: Any, *, is_live_only: bool = False) -> str:
    """Return a fingerprint of every course of the organisation, with its status."""
    from catalogue.courses.contents import contents_of
    from catalogue.courses.models import Course

    courses = Course.objects.filter(provider=college)
    if is_live_only:
        courses = courses.filter(status="LIVE")
    rows = dict(courses.values_list("pk", "status"))
    contents = contents_of(rows)
    digest = hashlib.sha256()
    for number in sorted(rows):
        shape = [number, rows[number], contents[number]]
        digest.update(json.dumps(shape, sort_keys=True).encode())
    return digest.hexdigest()


def start(work: Callable[[], Any]) -> int:
    """Run work in a forked process. Return its id."""
    from django.db import connections

    connections.close_all()
    pid = os.fork()
    if pid:
        return pid
    status = 1
    try:
        work()
        status = 0
    finally:
        os._exit(status)


def killed(work: Callable[[], Any], *, after: float) -> bool:
    """Run work and kill it after some seconds. Return whether it was still at work."""
    pid = start(work)
    ends_at = time.monotonic() + after
    while time.monotonic() < ends_at:
        if os.waitpid(pid, os.WNOHANG)[0]:
            return False
        time.sleep(0.002)
    os.kill(pid, signal.SIGKILL)
    _, status = os.waitpid(pid, 0)
    return os.WIFSIGNALED(status)


class Play:
    """One organisation and its uploads, step by step."""

    def __init__(self) -> None:
        self.college = organisation()
        self.round = 0
        self.faults: list[str] = []
        self.upload: Any = None
        self.took: dict[str, float] = {}

    def begin(self) -> None:
        """Send the next file: other prices, and half of the courses under new names."""
        from catalogue.publishing.uploads import services

        self.round += 1
        content = write_file(rows=ROWS, price=100 + self.round, seed=self.round % 5)
        self.upload = services.receive(
            self.college,
            stream=io.BytesIO(content),
            file_name=f"round-{self.round}.csv",
            kind="COURSES",
            sent_by=None,
            now=NOW,
        )

    def act(self, step: str) -> None:
        """Do a step as the site does."""
        from catalogue.publishing.uploads import services

        upload = self.upload
        if step == "check":
            services.check(upload.pk, now=NOW, today=TODAY)
        elif step == "publish":
            services.publish(upload, actor=None, now=NOW, today=TODAY, seen_diff=upload.diff_sha256)
        else:
            services.undo(upload, actor=None, now=NOW)

    def finish(self) -> None:
        """Let the next worker go on, once the lease of the dead one ran out."""
        from catalogue.publishing.uploads import services

        services.run_due(now=NOW + datetime.timedelta(minutes=5), today=TODAY)
        self.upload.refresh_from_db()

    def expect(self, is_right: bool, words: str) -> None:
        """Note what is not as it must be."""
        if not is_right:
            self.faults.append(f"round {self.round}: {words}; {self.upload.state}")

    def kill(self, step: str) -> bool:
        """Kill a step, look, and let it end. Return whether the kill met it."""
        before = state(self.college)
        usual = self.took.get(step, 0.5)
        met = killed(lambda: self.act(step), after=random.uniform(0, usual))
        self.upload.refresh_from_db()
        found = state(self.college)
        done = {"check": "", "publish": "PUBLISHED", "undo": "UNDONE"}[step]
        is_done = self.upload.state == done
        self.expect(is_done or found == before, f"{step}: half written")
        if step == "check":
            self.expect(found == before, "a check changed courses")
            self.expect(self.upload.state in ("RECEIVED", "CHECKING", "CHECKED"), "odd state")
        self.finish()
        if step == "publish" and self.upload.state == "CHECKED":
            self.act(step)  # killed before it began
        if step == "undo" and self.upload.state == "PUBLISHED":
            self.act(step)
        self.upload.refresh_from_db()
        self.expect(self.upload.state == (done or "CHECKED"), f"{step} was not finished")
        return met

    def measure(self, step: str) -> None:
        """Do a step whole, and note how long it takes."""
        started = time.monotonic()
        pid = start(lambda: self.act(step))
        os.waitpid(pid, 0)
        self.took[step] = time.monotonic() - started
        self.upload.refresh_from_db()


def play(kills: int) -> int:
    """Kill each step in turn. Return the exit status."""
    show = Play()
    at_start = state(show.college, is_live_only=True)
    show.begin()
    for step in STEPS:
        show.measure(step)
        print(f"{step}: {show.took[step]:.2f} s, then {show.upload.state}")
    met: Counter[str] = Counter()
    done = 0
    while done < kills:
        show.begin()
        before = state(show.college)
        for step in STEPS:
            met[step] += show.kill(step)
            done += 1
            if step == "publish":
                show.expect(state(show.college) != before, "publishing changed nothing")
        kept = show.upload.changes.exclude(undo_result="DONE").count()
        show.expect(kept == 0, f"{kept} changes not undone")
        is_as_before = state(show.college, is_live_only=True) == at_start
        show.expect(is_as_before, "what is live is not as before")
    numbers = ", ".join(f"{step} {met[step]}" for step in STEPS)
    print(f"{done} kills, {sum(met.values())} met their step at work: {numbers}")
    for fault in show.faults:
        print(f"FAULT {fault}")
    print(f"{len(show.faults)} faults")
    return int(bool(show.faults))


def main() -> int:
    """Exit status 1 when a fault was found."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=None)
    options = parser.parse_args()
    random.seed(options.seed)
    work = ROOT / "var" / "kill-uploads"
    use_site(work)
    status = play(options.kills)
    shutil.rmtree(work, ignore_errors=True)
    return status


if __name__ == "__main__":
    sys.exit(main())
