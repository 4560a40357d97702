"""The rows of a file with something to say about them, kept to be shown and put right."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any

from catalogue.feeds.gathering import CHUNK_ROWS
from catalogue.feeds.issues import RowIssue
from catalogue.feeds.spool import Spool
from catalogue.publishing.models import Upload, UploadRow

# Beyond that nobody reads row by row: the numbers are right, and the rows are in the file.
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

    def seen(self, number: int, cells: dict[str, str]) -> None:
        """Remember a row as it came, until its findings are told."""
        self.recent[number] = cells
        while len(self.recent) > 2 * CHUNK_ROWS:
            self.recent.popitem(last=False)

    def row(self, number: int, issues: Sequence[RowIssue], *, is_held: bool) -> None:
        """Keep the findings of a row."""
        kept = self.rows.get(number)
        if kept is None:
            if not self._has_room(is_held):
                return
            at = self.spool.write(self.recent.get(number, {}))
            kept = self.rows[number] = {"at": at, "held": is_held, "issues": []}
        kept["held"] = kept["held"] or is_held
        kept["issues"] += [found.as_kept() for found in issues]

    def late(self, found: RowIssue) -> None:
        """Keep a finding that shows only after all rows were read."""
        self.row(found.row, [found], is_held=False)

    def _has_room(self, is_held: bool) -> bool:
        self.held += is_held
        self.warned += not is_held
        return self.held <= MAX_HELD if is_held else self.warned <= MAX_WARNED

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

    def close(self) -> None:
        """Give the disk space back."""
        self.spool.close()


def delete_rows(upload: Upload) -> None:
    """Forget what was said of rows before. Rows that somebody put right stay."""
    rows = UploadRow.objects.filter(upload=upload, fixes={})
    rows._raw_delete(rows.db)  # no signal listens, and nothing hangs on a row
