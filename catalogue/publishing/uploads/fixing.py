"""A cell put right on the page, or a place added that rows wait for: they are judged at once."""

import datetime
from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from catalogue.feeds.course_files import FEED_FORMATS
from catalogue.feeds.formats.registry import COURSE_FORMATS
from catalogue.feeds.gathering import judge
from catalogue.feeds.issues import RowIssue
from catalogue.feeds.lookups import AimBook, VenueBook
from catalogue.feeds.reader import RawRow, clean_cell
from catalogue.feeds.rules.base import Severity
from catalogue.feeds.venue_rows import parse_venue_row
from catalogue.providers.models import Organisation
from catalogue.publishing.enums import UploadKind, UploadSource, UploadState
from catalogue.publishing.models import Upload, UploadRow
from catalogue.publishing.uploads import reading
from catalogue.publishing.uploads.outcomes import UploadRefused

MAX_CELL = 5_000  # characters
BATCH = 200  # rows
# Where the remedy is one of the organisation's places: by name, and by reference.
BY_NAME = frozenset({"COURSERUN_VENUE_NAME_INVALID", "COURSERUN_VENUE_REQUIRED"})
BY_REFERENCE = frozenset({"COURSERUN_PROVIDER_VENUE_REF_INVALID"})
# A place that is new here lacks its postcode, or is one of the organisation's misspelt.
BY_EITHER = frozenset({"COURSERUN_VENUE_POSTCODE_REQUIRED"})
NAME = "VENUE_NAME"
ABOUT_PLACES = BY_NAME | BY_REFERENCE | BY_EITHER
FORMATS = {known.name: known for known in (*COURSE_FORMATS, *FEED_FORMATS)}


def fix(
    upload: Upload,
    row_number: int,
    column: str,
    value: str,
    *,
    today: datetime.date,
    is_for_alike: bool = False,
) -> UploadRow:
    """Put one cell right and judge its row anew. The diff is then old: call read_again.

    ``is_for_alike``: also in the other held rows that say the same in this column and are wrong
    there in the same way. Of a file with very many held rows these are those that the pages show.

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
        rows = [row, *(_alike(current, row, column) if is_for_alike else ())]
        for one in rows:
            one.fixes = {**one.fixes, column: text}
        _judge_anew(current, rows, today=today)
    for name in ("rows_held", "rows_loaded", "diff_sha256"):
        setattr(upload, name, getattr(current, name))
    return row


def find_places_anew(organisation: Organisation, *, today: datetime.date) -> int:
    """Judge the rows that wait for a place anew, after one was added or corrected.

    Return how many are good now. Their files are compared again before anything is published.
    """
    waiting = Upload.objects.filter(
        organisation=organisation,
        kind=UploadKind.COURSES,
        source=UploadSource.FILE,
        state=UploadState.CHECKED,
        rows_held__gt=0,
    )
    return sum(_find_places(number, today=today) for number in waiting.values_list("pk", flat=True))


@transaction.atomic
def _find_places(number: int, *, today: datetime.date) -> int:
    waiting = Upload.objects.select_for_update(of=("self",)).select_related("organisation")
    upload = waiting.filter(pk=number, state=UploadState.CHECKED).first()
    if upload is None:
        return 0
    held = UploadRow.objects.filter(upload=upload, is_held=True).exclude(cells={})
    judge_row = _Judge(upload, today=today)
    rows = [
        row
        for row in held
        if ABOUT_PLACES & {found["code"] for found in row.issues}
        and judge_row(row) != (row.issues, row.is_held)
    ]
    return _judge_anew(upload, rows, today=today) if rows else 0


def _judge_anew(upload: Upload, rows: list[UploadRow], *, today: datetime.date) -> int:
    """Judge rows, keep what is said of them now, and return how many are held no more."""
    judge_row, freed = _Judge(upload, today=today), 0
    for row in rows:
        was_held = row.is_held
        row.issues, row.is_held = judge_row(row)
        freed += int(was_held) - int(row.is_held)
    UploadRow.objects.bulk_update(rows, ["fixes", "issues", "is_held"], batch_size=BATCH)
    upload.rows_held = max(0, upload.rows_held - freed)
    upload.rows_loaded = max(0, upload.rows_loaded + freed)
    # What is shown of changes is old now: nothing can be published before it is read again.
    upload.diff_sha256 = ""
    upload.save(update_fields=["rows_held", "rows_loaded", "diff_sha256"])
    return freed


def said(row: UploadRow, column: str) -> str:
    """Return what stands in a cell now: as it came, or as it was put right."""
    return str(row.fixes.get(column, row.cells.get(column, "")))


def columns_of(found: dict[str, Any]) -> tuple[str, ...]:
    """Return the columns in which a finding can be put right: its own, perhaps the place's name."""
    return (found["column"], *([NAME] if found["code"] in BY_EITHER else []))


def wrong_in(row: UploadRow, column: str) -> set[str]:
    """Return what is wrong in a column of a row: ``{"“lots” is not a cost. ..."}``."""
    return {
        found["message"]
        for found in row.issues
        if found["severity"] == "error" and column in columns_of(found)
    }


def _alike(upload: Upload, row: UploadRow, column: str) -> Iterator[UploadRow]:
    """Yield other rows of which the same is said: two empty postcodes may be of two places."""
    others = UploadRow.objects.filter(upload=upload, is_held=True).exclude(cells={})
    wrong, told = wrong_in(row, column), said(row, column)
    for other in others.exclude(pk=row.pk).iterator(chunk_size=BATCH):
        is_same = column in other.cells and said(other, column) == told
        if is_same and wrong & wrong_in(other, column):
            yield other


class _Judge:
    """Judges kept rows of an upload; the books of places and aims are read once for all."""

    def __init__(self, upload: Upload, *, today: datetime.date) -> None:
        self._upload, self._today = upload, today
        self._aims, self._venues = AimBook(), VenueBook(upload.organisation)

    def __call__(self, row: UploadRow) -> tuple[list[dict[str, Any]], bool]:
        """Return what is said of a row now, and whether that holds it."""
        raw = reading.fixed(reading.raw_row(row.number, row.cells), row.fixes)
        found = parse_venue_row(raw).issues if self._is_of_venues else self._of_course(raw)
        told = {(one.code, one.column, one.message): one for one in found}
        is_held = any(one.severity is Severity.ERROR for one in told.values())
        return [one.as_kept() for one in told.values()], is_held

    @property
    def _is_of_venues(self) -> bool:
        return self._upload.kind == UploadKind.VENUES

    def _of_course(self, raw: RawRow) -> list[RowIssue]:
        file_format = FORMATS[self._upload.file_format]
        return [
            one
            for prepared in file_format.rename(iter([raw]))
            for one in judge(
                prepared,
                file_format=file_format,
                venues=self._venues,
                aims=self._aims,
                today=self._today,
            )
        ]
