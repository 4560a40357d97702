"""What one visitor's page has seen of an engine: whoever failed once is not asked again for it."""

import threading
import time
from typing import Any

# A page is long done by then. Commands, which begin no turn, ask again after it.
TURN_SECONDS = 5.0


class _Current(threading.local):
    number = 0


class _Failure(threading.local):
    turn = -1
    at = 0.0


_current = _Current()


def begin_turn(**kwargs: Any) -> None:
    """Begin the next visitor's turn in this thread; receives Django's ``request_started``."""
    _current.number += 1


class Turns:
    """Remembers for each thread whether an engine failed in the present turn."""

    def __init__(self) -> None:
        self._failure = _Failure()

    def note_failure(self) -> None:
        """Ask no more in this turn."""
        self._failure.turn, self._failure.at = _current.number, time.monotonic()

    def has_failed(self) -> bool:
        """Say whether the engine failed in this turn."""
        failure = self._failure
        return failure.turn == _current.number and time.monotonic() - failure.at < TURN_SECONDS
