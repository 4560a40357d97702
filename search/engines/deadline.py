"""Calls that must come back in time, even from a server that sends a byte now and then."""

import os
import queue
import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from search.engines.base import EngineUnavailable

T = TypeVar("T")

# Threads that may hang at once. A server that never ends an answer holds each for as long as it
# likes; visitors are answered by somebody else meanwhile.
MOST_THREADS = 64


class _Call(Generic[T]):
    """A call under way: its answer or its failure, once it has one."""

    def __init__(self, work: Callable[[], T]) -> None:
        self.work = work
        self.is_done = threading.Event()
        self.answer: T | None = None
        self.failure: BaseException | None = None

    def run(self) -> None:
        try:
            self.answer = self.work()
        except BaseException as failure:  # raised again in the thread that asked
            self.failure = failure
        self.is_done.set()


class Deadline:
    """Runs calls in threads of its own and stops waiting after some seconds.

    The time-out of a socket starts anew with each byte, so it alone keeps no visitor from
    waiting. The threads are daemons: one that hangs does not keep the process from ending.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._calls: queue.SimpleQueue[_Call] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._threads = 0
        self._busy = 0
        # Threads do not follow into a forked process.
        os.register_at_fork(after_in_child=self._begin_again)

    def run(self, work: Callable[[], T]) -> T:
        """Return what the call returns, raise what it raises, or EngineUnavailable in time."""
        call = _Call(work)
        with self._lock:
            if self._busy >= MOST_THREADS:
                raise EngineUnavailable("too many questions wait for the search engine")
            self._busy += 1
            if self._busy > self._threads:
                self._start_thread()
        self._calls.put(call)
        if not call.is_done.wait(self.seconds):
            raise EngineUnavailable(f"no answer within {self.seconds:g} s")
        if call.failure is not None:
            raise call.failure
        return call.answer  # type: ignore[return-value]  # None only if the call returned it

    def _start_thread(self) -> None:
        try:
            threading.Thread(target=self._work, name="search-engine", daemon=True).start()
        except RuntimeError as error:  # the system has no thread to give now
            self._busy -= 1
            raise EngineUnavailable("no thread is left to ask the search engine") from error
        self._threads += 1

    def _begin_again(self) -> None:
        self._calls, self._lock = queue.SimpleQueue(), threading.Lock()
        self._threads = self._busy = 0

    def _work(self) -> None:
        while True:
            call = self._calls.get()
            call.run()
            del call  # or it would keep its answer until the next one
            with self._lock:
                self._busy -= 1
