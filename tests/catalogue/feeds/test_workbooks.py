"""Workbooks: cells as a CSV has them, and everything hostile refused with words."""

import csv
import datetime
import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from catalogue.feeds.refusal import FileRefusedError
from catalogue.feeds.workbooks import as_csv, is_workbook
from tests.catalogue.feeds.workbook_files import (
    course_workbook,
    rewritten,
    sheet_xml,
    workbook,
)

BIG, STEEP = bytes(120 * 2**20), bytes(20 * 2**20)
SHEET = "xl/worksheets/sheet1.xml"
Read = Callable[..., list[list[str]]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Read a workbook as the upload does."""

    def run(content: bytes, **options: object) -> list[list[str]]:
        path = tmp_path / "book.xlsx"
        path.write_bytes(content)
        with as_csv(path, **options) as answer:
            return list(csv.reader(io.TextIOWrapper(answer, "utf-8", newline="")))

    return run


def refused(read: Read, content: bytes, **options: object) -> FileRefusedError:
    with pytest.raises(FileRefusedError) as told:
        read(content, **options)
    assert told.value.message.endswith(".")
    return told.value


def test_cells_are_what_a_csv_file_would_have(read: Read) -> None:
    values = [
        (datetime.date(2027, 1, 18), "18/01/2027"),
        (datetime.datetime(2027, 1, 18, 9, 30), "18/01/2027 09:30"),  # noqa: DTZ001 - as Excel
        (datetime.time(18, 30), "18:30"),
        (250, "250"),
        (250.0, "250"),
        (149.99, "149.99"),
        (0.1 + 0.2, "0.3"),
        (True, "TRUE"),
        ("=SUM(A1:A3)", "=SUM(A1:A3)"),
        ('=HYPERLINK("http://evil.example")', '=HYPERLINK("http://evil.example")'),
        ("#N/A", "#N/A"),
        ("two\nlines", "two\nlines"),
        ("اردو", "اردو"),
    ]

    rows = read(workbook([["HEADING"] * len(values), [value for value, _ in values]]))

    assert rows[1] == [text for _, text in values]


def test_empty_cells_at_the_end_of_a_row_are_cells(read: Read) -> None:
    """A sheet stores no empty cells. In a CSV file a row that ends early is a slip."""
    rows = read(workbook([["NAME", "COST", "PAGE"], ["Art", 5], [], ["Maths", None, "a", "b"]]))

    assert rows == [["NAME", "COST", "PAGE"], ["Art", "5", ""], [], ["Maths", "", "a", "b"]]


def test_a_number_that_is_shown_with_zeros_keeps_them(read: Read) -> None:
    book = Workbook()
    book.active.append(["CODE"])
    book.active.append([7])
    book.active["A2"].number_format = "000"
    content = io.BytesIO()
    book.save(content)

    assert read(content.getvalue())[1] == ["007"]


def test_row_numbers_are_those_of_the_spreadsheet(read: Read) -> None:
    rows = read(workbook([["A"], ["x"], [], [None], ["y"]]))

    assert [row for row in rows if row] == [["A"], ["x"], ["y"]]
    assert rows.index(["y"]) == 4


def test_the_sheet_that_fits_a_format_is_read(read: Read) -> None:
    rows = read(course_workbook({"COST": 99}, before={"Notes": [["Read me"], ["first"]]}))

    assert rows[0][0] == "LARS_QAN"
    assert "99" in rows[1]


def test_hidden_sheets_are_not_read(read: Read) -> None:
    book = Workbook()
    book.active.append(["secret"])
    book.active.sheet_state = "hidden"
    book.create_sheet("Seen").append(["open"])
    book.active = 1
    content = io.BytesIO()
    book.save(content)

    assert read(content.getvalue()) == [["open"]]


def test_an_empty_workbook_is_refused(read: Read) -> None:
    assert refused(read, workbook([])).code == "FILE_EMPTY"


def _zip(**members: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in members.items():
            archive.writestr(name, part)
    return target.getvalue()


def _declaring(content: bytes, size: int) -> bytes:
    """Return an archive whose first member says that it has another size, in both places."""
    data = bytearray(content)
    at = data.find(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", size)
    data[22:26] = struct.pack("<I", size)
    return bytes(data)


ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
CELL = '<row r="1"><c r="A1" t="inlineStr"><is><t>{}</t></is></c></row>'


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda book: book[: len(book) // 2], "WORKBOOK_DAMAGED"),
        (lambda book: b"PK\x03\x04" + b"x" * 500, "WORKBOOK_DAMAGED"),
        (lambda book: rewritten(book, {"../../evil.sh": b"x"}), "WORKBOOK_DAMAGED"),
        (lambda book: rewritten(book, {"/etc/evil": b"x"}), "WORKBOOK_DAMAGED"),
        (lambda book: rewritten(book, {"C:\\evil": b"x"}), "WORKBOOK_DAMAGED"),
        (
            lambda book: rewritten(book, {SHEET: sheet_xml(CELL.format("&b;"), prolog=ENTITIES)}),
            "WORKBOOK_DAMAGED",
        ),
        (
            lambda book: rewritten(book, {SHEET: sheet_xml(CELL.format("&a;"), prolog=OUTSIDE)}),
            "WORKBOOK_DAMAGED",
        ),
        (
            lambda book: rewritten(
                book,
                {
                    SHEET: sheet_xml(
                        CELL.format("&a;"), prolog=f"<!--{'x' * 100_000}-->{OUTSIDE}"
                    )
                },
            ),
            "WORKBOOK_DAMAGED",
        ),
        (
            lambda book: rewritten(
                book,
                {SHEET: sheet_xml(CELL.format("&a;"), prolog=OUTSIDE).decode().encode("utf-16")},
            ),
            "WORKBOOK_DAMAGED",
        ),
        (lambda book: rewritten(book, {"xl/media/a.bin": BIG}), "WORKBOOK_TOO_LARGE"),
        (lambda book: rewritten(book, {"xl/media/a.bin": STEEP}), "WORKBOOK_TOO_LARGE"),
        (lambda book: _declaring(book, 2**30), "WORKBOOK_TOO_LARGE"),
        (
            lambda book: rewritten(book, {f"xl/{number}.bin": b"" for number in range(1_100)}),
            "WORKBOOK_TOO_LARGE",
        ),
        (lambda book: rewritten(book, {SHEET: b"<worksheet><broken"}), "WORKBOOK_DAMAGED"),
        (
            lambda book: rewritten(
                book, {SHEET: sheet_xml('<row r="1"><c r="A1" t="s"><v>999999</v></c></row>')}
            ),
            "WORKBOOK_DAMAGED",
        ),
        (lambda book: _zip(**{"word/document.xml": b"<w/>"}), "FILE_NOT_CSV"),
        (
            lambda book: _zip(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"),
            "FILE_NOT_CSV",
        ),
        (lambda book: _zip(**{"xl/workbook.bin": b"x"}), "FILE_NOT_CSV"),
        (lambda book: _zip(**{"courses.csv": b"A,B"}), "FILE_NOT_CSV"),
    ],
    ids=[
        "half",
        "no archive",
        "leads up",
        "leads to the root",
        "leads to a drive",
        "entities",
        "entity from outside",
        "entity after a long comment",
        "entity in UTF-16",
        "much unpacked",
        "steep",
        "says 1 GB",
        "many parts",
        "broken XML",
        "text that is not there",
        "docx",
        "ods",
        "xlsb",
        "zip",
    ],
)  # fmt: skip
def test_what_is_hostile_or_broken_is_refused_with_words(
    read: Read, make: Callable[[bytes], bytes], code: str
) -> None:
    assert refused(read, make(workbook([["A"], ["x"]]))).code == code


def test_very_many_columns_end_quickly(read: Read) -> None:
    cells = "".join(f'<c t="n"><v>{n}</v></c>' for n in range(300_000))
    bomb = rewritten(workbook([["A"]]), {SHEET: sheet_xml(f'<row r="1">{cells}</row>')})

    assert len(read(bomb)[0]) == 300


def test_a_row_far_below_ends_the_sheet(read: Read) -> None:
    rows = (
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="A1048576"><v>2</v></c></row>'
    )
    assert read(rewritten(workbook([["A"]]), {SHEET: sheet_xml(rows)})) == [["1"]]


def test_a_reader_that_takes_too_long_is_stopped(read: Read) -> None:
    ticks: list[int] = []
    content = course_workbook({})

    told = refused(read, content, seconds=0.1, tick=lambda: ticks.append(1))

    assert told.code == "WORKBOOK_TOO_HARD"


@pytest.mark.parametrize(
    ("first", "is_one"), [(b"PK\x03\x04", True), (b"A,B", False), (b"", False)]
)
def test_a_workbook_is_known_by_its_first_bytes(first: bytes, is_one: bool) -> None:
    assert is_workbook(io.BytesIO(first)) is is_one


def test_an_old_workbook_is_named_in_words() -> None:
    with pytest.raises(FileRefusedError, match="old workbook"):
        is_workbook(io.BytesIO(b"\xd0\xcf\x11\xe0\xa1\xb1"))
