"""The held rows of an upload as the file has them, with a column ERRORS, for a spreadsheet."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

from django.conf import settings
from django.utils.translation import get_language, override

from catalogue.feeds.course_files import FEED_FORMATS
from catalogue.feeds.reader import clean_cell, clean_heading, open_table
from catalogue.feeds.refusal import FileRefusedError
from catalogue.publishing.models import Upload, UploadRow
from catalogue.publishing.uploads import reading
from catalogue.publishing.uploads.finding_words import in_words
from catalogue.publishing.uploads.held_rows import findings_of
from portal.core.clock import REGION_TIME
from portal.core.spreadsheets import safe_cell

ERRORS = "ERRORS"
BATCH = 200
NO_TABLES = frozenset(known.name for known in FEED_FORMATS)
Cells = TypeVar("Cells")
# Amounts, dates and phone numbers: no spreadsheet makes more of them than a number.
PLAIN_NUMBER = re.compile(r"[+\-]\s?[\d(][\d\s().,/:\-]*")


def errors_csv(upload: Upload) -> Iterator[bytes]:
    """Return the held rows as CSV for a spreadsheet: UTF-8 with a mark, a piece at a time.

    The columns are those of the file, in its order, and ERRORS after them, in the language of the
    page. Cells that were put right here are as they are now.
    """
    return _pieces(upload, language=get_language() or settings.LANGUAGE_CODE)


def _pieces(upload: Upload, *, language: str) -> Iterator[bytes]:
    # A piece is made when the page was sent already, and with it its language was forgotten.
    yield b"\xef\xbb\xbf"
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    for number, row in enumerate(_rows(upload, language=language)):
        writer.writerow([safe_text(cell) for cell in row])
        if number % BATCH == 0:
            yield _taken(buffer)
    yield _taken(buffer)


def safe_text(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula. ``-5`` and ``+44 1922`` stay."""
    text = clean_cell(cell)
    return text if PLAIN_NUMBER.fullmatch(text) else str(safe_cell(text))


def _taken(buffer: io.StringIO) -> bytes:
    content = buffer.getvalue().encode("utf-8", "replace")
    buffer.seek(0)
    buffer.truncate()
    return content


def _rows(upload: Upload, *, language: str) -> Iterator[Sequence[str]]:
    try:
        with reading.opened(upload) as stream:
            is_table = upload.file_format not in NO_TABLES
            yield from (_of_table if is_table else _of_feed)(upload, stream, language=language)
    except FileRefusedError:
        # An old file is gone: the kept rows are all there is.
        yield from _of_kept_rows(upload, language=language)


def _of_table(upload: Upload, stream: Any, *, language: str) -> Iterator[list[str]]:
    table = open_table(stream)
    names = [clean_heading(cell) for cell in table.heading_cells]
    width = len(table.headings)
    yield [*table.heading_cells[:width], ERRORS]
    for row, cells in _held_of(upload, table.records):
        cells = [*cells, *[""] * (width - len(cells))]
        cells = [
            row.fixes.get(name, cell) for name, cell in zip(names, cells, strict=False)
        ] + cells[len(names) :]
        yield [*cells, _errors(row, language=language)]


def _of_feed(upload: Upload, stream: Any, *, language: str) -> Iterator[list[str]]:
    today = (upload.checked_at or upload.created_at).astimezone(REGION_TIME).date()
    rows, _format = reading.opener_of(upload, today=today)(stream)
    yield [*rows.headings, ERRORS]
    for row, cells in _held_of(upload, ((one.number, one.cells) for one in rows.rows())):
        told = (str(cells.get(name, "")) for name in rows.headings)
        yield [*told, _errors(row, language=language)]


def _held_of(
    upload: Upload, records: Iterable[tuple[int, Cells]]
) -> Iterator[tuple[UploadRow, Cells]]:
    """Yield the held rows with their cells as the file has them, in one go through both."""
    held = _held(upload).iterator(chunk_size=BATCH)
    row = next(held, None)
    for number, cells in records:
        if row is None:
            return
        if number == row.number:
            yield row, cells
            row = next(held, None)


def _of_kept_rows(upload: Upload, *, language: str) -> Iterator[list[str]]:
    names: dict[str, None] = {}
    for cells in _held(upload).values_list("cells", flat=True).iterator(chunk_size=BATCH):
        names |= dict.fromkeys(cells)
    yield [*names, ERRORS]
    for row in _held(upload).iterator(chunk_size=BATCH):
        cells = {**row.cells, **row.fixes}
        yield [*(str(cells.get(name, "")) for name in names), _errors(row, language=language)]


def _held(upload: Upload) -> Any:
    return UploadRow.objects.filter(upload=upload, is_held=True).order_by("number")


def _errors(row: UploadRow, *, language: str) -> str:
    """Return what is wrong, a line each, with the column that it is about."""
    errors = [found for found in findings_of(row) if found["severity"] == "error"]
    with override(language):
        told = [(found["column"], in_words(found)) for found in errors]
    return "\n".join(f"{column}: {words}" if column else words for column, words in told)
