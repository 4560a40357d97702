"""A circuit breaker that all processes and threads of a machine share through one small file."""

import fcntl
import json
import logging
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Literal

log = logging.getLogger(__name__)

MOST_FAILURES = 3
# Failures count together when they lie this close: a server that fails every other question is
# down for visitors, though it never fails three times in a row.
WINDOW_SECONDS = 30.0
OPEN_SECONDS = 30.0
# A process that was killed during its probe must not keep the others from probing for ever.
PROBE_SECONDS = 5.0

Condition = Literal["closed", "open", "half-open"]


@dataclass(frozen=True, slots=True)
class BreakerState:
    """Moments of the clock that all processes of a machine share, 0.0 for never.

    ``failed_at`` holds the last failures while closed. ``opened_at``: since when visitors are kept
    away. ``probed_at``: when somebody was last let through to look.
    """

    failed_at: tuple[float, ...] = ()
    opened_at: float = 0.0
    probed_at: float = 0.0


class Breaker:
    """Says whether a question may be asked, from how the last ones went.

    Closed: ask. Three failures within half a minute open it: do not ask for 30 seconds. Then one
    question is let through; its success closes the breaker, its failure opens it again.

    Asking costs one look at the file's date. The file is written only when something failed or
    the breaker moves. A file that is lost or damaged reads as closed, and one that cannot be
    written leaves each process with a breaker of its own.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._seen: tuple[int, int, int] | None = None
        self._state = BreakerState()

    def allows(self) -> bool:
        """Say whether to ask now. When it says yes, tell it how that went."""
        state = self._read()
        if not state.opened_at:
            return True
        now = time.monotonic()
        if _is_within(state.opened_at, OPEN_SECONDS, now):
            return False
        with self._changing() as state:
            if not state.opened_at:
                return True
            if _is_within(state.opened_at, OPEN_SECONDS, now) or _is_within(
                state.probed_at, PROBE_SECONDS, now
            ):
                return False
            self._write(replace(state, probed_at=now))
            return True

    def succeeded(self) -> None:
        """Close after a probe. While closed a success changes nothing and costs nothing."""
        if not self._read().opened_at:
            return
        with self._changing() as state:
            # An answer to a question from before the breaker opened says nothing of now.
            if state.opened_at and state.probed_at >= state.opened_at:
                self._write(BreakerState())
                log.warning("The search engine answers again.")

    def failed(self) -> None:
        """Count a failure; open at the third, and again when a probe fails."""
        with self._changing() as state:
            now = time.monotonic()
            if state.opened_at:
                self._write(BreakerState(opened_at=now))
                return
            recent = [at for at in state.failed_at if _is_within(at, WINDOW_SECONDS, now)]
            recent.append(now)
            if len(recent) < MOST_FAILURES:
                self._write(BreakerState(failed_at=tuple(recent)))
                return
            self._write(BreakerState(opened_at=now))
            log.warning("The search engine failed %d times. Rest: %d s.", len(recent), OPEN_SECONDS)

    @property
    def condition(self) -> Condition:
        """What an operator is told."""
        state = self._read()
        if not state.opened_at:
            return "closed"
        is_open = _is_within(state.opened_at, OPEN_SECONDS, time.monotonic())
        return "open" if is_open else "half-open"

    def _read(self) -> BreakerState:
        signature = _signature(self._path)
        if signature != self._seen:
            with self._lock:
                self._state, self._seen = _load(self._path), signature
        return self._state

    @contextmanager
    def _changing(self) -> Iterator[BreakerState]:
        """Let one thread of one process at a time decide from the state as it is now."""
        with self._lock:
            file = _open_lock(self._path)
            try:
                signature = _signature(self._path)
                if signature != self._seen:
                    self._state, self._seen = _load(self._path), signature
                yield self._state
            finally:
                if file is not None:
                    os.close(file)  # which frees the lock

    def _write(self, state: BreakerState) -> None:
        self._state = state
        temporary = self._path.with_name(f"{self._path.name}.{os.getpid()}.tmp")
        try:
            temporary.write_text(json.dumps(asdict(state)), encoding="ascii")
            temporary.replace(self._path)
        except OSError as error:
            log.warning("The breaker of the search cannot be shared: %s", error)
        self._seen = _signature(self._path)


def _is_within(moment: float, seconds: float, now: float) -> bool:
    """Say whether a moment is less than some time ago."""
    return moment > 0.0 and 0.0 <= now - moment < seconds


def _load(path: Path) -> BreakerState:
    try:
        plain = json.loads(path.read_text(encoding="ascii"))
        state = BreakerState(
            failed_at=tuple(float(at) for at in plain["failed_at"])[-MOST_FAILURES:],
            opened_at=float(plain["opened_at"]),
            probed_at=float(plain["probed_at"]),
        )
        # The clock begins anew when the machine starts: what lies ahead is from before.
        newest = max(state.opened_at, state.probed_at, *state.failed_at, 0.0)
        return state if newest <= time.monotonic() else BreakerState()
    except (OSError, ValueError, KeyError, TypeError):
        return BreakerState()


def _open_lock(path: Path) -> int | None:
    """Hold the lock beside the file; the system frees it when the process dies."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = os.open(path.with_name(f"{path.name}.lock"), os.O_RDWR | os.O_CREAT, 0o644)
    except OSError:
        return None
    fcntl.flock(file, fcntl.LOCK_EX)  # held for microseconds
    return file


def _signature(path: Path) -> tuple[int, int, int]:
    try:
        stat = path.stat()
    except OSError:
        return (0, 0, 0)
    return (stat.st_mtime_ns, stat.st_size, stat.st_ino)
