"""Measure an upload of 5,000 rows from the first byte to the diff, and what comes after.

    python -m benchmarks.bench_uploads --rows 5000

The file is sent and read in a process of its own by the services that the pages call, with a
database of its own under var/bench_uploads, while this process reads the progress as the page does.
Then it is published, sent again with every price changed, published and undone.
"""

import argparse
import csv
import datetime
import io
import itertools
import os
import random
import resource
import shutil
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from benchmarks.bench_import import HEADINGS, ROOT, WORDS, prepared

LIMITS = {"checked": 10.0, "first progress": 1.0, "memory_mb": 400.0}
NOW = datetime.datetime(2026, 11, 26, 9, 0, tzinfo=datetime.UTC)
TODAY = NOW.date()
LOOK_SECONDS = 0.02


def write_file(*, rows: int, price: int = 0, seed: int = 7) -> bytes:
    """Return a course file under 5 MB: half of its rows are further runs."""
    rng = random.Random(seed)

    def words(count: int) -> str:
        return " ".join(rng.choice(WORDS) for _ in range(count)).capitalize() + "."

    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(HEADINGS.split(","))
    course: list[str] = []
    for number in range(rows):
        if number % 2 == 0:
            course = [f"{60000000 + number}", *(words(8 + 2 * n) for n in range(7))]
            course.append(f"{words(4)} Level {1 + number % 4} {number}")
        start = f"{1 + number % 28:02d}/{1 + number % 12:02d}/2027"
        if number % 100 == 99:
            start = "31/02/2027"  # one row of a hundred is held
        run = [f"R{number // 2}", "Classroom", start, "No", ("Main", "Annexe")[number % 2]]
        run += ["", "", "", f"www.example.org/{number // 2}", f"{price + number % 900}.00"]
        writer.writerow([*course, *run, "", "10", "Weeks", "Part time", "Evening"])
    return file.getvalue().encode()


def as_workbook(content: bytes) -> bytes:
    """Return the same rows as a workbook."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Courses")
    for row in csv.reader(io.StringIO(content.decode(), newline="")):
        sheet.append(row)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def use_site() -> None:
    """Load the site in this process."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.dev")
    os.environ.setdefault("ELASTICSEARCH_URL", "")
    import django

    django.setup()


def seed() -> None:
    """Make the organisation and its places."""
    use_site()
    from catalogue.providers.models import Organisation, Venue

    college = Organisation.objects.create(name="Bench College", slug="bench", is_trusted=True)
    for name in ("Main", "Annexe"):
        Venue.objects.create(provider=college, name=name)


def play(path: str) -> None:
    """Send, check, publish, send again, publish, undo; print what each took."""
    use_site()
    from catalogue.providers.models import Organisation
    from catalogue.publishing.uploads import services

    college = Organisation.objects.get(slug="bench")
    college.ukprn = ""
    before = _memory_mb()

    def told(name: str, started: tuple[float, float], said: Any = "") -> None:
        seconds, processor = (now - then for now, then in zip(_clocks(), started, strict=True))
        print(f"{name}|{seconds:.2f}|{processor:5.2f} s processor  {said}", flush=True)

    def checked(content: bytes, name: str, file_name: str) -> Any:
        started = _clocks()
        print(f"sent|{time.time()}|{name}", flush=True)
        upload = services.receive(
            college,
            stream=io.BytesIO(content),
            file_name=file_name,
            kind="COURSES",
            sent_by=None,
            now=NOW,
        )
        services.check(upload.pk, now=NOW, today=TODAY)
        upload.refresh_from_db()
        said = f"{upload.state} {upload.counts.get('courses')} held {upload.rows_held}"
        told(name, started, said)
        return upload

    def published(upload: Any, name: str) -> None:
        started = _clocks()
        outcome = services.publish(
            upload, actor=None, now=NOW, today=TODAY, seen_diff=upload.diff_sha256
        )
        told(name, started, outcome.result)

    content = Path(path).read_bytes()
    first = checked(content, "checked", "courses.csv")
    published(first, "published")
    checked(content, "checked, nothing new", "courses.csv")
    second = checked(Path(path + ".2").read_bytes(), "checked, all changed", "courses.csv")
    published(second, "published, all changed")
    started = _clocks()
    report = services.undo(second, actor=None, now=NOW)
    told("undone", started, f"{report.done} done, {report.kept} kept")
    started = _clocks()
    size = sum(map(len, services.errors_csv(first)))
    told("errors.csv", started, f"{size:,} bytes")
    checked(Path(path + ".xlsx").read_bytes(), "checked, a workbook", "courses.xlsx")
    print(f"memory|{_memory_mb():.0f}|{before:.0f} MB before")


def _clocks() -> tuple[float, float]:
    """Return the time, and the processor's time of this process: on a busy machine they differ."""
    return time.perf_counter(), time.process_time()


def _memory_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


class Looker:
    """Reads the progress of the newest upload, as the page does."""

    def __init__(self, database: Path) -> None:
        self.base = sqlite3.connect(database, timeout=1)
        self.numbers: list[tuple[float, int, int]] = []

    def look(self) -> None:
        """Note a number that changed."""
        row = self.base.execute(
            "select id, rows_done from publishing_upload order by id desc limit 1"
        ).fetchone()
        if row and (not self.numbers or self.numbers[-1][1:] != row):
            self.numbers.append((time.time(), *row))

    def first_after(self, moment: float) -> float:
        """Return the seconds to the first row read of what was sent at a moment."""
        return next((at - moment for at, _id, done in self.numbers if at > moment and done), 99.0)

    def slowest(self, moment: float, seconds: float) -> float:
        """Return the longest time without news while it was read."""
        times = [at for at, _id, done in self.numbers if moment < at < moment + seconds and done]
        return max((b - a for a, b in itertools.pairwise(times)), default=0.0)


def main() -> int:
    """Print the table. Exit status 1 when a limit for 5,000 rows is broken."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rows", type=int, default=5000)
    parser.add_argument("--play", help=argparse.SUPPRESS)
    parser.add_argument("--seed", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.seed:
        seed()
        return 0
    if options.play:
        play(options.play)
        return 0
    work = prepared("bench_uploads")
    path = work / "courses.csv"
    first = write_file(rows=options.rows)
    path.write_bytes(first)
    Path(f"{path}.2").write_bytes(write_file(rows=options.rows, price=1000))
    Path(f"{path}.xlsx").write_bytes(as_workbook(first))
    print(f"{options.rows:,} rows, {len(first) / 1e6:.1f} MB; load {os.getloadavg()[0]:.1f}")
    this = [sys.executable, "-m", "benchmarks.bench_uploads"]
    subprocess.run([*this, "--seed"], cwd=ROOT, check=True)
    found = measured([*this, "--play", str(path)], work / "db.sqlite3")
    shutil.rmtree(work, ignore_errors=True)
    limits = LIMITS if options.rows <= 5000 else {}
    broken = [name for name, limit in limits.items() if found.get(name, 0.0) > limit]
    print(f"limits: {', '.join(f'{name} {limit:g}' for name, limit in limits.items())}")
    print(f"broken: {', '.join(broken) or 'none'}")
    return int(bool(broken))


def measured(command: list[str], database: Path) -> dict[str, float]:
    """Run the play and read the progress meanwhile. Return seconds by what took them."""
    looker = Looker(database)
    answers = database.with_suffix(".said")
    with answers.open("w") as output:
        process = subprocess.Popen(command, cwd=ROOT, stdout=output)
        while process.poll() is None:
            looker.look()
            time.sleep(LOOK_SECONDS)
    said = answers.read_text()
    found: dict[str, float] = {}
    sent_at = 0.0
    for line in said.splitlines():
        name, number, words = line.split("|", 2)
        if name == "sent":
            sent_at = float(number)
            continue
        if name == "memory":
            print(f"{'peak memory':26} {float(number):6.0f} MB  {words}")
            found["memory_mb"] = float(number)
            continue
        found[name] = float(number)
        print(f"{name:26} {found[name]:6.2f} s   {words}")
        if name == "checked":
            found["first progress"] = looker.first_after(sent_at)
            slowest = looker.slowest(sent_at, found[name])
            print(f"{'  first progress after':26} {found['first progress']:6.2f} s")
            print(f"{'  longest without news':26} {slowest:6.2f} s")
    return found


if __name__ == "__main__":
    sys.exit(main())
