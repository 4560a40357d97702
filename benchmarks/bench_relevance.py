"""Compare the search with Wagtail's own search of the database: the same listings and queries.

    python -m benchmarks.bench_relevance --var-dir FOLDER QUERIES.csv JUDGEMENTS.csv

The site in FOLDER, on SQLite, is left as it was. Wagtail's search gets the same five texts with
the same weights, and the words as they were typed; it knows no places, levels or other names.
"""

import argparse
import datetime
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.timing import percentile

DEPTH = 10
GOOD = 2
TABLE = "bench_relevance"


def run(queries: Path, judgements: Path) -> str:
    """Return a table: a line for each way to search."""
    from django.db import connection, transaction

    from portal.core.clock import today
    from search.choosing import get_engine
    from search.evaluation.reading import read_judged_list
    from search.evaluation.running import evaluate, visitors
    from search.ranking import TEXT_WEIGHTS
    from search.reference import get_reference

    engine, judged = get_engine(), read_judged_list(queries, judgements)
    ours = visitors(engine=engine, reference=get_reference(), today=today())
    lines = [f"  {'':28} nDCG@10  success@1  success@10  MRR    nothing   p50 ms   p95 ms"]
    with transaction.atomic():
        baseline = _baseline_model()
        columns = ", ".join(f"{name} text" for name, _ in (("listing_id", 0), *TEXT_WEIGHTS))
        with connection.cursor() as cursor:  # by hand: a schema editor allows no transaction
            cursor.execute(f"CREATE TABLE {TABLE} (id integer PRIMARY KEY, {columns})")
        _fill(baseline, [document for i in engine.ids() if (document := engine.document(i))])
        ways: list[tuple[str, Callable]] = [("this search", ours)]
        ways += [
            (f"Wagtail, {word} of the words", _wagtail(baseline, engine, operator, today()))
            for word, operator in (("all", "and"), ("any", "or"))
        ]
        for name, find_one in ways:
            times: list[float] = []
            found = evaluate(
                judged, engine=engine, find_one=_timed(find_one, times), relevant=GOOD
            ).overall
            times.sort()
            lines.append(
                f"  {name:28} {found.ndcg:7.3f}  {found.success[0]:9.3f}  {found.success[2]:10.3f}"
                f"  {found.mrr:.3f}  {found.zero_results:7}  {percentile(times, 50):7.1f}"
                f"  {percentile(times, 95):7.1f}"
            )
        transaction.set_rollback(True)
    return "\n".join(lines)


@dataclass(frozen=True)
class _Found:
    """As much of an Outcome as an evaluation reads."""

    results: object
    step: str = "all-words"


def _baseline_model():
    """Make a table of the texts of listings, searched by Wagtail."""
    from django.db import models
    from wagtail.search import index

    from search.ranking import TEXT_WEIGHTS

    texts = {name: models.TextField(blank=True) for name, _ in TEXT_WEIGHTS}
    fields = [index.SearchField(name, boost=weight) for name, weight in TEXT_WEIGHTS]
    members = {
        "__module__": __name__,
        "listing_id": models.CharField(max_length=40),
        "Meta": type("Meta", (), {"app_label": "search", "db_table": TABLE}),
        "search_fields": fields,
        **texts,
    }
    return type("BaselineListing", (index.Indexed, models.Model), members)


def _fill(model, documents) -> None:
    from wagtail.search.backends import get_search_backend

    from search.documents import ListingDocument
    from search.fields import text_sources

    rows = []
    for document in documents:
        texts = {}
        for field, sources in text_sources(ListingDocument):
            values = (getattr(document, source) for source in sources)
            texts[field] = " ".join(v if isinstance(v, str) else " ".join(v) for v in values)
        rows.append(model(listing_id=document.id, **texts))
    model.objects.bulk_create(rows)
    backend = get_search_backend()
    index = backend.get_index_for_model(model)
    index.add_items(model, list(model.objects.all()))


def _wagtail(model, engine, operator: str, today: datetime.date) -> Callable:
    from wagtail.search.backends import get_search_backend

    from search.engines.base import Hit, SearchResults

    backend = get_search_backend()

    def find_one(query, page_size: int) -> _Found:
        words = query.form.q
        rows = backend.search(words, model, operator=operator)[:page_size] if words else []
        hits = tuple(Hit(engine.document(row.listing_id)) for row in rows)
        return _Found(SearchResults(hits=hits, total=len(hits)))

    return find_one


def _timed(find_one: Callable, times: list[float]) -> Callable:
    def timed(query, page_size: int):
        began = time.perf_counter()
        found = find_one(query, page_size)
        times.append((time.perf_counter() - began) * 1000)
        return found

    return timed


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--var-dir", type=Path, required=True)
    parser.add_argument("queries", type=Path)
    parser.add_argument("judgements", type=Path)
    options = parser.parse_args()
    os.environ["VAR_DIR"] = str(options.var_dir)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.dev")
    import django  # only now: its settings read the environment

    django.setup()
    print(run(options.queries, options.judgements))
