"""Counts that wait in memory and are added to a table beside the requests, never inside one."""

import logging
import threading
import time
from collections import Counter
from collections.abc import Iterable
from multiprocessing.util import Finalize
from typing import Any, Generic, TypeVar

from django.db import Error, connection

log = logging.getLogger(__name__)

FULL = 200  # different keys that are written at once
MOST_KEPT = 2000  # different keys kept in memory while the database cannot be written
EXIT_PATIENCE_SECONDS = 2  # a locked database must not hold up the end of a process

Key = TypeVar("Key", bound=tuple[Any, ...])


class WaitingCounts(Generic[Key]):
    """Counts of this process that wait to be written. Any thread may add and flush.

    A subclass writes: ``write(counts)`` adds them to its table in one transaction. ``seconds`` is
    how long the first count waits, None to wait for ``flush()`` alone (tests). A process that is
    killed loses what waits, at most ``seconds`` of it.
    """

    what = "counts"  # for the log: "3 searches were not counted"

    def __init__(self, *, seconds: float | None) -> None:
        self._seconds = seconds
        self._counts: Counter[Key] = Counter()
        self._lock = threading.Lock()  # around memory only, never around the database
        self._writing = threading.Lock()
        self._timer: threading.Timer | None = None
        self._rests_until = 0.0
        self._dropped = 0

    def write(self, counts: Counter[Key]) -> None:
        """Add the counts to the table, all or none."""
        raise NotImplementedError

    def add(self, *keys: Key) -> None:
        """Count one of each. Costs a visitor some microseconds, whatever the database does."""
        self.add_all(keys)

    def add_all(self, keys: Iterable[Key]) -> None:
        """Count one of each of several keys."""
        with self._lock:
            was_full = len(self._counts) >= FULL
            for key in keys:
                if key in self._counts or len(self._counts) < MOST_KEPT:
                    self._counts[key] += 1
                else:
                    self._dropped += 1
            is_full = len(self._counts) >= FULL and not was_full
            is_rested = time.monotonic() >= self._rests_until
            self._start_timer(0 if is_full and is_rested else self._seconds)

    def waiting(self) -> dict[Key, int]:
        """Return what is not written yet."""
        with self._lock:
            return dict(self._counts)

    def forget(self) -> None:
        """Throw away what waits (tests)."""
        with self._lock:
            self._counts.clear()

    def flush(self) -> int:
        """Write what waits, and return how many that were.

        When the database cannot be written the counts stay, and are tried again later.
        """
        with self._writing:
            return self._flush()

    def flush_at_exit(self) -> None:
        """Write what waits before the process ends, if that is possible at once."""
        if self._seconds is None or not self._counts:
            return
        if not self._writing.acquire(timeout=EXIT_PATIENCE_SECONDS):
            return
        try:
            if connection.vendor == "sqlite":
                with connection.cursor() as cursor:
                    cursor.execute(f"PRAGMA busy_timeout = {EXIT_PATIENCE_SECONDS * 1000}")
            self._flush()
        except Error as error:
            log.warning("The last %s are not counted: %s", self.what, error)
        finally:
            self._writing.release()

    def end_with_process(self) -> None:
        """Flush when the process ends. Unlike atexit also when a server stops a forked worker."""
        Finalize(None, self.flush_at_exit, exitpriority=1)

    def _flush(self) -> int:
        with self._lock:
            counts, self._counts = self._counts, Counter()
            dropped, self._dropped = self._dropped, 0
        if dropped:
            log.warning("%d %s were not counted: too many waited.", dropped, self.what)
        if not counts:
            return 0
        try:
            self.write(counts)
        except Error as error:
            self._take_back(counts)
            log.warning("The count of %s waits, the database refused it: %s", self.what, error)
            return 0
        return counts.total()

    # --- by itself ------------------------------------------------------------------------------

    def _start_timer(self, seconds: float | None) -> None:
        """Flush later in a thread of its own, so that no request waits for the database."""
        if seconds is None or self._seconds is None:
            return
        if self._timer is not None:
            if seconds:
                return
            self._timer.cancel()
            self._timer = None
        timer = threading.Timer(seconds, self._flush_alone)
        timer.daemon = True
        try:
            timer.start()
        except RuntimeError as error:  # no thread to be had now: the next count tries again
            log.warning("The count of %s waits: %s", self.what, error)
        else:
            self._timer = timer

    def _flush_alone(self) -> None:
        with self._lock:
            self._timer = None
        try:
            self.flush()
        finally:
            connection.close()  # this thread's own

    def _take_back(self, counts: Counter[Key]) -> None:
        with self._lock:
            for key, count in self._counts.items():
                if key in counts or len(counts) < MOST_KEPT:
                    counts[key] += count
                else:
                    self._dropped += count
            self._counts = counts
            self._rests_until = time.monotonic() + (self._seconds or 0)
            self._start_timer(self._seconds)
