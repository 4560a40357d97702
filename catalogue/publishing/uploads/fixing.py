"""One cell put right on the page, and its row judged anew at once."""

import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from catalogue.feeds.course_files import FEED_FORMATS
from catalogue.feeds.formats.registry import COURSE_FORMATS
from catalogue.feeds.gathering import judge
from catalogue.feeds.lookups import AimBook, VenueBook
from catalogue.feeds.reader import clean_cell
from catalogue.feeds.rules.base import Severity
from catalogue.feeds.venue_rows import parse_venue_row
from catalogue.publishing.enums import UploadKind, UploadSource, UploadState
from catalogue.publishing.models import Upload, UploadRow
from catalogue.publishing.uploads import reading
from catalogue.publishing.uploads.outcomes import UploadRefused

MAX_CELL = 5_000  # characters
FORMATS = {known.name: known for known in (*COURSE_FORMATS, *FEED_FORMATS)}


def fix(
    upload: Upload,
    row_number: int,
    column: str,
    value: str,
    *,
    today: datetime.date,
) -> UploadRow:
    """Put one cell right and judge its row anew. The diff is then old: call check_again.

    Raises UploadRefused when the upload or the row is not one that can be put right.
    """
    with transaction.atomic():
        current = Upload.objects.select_for_update().filter(pk=upload.pk).first()
        if current is None or current.state != UploadState.CHECKED:
            raise UploadRefused(_("This file is not waiting for you. Look at it again."))
        row = UploadRow.objects.filter(upload=current, number=row_number).first()
        is_file = current.source == UploadSource.FILE
        if row is None or column not in row.cells or not is_file:
            raise UploadRefused(
                _("This cell cannot be put right here. Correct it in your file and send it again.")
            )
        text = clean_cell(value.replace("\x00", ""))
        if len(text) > MAX_CELL:
            raise UploadRefused(_("Write at most %(most)s characters.") % {"most": f"{MAX_CELL:,}"})
        was_held = row.is_held
        row.fixes = {**row.fixes, column: text}
        row.issues, row.is_held = _judged(current, row, today=today)
        row.save(update_fields=["fixes", "issues", "is_held"])
        change = int(was_held) - int(row.is_held)
        current.rows_held = max(0, current.rows_held - change)
        current.rows_loaded = max(0, current.rows_loaded + change)
        # What is shown of changes is old now: nothing can be published before it is read again.
        current.diff_sha256 = ""
        current.save(update_fields=["rows_held", "rows_loaded", "diff_sha256"])
    for name in ("rows_held", "rows_loaded", "diff_sha256"):
        setattr(upload, name, getattr(current, name))
    return row


def _judged(
    upload: Upload, row: UploadRow, *, today: datetime.date
) -> tuple[list[dict[str, Any]], bool]:
    raw = reading.fixed(reading.raw_row(row.number, row.cells), row.fixes)
    if upload.kind == UploadKind.VENUES:
        found = parse_venue_row(raw).issues
    else:
        file_format = FORMATS[upload.file_format]
        aims, venues = AimBook(), VenueBook(upload.organisation)
        found = tuple(
            one
            for prepared in file_format.rename(iter([raw]))
            for one in judge(
                prepared, file_format=file_format, venues=venues, aims=aims, today=today
            )
        )
    told = {(one.code, one.column, one.message): one for one in found}
    is_held = any(one.severity is Severity.ERROR for one in told.values())
    return [one.as_kept() for one in told.values()], is_held
