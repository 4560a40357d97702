"""Files of courses and places: taken, checked, published, undone. Every page calls these."""

import datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from catalogue.publishing.enums import UploadState
from catalogue.publishing.models import Upload, UploadRow
from catalogue.publishing.uploads.checking import check
from catalogue.publishing.uploads.errors_file import errors_csv
from catalogue.publishing.uploads.fixing import fix
from catalogue.publishing.uploads.outcomes import (
    Outcome,
    Progress,
    PublishResult,
    UndoReport,
    UploadRefused,
)
from catalogue.publishing.uploads.publishing import publish, publish_now, publish_or_ask
from catalogue.publishing.uploads.receiving import receive
from catalogue.publishing.uploads.undoing import may_undo, undo
from catalogue.publishing.uploads.worker import read_again, run_due, start, wake

__all__ = [
    "Outcome",
    "Progress",
    "PublishResult",
    "UndoReport",
    "UploadRefused",
    "cancel",
    "check",
    "errors_csv",
    "fix",
    "may_undo",
    "progress",
    "publish",
    "publish_now",
    "publish_or_ask",
    "read_again",
    "receive",
    "run_due",
    "send_again",
    "start",
    "undo",
]

CANCELLABLE = (
    UploadState.RECEIVED,
    UploadState.CHECKING,
    UploadState.CHECKED,
    UploadState.QUARANTINED,
)


def progress(upload: Upload, *, now: datetime.datetime) -> Progress:
    """Return how far the work is. When its worker died, another one begins."""
    upload.refresh_from_db()
    is_stalled = wake(upload, now=now)
    return Progress(
        state=upload.state,
        rows_done=upload.rows_done,
        rows_total=upload.rows_total,
        is_stalled=is_stalled,
    )


def cancel(upload: Upload) -> bool:
    """Stop an upload that is not published. Return whether it was one."""
    mine = Upload.objects.filter(pk=upload.pk, state__in=CANCELLABLE)
    # A worker that reads it loses its lease, and ends.
    done = mine.update(state=UploadState.CANCELLED, lease_key="", lease_until=None)
    upload.refresh_from_db()
    return bool(done)


def send_again(upload: Upload, *, sent_by: Any, now: datetime.datetime) -> Upload:
    """Take the same file, with what was put right, as a new upload. Raises UploadRefused."""
    if not upload.file or not Path(upload.file.path).is_file():
        raise UploadRefused(_("The file is no longer here. Send it again."))
    with upload.file.open("rb") as stream, transaction.atomic():
        again = receive(
            upload.organisation,
            stream=stream.file,
            file_name=upload.file_name,
            kind=upload.kind,
            sent_by=sent_by,
            now=now,
            is_full_list=upload.is_full_list,
        )
        put_right = UploadRow.objects.filter(upload=upload).exclude(fixes={})
        UploadRow.objects.bulk_create(
            [
                UploadRow(upload=again, number=row.number, cells=row.cells, fixes=row.fixes)
                for row in put_right
            ],
            batch_size=200,
        )
    return again
