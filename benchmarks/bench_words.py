"""How long it takes to understand a query, find a place, correct a word and suggest.

python -m benchmarks.bench_words
"""

import random
import string
import time
from collections.abc import Callable, Iterable
from datetime import date

from benchmarks.timing import percentile
from search.highlight import highlight, marked_tokens
from search.query_words import parse_words
from search.spelling import Corrector
from search.suggestions import Suggestion, SuggestionIndex
from search.understanding import WordReference, understand
from tests.search.lexicon import synonyms
from tests.search.region import gazetteer, place_facts

TODAY = date(2026, 11, 25)
QUERIES = """wolverhamton welding; looking after old people; IT support apprenticeship near Dudley
plumbing b70 6hj; english classes for beginners in Brum; level 2 or 3 care evenings; hca
careers fair Birmingham October; jobs near Xyzzyville; care "team leader" -childcare; انگلش
I want to learn english in Walsall with a creche; welding Willenhall, Walsall; free courses"""
VOCABULARY_SIZE, SUGGESTIONS, PREFIXES = 60_000, 30_000, 300


def measure(name: str, call: Callable[[str], object], inputs: Iterable[str]) -> None:
    """Print the median and the 95th of 100 in milliseconds, after one warm round."""
    texts = list(inputs)
    for text in texts:
        call(text)
    times = []
    for text in texts * 5:
        start = time.perf_counter()
        call(text)
        times.append((time.perf_counter() - start) * 1000)
    times.sort()
    p50, p95 = percentile(times, 50), percentile(times, 95)
    print(f"{name:44} p50 {p50:7.3f} ms   p95 {p95:7.3f} ms")


def made_words(count: int, picker: random.Random) -> list[str]:
    """Return pronounceable words, the same for the same seed."""
    syllables = [a + b for a in "bcdfghlmnprstw" for b in "aeiou"]
    return sorted(
        {"".join(picker.choices(syllables, k=picker.randint(2, 5))) for _ in range(count)}
    )


def main() -> None:
    picker = random.Random(1)
    queries = [query.strip() for line in QUERIES.splitlines() for query in line.split(";")]
    reference, table = WordReference(gazetteer()), synonyms()

    def understood(text: str) -> object:
        return parse_words(
            understand(text, reference=reference, today=TODAY).words_text, synonyms=table
        )

    measure("understand and build words", understood, queries)
    measure("place, exact", gazetteer().resolve, [place.name for place in place_facts()])
    misspelt = [place.name[:3] + place.name[4:] for place in place_facts() if len(place.name) > 6]
    measure("place, one letter missing", gazetteer().resolve, misspelt)
    measure("place, unknown", gazetteer().resolve, ["xyzzyville", "bromwitch", "upper nowhere"])

    words = made_words(VOCABULARY_SIZE * 2, picker)[:VOCABULARY_SIZE]
    corrector = Corrector([(word, picker.randint(1, 500)) for word in words], lambda token: 0)
    slips = {word[:2] + word[3:] for word in picker.sample(words, 290) if len(word) > 5}
    uncached = corrector._nearest  # past the cache: what a new slip costs
    measure(f"correct a word of {len(words):,}", uncached, sorted(slips))

    text = " ".join(picker.choices(words, k=80)) + " care assistant and welding"
    tokens = marked_tokens(parse_words("hca welding", synonyms=table))
    measure("highlight 80 words", lambda _: highlight(text, tokens), ["x"] * 20)

    entries = [
        Suggestion(" ".join(picker.choices(words, k=3)), "course", (), picker.randint(0, 900))
        for _ in range(SUGGESTIONS)
    ]
    start = time.perf_counter()
    index = SuggestionIndex.build(entries)
    print(f"build {SUGGESTIONS:,} suggestions: {time.perf_counter() - start:.2f} s")
    starts = [picker.choice(words)[: picker.randint(1, 10)] for _ in range(PREFIXES)]
    measure("suggest", index.suggest, starts)
    wrong = ["".join(picker.choices(string.ascii_lowercase, k=7)) for _ in range(40)]
    measure("suggest, nothing but slips", index.suggest, wrong)


if __name__ == "__main__":
    main()
