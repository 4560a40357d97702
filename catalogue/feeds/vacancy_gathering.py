"""Files of vacancies to rows that wait on disk, and whether the pages are all there."""

import datetime
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, BinaryIO

from catalogue.feeds.formats.display_advert import (
    DISPLAY_ADVERT,
    RawLocation,
    RawVacancy,
    raw_vacancy,
)
from catalogue.feeds.formats.registry import choose_format
from catalogue.feeds.formats.vacancy_table import VACANCY_TABLE
from catalogue.feeds.issues import issue
from catalogue.feeds.json_files import looks_like_json, open_json
from catalogue.feeds.reader import RawRow, open_table
from catalogue.feeds.report import LoadReport
from catalogue.feeds.spool import Spool
from catalogue.feeds.vacancy_places import WorkPlaces
from catalogue.feeds.vacancy_rows import VacancyRow, parse_vacancy
from catalogue.feeds.whole_file import Progress, note_file

DATES = ("posted_date", "closing_date", "start_date")
PROGRESS_ROWS = 500


@dataclass(frozen=True, slots=True)
class Entry:
    """Where a row waits: its file, its number there, and its position in the spool."""

    file: int
    number: int
    position: int


@dataclass
class Pages:
    """What pages say of the whole list, and what the files hold of it."""

    told_vacancies: int = 0
    told_pages: int = 0
    pages: set[bytes] = field(default_factory=set)
    adverts: set[bytes] = field(default_factory=set)
    adverts_without_reference: int = 0

    @property
    def adverts_read(self) -> int:
        """How many different adverts came. Version 1 sends one a place of work."""
        return len(self.adverts) + self.adverts_without_reference

    @property
    def are_complete(self) -> bool:
        """Say whether everything that the pages tell of came."""
        return self.adverts_read >= self.told_vacancies and len(self.pages) >= self.told_pages


@dataclass
class VacancySet:
    """All rows of a set of files by reference, in the order in which they came."""

    entries: dict[str, list[Entry]] = field(default_factory=dict)
    held_references: set[str] = field(default_factory=set)
    pages: Pages = field(default_factory=Pages)
    spool: Spool = field(default_factory=Spool)

    def read(self, entry: Entry) -> dict[str, Any]:
        """Return a row: reference, values, locations, absent, links."""
        row: dict[str, Any] = self.spool.read(entry.position)
        values = row["values"]
        for name in DATES:
            values[name] = values[name] and datetime.date.fromisoformat(values[name])
        hours = values["hours_per_week"]
        values["hours_per_week"] = None if hours is None else Decimal(hours)
        return row


def gather_file(
    stream: BinaryIO,
    *,
    number: int,
    found: VacancySet,
    report: LoadReport,
    today: datetime.date,
    progress: Progress,
    places: WorkPlaces | None = None,
) -> None:
    """Add the rows of a file. Raises FileRefusedError, and then nothing of the file is added.

    With ``places``, nothing is told of a row whose places of work are all outside the region.
    """
    is_json = looks_like_json(stream)
    rows = _json_rows(stream, found, report) if is_json else _table_rows(stream, report)
    added: list[tuple[str, Entry]] = []
    held: set[str] = set()
    adverts: list[bytes] = []
    without_reference = 0
    for row in rows:
        report.rows_read += 1
        if report.rows_read % PROGRESS_ROWS == 0:
            progress(report.rows_read)
        closing = row.values.get("closing_date")
        if closing and closing < today and not row.is_held:
            told = f"{closing:%d/%m/%Y}"
            row.issues += (issue("CLOSING_PAST", row=row.number, column="", value=told),)
        is_outside = (
            places is not None
            and not row.values.get("is_national")
            and places.are_outside(row.locations)
        )
        if not is_outside:
            report.issues.add(row.issues)
        if row.reference:
            adverts.append(_digest(row.reference, row.locations))
        else:
            without_reference += 1
        if row.is_held:
            report.rows_held += not is_outside
            report.rows_outside += is_outside
            held.add(row.reference)
            continue
        added.append((row.reference, Entry(number, row.number, _written(found.spool, row))))
    # From here on nothing can refuse the file.
    for reference, entry in added:
        found.entries.setdefault(reference, []).append(entry)
    found.held_references |= held - {""}
    if is_json and report.format == DISPLAY_ADVERT.name:
        found.pages.adverts.update(adverts)
        found.pages.adverts_without_reference += without_reference


def _json_rows(stream: BinaryIO, found: VacancySet, report: LoadReport) -> Iterator[VacancyRow]:
    file = open_json(stream)
    report.format = DISPLAY_ADVERT.name
    report.encoding = file.encoding
    page = hashlib.sha256()
    for number, record, repeated in file.records():
        if not isinstance(record, dict):
            yield VacancyRow(number=number, issues=(issue("NOT_A_VACANCY", row=number),))
            continue
        raw = raw_vacancy(number, record, repeated=repeated)
        row = parse_vacancy(raw, file_format=DISPLAY_ADVERT, is_page=file.is_page)
        page.update(_digest(row.reference, row.locations))
        yield row
    for late in file.issues:
        report.issues.add_late(late)
    if file.is_page:
        pages, totals = found.pages, file.totals
        pages.pages.add(page.digest())
        told = totals.get("totalfiltered", totals.get("total", totals.get("totalfound", 0)))
        pages.told_vacancies = max(pages.told_vacancies, told)
        pages.told_pages = max(pages.told_pages, totals.get("totalpages", 0))


def _table_rows(stream: BinaryIO, report: LoadReport) -> Iterator[VacancyRow]:
    table = open_table(stream)
    file_format = choose_format(table.headings, formats=(VACANCY_TABLE,))
    report.format = file_format.name
    for raw in table.rows():
        yield parse_vacancy(_of_table(raw), file_format=file_format, is_page=False)
    note_file(table, file_format=file_format, report=report)


def _of_table(raw: RawRow) -> RawVacancy:
    """Return a row of our table as the other formats come: lists parted, the address together."""
    cells = raw.cells
    lines = tuple(filter(None, (cells.get("ADDRESS_LINE_1", ""), cells.get("ADDRESS_LINE_2", ""))))
    town, postcode = cells.get("TOWN", ""), cells.get("POSTCODE", "")
    place = RawLocation(lines, postcode, town=town)
    return RawVacancy(
        raw=raw,
        locations=(place,) if lines or town or postcode else (),
        skills=tuple(_parted(cells.get("SKILLS", ""))),
        qualifications=tuple(
            {"weighting": weighting, "type": text, "subject": "", "grade": ""}
            for column, weighting in (("YOU_NEED", "essential"), ("IT_HELPS", "desired"))
            for text in _parted(cells.get(column, ""))
        ),
        given=frozenset(cells),
    )


def _parted(cell: str) -> list[str]:
    return [part.strip() for part in cell.replace("\n", ";").split(";") if part.strip()][:60]


def _written(spool: Spool, row: VacancyRow) -> int:
    values = dict(row.values)
    for name in DATES:
        values[name] = values[name] and values[name].isoformat()
    hours = values["hours_per_week"]
    values["hours_per_week"] = None if hours is None else str(hours)
    return spool.write(
        {
            "reference": row.reference,
            "values": values,
            "locations": row.locations,
            "absent": row.absent,
            "links": row.links,
        }
    )


def _digest(reference: str, locations: list[dict[str, Any]]) -> bytes:
    return hashlib.sha256(f"{reference}|{locations!r}".encode()).digest()
