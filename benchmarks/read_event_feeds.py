"""Read every .ics and .json file of a folder as a partner's feed of events, and print a table.

    python -m benchmarks.read_event_feeds FOLDER [FOLDER ...] --today 1990-01-01 --days 15000

Each file is read as the nightly job reads it: in a process of its own, with its limits. Nothing is
fetched or stored. Exit status 1 when a file is neither read nor refused with words.
"""

import argparse
import datetime
import sys
import time
import traceback
from collections import Counter
from pathlib import Path

from benchmarks.day_option import add_today
from catalogue.feeds.event_reading import ICALENDAR, OPENACTIVE, read_apart
from catalogue.feeds.event_records import EventFile
from catalogue.feeds.refusal import FileRefusedError
from catalogue.feeds.rules.base import ERROR

KINDS = {".ics": ICALENDAR, ".json": OPENACTIVE}


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path)
    add_today(parser)
    parser.add_argument("--days", type=int, default=180, help="how far ahead dates are looked for")
    parser.add_argument("--words", action="store_true", help="print each finding")
    options = parser.parse_args()
    paths = [path for folder in options.folders for path in sorted(folder.rglob("*"))]
    print(f"{'events':>6} {'ahead':>5} {'dates':>5} {'not':>3} {'warn':>4} {'s':>5}  file")
    counts: Counter[str] = Counter()
    for path in paths:
        if path.suffix in KINDS:
            started = time.perf_counter()
            outcome, words = _read(path, today=options.today, days=options.days)
            counts[outcome] += 1
            seconds = time.perf_counter() - started
            print(f"{words[0]} {seconds:>5.1f}  {path.parent.name}/{path.name}")
            for line in words[1:] if options.words or outcome != "read" else []:
                print(f"{'':34}{line}")
    print(", ".join(f"{count} {outcome}" for outcome, count in counts.items()))
    return int(bool(counts["traceback"]))


def _read(path: Path, *, today: datetime.date, days: int) -> tuple[str, list[str]]:
    """Return how a file went, the line of the table, and what was found."""
    kind = KINDS[path.suffix]
    try:
        file = read_apart(path.read_bytes(), kind=kind, today=today, horizon_days=days)
    except FileRefusedError as error:
        return "refused", [f"{'refused':>27}", f"{error.code}: {error.message}"]
    except Exception:  # the table goes on, and the exit status tells
        return "traceback", [f"{'TRACEBACK':>27}", *traceback.format_exc().splitlines()]
    return "read", [_line(file), *_findings(file)]


def _line(file: EventFile) -> str:
    dates = sum(len(record.dates) for record in file.records)
    return f"{file.found:>6} {len(file.records):>5} {dates:>5} {file.errors:>3} {file.warnings:>4}"


def _findings(file: EventFile) -> list[str]:
    return [
        f"{one.place}: {'not taken: ' if one.severity == ERROR else ''}{one.message}"
        for one in file.issues
    ]


if __name__ == "__main__":
    sys.exit(main())
