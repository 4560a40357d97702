"""The file of an upload, opened: text, workbook or feed, with what was put right."""

import datetime
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from catalogue.feeds.course_files import open_courses
from catalogue.feeds.loader import Opened
from catalogue.feeds.reader import RawRow
from catalogue.feeds.refusal import FileRefusedError
from catalogue.feeds.workbooks import as_csv, is_workbook
from catalogue.publishing.enums import UploadKind
from catalogue.publishing.feeds.memory import format_name_of
from catalogue.publishing.models import Upload, UploadRow

Fixes = Mapping[int, Mapping[str, str]]
Seen = Callable[[int, dict[str, str]], None]


def tell_nobody() -> None:
    """Let nobody know that the work goes on."""


def seen_by_nobody(number: int, cells: dict[str, str]) -> None:
    """Keep nothing of a row."""


@contextmanager
def opened(upload: Upload, *, tick: Callable[[], None] = tell_nobody) -> Iterator[BinaryIO]:
    """Give the file as bytes of text. A workbook comes as CSV. Raises FileRefusedError."""
    try:
        file = upload.file.open("rb").file
    except (OSError, ValueError) as error:
        raise FileRefusedError(
            "FILE_NOT_READABLE", _("The file is no longer here. Send it again.")
        ) from error
    with file as stream:
        if not is_workbook(stream):
            yield stream
            return
        is_of_venues = upload.kind == UploadKind.VENUES
        with as_csv(Path(upload.file.path), tick=tick, is_of_venues=is_of_venues) as rows:
            yield rows  # type: ignore[misc]  # a file of bytes


def opener_of(upload: Upload, *, today: datetime.date) -> Callable[[BinaryIO], Opened]:
    """Return what opens the file by what is in it."""
    return partial(
        open_courses,
        today=today,
        format_name=format_name_of(upload),
        ukprn=upload.organisation.ukprn,
    )


def fixes_of(upload: Upload) -> dict[int, dict[str, str]]:
    """Return the cells that were put right here: ``{14: {"START_DATE": "28/02/2027"}}``."""
    rows = UploadRow.objects.filter(upload=upload).exclude(fixes={})
    return dict(rows.values_list("number", "fixes"))


def with_fixes(rows: Iterator[RawRow], fixes: Fixes, *, seen: Seen) -> Iterator[RawRow]:
    """Return rows with what was put right. ``seen`` gets each row as it came."""
    for row in rows:
        seen(row.number, row.cells)
        fix = fixes.get(row.number)
        yield fixed(row, fix) if fix else row


def fixed(row: RawRow, fix: Mapping[str, str]) -> RawRow:
    """Return a row with cells put right. A heading that the file lacks is left out."""
    cells = {name: fix.get(name, cell) for name, cell in row.cells.items()}
    return replace(row, cells=cells)


def raw_row(number: int, cells: Mapping[str, Any]) -> RawRow:
    """Return a kept row as the reader would give it."""
    return RawRow(number=number, cells={name: str(cell) for name, cell in cells.items()})
