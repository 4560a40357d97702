"""Time suggestions while somebody types, through the API, in this process."""

import random
import time

from benchmarks.queries import PLACES, WORDS
from benchmarks.serving import use_folder
from benchmarks.timing import percentile

PREFIXES = 300


def run() -> str:
    """Return one line: the first answer, which builds the suggestions, and those after it."""
    from django.core.cache import cache
    from django.test import Client

    chance = random.Random(5)
    client = Client(headers={"host": "127.0.0.1"})
    began = time.perf_counter()
    client.get("/api/v1/suggest/?q=wel")
    first = time.perf_counter() - began
    times = []
    for _ in range(PREFIXES):
        is_place = chance.random() < 0.3
        word = chance.choice(PLACES if is_place else WORDS)
        typed = word[: chance.randint(1, len(word))]
        address = f"/api/v1/suggest/?q={typed}{'&kind=place' if is_place else ''}"
        cache.clear()  # the limit on questions a minute
        began = time.perf_counter()
        response = client.get(address)
        times.append((time.perf_counter() - began) * 1000)
        if response.status_code != 200:
            raise SystemExit(f"{address} answered {response.status_code}")
    times.sort()
    return (
        f"  first {first:.1f} s (builds them), then p50 {percentile(times, 50):.1f}"
        f"  p95 {percentile(times, 95):.1f}"
    )


if __name__ == "__main__":
    use_folder(__doc__)
    print(run())
