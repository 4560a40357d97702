"""The contract, unchanged, on a real node; and the same answers as the embedded engine."""

from collections.abc import Iterator

import pytest

from search.documents import ListingDocument
from search.engines.elasticsearch.engine import ElasticsearchEngine
from search.engines.elasticsearch.mapping import to_source
from search.engines.entry import index_entry
from search.runs import visible_days
from tests.search.engines.conftest import remove_indexes
from tests.search.engines.contract import Build, EngineContract
from tests.search.engines.generated import TODAY


def rebuilt(
    engine: ElasticsearchEngine, documents: list[ListingDocument], *, today=TODAY
) -> ElasticsearchEngine:
    with engine.start_rebuild(today=today) as rebuild:
        for document in documents:
            rebuild.add(document)
        rebuild.publish(sequence=0)
    return engine


@pytest.fixture(scope="module")
def shared(elasticsearch_url: str, index_prefix: str) -> ElasticsearchEngine:
    """Give an index of this module, for tests that only read."""
    return rebuilt(ElasticsearchEngine(elasticsearch_url, f"{index_prefix}shared-"), [])


class TestElasticsearchEngine(EngineContract):
    @pytest.fixture
    def build(
        self,
        request: pytest.FixtureRequest,
        elasticsearch_url: str,
        index_prefix: str,
        shared: ElasticsearchEngine,
    ) -> Iterator[Build]:
        """Rebuild; for generated data that is only read, replace the listings of one index.

        Making an index takes most of a second, and generated data needs a hundred. Replaced
        listings leave a trace in scores only, which are not compared for generated data.
        """
        marks = [mark.args[0] for mark in request.node.iter_markers("capability")]
        is_replaced = hasattr(request.function, "hypothesis") and "writing" not in marks
        prefix = f"{index_prefix}written-"

        def build(documents: list[ListingDocument], *, today=TODAY) -> ElasticsearchEngine:
            if is_replaced:
                return replaced(shared, documents, today=today)
            return rebuilt(ElasticsearchEngine(elasticsearch_url, prefix), documents, today=today)

        yield build
        if not is_replaced:
            remove_indexes(elasticsearch_url, prefix)


def replaced(
    engine: ElasticsearchEngine, documents: list[ListingDocument], *, today
) -> ElasticsearchEngine:
    client, index = engine.connections.writer, engine.indices.write_alias
    shown = [one for one in documents if visible_days(one)[1] >= today.toordinal()]
    gone = set(engine.ids()) - {one.id for one in shown}
    operations: list = [{"delete": {"_id": each}} for each in gone]
    for document in shown:
        operations += [{"index": {"_id": document.id}}, to_source(index_entry(document, today))]
    if operations:
        answer = client.bulk(index=index, operations=operations, refresh=True, require_alias=True)
        assert not answer["errors"], answer
    engine.forget()
    return engine
