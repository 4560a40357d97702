"""A CSV file to rows: the first step of every import. It knows no format and no database."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from catalogue.feeds.decoding import MAX_LINE_CHARACTERS, Lines
from catalogue.feeds.marks import gettext_noop as _
from catalogue.feeds.refusal import FileRefusedError

SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "upright bar"}
# A line that no file holds. If it arrives inside a cell, a quotation mark was never closed.
END_MARK = "\ue000end of file\ue000"
CLOSE_SEPARATOR = re.compile(r"[,;\t|](?=[^ \n])")  # "a,b" and ",," yes, "a, b" no
MAX_BLANK_LINES_BEFORE_HEADINGS = 20
EXCEL_SEPARATOR = re.compile(r'^"?sep=(.)"?\s*$', re.IGNORECASE)  # "sep=;" yes, "separator" no
EXCEL_TEXT = re.compile(r'^="([^"]*)"$')  # '="007"' yes, '=SUM(A1)' no
UNSEEN_CHARACTERS = re.compile("[\u200b\u200c\u2060\ufeff]")


@dataclass(frozen=True, slots=True)
class RawRow:
    """One record as text. ``number`` counts as a spreadsheet does: the headings are row 1.

    ``RawRow(number=2, cells={"COURSE_NAME": "Welding"}, surplus=(), is_short=False)``. ``surplus``
    holds filled cells beyond the last heading; ``is_short`` says that the last cells were missing.
    """

    number: int
    cells: dict[str, str]
    surplus: tuple[str, ...] = ()
    is_short: bool = False
    notes: tuple[tuple[str, str, str], ...] = ()  # rule, our column, value: of a format's reader


def runs_on(row: RawRow) -> bool:
    """Say whether a row swallowed the next one, as an open quotation mark makes it do.

    Texts of several lines are usual, and commas in them too, but then a space follows. A row inside
    a cell has its separators close to the next cell.
    """
    return any(
        len(CLOSE_SEPARATOR.findall(cell)) >= len(row.cells) // 2
        for cell in row.cells.values()
        if "\n" in cell
    )


@dataclass(slots=True)
class Table:
    """An opened file: its headings now, its rows once, and what was noticed after the rows."""

    headings: list[str]
    separator: str
    heading_cells: list[str] = field(repr=False)
    lines: Lines = field(repr=False)
    records: Iterator[tuple[int, list[str]]] = field(repr=False)
    rows_blank: int = 0

    @property
    def encoding(self) -> str:
        """The encoding, final once the rows are read."""
        return self.lines.encoding

    def rows(self) -> Iterator[RawRow]:
        """Read the rows, one by one. Blank lines count in the numbers and are left out."""
        width = len(self.headings)
        for number, cells in self.records:
            values = [clean_cell(cell) for cell in cells]
            if not any(values):
                self.rows_blank += 1
                continue
            is_short = len(values) < width
            if is_short:
                values += [""] * (width - len(values))
            yield RawRow(
                number=number,
                cells=dict(zip(self.headings, values, strict=False)),
                surplus=tuple(value for value in values[width:] if value),
                is_short=is_short,
            )


def open_table(stream: BinaryIO) -> Table:
    """Read the heading line: separator, headings. Raises FileRefusedError, as reading rows does.

    Headings come in the form that formats use: ``" Course name"`` is ``"COURSE_NAME"``.
    """
    lines = Lines(stream)
    source = iter(lines)
    first, separator = _first_line(source)
    records = _records(first, source, lines=lines, separator=separator)
    number, heading_cells = next(records, (1, []))
    headings = [clean_heading(cell) for cell in heading_cells]
    while headings and not headings[-1]:
        headings.pop()
    if not headings:
        raise FileRefusedError("FILE_EMPTY", _("The file has no headings. Export it again."))
    twice = sorted(name for name, count in Counter(headings).items() if name and count > 1)
    if twice:
        raise FileRefusedError(
            "FILE_HEADINGS_TWICE",
            _(
                "These headings stand in the file more than once: {headings}. Keep one column of "
                "each."
            ),
            row=number,
            gaps={"headings": ", ".join(twice)},
        )
    return Table(
        headings=headings,
        separator=SEPARATORS[separator],
        heading_cells=heading_cells,
        lines=lines,
        records=records,
    )


def clean_heading(cell: str) -> str:
    """Return a heading as formats write it: ``" Course-Name "`` gives ``"COURSE_NAME"``."""
    return re.sub(r"[\s\-_]+", "_", clean_cell(cell)).strip("_").upper()


def clean_cell(cell: str) -> str:
    """Return a cell without outer spaces, unseen characters and Excel's ``="..."`` armour."""
    if not cell:
        return ""
    if not cell.isascii():
        cell = UNSEEN_CHARACTERS.sub("", cell).replace("\xa0", " ")
    cell = cell.strip()
    if cell.startswith('="'):
        armoured = EXCEL_TEXT.match(cell)
        if armoured:
            return armoured.group(1).strip()
    return cell


def _first_line(source: Iterator[str]) -> tuple[str, str]:
    """Return the heading line and its separator, after blank lines and Excel's "sep=" line."""
    told = ""
    for _blank in range(MAX_BLANK_LINES_BEFORE_HEADINGS):
        line = next(source, "")
        instruction = EXCEL_SEPARATOR.match(line)
        if instruction and instruction.group(1) in SEPARATORS:
            told = instruction.group(1)
        elif line.strip(" ,;|\t\r\n\"'"):
            return line, told or _sniff(line)
    raise FileRefusedError("FILE_EMPTY", _("The file is empty. Export it again."))


def _sniff(line: str) -> str:
    """Return the separator that cuts the heading line into most cells."""
    outside_quotes = re.sub(r'"[^"]*"', "", line)
    return max(SEPARATORS, key=outside_quotes.count)


def _records(
    first: str, source: Iterator[str], *, lines: Lines, separator: str
) -> Iterator[tuple[int, list[str]]]:
    """Yield numbered records. A record of too many characters or an open quote is refused."""
    size = 0
    start = 1

    def bounded() -> Iterator[str]:
        nonlocal size
        size += len(first)
        yield first
        for line in source:
            size += len(line)
            if size > MAX_LINE_CHARACTERS:
                raise _open_quote(start)
            yield line
        yield END_MARK

    reader = csv.reader(bounded(), delimiter=separator)
    number = 0
    while True:
        start = lines.number + 1 if number else 1
        try:
            cells = next(reader, [END_MARK])
        except csv.Error as error:
            raise _open_quote(start) from error
        size = 0
        if cells == [END_MARK]:
            return
        if any(END_MARK in cell for cell in cells):
            raise _open_quote(start)
        number += 1
        yield number, cells


def _open_quote(line: int) -> FileRefusedError:
    return FileRefusedError(
        "FILE_QUOTE_NOT_CLOSED",
        _(
            "A quotation mark in line {line} of the file is never closed, so the rows after it run "
            "into one cell. Close it, or open it in your spreadsheet program and save it as “CSV "
            "UTF-8”."
        ),
        row=line,
        gaps={"line": str(line)},
    )
