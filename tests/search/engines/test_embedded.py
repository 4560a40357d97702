import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from search.documents import ListingDocument
from search.engines.embedded import columns
from search.engines.embedded.engine import EmbeddedEngine
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


class TestEmbeddedEngineComparingNumbers(TestEmbeddedEngine):
    """The same with few venues compared as numbers, as only large circles are otherwise."""

    capabilities = frozenset({"parity"})

    @pytest.fixture(autouse=True)
    def _always(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(columns, "MIN_PLACES", -1)
        monkeypatch.setattr(columns, "LISTINGS_PER_PLACE", 1000)
