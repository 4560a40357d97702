"""Import every CSV or JSON file of a folder, each for a provider of its own, and print a table.

    python -m benchmarks.import_samples FOLDER --today 2019-06-01

The database is a new one under var/import_samples, removed at the end. A folder may hold an
EXPECTED.csv (file, row, code, detail): then the last column counts the expected findings that the
report does not have, and --misses names them. Exit status 1 when a file ended in a traceback.
"""

import argparse
import csv
import datetime
import os
import shutil
import sys
import time
import traceback
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.day_option import add_today

ROOT = Path(__file__).resolve().parents[1]
if TYPE_CHECKING:
    from catalogue.feeds.report import LoadReport

# Codes of an EXPECTED.csv that we word otherwise, because the file is refused or tolerated.
OUR_WORDS = {
    "NOT_THE_TEMPLATE": "FILE_FORMAT_UNKNOWN",
    "MISSING_HEADERS": "FILE_HEADINGS_MISSING",
    "EMPTY": "FILE_EMPTY",
}
# A refused file has one finding, so its extra heading stands in the words of the refusal. The
# learning aims are not loaded here, so nothing can be known of them.
NOT_COMPARED = {"OK", "EXTRA_HEADERS", "EXPIRED_LARS", "COURSE_LARS_QAN_INVALID"}


def read_expected(folder: Path) -> dict[str, list[tuple[str, str]]]:
    """Return the expected (row, code) of each file, by its path in the folder."""
    expected: dict[str, list[tuple[str, str]]] = defaultdict(list)
    path = folder / "EXPECTED.csv"
    if path.exists():
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                if row["code"] not in NOT_COMPARED:
                    code = OUR_WORDS.get(row["code"], row["code"])
                    expected[row["file"]].append((row["row"].replace("file", "1"), code))
    return expected


def missing_from(report: "LoadReport", expected: list[tuple[str, str]]) -> list[str]:
    """Return the expected findings that a report does not have, as words."""
    found = {(str(issue["row"]), issue["code"]) for issue in report.issues}
    return [f"row {row} {code}" for row, code in expected if (row, code) not in found]


def start_django() -> Path:
    """Make a new database with our places, and return its folder."""
    work = ROOT / "var" / "import_samples"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    os.environ |= {
        "VAR_DIR": str(work),
        "DATABASE_URL": f"sqlite:///{work / 'db.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "portal.settings.test",
    }
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    table = ROOT / "portal/core/data/west_midlands_places.csv"
    call_command("import_places", str(table), json=True)
    return work


def import_file(path: Path, *, number: int, today: datetime.date) -> "LoadReport":
    """Load one file as courses, as venues when its headings say so, or as vacancies."""
    from catalogue.feeds.loader import LoadOptions, load
    from catalogue.feeds.vacancy_loader import VacancyOptions, load_vacancies
    from catalogue.feeds.venue_loader import load_venues
    from catalogue.providers.services import create_organisation
    from portal.core import clock

    if path.suffix == ".json":
        source = VacancyOptions(source=f"sample-{number}", today=today, now=clock.now())
        return load_vacancies([path], options=source)[0]
    provider = create_organisation(f"Sample {number}", ukprn=f"1{number:07d}")
    with path.open("rb") as stream:
        is_venues = b"ADDRESS_LINE_1" in stream.read(2000)
        stream.seek(0)
        if is_venues:
            return load_venues(stream, file_name=path.name, provider=provider)
        options = LoadOptions(today=today, now=clock.now())
        return load(stream, file_name=path.name, provider=provider, options=options)


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path)
    add_today(parser)
    parser.add_argument("--misses", action="store_true", help="name expected findings not found")
    options = parser.parse_args()
    work = start_django()
    print(f"{'exit':>4} {'read':>6} {'loaded':>6} {'held':>5} {'s':>5}  file: findings")
    statuses: Counter[str] = Counter()
    number = missed = 0
    for folder in options.folders:
        expected = read_expected(folder)
        for path in sorted(one for one in folder.rglob("*") if one.suffix in (".csv", ".json")):
            if path.name == "EXPECTED.csv":
                continue
            number += 1
            name = path.relative_to(folder).as_posix()
            started = time.perf_counter()
            try:
                report = import_file(path, number=number, today=options.today)
            except Exception:
                statuses["traceback"] += 1
                print(f"TRACEBACK {name}\n{traceback.format_exc()}")
                continue
            statuses[str(report.exit_status)] += 1
            print_line(name, report, seconds=time.perf_counter() - started)
            missing = missing_from(report, expected.get(name, []))
            missed += len(missing)
            if missing and options.misses:
                print(f"{'':31}not found: {', '.join(missing)}")
            report.issues.close()
    print(f"{number} files; by exit status {dict(statuses)}; expected and not found: {missed}")
    shutil.rmtree(work, ignore_errors=True)
    return int(bool(statuses["traceback"]))


def print_line(name: str, report: "LoadReport", *, seconds: float) -> None:
    """Print what happened to one file."""
    codes = ", ".join(
        f"{count} {severity[0]}:{code}" for (severity, code), count in report.issues.by_code.items()
    )
    print(
        f"{report.exit_status:>4} {report.rows_read:>6} {report.rows_loaded:>6} "
        f"{report.rows_held:>5} {seconds:>5.1f}  {name}: {codes[:160]}"
    )


if __name__ == "__main__":
    sys.exit(main())
