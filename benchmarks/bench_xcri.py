"""Measure the import of a large XCRI-CAP feed: time and peak memory of a first and a second load.

    python -m benchmarks.bench_xcri --runs 50000

The feed is written here: 20 presentations in each course, XHTML in the texts, and a provider's
place at the very end. Each import is a process of its own with a database under var/bench_xcri.
"""

import argparse
import os
import random
import shutil
import sys
from pathlib import Path
from xml.sax.saxutils import escape

from benchmarks.bench_import import LOAD_TAXONOMY, PROVIDER, ROOT, WORDS, Outcome, manage

RUNS_A_COURSE = 20
LIMITS = {"seconds": 30.0, "memory_mb": 400.0}
HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<catalog xmlns="http://xcri.org/profiles/1.2/catalog" xmlns:mlo="http://purl.org/net/mlo" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:x="http://www.w3.org/1999/xhtml" '
    'generated="2026-11-26T02:00:00Z">\n<provider><dc:title>Lockgate College</dc:title>'
)
TAIL = (
    "<mlo:location><mlo:town>Walsall</mlo:town><mlo:postcode>WS1 1XN</mlo:postcode>"
    "<mlo:address>1 Lock Street</mlo:address></mlo:location></provider></catalog>"
)


def write_feed(path: Path, *, runs: int, seed: int = 7) -> int:
    """Write a feed, and return its size in bytes."""
    rng = random.Random(seed)

    def words(count: int) -> str:
        return escape(" ".join(rng.choice(WORDS) for _ in range(count)).capitalize() + ".")

    with path.open("w", encoding="utf-8") as file:
        file.write(HEAD)
        for course in range(-(-runs // RUNS_A_COURSE)):
            file.write(
                f"<course><dc:identifier>C{course}</dc:identifier>"
                f"<dc:title>{words(4)} Level {1 + course % 4} {course}</dc:title>"
                f"<dc:description><x:div><x:p>{words(60)}</x:p><x:ul><x:li>{words(8)}</x:li>"
                f"<x:li>{words(8)}</x:li></x:ul></x:div></dc:description>"
                f"<mlo:objective>{words(60)}</mlo:objective>"
                f"<mlo:prerequisite>{words(20)}</mlo:prerequisite>"
                f"<mlo:assessment>{words(20)}</mlo:assessment>"
                f"<mlo:url>https://www.example.org/{course}</mlo:url>"
            )
            for number in range(min(RUNS_A_COURSE, runs - course * RUNS_A_COURSE)):
                place = course % 7
                file.write(
                    f"<presentation><dc:identifier>C{course}-{number}</dc:identifier>"
                    f'<mlo:start dtf="2027-{1 + number % 12:02d}-{1 + number % 28:02d}">Term '
                    f'{number}</mlo:start><mlo:duration interval="P10W">10 weeks</mlo:duration>'
                    '<studyMode identifier="PT">Part time</studyMode>'
                    '<attendanceMode identifier="CM">Campus</attendanceMode>'
                    '<attendancePattern identifier="EV">Evening</attendancePattern>'
                    f"<mlo:places>{10 + number}</mlo:places><mlo:cost>£{number}.50</mlo:cost>"
                    "<applyTo>https://www.example.org/apply</applyTo>"
                    f"<venue><provider><dc:title>Site {place}</dc:title><mlo:location>"
                    f"<mlo:town>Dudley</mlo:town><mlo:postcode>DY1 {place + 1}AA</mlo:postcode>"
                    f"<mlo:address>{place} High Street</mlo:address></mlo:location></provider>"
                    "</venue></presentation>"
                )
            file.write("</course>\n")
        file.write(TAIL)
    return path.stat().st_size


def main() -> int:
    """Print what each import took. Exit status 1 when one missed a limit or failed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=50_000)
    options = parser.parse_args()
    folder = ROOT / "var" / "bench_xcri"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    os.environ["VAR_DIR"] = str(folder)
    feed = folder / "feed.xml"
    size = write_feed(feed, runs=options.runs)
    manage("migrate", "--verbosity", "0")
    manage("shell", "--command", LOAD_TAXONOMY)
    print(f"{options.runs:,} runs, {size / 1024 / 1024:.0f} MB")
    print(f"{'':10} {'seconds':>8} {'processor':>9} {'memory MB':>9}")
    is_within = True
    command = ["import_courses", str(feed), "--provider", PROVIDER, "--today", "2026-11-26"]
    for name, more in (
        ("dry run", ["--create-provider", "Lockgate College", "--dry-run"]),
        ("load", ["--create-provider", "Lockgate College"]),
        ("again", ["--full"]),
    ):
        outcome: Outcome = manage(*command, *more)
        is_within &= (
            outcome.status == 0
            and outcome.seconds <= LIMITS["seconds"]
            and outcome.memory_mb <= LIMITS["memory_mb"]
        )
        print(
            f"{name:10} {outcome.seconds:8.1f} {outcome.processor_seconds:9.1f} "
            f"{outcome.memory_mb:9.0f}"
            + ("" if outcome.status == 0 else f"  exit {outcome.status}")
        )
    shutil.rmtree(folder, ignore_errors=True)
    print("within the limits" if is_within else "a limit was missed", LIMITS)
    return int(not is_within)


if __name__ == "__main__":
    sys.exit(main())
