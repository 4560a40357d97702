"""Time the page of a pathway in this process, without a network: made anew, and kept.

"work" is processor time, which other programs move less than the clock.
"""

import time

from benchmarks.serving import use_folder
from benchmarks.timing import percentile

ROUNDS = 60
PAGES = (
    "/careers/health/",
    "/careers/health/?from=healthcare-support-worker&near=Walsall",
    "/ur/careers/health/",
    "/careers/health-and-care/",
    "/careers/",
    "/",
)


def run() -> list[str]:
    """Return a line for each page and way: p50 and p95 in milliseconds."""
    from django.core.cache import cache
    from django.test import Client

    from pathways.versions import KEY

    client = Client(headers={"host": "127.0.0.1"})
    lines = []
    for address in PAGES:
        if client.get(address).status_code != 200:
            raise SystemExit(f"{address} did not answer 200. Seed the demonstration first.")
        for way in ("made anew", "kept"):
            times, work = [], []
            for _ in range(ROUNDS):
                if way == "made anew":
                    cache.delete(KEY)
                began, worked = time.perf_counter(), time.process_time()
                client.get(address)
                work.append((time.process_time() - worked) * 1000)
                times.append((time.perf_counter() - began) * 1000)
            lines.append(_line(address, way, sorted(times), sorted(work)))
    return lines


def _line(address: str, way: str, times: list[float], work: list[float]) -> str:
    numbers = "  ".join(
        f"{label} p50 {percentile(row, 50):6.1f} p95 {percentile(row, 95):6.1f}"
        for label, row in (("ms", times), ("work", work))
    )
    return f"{address:62} {way:9}  {numbers}"


if __name__ == "__main__":
    use_folder(__doc__)
    print("\n".join(run()))
