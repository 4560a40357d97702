"""How precisely courses and vacancies are joined with roles, by a judged list."""

import csv
import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from search.engines.base import SearchEngine
from search.evaluation.tables import JudgingError
from search.query import SearchQuery

KINDS = {"course": ("course",), "vacancy": ("apprenticeship", "job")}
COLUMNS = ("role", "kind", "leads")
JOINT = " | "
DEPTH = 5


@dataclass(frozen=True, slots=True)
class Judged:
    """The titles that lead to a role; all others do not: ``Judged("porter", "course", {...})``."""

    role: str
    kind: str
    titles: frozenset[str]


@dataclass(frozen=True, slots=True)
class Measured:
    """What was shown for a role, and which of it is wrong."""

    judged: Judged
    shown: tuple[str, ...]
    total: int

    @property
    def wrong(self) -> tuple[str, ...]:
        """Titles that were shown and do not lead to the role."""
        return tuple(title for title in self.shown if title not in self.judged.titles)

    @property
    def precision(self) -> float | None:
        """The share of right ones among what was shown; None when nothing was."""
        return 1 - len(self.wrong) / len(self.shown) if self.shown else None


def read_judged(path: Path) -> list[Judged]:
    """Read a CSV with ``role,kind,leads``: titles stand between `` | ``."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if tuple(reader.fieldnames or ()) != COLUMNS:
            raise JudgingError(f"{path.name}: the first line must be {','.join(COLUMNS)}.")
        rows = list(reader)
    for number, row in enumerate(rows, start=2):
        if row["kind"] not in KINDS:
            raise JudgingError(f"{path.name}, line {number}: kind is course or vacancy.")
    return [
        Judged(row["role"], row["kind"], frozenset(filter(None, row["leads"].split(JOINT))))
        for row in rows
    ]


def measure(
    judged: Iterable[Judged], *, engine: SearchEngine, today: datetime.date, depth: int = DEPTH
) -> Iterator[Measured]:
    """Ask for the first listings of each role, as a page of the role does."""
    for one in judged:
        filters = {"role": (one.role,), "kind": KINDS[one.kind]}
        query = SearchQuery(today=today, filters=filters, page_size=depth)
        results = engine.search(query)
        shown = tuple(hit.document.title for hit in results.hits)
        yield Measured(one, shown, results.total)


def mean_precision(measured: Iterable[Measured], kind: str = "") -> float:
    """Return the mean over roles for which something was shown, of one kind or of both."""
    known = [
        one.precision
        for one in measured
        if one.precision is not None and kind in ("", one.judged.kind)
    ]
    return sum(known) / len(known) if known else 0.0


def lines(measured: list[Measured], *, depth: int = DEPTH) -> Iterator[str]:
    """Give the report: what is wrong for each role, then the means."""
    for one in measured:
        name = f"{one.judged.role}, {one.judged.kind}"
        if not one.shown:
            yield f"{name}: nothing shown"
        elif one.wrong:
            yield f"{name}: {len(one.wrong)} of {len(one.shown)} wrong: {'; '.join(one.wrong)}"
    for kind in KINDS:
        asked = sum(one.judged.kind == kind and bool(one.shown) for one in measured)
        mean = mean_precision(measured, kind)
        yield f"{kind}: precision at {depth} {mean:.3f} over {asked} roles"
    yield f"both: precision at {depth} {mean_precision(measured):.3f}"
