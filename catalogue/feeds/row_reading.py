"""The work on one row that files of courses and of venues share: cells in, findings out."""

from catalogue.feeds.formats.base import FileFormat
from catalogue.feeds.issues import RowIssue, issue
from catalogue.feeds.reader import RawRow, runs_on
from catalogue.feeds.text_cells import is_not_given


class RowReading:
    """One row under our headings, and what was found in it so far."""

    def __init__(self, raw: RawRow, *, file_format: FileFormat) -> None:
        self.raw = raw
        self.format = file_format
        self.issues: list[RowIssue] = []

    def has(self, column: str) -> bool:
        """Say whether the file has a column."""
        return column in self.raw.cells

    def cell(self, column: str) -> str:
        """Return a cell, empty when it says that there is nothing to say."""
        value = self.raw.cells.get(column, "")
        return "" if is_not_given(value) else value

    def note(self, name: str, column: str, value: str = "", **words: object) -> None:
        """Add the finding of a rule, under the name that the file gives the column."""
        self.issues.append(
            issue(
                name,
                row=self.raw.number,
                column=self.format.column_in_file(column),
                value=value,
                **words,
            )
        )

    def check_shape(self) -> None:
        """Find a row with too many cells, too few, or another row inside it."""
        if self.raw.surplus:
            self.note("SURPLUS_CELLS", "", ", ".join(self.raw.surplus))
        elif runs_on(self.raw):
            self.note("RUNS_ON", "")
        elif self.raw.is_short:
            self.note("SHORT_ROW", "")

    def cut(self, name: str, column: str, text: str, *, limit: int) -> str:
        """Return a text no longer than its limit, with a finding when it was longer."""
        if len(text) <= limit:
            return text
        self.note(name, column, text, length=len(text), limit=limit)
        return text[:limit].rstrip()
