"""Sending many listings at once."""

import json
import time
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date
from typing import Any

from search.engines.base import Change, EngineUnavailable
from search.engines.elasticsearch.client import Connections, translated
from search.engines.elasticsearch.indices import own_alias
from search.engines.elasticsearch.mapping import to_source
from search.engines.entry import IndexEntry, index_entry
from search.runs import visible_days

BATCH = 500
BATCH_BYTES = 5_000_000
# Batches on the way while the next one is being prepared.
_ON_THE_WAY = 2
_TRIES = 6
_FIRST_PAUSE_SECONDS = 0.5

# A written listing keeps the highest number it was written with: an older write comes too late,
# and an equal one may be repeated. Numbers of the outbox begin at 1.
LEAST_VERSION = 1

Operation = tuple[bytes, bytes | None]


class Bulk:
    """Writes to one index with a version for all; close it with `finish`.

    Within one `flush`, each id may be written once: batches travel side by side.
    """

    def __init__(self, connections: Connections, index: str, *, version: int) -> None:
        self._connections = connections
        self._index = index
        self._version = max(version, LEAST_VERSION)
        self._operations: list[Operation] = []
        self._bytes = 0
        self._sending: list[Future[None]] = []
        self._pool = ThreadPoolExecutor(_ON_THE_WAY, thread_name_prefix="bulk")

    def put(self, entry: IndexEntry) -> None:
        """Write a listing."""
        self._add(self._action("index", entry.id), to_source(entry))

    def delete(self, document_id: str) -> None:
        """Remove a listing, if it is there."""
        self._add(self._action("delete", document_id), None)

    def change(self, changes: Iterable[Change], today: date) -> None:
        """Write changes, the last one for each id; then flush."""
        last = {change.id: change.document for change in changes}
        for document_id, document in last.items():
            if document is not None and visible_days(document)[1] >= today.toordinal():
                self.put(index_entry(document, today))
            else:
                self.delete(document_id)
        self.flush()

    def flush(self) -> None:
        """Send the rest, wait until all is written, and make it visible."""
        self._send()
        self._wait(0)
        with translated("refreshing the index", self._connections.address):
            self._connections.writer.indices.refresh(index=self._index)

    def finish(self) -> None:
        """Forget what was not sent."""
        self._pool.shutdown(cancel_futures=True)

    def _action(self, name: str, document_id: str) -> bytes:
        options = {"_id": document_id, "version": self._version, "version_type": "external_gte"}
        return json.dumps({name: options}).encode()

    def _add(self, action: bytes, source: bytes | None) -> None:
        self._operations.append((action, source))
        self._bytes += len(source or b"")
        if len(self._operations) >= BATCH or self._bytes >= BATCH_BYTES:
            self._send()

    def _send(self) -> None:
        if self._operations:
            self._wait(_ON_THE_WAY - 1)
            self._sending.append(self._pool.submit(self._deliver, self._operations))
            self._operations, self._bytes = [], 0

    def _wait(self, most: int) -> None:
        while len(self._sending) > most:
            self._sending.pop(0).result()

    def _deliver(self, operations: list[Operation]) -> None:
        """Send a batch; what a busy node puts off is sent again, a few times."""
        for attempt in range(_TRIES):
            if attempt:
                time.sleep(_FIRST_PAUSE_SECONDS * 2 ** (attempt - 1))
            operations = self._deliver_once(operations)
            if not operations:
                return
        raise EngineUnavailable(
            f"Elasticsearch failed while writing: it was too busy {_TRIES} times; try again later"
        )

    def _deliver_once(self, operations: list[Operation]) -> list[Operation]:
        with translated("writing", self._connections.address):
            lines: list[Any] = [part for operation in operations for part in operation if part]
            answer = self._connections.writer.bulk(
                index=own_alias(self._index),
                operations=lines,
                require_alias=True,
                filter_path=["errors", "items.*.status", "items.*.error"],
            )
            if not answer["errors"]:
                return []
            later = []
            for operation, item in zip(operations, answer["items"], strict=True):
                (result,) = item.values()
                if "error" not in result or result["status"] == 409:
                    continue  # written, or written already by a later change
                if result["status"] not in (429, 503):
                    raise EngineUnavailable(_refusal(operation, result["error"]))
                later.append(operation)
            return later


def _refusal(operation: Operation, error: dict[str, str]) -> str:
    (options,) = json.loads(operation[0]).values()
    return (
        f"Elasticsearch refuses to write {options['_id']}: "
        f"{error.get('type')}, {str(error.get('reason'))[:300]}"
    )
