"""What a load did: counts, findings by row, exit status, and the JSON and words of it."""

import heapq
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from operator import itemgetter
from typing import Any, Protocol

from catalogue.feeds.issues import RowIssue
from catalogue.feeds.refusal import FileRefusedError
from catalogue.feeds.rules.base import Severity
from catalogue.feeds.spool import Spool

EXIT_LOADED, EXIT_SOME_HELD, EXIT_REFUSED = 0, 1, 2


class Writes(Protocol):
    """What a report is written to: a file, or a command's output."""

    def write(self, text: str, /) -> object:
        """Take a piece of text."""


CHANGES = ("added", "changed", "unchanged", "withdrawn")


class IssueLog:
    """All findings of a load in the order of the rows, on disk when there are many."""

    def __init__(self) -> None:
        self._spool = Spool()
        self._positions: list[tuple[int, int]] = []
        self._late: list[RowIssue] = []
        self.by_code: Counter[tuple[str, str]] = Counter()

    def add(self, issues: Iterable[RowIssue]) -> None:
        """Note findings of a row. Rows come in order."""
        for found in issues:
            self.by_code[found.severity.value, found.code] += 1
            self._positions.append((found.row, self._spool.write(found.as_json())))

    def add_late(self, found: RowIssue) -> None:
        """Note a finding that shows only after all rows were read."""
        self.by_code[found.severity.value, found.code] += 1
        self._late.append(found)

    def __len__(self) -> int:
        return len(self._positions) + len(self._late)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        read = ((row, self._spool.read(position)) for row, position in self._positions)
        late = sorted(((found.row, found.as_json()) for found in self._late), key=itemgetter(0))
        for _, found in heapq.merge(read, late, key=itemgetter(0)):
            yield found

    def close(self) -> None:
        """Give the disk space back."""
        self._spool.close()


def _no_changes() -> dict[str, int]:
    return dict.fromkeys(CHANGES, 0)


@dataclass
class LoadReport:
    """The outcome of one file. ``refused`` means that nothing changed."""

    file: str
    kinds: tuple[str, ...] = ("courses", "runs")
    format: str = ""
    encoding: str = ""
    is_dry_run: bool = False
    rows_read: int = 0
    rows_loaded: int = 0
    rows_held: int = 0
    rows_blank: int = 0
    rows_outside: int = 0  # of vacancies outside the region, when only the region was asked for
    counts: dict[str, dict[str, int]] = field(default_factory=dict)
    issues: IssueLog = field(default_factory=IssueLog)
    refused: str = ""
    refusal: FileRefusedError | None = None
    is_incomplete: bool = False  # a list that was to be whole is not
    lacks_learning_aims: bool = False  # for the operator: no provider can do anything about it

    def __post_init__(self) -> None:
        self.counts = {kind: self.counts.get(kind) or _no_changes() for kind in self.kinds}

    @property
    def exit_status(self) -> int:
        """0: all rows loaded; 1: some rows held, or a whole list is not whole; 2: refused."""
        if self.refused:
            return EXIT_REFUSED
        return EXIT_SOME_HELD if self.rows_held or self.is_incomplete else EXIT_LOADED

    def start_over(self) -> None:
        """Forget what was read: the file is read once more."""
        self.issues.close()
        self.issues = IssueLog()
        self.rows_read = self.rows_loaded = self.rows_held = self.rows_blank = 0
        self.counts = {kind: _no_changes() for kind in self.kinds}

    def refuse(self, error: FileRefusedError) -> None:
        """Turn the report into one of a refused file. Findings so far stay; counts do not."""
        self.refused, self.refusal = error.message, error
        self.rows_loaded = 0
        self.counts = {kind: _no_changes() for kind in self.kinds}
        self.issues.add_late(
            RowIssue(
                row=error.row or 1,
                column=error.column,
                code=error.code,
                severity=Severity.ERROR,
                value="",
                message=error.message,
            )
        )

    def head(self) -> dict[str, Any]:
        """Return the report without its findings."""
        return {
            "file": self.file,
            "format": self.format,
            "encoding": self.encoding,
            "dry_run": self.is_dry_run,
            "refused": bool(self.refused),
            "rows_read": self.rows_read,
            "rows_loaded": self.rows_loaded,
            "rows_held": self.rows_held,
            "rows_blank": self.rows_blank,
            **({"rows_outside": self.rows_outside} if self.rows_outside else {}),
            **self.counts,
        }

    def write_json(self, stream: Writes) -> None:
        """Write the report as JSON, finding by finding."""
        head = json.dumps(self.head(), ensure_ascii=False, indent=1)
        stream.write(head.removesuffix("\n}") + ',\n "issues": [')
        for number, found in enumerate(self.issues):
            stream.write(",\n  " if number else "\n  ")
            stream.write(json.dumps(found, ensure_ascii=False))
        stream.write("]\n}")

    def as_words(self, *, most_issues: int = 20) -> str:
        """Return the summary that a person reads in a terminal."""
        if self.refused:
            return f"{self.file}: refused, nothing changed. {self.refused}"
        lines = [
            f"{self.file}: {self.format}, {self.rows_read:,} rows read, "
            f"{self.rows_loaded:,} loaded, {self.rows_held:,} held"
            + (f", {self.rows_outside:,} outside the region." if self.rows_outside else ".")
            + (" Dry run: nothing changed." if self.is_dry_run else "")
        ]
        for kind, counts in self.counts.items():
            lines.append(f"  {kind}: " + ", ".join(f"{n:,} {word}" for word, n in counts.items()))
        for (severity, code), count in sorted(self.issues.by_code.items()):
            lines.append(f"  {severity:7} {count:6,} x {code}")
        shown = self._held_rows_first(most_issues)
        for found in shown:
            place = f"row {found['row']} {found['column']}".strip()
            lines.append(f"  {found['severity']:7} {place}: {found['message']}")
        if len(shown) < len(self.issues):
            lines.append(f"  ... {len(self.issues) - len(shown):,} more; use --report FILE.")
        return "\n".join(lines)

    def _held_rows_first(self, most: int) -> list[dict[str, Any]]:
        """Return the findings to print: what was held, then warnings while there is room."""
        errors = list(islice((one for one in self.issues if one["severity"] == "error"), most))
        warnings = (one for one in self.issues if one["severity"] != "error")
        return errors + list(islice(warnings, most - len(errors)))


def write_json(reports: list[LoadReport], stream: Writes) -> None:
    """Write one report as an object and several as a list."""
    if len(reports) == 1:
        reports[0].write_json(stream)
    else:
        stream.write("[")
        for number, report in enumerate(reports):
            stream.write(",\n" if number else "\n")
            report.write_json(stream)
        stream.write("]")
    stream.write("\n")
