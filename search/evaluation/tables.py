"""Tables of queries and judgements as people write them: CSV, TSV, semicolons, TREC lines."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

DELIMITERS = ",\t;"


class JudgingError(Exception):
    """A file that cannot be judged with: says which file and row, and what to write instead."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a file. ``cells`` by column name, ``number`` as a text editor counts."""

    file: str
    number: int
    cells: Mapping[str, str]

    def first(self, names: Iterable[str]) -> str:
        """Return the first cell of these columns that says something, ``""`` without one."""
        return next((self.cells[name] for name in names if self.cells.get(name)), "")

    def error(self, problem: str) -> JudgingError:
        """Return an error that names this row."""
        return JudgingError(f"{self.file}, line {self.number}: {problem}")


def column_name(text: str) -> str:
    """Return the name of a column as it is compared.

    >>> column_name(" Query ID ")
    'query_id'
    """
    return "_".join(text.strip().lower().replace("-", " ").replace("_", " ").split())


def read_lines(path: Path) -> list[str]:
    """Return the lines of a text file. JudgingError when it cannot be read."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise JudgingError(f"{path}: cannot be read ({error.strerror}).") from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")  # as Excel saves it on Windows
    if not text.strip():
        raise JudgingError(f"{path}: is empty. Write a line of column names, then a row each.")
    return text.splitlines()


def read_rows(path: Path) -> Iterator[Row]:
    """Give the rows of a file whose first line names the columns."""
    lines = read_lines(path)
    delimiter = max(DELIMITERS, key=lines[0].count)
    reader = csv.reader(io.StringIO("\n".join(lines)), delimiter=delimiter)
    names = [column_name(name) for name in next(reader)]
    begun = reader.line_num + 1
    for values in reader:
        number, begun = begun, reader.line_num + 1
        if not any(value.strip() for value in values):
            continue
        cells = {name: value.strip() for name, value in zip(names, values, strict=False) if name}
        row = Row(str(path), number, cells)
        if len(values) > len(names):
            raise row.error(
                f"has {len(values)} cells, the heading has {len(names)} columns. "
                "Put text that holds a comma in quotation marks."
            )
        yield row
