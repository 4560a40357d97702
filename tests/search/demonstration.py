"""Two indexes to search without a database: the demonstration region and generated listings."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from django.http import QueryDict

from search.criteria import Criteria, read_criteria
from search.documents import ListingDocument
from search.engines.base import SearchEngine
from search.engines.embedded.engine import EmbeddedEngine
from search.forms import SearchForm
from search.query import SearchQuery
from search.recall import Outcome, find
from search.reference import Reference
from search.suggestions import Suggestion

TODAY = datetime.date(2026, 11, 25)
NOW = datetime.datetime(2026, 11, 25, 9, tzinfo=datetime.UTC)
EVERYTHING = 1000  # more than either index holds


@dataclass(frozen=True, repr=False)  # the whole region in a failure hides the failure
class Catalogue:
    """An index and what the region knows. ``suggestions`` are all that can be offered."""

    directory: Path
    engine: SearchEngine
    reference: Reference
    suggestions: tuple[Suggestion, ...] = ()

    @cached_property
    def courses(self) -> tuple[ListingDocument, ...]:
        query = SearchQuery(today=TODAY, filters={"kind": ("course",)}, page_size=EVERYTHING)
        return tuple(hit.document for hit in self.engine.search(query).hits)

    @cached_property
    def titles(self) -> tuple[str, ...]:
        return tuple(sorted({course.title for course in self.courses}))

    def read(self, form: SearchForm) -> Criteria:
        return read_criteria(form, reference=self.reference, today=TODAY, language="en-gb")

    def find(self, asked: SearchForm | str, *, page_size: int = 20, facets=()) -> Outcome:
        """Search as the page does: ``find("q=care&near=Walsall")``."""
        form = SearchForm.read(QueryDict(asked)) if isinstance(asked, str) else asked
        return find(self.read(form), self.engine, page_size=page_size, facets=tuple(facets))

    def first_titles(self, q: str, *, most: int) -> list[str]:
        return [
            hit.document.title for hit in self.find(SearchForm(q=q), page_size=most).results.hits
        ]

    def ids(self, q: str) -> frozenset[str]:
        """Return all that some words find."""
        hits = self.find(SearchForm(q=q), page_size=EVERYTHING).results.hits
        return frozenset(hit.document.id for hit in hits)


def build_index(directory: Path, documents: Iterable[ListingDocument]) -> SearchEngine:
    engine = EmbeddedEngine(directory)
    with engine.start_rebuild(today=TODAY) as rebuild:
        for document in documents:
            rebuild.add(document)
        rebuild.commit()
        rebuild.publish(sequence=1)
    return engine
