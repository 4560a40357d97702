"""How tests of engines ask, and the smallest listings they ask about."""

import dataclasses
from datetime import timedelta

from hypothesis import HealthCheck, Phase, settings

from search.analysis import analyse
from search.documents import ListingDocument, RunDocument
from search.engines.base import SearchEngine
from search.query import MAX_PAGES, Alternative, SearchQuery, Word
from tests.search.engines.generated import TODAY

generated_settings = settings(
    max_examples=15,
    deadline=None,
    # Shrinking builds hundreds of indexes: minutes, for an example that is short already.
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.function_scoped_fixture,
        HealthCheck.differing_executors,
    ],
)


def words_of(text: str) -> tuple[Word, ...]:
    """Each word by itself; a minus before it excludes it."""
    return tuple(
        Word(part, (Alternative(tuple(analyse(part))),), is_excluded=part[0] == "-")
        for part in text.split()
    )


def ask(text: str = "", **parts: object) -> SearchQuery:
    return SearchQuery(**{"today": TODAY, "words": words_of(text), **parts})


def course(number: int, title: str = "Welding", **parts: object) -> ListingDocument:
    parts.setdefault("runs", (run(),))
    return ListingDocument(id=f"course:{number}", kind="course", title=title, **parts)


def run(**parts: object) -> RunDocument:
    defaults = {"run_id": 1, "how": "in-person", "start_date": TODAY + timedelta(days=60)}
    return RunDocument(**{**defaults, **parts})


def ids(engine: SearchEngine, query: SearchQuery) -> list[str]:
    return [hit.document.id for hit in engine.search(query).hits]


def all_ids(engine: SearchEngine, query: SearchQuery, *, page_size: int) -> list[str]:
    found: list[str] = []
    for page in range(1, MAX_PAGES + 1):
        hits = ids(engine, dataclasses.replace(query, page=page, page_size=page_size))
        found += hits
        if len(hits) < page_size:
            break
    return found
