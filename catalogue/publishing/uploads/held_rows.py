"""The rows of a file with something to say about them, kept to be shown and put right."""

from array import array
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby, islice
from operator import itemgetter
from typing import Any

from catalogue.feeds.gathering import CHUNK_ROWS
from catalogue.feeds.issues import RowIssue, issue
from catalogue.feeds.rules.base import Severity
from catalogue.feeds.spool import Spool
from catalogue.publishing.models import Upload, UploadRow

# Beyond that nobody reads row by row. Of further held rows only the errors are kept, for the file
# of errors, which finds their cells in the file that was sent; of further warnings their number.
MAX_HELD, MAX_WARNED = 5_000, 2_000
BATCH = 200
Hold = Callable[[], None]


class RowKeeper:
    """Takes the findings of a load and keeps the rows that have some.

    Cells wait on disk until the file is read, because a finding across rows comes last.
    """

    def __init__(self, upload: Upload, *, fixes: dict[int, dict[str, str]]) -> None:
        self.upload = upload
        self.fixes = fixes
        self.spool = Spool()
        self.forget()

    def forget(self) -> None:
        """Begin anew."""
        self.recent: OrderedDict[int, dict[str, str]] = OrderedDict()
        self.rows: dict[int, dict[str, Any]] = {}
        self.held = self.warned = 0
        self.more_numbers, self.more_at = array("L"), array("Q")
        self.more_warned: set[int] = set()

    def seen(self, number: int, cells: dict[str, str]) -> None:
        """Remember a row as it came, until its findings are told."""
        self.recent[number] = cells
        while len(self.recent) > 2 * CHUNK_ROWS:
            self.recent.popitem(last=False)

    def row(self, number: int, issues: Sequence[RowIssue], *, is_held: bool) -> None:
        """Keep the findings of a row."""
        kept = self.rows.get(number)
        if kept is None and not self._has_room(number, is_held):
            self._count(number, issues, is_held=is_held)
            return
        if kept is None:
            at = self.spool.write(self.recent.get(number, {}))
            kept = self.rows[number] = {"at": at, "held": is_held, "issues": []}
            self.held += is_held
            self.warned += not is_held
        kept["held"] = kept["held"] or is_held
        kept["issues"] += [found.as_kept() for found in issues]

    def late(self, found: RowIssue) -> None:
        """Keep a finding that shows only after all rows were read."""
        self.row(found.row, [found], is_held=False)

    def _has_room(self, number: int, is_held: bool) -> bool:
        if number in self.fixes:
            return True
        return self.held < MAX_HELD if is_held else self.warned < MAX_WARNED

    def _count(self, number: int, issues: Sequence[RowIssue], *, is_held: bool) -> None:
        if not is_held:
            self.more_warned.add(number)
            return
        errors = [_short(found) for found in issues if found.severity is Severity.ERROR]
        self.more_numbers.append(number)
        self.more_at.append(self.spool.write(errors))

    def write(self, hold: Hold) -> None:
        """Write the rows. Those that were put right stay, with what is said of them now."""
        for number in self.fixes:
            self.rows.setdefault(number, {"at": None, "held": False, "issues": []})
        numbers = sorted(self.rows)
        for start in range(0, len(numbers), BATCH):
            hold()
            new, old = [], []
            for number in numbers[start : start + BATCH]:
                kept = self.rows[number]
                row = UploadRow(
                    upload=self.upload,
                    number=number,
                    is_held=kept["held"],
                    issues=kept["issues"],
                    fixes=self.fixes.get(number, {}),
                )
                if number in self.fixes:
                    old.append(row)
                else:
                    row.cells = {} if kept["at"] is None else self.spool.read(kept["at"])
                    new.append(row)
            UploadRow.objects.bulk_create(new, batch_size=BATCH)
            for row in old:
                UploadRow.objects.filter(upload=self.upload, number=row.number).update(
                    is_held=row.is_held, issues=row.issues
                )
        more = self._more()
        while part := list(islice(more, BATCH)):
            hold()
            UploadRow.objects.bulk_create(part, batch_size=BATCH)

    def _more(self) -> Iterator[UploadRow]:
        """Yield the held rows beyond those that are shown. One may have been told in parts."""
        told = zip(self.more_numbers, self.more_at, strict=True)
        for number, parts in groupby(told, key=itemgetter(0)):
            errors = [one for _number, at in parts for one in self.spool.read(at)]
            yield UploadRow(upload=self.upload, number=number, is_held=True, issues=errors)

    def close(self) -> None:
        """Give the disk space back."""
        self.spool.close()


def _short(found: RowIssue) -> dict[str, Any]:
    """Return what is needed to say an error once more: its rule has the words."""
    if not found.rule:
        return found.as_kept()
    gaps = {"gaps": dict(found.gaps)} if found.gaps else {}
    return {"rule": found.rule, "column": found.column, "value": found.value, **gaps}


def findings_of(row: UploadRow) -> list[dict[str, Any]]:
    """Return what is said of a kept row, whether or not it is one of those that are shown."""
    return [one if "message" in one else _whole(one, row.number) for one in row.issues]


def _whole(short: dict[str, Any], number: int) -> dict[str, Any]:
    told = {"column": short["column"], "value": short["value"], **short.get("gaps", {})}
    return issue(short["rule"], row=number, **told).as_kept()


def delete_rows(upload: Upload) -> None:
    """Forget what was said of rows before. Rows that somebody put right stay."""
    rows = UploadRow.objects.filter(upload=upload, fixes={})
    rows._raw_delete(rows.db)  # no signal listens, and nothing hangs on a row
