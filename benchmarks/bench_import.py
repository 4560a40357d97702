"""Measure the import of course files: time and peak memory of a dry run, a load and a second load.

    python -m benchmarks.bench_import --rows 5000

Each run is a process of its own with a database of its own under var/bench_import, so that peak
memory is that of one import. The file is written here: half of its rows are further runs.
"""

import argparse
import csv
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
PROVIDER = "10012345"
HEADINGS = (
    "LARS_QAN,WHO_THIS_COURSE_IS_FOR,ENTRY_REQUIREMENTS,WHAT_YOU_WILL_LEARN,HOW_YOU_WILL_LEARN,"
    "WHAT_YOU_WILL_NEED_TO_BRING,HOW_YOU_WILL_BE_ASSESSED,WHERE_NEXT,COURSE_NAME,YOUR_REFERENCE,"
    "DELIVERY_MODE,START_DATE,FLEXIBLE_START_DATE,VENUE_NAME,YOUR_VENUE_REFERENCE,"
    "NATIONAL_DELIVERY,SUB_REGION,COURSE_WEBPAGE,COST,COST_DESCRIPTION,DURATION,DURATION_UNIT,"
    "STUDY_MODE,ATTENDANCE_PATTERN"
)
VENUES = (
    "YOUR_VENUE_REFERENCE,VENUE_NAME,ADDRESS_LINE_1,ADDRESS_LINE_2,TOWN_OR_CITY,COUNTY,POSTCODE,"
    "EMAIL,PHONE,WEBSITE\r\n"
    "V1,Main,1 High Street,,Walsall,,WS1 1ZZ,,,\r\nV2,Annexe,2 High Street,,Dudley,,DY1 1ZZ,,,\r\n"
)
WORDS = (
    "welding care kitchen numbers writing children engines bricks networks patients customers "
    "safety learn practise plan measure record repair explain check build support answer"
).split()
LOAD_TAXONOMY = (
    "from pathlib import Path; from portal.core.taxonomy import load_taxonomy; "
    "load_taxonomy(Path('portal/core/data/taxonomy.toml'))"
)
LIMITS = {  # the most that is asked of a 5,000-row file on two cores
    "dry run": 5.0,
    "load": 10.0,
    "memory_mb": 300.0,
}


def write_file(path: Path, *, rows: int, seed: int = 7) -> None:
    """Write a course file with texts of a usual length (1.5 KB a row)."""
    rng = random.Random(seed)

    def words(count: int) -> str:
        return " ".join(rng.choice(WORDS) for _ in range(count)).capitalize() + "."

    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADINGS.split(","))
        for number in range(rows):
            if number % 2 == 0:
                course = [f"{60000000 + number}", *(words(25 + 5 * n) for n in range(7))]
                course.append(f"{words(4)} Level {1 + number % 4} {number}")
            start = f"{1 + number % 28:02d}/{1 + number % 12:02d}/2027"
            run = [f"R{number // 2}", "Classroom", start, "No", ("Main", "Annexe")[number % 2]]
            run += ["", "", "", f"www.example.org/{number // 2}", f"{number % 900}.00", "", "10"]
            writer.writerow([*course, *run, "Weeks", "Part time", "Evening"])


class Outcome(NamedTuple):
    """What one process took."""

    seconds: float
    processor_seconds: float
    memory_mb: float
    status: int


def manage(*arguments: str) -> Outcome:
    """Run a command in a process of its own."""
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "manage.py", *arguments], cwd=ROOT, stdout=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    return Outcome(
        seconds=time.perf_counter() - started,
        processor_seconds=usage.ru_utime + usage.ru_stime,
        memory_mb=usage.ru_maxrss / 1024,
        status=os.waitstatus_to_exitcode(status),
    )


def prepared(name: str) -> Path:
    """Return an empty folder ``var/<name>`` with a database that knows places and subjects."""
    work = ROOT / "var" / name
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    os.environ |= {"VAR_DIR": str(work), "DATABASE_URL": f"sqlite:///{work / 'db.sqlite3'}"}
    manage("migrate", "--verbosity", "0")
    manage("import_places", str(ROOT / "portal/core/data/west_midlands_places.csv"), "--json")
    manage("shell", "--verbosity", "0", "--command", LOAD_TAXONOMY)
    return work


def measured(load: Sequence[str], *, limits: Mapping[str, float]) -> bool:
    """Print a dry run, a load and a second load. Return whether all worked within the limits."""
    start = manage(load[0], "--help")
    print(f"{'':8} {'clock':>8} {'processor':>10} {'memory':>10}")
    print(f"{'start':8} {start.seconds:7.1f}s {start.processor_seconds:9.1f}s")
    is_good = True
    for name, extra in (("dry run", ["--dry-run"]), ("load", []), ("again", [])):
        took = manage(*load, *extra)
        seconds = took.seconds - start.seconds
        processor = took.processor_seconds - start.processor_seconds
        print(
            f"{name:8} {seconds:7.1f}s {processor:9.1f}s {took.memory_mb:7.0f} MB"
            f"  exit {took.status}"
        )
        is_good &= took.status == 0
        is_good &= seconds <= limits.get(name, seconds)
        is_good &= took.memory_mb <= limits.get("memory_mb", took.memory_mb)
    return is_good


def main() -> int:
    """Print the table. Exit status 1 when a limit for 5,000 rows is broken."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=5000)
    options = parser.parse_args()
    work = prepared("bench_import")
    courses, venues = work / "courses.csv", work / "venues.csv"
    write_file(courses, rows=options.rows)
    venues.write_text(VENUES, encoding="utf-8")
    provider = ["--provider", PROVIDER, "--create-provider", "Bench College"]
    manage("import_venues", str(venues), *provider)
    load = ["import_courses", str(courses), *provider, "--today", "2026-11-25"]
    load += ["--report", str(work / "report.json")]
    size = courses.stat().st_size / 1e6
    print(f"{options.rows:,} rows, {size:.1f} MB; seconds besides the start of Django")
    is_good = measured(load, limits=LIMITS if options.rows <= 5000 else {})
    shutil.rmtree(work, ignore_errors=True)
    return int(not is_good)


if __name__ == "__main__":
    sys.exit(main())
