"""The process apart: ``python -m catalogue.feeds.workbook_reading FILE`` writes CSV."""

import csv
import datetime
import errno
import io
import json
import os
import re
import sys
import warnings
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

from openpyxl import load_workbook

from catalogue.feeds.formats.registry import COURSE_FORMATS
from catalogue.feeds.formats.venues import VENUES
from catalogue.feeds.marks import gettext_noop as _
from catalogue.feeds.reader import clean_heading
from catalogue.feeds.refusal import FileRefusedError
from catalogue.feeds.workbook_checks import check_archive, damaged
from catalogue.feeds.workbooks import (
    DISK_FULL,
    MEMORY_BYTES,
    OUTPUT_BYTES,
    REFUSED,
    SECONDS,
    too_hard,
)

MAX_SHEETS = 50
MAX_ROWS = 200_000
MAX_COLUMNS = 300
MAX_BLANK_ROWS = 2_000  # in one go: then the rest of the sheet is formatting, not rows
HEADING_ROWS = 20
# "0000000": a number that is shown with its leading zeros, as codes and phone numbers are.
ZEROS = re.compile(r'"?(0{2,20})"?')


def write_csv(stream: BinaryIO, output: Any, *, is_of_venues: bool = False) -> None:
    """Write the rows of the sheet that fits a format, else of the first one. It must be checked."""
    formats = (VENUES,) if is_of_venues else COURSE_FORMATS
    warnings.simplefilter("ignore")  # openpyxl tells of styles that it does not know
    book = load_workbook(stream, read_only=True, data_only=False, keep_links=False)
    writer = csv.writer(output)
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"][:MAX_SHEETS]
    filled: list[tuple[Any, list[str]]] = []
    for sheet in sheets:
        sheet.reset_dimensions()  # a sheet may say any size of itself
        headings = next((row for row in islice(_rows(sheet), HEADING_ROWS) if any(row)), None)
        if headings:
            filled.append((sheet, [clean_heading(cell) for cell in headings]))
    if not filled:
        raise FileRefusedError("FILE_EMPTY", _("The workbook has no sheet with anything in it."))
    chosen = next(
        (
            sheet
            for sheet, headings in filled
            if any(not known.missing_from(headings) for known in formats)
        ),
        filled[0][0],
    )
    width = 0  # of the headings: an empty cell at the end of a row of a sheet is no end of the row
    for number, row in enumerate(_rows(chosen)):
        if number >= MAX_ROWS:
            raise too_hard()
        width = width or len(row)
        writer.writerow(row + [""] * (width - len(row)) if row else row)


def _rows(sheet: Any) -> Iterator[list[str]]:
    """Yield the rows as texts, without empty ones at the end."""
    blank = 0
    for cells in sheet.iter_rows(max_col=MAX_COLUMNS):
        row = [cell_text(cell) for cell in cells]
        while row and not row[-1]:
            row.pop()
        if not row:
            blank += 1
            if blank > MAX_BLANK_ROWS:
                return
            continue
        yield from ([] for _ in range(blank))
        blank = 0
        yield row


def cell_text(cell: Any) -> str:
    """Return a cell as a CSV file has it: ``"21/09/2026"``, ``"250"``, ``"=A1+1"``."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        return value.replace("\x00", "").replace("_x000D_", "")
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _number(value, cell)
    if isinstance(value, datetime.datetime):
        has_time = value.time() != datetime.time()
        return value.strftime("%d/%m/%Y %H:%M" if has_time else "%d/%m/%Y")
    if isinstance(value, datetime.date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, datetime.time):
        return value.strftime("%H:%M")
    if isinstance(value, datetime.timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60:02d}:{minutes % 60:02d}"
    # A formula of a block of cells, or a table of them.
    return str(getattr(value, "text", None) or f"={type(value).__name__}")


def _number(value: float, cell: Any) -> str:
    if isinstance(value, float):
        if value != value or value in (float("inf"), float("-inf")):
            return ""
        value = int(value) if value.is_integer() and abs(value) < 1e15 else value
    if isinstance(value, float):
        return f"{value:.15g}"
    zeros = ZEROS.fullmatch(str(getattr(cell, "number_format", "") or ""))
    return str(value).zfill(len(zeros.group(1))) if zeros and value >= 0 else str(value)


def main(path: str, kind: str = "") -> int:
    """Read a workbook and write CSV, or the words of a refusal."""
    import resource  # of Unix; the site itself starts without it

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 5))
    resource.setrlimit(resource.RLIMIT_FSIZE, (OUTPUT_BYTES, OUTPUT_BYTES))
    output = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", errors="replace", newline="")
    try:
        with Path(path).open("rb") as stream:
            check_archive(stream)
            stream.seek(0)
            try:
                write_csv(stream, output, is_of_venues=kind == "venues")
                output.flush()
            except FileRefusedError:
                raise
            except MemoryError as error:
                raise too_hard() from error
            except Exception as error:
                if isinstance(error, OSError) and error.errno == errno.ENOSPC:
                    os._exit(DISK_FULL)  # or Python would try to write the rest once more
                # openpyxl meets a broken workbook with whatever its XML breaks first.
                raise damaged() from error
    except FileRefusedError as error:
        said = {"code": error.code, "words": error.words, "gaps": error.gaps, "row": error.row}
        sys.stderr.write(json.dumps(said))
        return REFUSED
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
