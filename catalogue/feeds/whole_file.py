"""What every load does with a file as a whole: tell how far it is, and what concerns all of it."""

from collections.abc import Callable, Iterator
from typing import Protocol

from catalogue.feeds.course_changes import RowSink
from catalogue.feeds.formats.base import FileFormat
from catalogue.feeds.issues import RowIssue, issue
from catalogue.feeds.marks import gettext_noop as _
from catalogue.feeds.reader import RawRow
from catalogue.feeds.refusal import FileRefusedError
from catalogue.feeds.report import LoadReport

Progress = Callable[[int], None]  # told the number of rows read, now and then


class CourseRows(Protocol):
    """The rows of an opened file: a ``Table``, or what another format makes of its file."""

    headings: list[str]
    separator: str
    rows_blank: int

    @property
    def encoding(self) -> str:
        """The encoding, final once the rows are read."""

    def rows(self) -> Iterator[RawRow]:
        """Read the rows, one by one."""


def no_progress(rows: int) -> None:
    """Show nothing."""


def note_file(
    table: CourseRows,
    *,
    file_format: FileFormat,
    report: LoadReport,
    sink: RowSink | None = None,
) -> None:
    """Report what concerns the whole file, once all of it was read. Refuse one without rows."""
    report.encoding = table.encoding
    report.rows_blank = table.rows_blank
    if not report.rows_read:
        raise FileRefusedError(
            "FILE_EMPTY", _("The file has headings and no rows. Export it again."), row=1
        )
    for found in _of_file(table, file_format=file_format):
        report.issues.add_late(found)
        if sink:
            sink.late(found)


def _of_file(table: CourseRows, *, file_format: FileFormat) -> Iterator[RowIssue]:
    if table.encoding == "windows-1252":
        yield issue("ENCODING", row=1)
    if table.separator != "comma":
        yield issue("SEPARATOR", row=1, value=table.separator)
    near = file_format.near_in(table.headings)
    for found, wanted in near.items():
        yield issue("NEAR_HEADING", row=1, value=found, other=wanted)
    if surplus := [one for one in file_format.surplus_in(table.headings) if one not in near]:
        yield issue("EXTRA_HEADINGS", row=1, value=", ".join(surplus))
