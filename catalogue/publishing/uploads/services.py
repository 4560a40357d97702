"""Files of courses and places: taken, checked, published, undone. Every page calls these."""

import datetime
from collections.abc import Iterator
from typing import Any, BinaryIO

from catalogue.providers.models import Organisation
from catalogue.publishing.models import CourseFeed, Upload, UploadRow
from catalogue.publishing.uploads.outcomes import (
    Outcome,
    Progress,
    PublishResult,
    UndoReport,
    UploadRefused,
)

__all__ = ["Outcome", "Progress", "PublishResult", "UndoReport", "UploadRefused"]


def receive(
    organisation: Organisation,
    *,
    stream: BinaryIO,
    file_name: str,
    kind: str,
    sent_by: Any,
    now: datetime.datetime,
    source: str = "FILE",
    feed: CourseFeed | None = None,
    is_full_list: bool = False,
) -> Upload:
    """Keep a file that somebody sends. Raises UploadRefused; then no row or file is left."""
    raise NotImplementedError


def start(upload: Upload) -> None:
    """Have the file read in the background, once the transaction is committed."""
    raise NotImplementedError


def check(upload_id: int, *, now: datetime.datetime, today: datetime.date) -> None:
    """Read a file and write down what it would change. Does nothing when another one reads it."""
    raise NotImplementedError


def check_again(upload: Upload, *, now: datetime.datetime) -> bool:
    """Read a checked file once more, with what was put right. Return whether that began."""
    raise NotImplementedError


def progress(upload: Upload, *, now: datetime.datetime) -> Progress:
    """Return how far the work is. When its worker died, another one begins."""
    raise NotImplementedError


def fix(upload: Upload, row_number: int, column: str, value: str, *, actor: Any) -> UploadRow:
    """Put one cell right and judge its row anew. The diff is then old: call check_again.

    Raises UploadRefused when the upload or the row is not one that can be put right.
    """
    raise NotImplementedError


def cancel(upload: Upload, *, actor: Any, now: datetime.datetime) -> bool:
    """Stop an upload that is not published. Return whether it was one."""
    raise NotImplementedError


def publish(
    upload: Upload,
    *,
    actor: Any,
    now: datetime.datetime,
    today: datetime.date,
    is_full_list: bool = False,
    is_removal_confirmed: bool = False,
    seen_diff: str,
) -> Outcome:
    """Put the good rows live, or ask a moderator. ``seen_diff`` is the diff_sha256 of the page.

    ``is_full_list`` takes off what the file does not name; above a fifth of the live courses that
    needs ``is_removal_confirmed``.
    """
    raise NotImplementedError


def publish_now(
    upload: Upload,
    *,
    actor: Any,
    now: datetime.datetime,
    today: datetime.date,
    is_full_list: bool | None = None,
    actor_name: str = "",
) -> Outcome:
    """Put the good rows live without questions: after a moderator's yes, for feeds, for the API."""
    raise NotImplementedError


def may_undo(upload: Upload, *, now: datetime.datetime) -> bool:
    """Say whether an upload can be undone now."""
    raise NotImplementedError


def undo(upload: Upload, *, actor: Any, now: datetime.datetime) -> UndoReport:
    """Undo exactly this upload. What was edited later stays; ``upload.changes`` say what."""
    raise NotImplementedError


def send_again(upload: Upload, *, sent_by: Any, now: datetime.datetime) -> Upload:
    """Take the same file, with what was put right, as a new upload."""
    raise NotImplementedError


def errors_csv(upload: Upload) -> Iterator[bytes]:
    """Yield the held rows as the file has them, with a column ERRORS."""
    raise NotImplementedError


def run_due(*, now: datetime.datetime, today: datetime.date) -> dict[str, int]:
    """Finish what dead workers left. Return counts: ``{"uploads": 1}``."""
    raise NotImplementedError
