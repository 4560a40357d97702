"""Stop the search server under load and start it again: no error page, no false "no results".

Set ELASTICSEARCH_START to the command that starts a node and takes ``--port``; the command of the
same folder that is called ``stop`` stops it (or ELASTICSEARCH_STOP). Serves the demonstration from
``var/outage`` with two workers and searches it all the time, while healthy, stopped and back.
"""

import argparse
import http.client
import os
import re
import shlex
import shutil
import subprocess
import sys
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote_plus, urlsplit

from benchmarks.serving import ROOT, manage, site
from benchmarks.timing import percentile

WORDS = (
    "care", "welding", "english", "maths", "plumbing", "carer", "childcare", "it", "coding",
    "evening english", "electrician", "bricklaying", "esol entry 1", "hairdressing", "forklift",
    "free courses", "apprentiship", "care asistant", "level 2 care", "construction",
)  # fmt: skip
PLACES = ("", "Walsall", "B70", "Dudley")
LINE = "Our main search is resting."
TOTAL = re.compile(r"<h1[^>]*>\s*([\d,]+) result")
THREADS = 4
PAUSE_SECONDS = 0.05
RECOVERY_SECONDS = 120.0


@dataclass
class Seen:
    """What visitors saw in one phase."""

    milliseconds: list[float] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)


class Visitors:
    """Threads that search all the time and compare each page with the page of a healthy site."""

    def __init__(self, address: str) -> None:
        self.host = urlsplit(address).netloc
        self.paths = [
            f"/search/?q={quote_plus(words)}" + (f"&near={place}" if place else "")
            for words in WORDS
            for place in PLACES
        ]
        self.phase = "healthy"
        self.seen: dict[str, Seen] = defaultdict(Seen)
        self.is_over = threading.Event()
        self.last_main = 0.0
        self.first_spare = 0.0
        self.expected = {path: self._total(self._get(path)[1]) for path in self.paths}

    @contextmanager
    def searching(self) -> Iterator[None]:
        """Search in the background."""
        threads = [
            threading.Thread(target=self._search, args=(number,), daemon=True)
            for number in range(THREADS)
        ]
        for thread in threads:
            thread.start()
        yield
        self.is_over.set()
        for thread in threads:
            thread.join(timeout=30)

    def _search(self, number: int) -> None:
        position = number * len(self.paths) // THREADS
        while not self.is_over.is_set():
            path = self.paths[position % len(self.paths)]
            position += 1
            self._look(path)
            time.sleep(PAUSE_SECONDS)

    def _look(self, path: str) -> None:
        began = time.perf_counter()
        try:
            status, page = self._get(path)
        except (OSError, http.client.HTTPException) as error:
            status, page = 0, str(error)
        seen = self.seen[self.phase]
        seen.milliseconds.append((time.perf_counter() - began) * 1000)
        seen.counts["pages"] += 1
        if status != 200:
            seen.counts["errors"] += 1
            print(f"  {status} {path} {page[:200]}")
            return
        is_spare = LINE in page
        seen.counts["by the spare index"] += is_spare
        if is_spare:
            self.first_spare = self.first_spare or time.monotonic()
        else:
            self.last_main = time.monotonic()
        if (total := self._total(page)) != self.expected[path]:
            is_nothing = total == 0 and "Search is simpler now." not in page
            seen.counts["false nothing" if is_nothing else "another total"] += 1
            print(f"  {total}, not {self.expected[path]}: {path}")

    def _get(self, path: str) -> tuple[int, str]:
        connection = http.client.HTTPConnection(self.host, timeout=30)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    @staticmethod
    def _total(page: str) -> int:
        found = TOTAL.search(page)
        return int(found[1].replace(",", "")) if found else 0


def command(name: str, port: int) -> list[str]:
    """Return how a node on a port is started or stopped."""
    started = os.environ.get("ELASTICSEARCH_START")
    if not started:
        sys.exit("Set ELASTICSEARCH_START to the command that starts a node.")
    if name == "start":
        return [*shlex.split(started), "--port", str(port)]
    stop = os.environ.get("ELASTICSEARCH_STOP") or str(
        Path(shlex.split(started)[0]).parent / "stop"
    )
    return [*shlex.split(stop), "--port", str(port)]


def run(name: str, port: int) -> float:
    """Start or stop the node. Return the seconds it took."""
    began = time.monotonic()
    subprocess.run(command(name, port), check=True, stdout=subprocess.DEVNULL)
    return time.monotonic() - began


def main(port: int, seconds: float, workers: int, var_dir: Path) -> int:
    """Print a line a phase. Return how many pages were wrong."""
    run("start", port)
    os.environ["ELASTICSEARCH_URL"] = f"http://127.0.0.1:{port}"
    os.environ["SEARCH_INDEX_PREFIX"] = f"outage-{os.getpid()}-"
    shutil.rmtree(var_dir, ignore_errors=True)
    var_dir.mkdir(parents=True)
    manage(var_dir, "prepare", "--demo")
    with site(var_dir, workers=workers) as address:
        visitors = Visitors(address)
        empty = [path for path, total in visitors.expected.items() if not total]
        print(f"{len(visitors.paths)} searches, {len(empty)} of them find nothing at all")
        with visitors.searching():
            time.sleep(seconds)
            visitors.phase = "stopping"
            stopped_at = time.monotonic()
            run("stop", port)
            visitors.phase = "stopped"
            time.sleep(seconds)
            visitors.phase = "starting"
            start_seconds = run("start", port)
            started_at = time.monotonic()
            while (
                visitors.last_main < started_at and time.monotonic() < started_at + RECOVERY_SECONDS
            ):
                time.sleep(0.1)
            back_seconds = time.monotonic() - started_at
            visitors.phase = "back"
            time.sleep(seconds)
        _print(visitors)
        print(
            f"the spare index answered {visitors.first_spare - stopped_at:.1f} s after the stop; "
            f"the start took {start_seconds:.0f} s, the server answered visitors "
            f"{back_seconds:.1f} s after it"
        )
    return sum(
        seen.counts["errors"] + seen.counts["false nothing"] for seen in visitors.seen.values()
    )


def _print(visitors: Visitors) -> None:
    columns = ("pages", "errors", "false nothing", "another total", "by the spare index")
    print(f"{'':10}" + "".join(f"{column:>20}" for column in columns) + "   p50 / p95 / max ms")
    for phase, seen in visitors.seen.items():
        times = sorted(seen.milliseconds)
        counts = "".join(f"{seen.counts[column]:>20}" for column in columns)
        print(
            f"{phase:10}{counts}   {percentile(times, 50):.0f} / {percentile(times, 95):.0f} / "
            f"{times[-1]:.0f}"
        )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--es-port", type=int, default=9202)
    parser.add_argument("--seconds", type=float, default=20.0, help="length of each phase")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--var-dir", type=Path, default=ROOT / "var" / "outage")
    arguments = parser.parse_args()
    wrong = main(arguments.es_port, arguments.seconds, arguments.workers, arguments.var_dir)
    sys.exit(1 if wrong else 0)
