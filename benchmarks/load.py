"""Send distinct searches at a steady rate to the served site and print what came back.

The generator keeps to its timetable whether or not answers come, so a slow server cannot slow
the questions down: a request's time runs from when it was due, not from when it was sent.
"""

import argparse
import http.client
import itertools
import queue
import threading
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks.queries import searches
from benchmarks.serving import ROOT, site
from benchmarks.timing import percentile

CONNECTIONS = 24
WARM_UP = 60


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back for one search."""

    status: int
    milliseconds: float


def send_at_rate(address: str, *, rate: int, seconds: int, seed: int = 7) -> list[Answer]:
    """Send ``rate * seconds`` distinct searches, each due at its own moment."""
    jobs: queue.Queue[tuple[float, str] | None] = queue.Queue()
    answers: list[Answer] = []
    threads = [
        threading.Thread(target=_worker, args=(address, jobs, answers), daemon=True)
        for _ in range(CONNECTIONS)
    ]
    for thread in threads:
        thread.start()
    start = time.perf_counter() + 0.1
    for number, path in enumerate(itertools.islice(searches(seed), rate * seconds)):
        due = start + number / rate
        time.sleep(max(0.0, due - time.perf_counter()))
        jobs.put((due, path))
    for _ in threads:
        jobs.put(None)
    for thread in threads:
        thread.join(timeout=60)
    return answers


def _worker(address: str, jobs: "queue.Queue[tuple[float, str] | None]", out: list[Answer]) -> None:
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=30)
    while (job := jobs.get()) is not None:
        due, path = job
        try:
            connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
            response = connection.getresponse()
            response.read()
            status = response.status
        except (OSError, http.client.HTTPException):
            connection.close()
            status = 0
        out.append(Answer(status, (time.perf_counter() - due) * 1000))
    connection.close()


def measure(var_dir: Path, *, rate: int, seconds: int, workers: int = 2) -> str:
    """Serve a prepared folder, send the load, and return a line for the table."""
    with site(var_dir, workers=workers) as address:
        send_at_rate(address, rate=20, seconds=WARM_UP // 20, seed=1)
        began = time.perf_counter()
        answers = send_at_rate(address, rate=rate, seconds=seconds)
        took = time.perf_counter() - began
    times = sorted(answer.milliseconds for answer in answers)
    statuses = Counter(answer.status for answer in answers)
    errors = sum(count for status, count in statuses.items() if status != 200)
    return (
        f"{rate}/s asked, {len(answers) / took:.0f}/s answered for {took:.0f} s, "
        f"{errors} errors, p50 {percentile(times, 50):.0f} ms, p95 {percentile(times, 95):.0f} ms, "
        f"p99 {percentile(times, 99):.0f} ms"
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--var-dir", type=Path, default=ROOT / "var" / "bench-100k")
    parser.add_argument("--rate", type=int, default=60)
    parser.add_argument("--seconds", type=int, default=60)
    arguments = parser.parse_args()
    print(measure(arguments.var_dir, rate=arguments.rate, seconds=arguments.seconds))
