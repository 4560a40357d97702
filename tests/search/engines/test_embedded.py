import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from search.documents import ListingDocument
from search.engines.embedded import columns, facets, index, run_numbers
from search.engines.embedded.engine import EmbeddedEngine
from search.query import Alternative, PlaceFilter, SearchQuery, Word
from tests.search.engines.asking import ask, course, run
from tests.search.engines.contract import Build, EngineContract
from tests.search.engines.generated import TODAY

# The smallest buffer that tantivy takes: a test builds hundreds of small indexes.
SMALL_HEAP = 15_000_000


class TestEmbeddedEngine(EngineContract):
    @pytest.fixture
    def build(self, tmp_path: Path) -> Iterator[Build]:
        def build(documents: list[ListingDocument], *, today=TODAY) -> EmbeddedEngine:
            engine = EmbeddedEngine(Path(tempfile.mkdtemp(dir=tmp_path)))
            with engine.start_rebuild(today=today, heap_bytes=SMALL_HEAP) as rebuild:
                for document in documents:
                    rebuild.add(document)
                rebuild.publish(sequence=0)
            return engine

        return build


class TestEmbeddedEngineByTokens(TestEmbeddedEngine):
    """The same with runs looked up by their tokens, as only very common words are otherwise."""

    capabilities = frozenset({"parity"})

    @pytest.fixture(autouse=True)
    def _always(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(columns, "MOST_LISTINGS", 0)


class TestEmbeddedEngineReadingWhatIsNear(TestEmbeddedEngine):
    """The same with listings read by place, as where the words alone match too many."""

    capabilities = frozenset({"parity"})

    @pytest.fixture(autouse=True)
    def _always(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def read(*arguments, is_placed=False):
            return listings_of(*arguments, is_placed=is_placed) if is_placed else None

        listings_of = columns.listings_of
        monkeypatch.setattr(facets, "listings_of", read)


class TestEmbeddedEngineWithLikeAreas(TestEmbeddedEngine):
    """The same with areas whose numbers cannot be told apart."""

    capabilities = frozenset({"parity"})

    @pytest.fixture(autouse=True)
    def _always(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for module in (columns, index, run_numbers):
            monkeypatch.setattr(module, "area_number", lambda slug: 7)


def test_listings_with_many_runs_are_read_a_few_at_each_page_and_counted_right(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(columns, "MAX_PAYLOADS", 1)
    engine = EmbeddedEngine(tmp_path)
    with engine.start_rebuild(today=TODAY, heap_bytes=SMALL_HEAP) as rebuild:
        for number in (1, 2, 3):
            at = [run(run_id=venue, venue_id=venue, how="in-person") for venue in range(1, 7)]
            rebuild.add(course(number, runs=(*at, run(run_id=9, venue_id=99, how="blended"))))
        rebuild.publish(sequence=0)
    near = PlaceFilter(near=tuple(f"v{number}" for number in range(1, 30)))
    query = ask(place=near, facets=("how",))
    found = [engine.search(query).facets["how"] for _ in range(5)]
    assert found == [{"in-person": 3}] * 5
    assert len(engine._reader.snapshot().many_runs) == 3


def test_other_names_that_no_listing_has_change_nothing(tmp_path: Path) -> None:
    engine = EmbeddedEngine(tmp_path)
    with engine.start_rebuild(today=TODAY, heap_bytes=SMALL_HEAP) as rebuild:
        rebuild.add(course(1, "Care assistant"))
        rebuild.add(course(2, "Assistant in care"))
        rebuild.publish(sequence=0)
    own, phrase = Alternative(("carer",)), Alternative(("care", "assist"), 0.7)
    absent = (Alternative(("assist", "care"), 0.7), Alternative(("xyzzi",)))
    few, many = (
        engine.search(SearchQuery(today=TODAY, words=(Word("carer", names),)))
        for names in ((own, phrase), (own, phrase, *absent))
    )
    assert [(hit.document.id, hit.score) for hit in few.hits] == [
        (hit.document.id, hit.score) for hit in many.hits
    ]
    assert [hit.document.id for hit in many.hits] == ["course:1"]
    nothing = Word("xyzzy", absent[1:])
    assert engine.count(SearchQuery(today=TODAY, words=(nothing,))) == 0
    excluded = Word("xyzzy", absent[1:], is_excluded=True)
    assert engine.count(SearchQuery(today=TODAY, words=(excluded,))) == 2
