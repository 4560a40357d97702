"""Remember what was worked out, while what it was worked out from stays the same."""

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

T = TypeVar("T")


class Remembered(Generic[T]):
    """Values by key for one state, such as a reading of the tables and an index generation.

    A page reads its words again for each link that takes one of them away, and a second page of
    results reads the same words as the first. Safe between threads: at worst both work it out.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        # Always replaced together.
        self._kept: tuple[tuple[object, ...], dict[Hashable, T]] = ((), {})

    def get(self, state: tuple[object, ...], key: Hashable, work_out: Callable[[], T]) -> T:
        """Return the value of a key. Parts of a state are compared by identity, texts by value."""
        kept_state, values = self._kept
        if not _is_same(state, kept_state) or (len(values) >= self._most and key not in values):
            values = {}
            self._kept = (state, values)
        if key not in values:
            values[key] = work_out()
        return values[key]


def _is_same(one: tuple[object, ...], other: tuple[object, ...]) -> bool:
    return len(one) == len(other) and all(
        a is b or (isinstance(a, str) and a == b) for a, b in zip(one, other, strict=True)
    )
