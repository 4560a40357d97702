"""Measure the embedded engine: pages by class of query, rebuild rate, memory.

    python -m benchmarks.bench_engine --documents 100000

A page is one search: total, 20 whole documents and ten facets. "Work" is the processor time of
the thread, which other programs move less than the clock; "no facets" is work too. The index is
kept in var/bench and used again with --keep.
"""

import argparse
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from benchmarks.synthetic_documents import Questions, Region
from benchmarks.timing import peak_memory_mb, percentile
from search.engines.base import EngineUnavailable
from search.engines.embedded.engine import EmbeddedEngine
from search.query import SearchQuery

TODAY = date(2026, 11, 25)


def main() -> None:
    """Run the benchmark named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--queries", type=int, default=60, help="queries of each class")
    parser.add_argument("--directory", type=Path, default=Path("var/bench"))
    parser.add_argument("--keep", action="store_true", help="use the index that is there")
    arguments = parser.parse_args()
    region = Region(arguments.documents, today=TODAY)
    engine = EmbeddedEngine(arguments.directory / f"embedded-{arguments.documents}")
    if not (arguments.keep and is_there(engine)):
        rebuild(engine, region)
    info = engine.info()
    size = info.size_bytes / 1e6
    print(f"{info.documents} documents, {info.segments} segments, {size:.0f} MB on disk")
    measure(engine, Questions(region), arguments.queries)


def is_there(engine: EmbeddedEngine) -> bool:
    """Tell whether an index of this version exists."""
    try:
        engine.info()
    except EngineUnavailable:
        return False
    return True


def rebuild(engine: EmbeddedEngine, region: Region) -> None:
    """Build the index and print rate and peak memory."""
    making, making_work = time.perf_counter(), time.thread_time()
    for _ in region.listings():
        pass
    making, making_work = time.perf_counter() - making, time.thread_time() - making_work
    began, began_work = time.perf_counter(), time.thread_time()
    with engine.start_rebuild(today=TODAY) as session:
        for document in region.listings():
            session.add(document)
        session.publish(sequence=0)
    seconds = time.perf_counter() - began - making
    work = time.thread_time() - began_work - making_work
    rates = (region.documents / seconds, region.documents / work)
    print("rebuild: {:,.0f} documents/s; {:,.0f} by work of the preparing thread".format(*rates))
    print(f"peak resident memory: {peak_memory_mb():.0f} MB")


def measure(engine: EmbeddedEngine, ask: Questions, count: int) -> None:
    """Print p50 and p95 of every class of query."""
    classes: dict[str, Callable[[], SearchQuery]] = {
        "no words": lambda: ask.query(),
        "1 word": lambda: ask.query(words=ask.words(1)),
        "1 common word": lambda: ask.query(words=ask.words(1, common=True)),
        "2 words": lambda: ask.query(words=ask.words(2)),
        "3 words": lambda: ask.query(words=ask.words(3)),
        "no words, 3 filters": lambda: ask.query(filters=ask.filters()),
        "2 words, 3 filters": lambda: ask.query(words=ask.words(2), filters=ask.filters()),
        "2 words, area": lambda: ask.query(words=ask.words(2), place=ask.area()),
        "1 common word, area": lambda: ask.query(words=ask.words(1, common=True), place=ask.area()),
        "2 words, 5 miles": lambda: ask.query(words=ask.words(2), place=ask.around(5)),
        "1 common word, 5 miles": lambda: ask.query(
            words=ask.words(1, common=True), place=ask.around(5)
        ),
        "1 common word, 10 miles": lambda: ask.query(
            words=ask.words(1, common=True), place=ask.around(10)
        ),
        "no words, 10 miles, nearest": lambda: ask.query(
            place=ask.around(10, sort="nearest"), sort="nearest"
        ),
        "1 common word, evening, soonest": lambda: ask.query(
            words=ask.words(1, common=True), filters={"when": ("evening",)}, sort="soonest"
        ),
    }
    columns = f"{'p50':>8}{'p95':>8}{'work p50':>10}{'no facets':>10}{'total':>10}"
    print(f"{'page, milliseconds':34}{columns}")
    for name, make in classes.items():
        queries = [make() for _ in range(count)]
        for query in queries[:5]:
            engine.search(query)
        pages, work = zip(*(timed(engine, query) for query in queries), strict=True)
        bare = [timed(engine, replace(query, facets=()))[1] for query in queries]
        total = statistics.median(engine.count(query) for query in queries)
        ordered = sorted(pages)
        print(
            f"{name:34}{percentile(ordered, 50):8.1f}{percentile(ordered, 95):8.1f}"
            f"{statistics.median(work):10.1f}{statistics.median(bare):10.1f}{total:10.0f}"
        )


def timed(engine: EmbeddedEngine, query: SearchQuery) -> tuple[float, float]:
    """Measure one page in milliseconds, by the clock and of this thread's work."""
    began, worked = time.perf_counter(), time.thread_time()
    engine.search(query)
    return (time.perf_counter() - began) * 1000, (time.thread_time() - worked) * 1000


if __name__ == "__main__":
    main()
