"""Read every .xml and .json file of a folder as a feed of courses, and print what came of each.

    python -m benchmarks.read_course_feeds FOLDER [FOLDER ...] --today 2012-08-01

Each file is read by the importer's readers; nothing is fetched or stored. Where a folder has an
EXPECTED_feeds.csv (file, severity, rule_kind, rule_message), its exceptions of the published rules
stand beside ours, and a feed that has none must be read without a held row. Exit status 1 when a
file is neither read nor refused with words, or such a clean feed is not.
"""

import argparse
import csv
import datetime
import os
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import django

from benchmarks.day_option import add_today

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.test")
django.setup()

from catalogue.feeds.course_files import open_courses  # noqa: E402 - models need Django first
from catalogue.feeds.refusal import FileRefusedError  # noqa: E402 - as above
from catalogue.feeds.rows import parse_row  # noqa: E402 - as above


@dataclass
class Outcome:
    """How a file went."""

    what: str
    format_name: str = ""
    encoding: str = ""
    rows: int = 0
    held: int = 0
    codes: Counter[str] = field(default_factory=Counter)
    words: str = ""


def read(path: Path, *, today: datetime.date) -> Outcome:
    """Return how a file went."""
    try:
        with path.open("rb") as stream:
            file, file_format = open_courses(stream, today=today)
            outcome = Outcome("read", file_format.name)
            for raw in file_format.rename(file.rows()):
                row = parse_row(raw, file_format=file_format)
                outcome.rows += 1
                outcome.held += row.is_held
                outcome.codes.update(found.code for found in row.issues)
            outcome.encoding = file.encoding
            return outcome
    except FileRefusedError as error:
        return Outcome("refused", words=f"{error.code}: {error.message}")
    except Exception:  # the table goes on, and the exit status tells
        return Outcome("TRACEBACK", words=traceback.format_exc())


def expected(folders: list[Path]) -> Counter[str]:
    """Return how many rules each file breaks gravely, by the files' own lists."""
    grave: Counter[str] = Counter()
    for folder in folders:
        for listed in folder.rglob("EXPECTED_feeds.csv"):
            with listed.open(encoding="utf-8", newline="") as file:
                for row in csv.DictReader(file):
                    path = str((listed.parent / row["file"]).resolve())
                    grave[path] += row["severity"] == "Exception"
    return grave


def files_of(folders: list[Path]) -> Iterator[Path]:
    """Yield the files to read."""
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.suffix in (".xml", ".json") and "vocabularies" not in path.parts:
                yield path


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path)
    add_today(parser)
    options = parser.parse_args()
    grave = expected(options.folders)
    counts: Counter[str] = Counter()
    is_good = True
    print(f"{'rows':>5} {'held':>5} {'rules':>5} {'s':>5}  {'format':13} {'encoding':12} file")
    for path in files_of(options.folders):
        started = time.perf_counter()
        outcome = read(path, today=options.today)
        seconds = time.perf_counter() - started
        counts[outcome.what] += 1
        rules = grave.get(str(path.resolve()))
        shown = "" if rules is None else str(rules)
        print(
            f"{outcome.rows:5} {outcome.held:5} {shown:>5} {seconds:5.1f}  "
            f"{outcome.format_name or outcome.what:13} {outcome.encoding:12} "
            f"{path.parent.name}/{path.name}"
        )
        if outcome.words:
            print(f"{'':26}{outcome.words}")
        for code, count in outcome.codes.most_common():
            print(f"{'':26}{count:5} x {code}")
        if outcome.what == "TRACEBACK" or (rules == 0 and (outcome.held or not outcome.rows)):
            is_good = False
    print(", ".join(f"{count} {what}" for what, count in counts.items()))
    return int(not is_good)


if __name__ == "__main__":
    sys.exit(main())
