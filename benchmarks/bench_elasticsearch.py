"""Measure the Elasticsearch engine against what the server can do by itself.

    ELASTICSEARCH_URL=http://127.0.0.1:9200 python -m benchmarks.bench_elasticsearch --var-dir ...

Pages: total, 20 whole documents and ten facets of generated listings, each asked of the engine and
right after as a bare request; the ratio of each pair counts, since other programs slow both.
Rebuild: from the database of the folder, and the same listings sent in lines that were made before.
"""

import argparse
import os
import statistics
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.serving import ROOT
from benchmarks.synthetic_documents import FACETS, Questions, Region
from benchmarks.timing import peak_memory_mb, percentile

if TYPE_CHECKING:
    from search.engines.elasticsearch.engine import ElasticsearchEngine
    from search.query import SearchQuery

TODAY = date(2026, 11, 25)
CHUNK = 1000


def main() -> None:
    """Run both halves; without --var-dir only the pages."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--var-dir", type=Path, help="a folder with a database, for the rebuild")
    parser.add_argument("--documents", type=int, default=20_000, help="for the pages")
    parser.add_argument("--queries", type=int, default=100, help="of each class")
    arguments = parser.parse_args()
    os.environ["VAR_DIR"] = str(arguments.var_dir or ROOT / "var")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.dev")
    import django  # only now: its settings read the environment

    django.setup()
    from django.conf import settings

    if not settings.SEARCH["elasticsearch_url"]:
        parser.error("set ELASTICSEARCH_URL")
    print(f"  load average {os.getloadavg()[0]:.1f}")
    with own_engine("pages") as engine:
        pages(engine, arguments.documents, arguments.queries)
    if arguments.var_dir:
        with own_engine("rebuild") as engine:
            rebuild(engine)


class own_engine:  # noqa: N801  (used as a function)
    """An engine with indexes of its own, removed at the end."""

    def __init__(self, name: str) -> None:
        from django.conf import settings

        from search.engines.elasticsearch.engine import ElasticsearchEngine

        self.engine = ElasticsearchEngine(
            settings.SEARCH["elasticsearch_url"],
            f"{settings.SEARCH['index_prefix']}bench-{name}-",
            api_key=settings.SEARCH["elasticsearch_api_key"],
            ca_file=settings.SEARCH["elasticsearch_ca_file"],
        )

    def __enter__(self) -> "ElasticsearchEngine":
        return self.engine

    def __exit__(self, *exc: object) -> None:
        indices = self.engine.indices
        indices.remove(one.name for one in indices.all())


def pages(engine: "ElasticsearchEngine", documents: int, count: int) -> None:
    """Print the engine's page and the bare request, one after the other, for classes of query."""
    region = Region(documents, today=TODAY)
    with engine.start_rebuild(today=TODAY) as building:
        for document in region.listings():
            building.add(document)
        building.publish(sequence=0)
    ask = Questions(region)
    classes: dict[str, Callable[[], SearchQuery]] = {
        "no words": lambda: ask.query(),
        "1 word": lambda: ask.query(words=ask.words(1)),
        "2 words": lambda: ask.query(words=ask.words(2)),
        "2 words, 3 filters": lambda: ask.query(words=ask.words(2), filters=ask.filters()),
        "2 words, area": lambda: ask.query(words=ask.words(2), place=ask.area()),
        "2 words, 5 miles": lambda: ask.query(words=ask.words(2), place=ask.around(5)),
        "1 word, 5 miles, nearest": lambda: ask.query(
            words=ask.words(1), place=ask.around(5, sort="nearest"), sort="nearest"
        ),
    }
    columns = f"{'p50':>8}{'p95':>8}{'bare p50':>10}{'ratio':>8}"
    print(f"  {documents} listings: page, ms{'':14}{columns}   bare: the words alone, ten facets")
    for name, make in classes.items():
        queries = [make() for _ in range(count)]
        for query in queries[:20]:
            engine.search(query)
            bare(engine, query)
        timed = [(clock(engine.search, query), clock(bare, engine, query)) for query in queries]
        mine, theirs = (sorted(one) for one in zip(*timed, strict=True))
        ratio = statistics.median(one / other for one, other in timed)
        print(
            f"  {name:34}{percentile(mine, 50):8.1f}{percentile(mine, 95):8.1f}"
            f"{percentile(theirs, 50):10.1f}{ratio:8.2f}"
        )


def bare(engine: "ElasticsearchEngine", query: "SearchQuery") -> Any:
    """Ask for the words of a query, 20 whole documents and ten facets; no filter, no factor."""
    from search.ranking import TEXT_WEIGHTS

    words = [
        {
            "dis_max": {
                "tie_breaker": 0.1,
                "queries": [
                    {"match_phrase": {field: {"query": " ".join(one.tokens), "boost": weight}}}
                    for one in word.alternatives
                    for field, weight in TEXT_WEIGHTS
                ],
            }
        }
        for word in query.words
    ]
    body = {
        "query": {"bool": {"must": words}} if words else {"match_all": {}},
        "sort": [{"_score": "desc"}, {"order": "asc"}],
        "size": 20,
        "track_total_hits": True,
        "_source": ["payload"],
        "aggs": {name: {"terms": {"field": name, "size": 300}} for name in FACETS},
    }
    return engine.connections.visitor.search(index=engine.indices.read_alias, body=body)


def clock(call: Callable[..., object], *arguments: object) -> float:
    """Measure a call in milliseconds."""
    began = time.perf_counter()
    call(*arguments)
    return (time.perf_counter() - began) * 1000


def rebuild(engine: "ElasticsearchEngine") -> None:
    """Print the rate of a rebuild from the database, and of the bulk request alone."""
    from portal.core.clock import today
    from search import indexing
    from search.builders.registry import KINDS
    from search.engines.elasticsearch.mapping import to_source
    from search.engines.entry import index_entry

    day = today()
    rates: dict[str, list[float]] = {"rebuild": [], "rebuild, two preparers": [], "bulk alone": []}
    by_work: list[float] = []
    lines = [
        (document.id, to_source(index_entry(document, day)))
        for kind in KINDS.values()
        for document in kind.documents(today=day)
    ]
    for _ in range(2):
        for name, preparers in (("rebuild", 1), ("rebuild, two preparers", 2)):
            began, worked = time.perf_counter(), time.process_time()
            count = indexing.rebuild(today=day, engine=engine, preparers=preparers)
            rates[name].append(count / (time.perf_counter() - began))
            if preparers == 1:
                by_work.append(count / (time.process_time() - worked))
        with engine.start_rebuild(today=day) as building:
            began = time.perf_counter()
            for chunk in chunks(lines):
                engine.connections.writer.bulk(index=building.index, operations=chunk)
            engine.connections.writer.indices.refresh(index=building.index)
            rates["bulk alone"].append(len(lines) / (time.perf_counter() - began))
    alone = max(rates["bulk alone"])
    for name, found in rates.items():
        print(f"  {name:26}{max(found):8,.0f} documents/s{max(found) / alone:8.2f} of bulk alone")
    print(f"  rebuild by work of its process{max(by_work):6,.0f} documents/s: other programs slow")
    print("  the clock, this one less")
    print(f"  {len(lines)} documents, peak memory {peak_memory_mb():.0f} MB with the lines")


def chunks(lines: list[tuple[str, bytes]]) -> Iterator[list[Any]]:
    """Make bodies of bulk requests."""
    for start in range(0, len(lines), CHUNK):
        pairs = ([{"index": {"_id": name}}, line] for name, line in lines[start : start + CHUNK])
        yield [part for pair in pairs for part in pair]


if __name__ == "__main__":
    main()
