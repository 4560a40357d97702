"""Time the rendered results page by kind of search, in this process, without a network."""

import random
import time

from benchmarks.queries import PLACES, WORDS
from benchmarks.serving import use_folder
from benchmarks.timing import percentile

ROUNDS = 120


def classes(chance: random.Random) -> dict[str, list[str]]:
    """Return ``ROUNDS`` addresses of each kind of search."""

    def word(count: int) -> str:
        return "+".join(chance.sample(WORDS, count))

    return {
        "no words": ["/search/"] * 3
        + [f"/search/?page={chance.randint(2, 50)}" for _ in range(ROUNDS - 3)],
        "one word": [f"/search/?q={word(1)}" for _ in range(ROUNDS)],
        "two words": [f"/search/?q={word(2)}" for _ in range(ROUNDS)],
        "two words, three filters": [
            f"/search/?q={word(2)}&when=evening&cost=free&how=in-person" for _ in range(ROUNDS)
        ],
        "one word, a council": [
            f"/search/?q={word(1)}&near={chance.choice(PLACES[:7])}" for _ in range(ROUNDS)
        ],
        "one word, 5 miles": [
            f"/search/?q={word(1)}&near={chance.choice(PLACES[9:])}" for _ in range(ROUNDS)
        ],
        "common word, 10 miles": [
            f"/search/?q=skills&within=10&near={chance.choice(PLACES[9:])}" for _ in range(ROUNDS)
        ],
    }


def run() -> list[str]:
    """Return a line for each kind of search: p50 and p95 of the whole page."""
    from django.test import Client

    client = Client(headers={"host": "127.0.0.1"})
    for address in ("/search/?q=care", "/search/?q=care&near=B10"):
        client.get(address)
    lines, every = [], []
    for name, addresses in classes(random.Random(11)).items():
        times = []
        for address in addresses:
            began = time.perf_counter()
            response = client.get(address)
            times.append((time.perf_counter() - began) * 1000)
            if response.status_code != 200:
                raise SystemExit(f"{address} answered {response.status_code}")
        every += times
        times.sort()
        lines.append(
            f"{name:26} p50 {percentile(times, 50):6.1f}  p95 {percentile(times, 95):6.1f}"
        )
    every.sort()
    lines.append(f"{'all':26} p50 {percentile(every, 50):6.1f}  p95 {percentile(every, 95):6.1f}")
    return lines


if __name__ == "__main__":
    use_folder(__doc__)
    print("\n".join(run()))
