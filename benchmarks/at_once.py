"""Processes that all begin at one moment, for whoever wants to know what they do to each other."""

import os
from collections.abc import Callable, Sequence
from typing import Any

from benchmarks.kill_loop import finish, start


def at_once(works: Sequence[Callable[[], Any]]) -> list[Any]:
    """Run each work in a process of its own and return the answers, in the order of the works.

    Everybody connects to the database first; then one gate opens for all. What a process raises
    is told as ``"IntegrityError: ..."``.
    """
    gate, opener = os.pipe()
    bell, ringer = os.pipe()
    running = [start(_behind(work, gate, opener, ringer)) for work in works]
    for _ in works:
        os.read(bell, 1)
    for end in (opener, gate, bell, ringer):
        os.close(end)
    return [finish(pid, read)[1] for pid, read in running]


def _behind(work: Callable[[], Any], gate: int, opener: int, ringer: int) -> Callable[[], Any]:
    def wait_and_work() -> Any:
        from django.db import connection

        os.close(opener)  # the gate opens when nobody holds it shut
        connection.ensure_connection()
        os.write(ringer, b" ")
        os.read(gate, 1)
        return work()

    return wait_and_work
