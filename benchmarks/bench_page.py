"""Time the rendered results page by kind of search, in this process, without a network.

"work" is processor time, which other programs move less than the clock. "asked" is how often the
engine was asked (searches, and counts of several searches together), the mean and the most of a
page. The line "all" leaves out what people type otherwise than in a few right words.
"""

import random
import time
from urllib.parse import urlencode

from benchmarks.queries import HOSTILE, MISSPELT, NOWHERE, PLACES, SENTENCES, WORDS
from benchmarks.serving import use_folder
from benchmarks.timing import percentile

ROUNDS = 120
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


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
        "one word, jobs": [f"/search/?q={word(1)}&kind=job" for _ in range(ROUNDS)],
    }


def typed_classes() -> dict[str, list[str]]:
    """Return addresses of what people also type: each search once."""
    kinds = {
        "sentence": SENTENCES,
        "misspelt word": MISSPELT,
        "nothing has it": NOWHERE,
        "24 words, hostile": HOSTILE,
    }
    return {
        name: [f"/search/?{urlencode({'q': text})}" for text in texts]
        for name, texts in kinds.items()
    }


def run() -> list[str]:
    """Return a line for each kind of search: p50 and p95 of the whole page."""
    from django.test import Client

    # A browser's name: pages of programs that say so are not counted for providers.
    client = Client(headers={"host": "127.0.0.1", "user-agent": BROWSER})
    for address in ("/search/?q=care", "/search/?q=care&near=B10", "/search/?q=plummmer"):
        client.get(address)
    asked = _count_questions()
    lines, every = [_line("", ("p50", "p95"), ("p50", "p95"), ("mean", "most"))], []
    usual = classes(random.Random(11))
    for name, addresses in (usual | typed_classes()).items():
        times, work, questions = [], [], []
        for address in addresses:
            asked.clear()
            began, worked = time.perf_counter(), time.process_time()
            response = client.get(address)
            work.append((time.process_time() - worked) * 1000)
            times.append((time.perf_counter() - began) * 1000)
            questions.append(len(asked))
            if response.status_code != 200:
                raise SystemExit(f"{address} answered {response.status_code}")
        if name in usual:
            every += zip(times, work, strict=True)
        mean = f"{sum(questions) / len(questions):.1f}"
        lines.append(_line(name, _ends(times), _ends(work), (mean, str(max(questions)))))
    times, work = ([pair[place] for pair in every] for place in (0, 1))
    lines.append(_line("all", _ends(times), _ends(work), ("", "")))
    return lines


def _count_questions() -> list[str]:
    """Return a list to which each question to the embedded engine is added from now on."""
    from search.engines.embedded.engine import EmbeddedEngine

    asked: list[str] = []
    for name in ("search", "count_many"):
        inner = getattr(EmbeddedEngine, name)

        def counted(self, *arguments, name=name, inner=inner):
            asked.append(name)
            return inner(self, *arguments)

        setattr(EmbeddedEngine, name, counted)
    return asked


def _ends(times: list[float]) -> tuple[str, str]:
    ordered = sorted(times)
    return f"{percentile(ordered, 50):.1f}", f"{percentile(ordered, 95):.1f}"


def _line(name: str, clock: tuple[str, str], work: tuple[str, str], asked: tuple[str, str]) -> str:
    columns = [
        f"{label} {one:>6} {other:>6}"
        for label, (one, other) in (("ms", clock), ("work", work), ("asked", asked))
    ]
    return "  ".join((f"{name:26}", *columns))


if __name__ == "__main__":
    use_folder(__doc__)
    print("\n".join(run()))
