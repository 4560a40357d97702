"""What the services of uploads answer."""

from dataclasses import dataclass
from enum import StrEnum


class UploadRefused(Exception):  # noqa: N818 - the name that pages and the API know
    """A file was not taken. ``message`` says why and what to do, in the reader's language."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class PublishResult(StrEnum):
    """What became of pressing "Publish"."""

    PUBLISHED = "PUBLISHED"
    IN_REVIEW = "IN_REVIEW"  # a moderator looks first
    LOOK_AGAIN = "LOOK_AGAIN"  # the changes are others than those shown: the file is read again
    CONFIRM_REMOVALS = "CONFIRM_REMOVALS"  # much would be taken off: say that it is meant
    NOTHING_TO_DO = "NOTHING_TO_DO"  # no row changes anything
    NOT_READY = "NOT_READY"  # not in a state that can be published: somebody was faster


@dataclass(frozen=True, slots=True)
class Outcome:
    """``removed`` of ``live`` courses would go: what the question about removals says."""

    result: PublishResult
    removed: int = 0
    live: int = 0


@dataclass(frozen=True, slots=True)
class Progress:
    """How far reading or publishing is. ``rows_total`` is about right, and 0 while not known."""

    state: str
    rows_done: int
    rows_total: int
    is_stalled: bool = False

    @property
    def percent(self) -> int:
        """0 to 100."""
        if not self.rows_total:
            return 0
        return min(100, 100 * self.rows_done // self.rows_total)


@dataclass(frozen=True, slots=True)
class UndoReport:
    """How many changes were undone, undone but for later edits, and kept. The rows say which.

    ``refused`` says in words why nothing was undone.
    """

    done: int = 0
    partly: int = 0
    kept: int = 0
    refused: str = ""
