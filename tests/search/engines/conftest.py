import os
from collections.abc import Iterator

import pytest
from django.conf import settings
from elasticsearch import Elasticsearch, TransportError

from portal.settings import env
from search.engines.elasticsearch.engine import ElasticsearchEngine

pytest.register_assert_rewrite(
    "tests.search.engines.contract", "tests.search.engines.contract_writing"
)


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "capability(name): needs an engine that has it")


@pytest.fixture(scope="session")
def elasticsearch_url() -> str:
    """Give the address of a real node, or skip; where services are required, fail."""
    url = env.ELASTICSEARCH_URL
    reason = "ELASTICSEARCH_URL is not set"
    if url:
        try:
            Elasticsearch(url, request_timeout=5, max_retries=0).info()
        except TransportError as error:
            reason = f"no Elasticsearch at ELASTICSEARCH_URL: {error}"
        else:
            return url
    if settings.REQUIRE_SERVICES:
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def index_prefix(elasticsearch_url: str) -> Iterator[str]:
    """Give names of this worker's own, and remove what was left under them."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    prefix = f"{env.SEARCH_INDEX_PREFIX}test-{worker}-{os.getpid()}-"
    yield prefix
    remove_indexes(elasticsearch_url, prefix)


def remove_indexes(url: str, prefix: str) -> None:
    client = Elasticsearch(url, request_timeout=60)
    for name in client.indices.get(index=f"{prefix}*", filter_path="*.aliases.*").body:
        client.indices.delete(index=name)


@pytest.fixture
def engine(elasticsearch_url: str, index_prefix: str, request) -> Iterator[ElasticsearchEngine]:
    """Give an engine with a prefix of the test's own, and no index yet."""
    prefix = f"{index_prefix}{abs(hash(request.node.nodeid)) % 10**9}-"
    yield ElasticsearchEngine(elasticsearch_url, prefix)
    remove_indexes(elasticsearch_url, prefix)
