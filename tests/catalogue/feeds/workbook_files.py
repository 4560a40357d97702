"""Workbooks made on the spot: honest ones by openpyxl, hostile ones by hand."""

import io
import zipfile
from collections.abc import Iterable, Mapping
from typing import Any

from openpyxl import Workbook

from catalogue.feeds.formats.course_directory import COURSE_DIRECTORY
from tests.catalogue.feeds.conftest import PLAIN_ROW

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def workbook(rows: Iterable[Iterable[Any]], *, before: Mapping[str, Any] | None = None) -> bytes:
    """Return a workbook with a sheet of rows. ``before`` are sheets that come first."""
    book = Workbook()
    book.remove(book.active)
    for name, lines in (before or {}).items():
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append(line)
    sheet = book.create_sheet("Courses")
    for row in rows:
        sheet.append(list(row))
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def course_workbook(*rows: Mapping[str, Any], **options: Any) -> bytes:
    """Return a workbook of courses: the plain row with the cells that a test names."""
    lines = [
        [(PLAIN_ROW | dict(row)).get(name) for name in COURSE_DIRECTORY.headings] for row in rows
    ]
    return workbook([COURSE_DIRECTORY.headings, *lines], **options)


def rewritten(content: bytes, changes: Mapping[str, bytes]) -> bytes:
    """Return a workbook with parts replaced or added."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name not in changes:
                new.writestr(name, old.read(name))
        for name, part in changes.items():
            new.writestr(name, part)
    return target.getvalue()


def sheet_xml(rows: str, *, prolog: str = "") -> bytes:
    """Return the XML of a sheet."""
    return (
        f'<?xml version="1.0"?>{prolog}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>'
        "</worksheet>"
    ).encode()
