"""Print the performance table: rebuild, page by kind of search, steady load, import."""

import argparse
import os
import platform
import subprocess
import sys
from pathlib import Path

from benchmarks.load import measure
from benchmarks.serving import ROOT, environment, manage

SIZES = {"10k": 10_000, "100k": 100_000, "1m": 1_000_000}
# The rest are vacancies: a region has some thousands, each at a place of its own. Measured with
# 20,000 places, circles of 5 and 10 miles take two to three times as long.
COURSE_SHARE = 0.97


def prepare(size: str) -> Path:
    """Return a folder that holds that many generated listings, made once and kept."""
    var_dir = ROOT / "var" / f"bench-{size}"
    courses = round(SIZES[size] * COURSE_SHARE)
    vacancies = SIZES[size] - courses
    marker = var_dir / f"generated-{courses}-{vacancies}"
    if not marker.exists():
        var_dir.mkdir(parents=True, exist_ok=True)
        manage(var_dir, "prepare")
        counts = ("--courses", str(courses), "--vacancies", str(vacancies))
        print(manage(var_dir, "generate_catalogue", *counts, "--seed", "1"))
        marker.touch()
    manage(var_dir, "migrate")  # one that was generated before the last migrations
    return var_dir


def run_module(name: str, var_dir: Path) -> str:
    """Run a benchmark in a process of its own, so that none inherits another's memory."""
    done = subprocess.run(
        [sys.executable, "-m", f"benchmarks.{name}", "--var-dir", str(var_dir)],
        cwd=ROOT,
        env=environment(var_dir),
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout + (done.stderr if done.returncode else "")


def main(size: str, rate: int, seconds: int) -> None:
    """Print every section of the table."""
    print(f"{size} listings, {os.cpu_count()} cores, Python {platform.python_version()}")
    var_dir = prepare(size)
    print("\nRebuild from the database\n" + run_module("bench_rebuild", var_dir))
    print("Results page, rendered, with every facet (ms)\n" + run_module("bench_page", var_dir))
    if os.environ.get("ELASTICSEARCH_URL"):
        print("Elasticsearch\n" + run_module("bench_elasticsearch", var_dir))
    print("Suggestions (ms)\n" + run_module("bench_suggest", var_dir))
    print("Steady load of distinct searches, two workers, generator on the same cores")
    for each in (rate, 100):
        print("  " + measure(var_dir, rate=each, seconds=seconds))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", choices=SIZES, default="100k")
    parser.add_argument("--rate", type=int, default=60)
    parser.add_argument("--seconds", type=int, default=60)
    arguments = parser.parse_args()
    main(arguments.size, arguments.rate, arguments.seconds)
