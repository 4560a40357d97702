"""What the reader takes, and what it refuses with a reason."""

import io
from collections.abc import Iterator
from typing import Any

import pytest

from catalogue.feeds import decoding
from catalogue.feeds.reader import RawRow, open_table
from catalogue.feeds.refusal import FileRefusedError

TEXT = "NAME,PLACE\r\nCafé “Ż”,Walsall\r\n"


def read_rows(stream: Any) -> Iterator[RawRow]:
    return open_table(stream).rows()


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8"),
        (TEXT.encode("utf-16"), "utf-16"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16"),
        (TEXT.encode("utf-16-le"), "utf-16"),
        (TEXT.replace("Ż", "Z").encode("cp1252"), "windows-1252"),
    ],
    ids=["utf-8", "mark", "utf-16 little", "utf-16 big", "utf-16 without mark", "windows-1252"],
)
def test_any_usual_encoding_gives_the_same_words(content: bytes, encoding: str) -> None:
    table = open_table(io.BytesIO(content))

    rows = list(table.rows())

    assert table.headings == ["NAME", "PLACE"]
    assert rows[0].cells["NAME"].replace("Ż", "Z") == "Café “Z”"
    assert table.encoding == encoding


def test_a_character_cut_between_two_chunks_stays_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoding, "CHUNK_BYTES", 7)

    rows = list(read_rows(io.BytesIO(TEXT.encode())))

    assert rows[0].cells == {"NAME": "Café “Ż”", "PLACE": "Walsall"}


@pytest.mark.parametrize(
    "separator", [",", ";", "\t", "|"], ids=["comma", "semicolon", "tab", "bar"]
)
def test_the_separator_is_that_of_the_heading_line(separator: str) -> None:
    content = f"NAME{separator}PLACE\nA, b; c{separator}Dudley\n"
    if separator in ",;":
        content = content.replace("A, b; c", '"A, b; c"')

    rows = list(read_rows(io.BytesIO(content.encode())))

    assert rows[0].cells == {"NAME": "A, b; c", "PLACE": "Dudley"}


@pytest.mark.parametrize(
    "heading",
    [
        "COURSE_NAME",
        " Course Name ",
        "course-name",
        "COURSE__NAME",
        "Course\xa0name",
        '"COURSE_NAME"',
    ],
    ids=["as it is", "spaces", "hyphen", "twice", "hard space", "quotes"],
)
def test_a_heading_may_be_written_in_many_ways(heading: str) -> None:
    assert open_table(io.BytesIO(f"{heading},B\n1,2\n".encode())).headings == ["COURSE_NAME", "B"]


@pytest.mark.parametrize(
    ("content", "numbers"),
    [
        ("A,B\n1,2\n\n,,\n3,4\n", [2, 5]),
        ("\n\nA,B\n1,2\n", [2]),
        ("sep=;\nA;B\n1;2\n", [2]),
        ('A,B\n"one\ntwo",2\n3,4\n', [2, 3]),
        ("A,B\r1,2\r3,4", [2, 3]),
    ],
    ids=["blank lines", "blank start", "sep line", "line end in a cell", "old Mac line ends"],
)
def test_rows_are_numbered_as_a_spreadsheet_numbers_them(content: str, numbers: list[int]) -> None:
    assert [row.number for row in read_rows(io.BytesIO(content.encode()))] == numbers


def test_a_cell_in_armour_against_spreadsheets_is_laid_bare() -> None:
    rows = list(read_rows(io.BytesIO(b'A,B\n"=""007""",=SUM(A1)\n')))

    assert rows[0].cells == {"A": "007", "B": "=SUM(A1)"}


def test_cells_beyond_the_headings_and_missing_ones_are_told() -> None:
    long, short = read_rows(io.BytesIO(b"A,B\n1,2,,3\n4\n"))

    assert (long.surplus, long.is_short) == (("3",), False)
    assert (short.cells, short.is_short) == ({"A": "4", "B": ""}, True)


class Endless(io.RawIOBase):
    """A stream of one letter without end, to see that reading stops."""

    def __init__(self) -> None:
        self.given = 0

    def read(self, size: int = -1) -> bytes:
        self.given += size
        return b"x" * size


REFUSED: list[Any] = [
    pytest.param(b"", "FILE_EMPTY", id="nothing"),
    pytest.param(b"\xef\xbb\xbf", "FILE_EMPTY", id="only a mark"),
    pytest.param(b"\r\n \r\n,,,\r\n", "FILE_EMPTY", id="only blank lines"),
    pytest.param(b"\x89PNG\r\n\x1a\n\x00\x00", "FILE_NOT_CSV", id="picture"),
    pytest.param(b"\xff\xd8\xff\xe0JFIF", "FILE_NOT_CSV", id="photograph"),
    pytest.param(b"PK\x03\x04workbook", "FILE_NOT_CSV", id="workbook"),
    pytest.param(b"%PDF-1.7", "FILE_NOT_CSV", id="pdf"),
    pytest.param(b"<!doctype html><p>Log in", "FILE_NOT_CSV", id="web page"),
    pytest.param(b"A,B\n1,\x002\n", "FILE_NUL_BYTES", id="nul bytes"),
    pytest.param(b'A,B\n"1,2\n3,4\n', "FILE_QUOTE_NOT_CLOSED", id="open quote to the end"),
    pytest.param(
        b'A,B\n"1,2\n' + b"3,4\n" * 300_000, "FILE_QUOTE_NOT_CLOSED", id="open quote for long"
    ),
    pytest.param(b"A,B\n1," + b"x" * 2_000_000, "FILE_LINE_TOO_LONG", id="long line"),
    pytest.param(b"NAME,Name\n1,2\n", "FILE_HEADINGS_TWICE", id="heading twice"),
]


@pytest.mark.parametrize(("content", "code"), REFUSED)
def test_a_problem_file_is_refused_with_a_reason(content: bytes, code: str) -> None:
    with pytest.raises(FileRefusedError) as refusal:
        list(read_rows(io.BytesIO(content)))

    assert refusal.value.code == code
    assert refusal.value.message.endswith(".")


def test_an_endless_line_is_refused_after_little_of_it() -> None:
    stream = Endless()

    with pytest.raises(FileRefusedError, match="longer than"):
        list(read_rows(stream))

    assert stream.given < 3_000_000


def test_rows_come_one_by_one_not_after_the_whole_file() -> None:
    def lines() -> Iterator[bytes]:
        yield b"A,B\n" + b"1,2\n" * 100_000
        yield b"\x00"

    class Stream(io.RawIOBase):
        source = lines()

        def read(self, size: int = -1) -> bytes:
            return next(self.source, b"")

    rows = read_rows(Stream())

    assert next(rows).cells == {"A": "1", "B": "2"}
