"""Documents prepared in several processes, for the rebuild of a large catalogue."""

import datetime
import multiprocessing
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor

import django

from search.engines.entry import IndexEntry

CHUNK = 2000  # listings a job: facts are read once a job, and a job's answer is about 10 MB


def entries(*, today: datetime.date, preparers: int) -> Iterator[IndexEntry]:
    """Give what to index, in the order of a rebuild in one process.

    At most two jobs a process wait at a time, so memory does not grow with the catalogue. The
    processes read the database for themselves and see what was committed when each of them asks;
    later changes are in the outbox, as they are for a rebuild in one process.
    """
    # Spawned, not forked: a fork would share the connection to the database.
    context = multiprocessing.get_context("spawn")
    waiting: deque[Future[list[IndexEntry]]] = deque()
    with ProcessPoolExecutor(preparers, mp_context=context, initializer=django.setup) as pool:
        for kind, ids in _jobs(today=today):
            waiting.append(pool.submit(prepare, kind, ids, today))
            if len(waiting) > 2 * preparers:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


def _jobs(*, today: datetime.date) -> Iterator[tuple[str, list[int]]]:
    from search.builders.registry import KINDS

    for kind in KINDS.values():
        # A role is one listing in each of its languages: "role:90" and "role:90:pl".
        ids = sorted({int(one.split(":")[1]) for one in kind.expected_ids(today=today)})
        for start in range(0, len(ids), CHUNK):
            yield kind.name, ids[start : start + CHUNK]


def prepare(kind: str, ids: list[int], today: datetime.date) -> list[IndexEntry]:
    """Read listings and prepare what is indexed of them, in a process of its own."""
    # Models can be imported only after django.setup(), which runs when the process starts.
    from search.builders.registry import KINDS
    from search.engines.entry import index_entry

    documents = KINDS[kind].documents(today=today, ids=ids)
    found = (index_entry(document, today) for document in documents)
    return [entry for entry in found if entry.last_day >= today.toordinal()]
