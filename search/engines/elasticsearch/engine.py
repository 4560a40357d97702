"""The engine for more than one machine: Elasticsearch behind aliases."""

import time
import zlib
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from elasticsearch import ApiError

from search.documents import ListingDocument, from_plain
from search.engines.base import Change, EngineUnavailable, IndexInfo, SearchResults
from search.engines.elasticsearch import rebuild
from search.engines.elasticsearch.client import (
    VISITOR_SERVER_TIMEOUT,
    Connections,
    checked_search,
    is_missing_document,
    translated,
)
from search.engines.elasticsearch.compiler import Clause, Compiler, is_sendable
from search.engines.elasticsearch.indices import Indices, earlier_index
from search.engines.elasticsearch.mapping import ALL, PAYLOAD, WORDS
from search.engines.elasticsearch.results import Pager
from search.query import SearchQuery

# A change has to be findable within two seconds: what is remembered of the index by its
# generation (places, spelling) may lag behind by so much.
GENERATION_SECONDS = 1.0
# Numbers about the index are no part of a visitor's page.
_INFO_SECONDS = 5.0
_MAX_ID_BYTES = 512  # the server refuses longer ones
_IDS_BATCH = 10_000
_WORDS_BATCH = 10_000
_COUNTS_BATCH = 50


class ElasticsearchEngine:
    """Searches the index behind the read alias; see search.engines.base.SearchEngine."""

    name = "elasticsearch"

    def __init__(self, url: str, prefix: str, *, api_key: str = "", ca_file: str = "") -> None:
        """Take the server, and what begins the names of all indexes of this site."""
        self.connections = Connections(url, api_key=api_key, ca_file=ca_file)
        self.indices = Indices(self.connections, prefix)
        self._index = self.indices.read_alias
        # The generation with the time at which it was read, always replaced together.
        self._seen: tuple[str, float] | None = None

    def reading(self, index: str) -> "ElasticsearchEngine":
        """Give an engine that reads one index, published or not."""
        other = object.__new__(type(self))
        other.connections, other.indices = self.connections, self.indices
        other._index, other._seen = index, None
        return other

    def forget(self) -> None:
        """Look at the index anew: something was written."""
        self._seen = None

    def search(self, query: SearchQuery) -> SearchResults:
        """Find one page with totals and facet counts, all of one moment."""
        began = time.perf_counter()
        # The same search asks the same copy of the index, so that its pages agree on ties.
        words = repr((query.words, query.filters)).encode("utf-8", "replace")
        copy = f"copy{zlib.crc32(words) % 64}"
        page = Pager(lambda bodies: self._ask(bodies, "searching", copy), query).page()
        return SearchResults(
            hits=tuple(page.hits),
            total=page.total,
            near_total=page.near_total,
            placeless_total=page.placeless_total,
            facets=page.facets,
            took_ms=round((time.perf_counter() - began) * 1000, 2),
            engine=self.name,
        )

    def count(self, query: SearchQuery) -> int:
        """Count all matches of a query."""
        return self.count_many([query])[0]

    def count_many(self, queries: Sequence[SearchQuery]) -> list[int]:
        """Count several queries in one request."""
        bodies = [Compiler(query).count_body() for query in queries]
        counts: list[int] = []
        for start in range(0, len(bodies), _COUNTS_BATCH):
            answers = self._ask(bodies[start : start + _COUNTS_BATCH], "counting")
            counts += [answer["hits"]["total"]["value"] for answer in answers]
        return counts

    def document(self, document_id: str) -> ListingDocument | None:
        """Read one listing by its id."""
        if not is_sendable(document_id) or not 0 < len(document_id.encode()) <= _MAX_ID_BYTES:
            return None
        with translated("reading a document", self.connections.address):
            try:
                answer = self.connections.visitor.get(index=self._index, id=document_id)
                payload = answer["_source"][PAYLOAD]
            except ApiError as error:
                if is_missing_document(error):
                    return None
                raise
        return from_plain(payload)

    def document_frequency(self, token: str) -> int:
        """Count the listings that hold a token."""
        if not is_sendable(token):
            return 0
        body = {"size": 0, "track_total_hits": True, "query": {"term": {ALL: token}}}
        count: int = self._ask([body], "looking up a token")[0]["hits"]["total"]["value"]
        return count

    def vocabulary(self) -> list[tuple[str, int]]:
        """List every surface word with its listings count."""
        address = self.connections.address
        listed: list[tuple[str, int]] = []
        composite: dict[str, Any] = {
            "size": _WORDS_BATCH,
            "sources": [{WORDS: {"terms": {"field": WORDS}}}],
        }
        while True:
            body = {"size": 0, "aggs": {WORDS: {"composite": composite}}}
            with translated("listing words", address):
                answer = self.connections.writer.search(
                    index=self._index, body=body, allow_partial_search_results=False
                )
            found = checked_search(answer, "listing words", address)["aggregations"][WORDS]
            listed += [(bucket["key"][WORDS], bucket["doc_count"]) for bucket in found["buckets"]]
            if "after_key" not in found:
                return listed
            composite["after"] = found["after_key"]

    def ids(self) -> list[str]:
        """List every id, sorted."""
        body = {"query": {"exists": {"field": "id"}}, "sort": ["id"], "_source": False}
        found = rebuild.pages(self.connections, self._index, body, size=_IDS_BATCH)
        return sorted(hit["sort"][0] for hits in found for hit in hits)

    def generation(self) -> str:
        """Name the present state of the index, at most a second old."""
        seen = self._seen
        if seen is None or time.monotonic() - seen[1] > GENERATION_SECONDS:
            now = time.monotonic()
            with translated("looking at the index", self.connections.address):
                state = self.indices.state(self._index, client=self.connections.visitor)
            seen = self._seen = (f"{state.index}:{state.write}", now)
        return seen[0]

    def info(self) -> IndexInfo:
        """Describe the published index."""
        client = self.connections.visitor.options(request_timeout=_INFO_SECONDS)
        with translated("describing the index", self.connections.address):
            state = self.indices.state(self._index, client=client)
            documents = client.count(index=state.index, query={"exists": {"field": "id"}})
            stats = client.indices.stats(index=state.index, metric=["segments", "store"])
            if documents["_shards"]["failed"] or not stats["_shards"]["successful"]:
                raise EngineUnavailable("parts of the index did not answer: see _cluster/health")
            primaries = stats["_all"]["primaries"]
        return IndexInfo(
            generation=f"{state.index}:{state.write}",
            documents=documents["count"],
            segments=primaries["segments"]["count"],
            sequence=state.sequence,
            built_on=state.built_on,
            size_bytes=primaries["store"]["size_in_bytes"],
            name=state.index,
            previous=earlier_index(self.indices.all(client=client)),
            outbox=state.outbox,
        )

    def start_rebuild(self, *, today: date) -> rebuild.ElasticsearchRebuild:
        """Begin a new index beside the published one."""
        return rebuild.ElasticsearchRebuild(self, self.connections, self.indices, today)

    def apply(
        self, changes: Iterable[Change], *, sequence: int, today: date, after: int = 0
    ) -> None:
        """Write changes up to an outbox number; searches see them together."""
        rebuild.apply(
            self.connections, self.indices, changes, sequence=sequence, today=today, after=after
        )
        self.forget()

    def refresh(self, *, today: date) -> int:
        """Rewrite what is indexed differently today."""
        total = rebuild.refresh(self.connections, self.indices, today)
        self.forget()
        return total

    def rollback(self) -> str:
        """Read the index before the present one again. Return its name."""
        name = self.indices.rollback()
        self.forget()
        return name

    def _ask(
        self, bodies: Sequence[Clause], doing: str, copy: str = "copy0"
    ) -> list[dict[str, Any]]:
        """Send searches in one request; every answer is whole, or none is given."""
        address = self.connections.address
        bodies = [{**body, "timeout": VISITOR_SERVER_TIMEOUT} for body in bodies]
        options: dict[str, Any] = {"allow_partial_search_results": False, "preference": copy}
        with translated(doing, address):
            if len(bodies) == 1:
                answers: list[Any] = [
                    self.connections.visitor.search(index=self._index, body=bodies[0], **options)
                ]
            else:
                header = {"index": self._index, **options}
                lines = [line for body in bodies for line in (header, body)]
                answer = self.connections.visitor.msearch(searches=lines)
                answers = answer["responses"] if isinstance(answer.body, dict) else [answer]
        if len(answers) != len(bodies):
            raise EngineUnavailable(f"Elasticsearch failed while {doing}: answers are missing")
        return [dict(checked_search(answer, doing, address)) for answer in answers]
