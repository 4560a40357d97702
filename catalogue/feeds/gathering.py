"""The rows of a file, gathered into courses. Texts go to disk, so memory stays flat."""

import datetime
from array import array
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from catalogue.courses.identity import (
    course_key,
    course_prints,
    folded,
    name_key,
    shared_references,
)
from catalogue.courses.plausible import FURTHEST_YEARS, furthest
from catalogue.feeds.course_changes import RowSink
from catalogue.feeds.course_rows import NAME_LIMIT, CourseRow
from catalogue.feeds.formats.base import FileFormat
from catalogue.feeds.issues import RowIssue, issue
from catalogue.feeds.lookups import Aim, AimBook, NewVenues, VenueBook
from catalogue.feeds.reader import RawRow
from catalogue.feeds.report import LoadReport
from catalogue.feeds.rows import parse_row
from catalogue.feeds.rules.courses import TEXT_LIMITS
from catalogue.feeds.spool import Spool
from catalogue.feeds.whole_file import Progress

CHUNK_ROWS = 200
# The columns of what a file may not speak of. Without its column a value stays as it is.
COLUMNS_OF_RUN = {
    "study_mode": "STUDY_MODE",
    "attendance_pattern": "ATTENDANCE_PATTERN",
    "is_national": "NATIONAL_DELIVERY",
    "sub_regions": "NATIONAL_DELIVERY",
    "duration": "DURATION",
    "duration_unit": "DURATION",
    "cost_pence": "COST",
    "cost_description": "COST_DESCRIPTION",
}
FAR_DAYS = (
    ("RICHER_END_FAR", "END_DATE", "end_date"),
    ("RICHER_ENROL_FAR", "ENROL_BY_DATE", "enrol_by_date"),
)
# The cells by whose likeness a stored course is found.
PRINTED = ("learn_aim_ref", "awarding_body", "title", *(name.lower() for name in TEXT_LIMITS))
RUN_FIELDS = (
    "delivery_mode",
    "study_mode",
    "attendance_pattern",
    "start_date",
    "is_flexible_start",
    "duration",
    "duration_unit",
    "venue_id",
    "is_national",
    "sub_regions",
    "cost_pence",
    "cost_description",
)


@dataclass(slots=True)
class Gathering:
    """The courses of a file by their key, each with the places of its texts and runs on disk."""

    spool: Spool = field(default_factory=Spool)
    groups: dict[str, dict[str, Any]] = field(default_factory=dict)
    held_references: set[str] = field(default_factory=set)
    held_names: set[tuple[str, str]] = field(default_factory=set)
    runs_seen: dict[int, int] = field(default_factory=dict)
    columns: frozenset[str] | None = None  # of the first row
    new_venues: NewVenues = field(default_factory=NewVenues)

    @property
    def run_fields(self) -> tuple[str, ...]:
        """The fields of a run that the file speaks of, besides those of richer_cells."""
        return tuple(name for name in RUN_FIELDS if self.has_column_of(name))

    def has_column_of(self, name: str) -> bool:
        """Say whether the file speaks of a field of a run."""
        column = COLUMNS_OF_RUN.get(name)
        return column is None or self.columns is None or column in self.columns

    @property
    def course_fields_left_out(self) -> frozenset[str]:
        """The fields of a course that the file says nothing of."""
        left_out = set()
        columns = self.columns or frozenset()
        if "COURSE_WEBPAGE" not in columns:
            left_out.add("webpage")
        if not columns & {"LARS_QAN", "COURSE_TYPE"}:
            left_out.add("learn_aim_ref")
        return frozenset(left_out)


class _Telling:
    """Counts rows and tells their findings, once where one row of a file has several dates."""

    def __init__(self, report: LoadReport, sink: RowSink | None) -> None:
        self.report = report
        self.sink = sink
        self.number = 0
        self.told: set[tuple[str, str, str]] = set()

    def tell(self, row: CourseRow, issues: Iterable[RowIssue]) -> None:
        if row.number != self.number:
            self.number = row.number
            self.told.clear()
            self.report.rows_read += 1
            self.report.rows_held += row.is_held
            self.report.rows_loaded += not row.is_held
        fresh = [one for one in issues if (one.code, one.column, one.message) not in self.told]
        if not fresh:
            return
        self.told |= {(one.code, one.column, one.message) for one in fresh}
        self.report.issues.add(fresh)
        if self.sink:
            self.sink.row(row.number, fresh, is_held=row.is_held)

    def late(self, found: RowIssue) -> None:
        self.report.issues.add_late(found)
        if self.sink:
            self.sink.late(found)


def gather(
    rows: Iterable[RawRow],
    *,
    file_format: FileFormat,
    venues: VenueBook,
    aims: AimBook,
    today: datetime.date,
    report: LoadReport,
    progress: Progress,
    sink: RowSink | None = None,
) -> Gathering:
    """Read every row. Each one ends in a course of the gathering or as held in the report."""
    gathering = Gathering(new_venues=venues.new)
    telling = _Telling(report, sink)
    source = iter(rows)
    while chunk := list(islice(source, CHUNK_ROWS)):
        parsed = [parse_row(raw, file_format=file_format) for raw in chunk]
        aims.look_up({row.learn_aim_ref for row in parsed})
        if gathering.columns is None:
            gathering.columns = parsed[0].columns
        for row in parsed:
            venue_id, aim = _settle(
                row, venues=venues, aims=aims, today=today, file_format=file_format
            )
            if row.is_held:
                _hold(row, gathering=gathering)
                telling.tell(row, row.issues)
            else:
                repeated = _put(row, venue_id, aim, gathering=gathering)
                telling.tell(row, (*row.issues, *repeated))
        progress(report.rows_read)
    for across in _findings_across_rows(gathering, file_format=file_format):
        telling.late(across)
    gathering.runs_seen.clear()
    return gathering


def judge(
    raw: RawRow, *, file_format: FileFormat, venues: VenueBook, aims: AimBook, today: datetime.date
) -> tuple[RowIssue, ...]:
    """Return what is to be said of one row, alone."""
    row = parse_row(raw, file_format=file_format)
    aims.look_up({row.learn_aim_ref})
    _settle(row, venues=venues, aims=aims, today=today, file_format=file_format)
    return row.issues


def _settle(
    row: CourseRow,
    *,
    venues: VenueBook,
    aims: AimBook,
    today: datetime.date,
    file_format: FileFormat,
) -> tuple[int | None, Aim | None]:
    """Complete a row with what the database and the day know. Return its venue and its aim.

    One that has an error already is completed too: it is to get all its reasons at once.
    """
    found = list(row.issues)

    def note(name: str, column: str, value: str, **words: object) -> None:
        in_file = file_format.column_in_file(column)
        found.append(issue(name, row=row.number, column=in_file, value=value, **words))

    aim = aims.get(row.learn_aim_ref)
    if row.learn_aim_ref and aims.is_loaded and aim is None:
        note("LARS_UNKNOWN", "LARS_QAN", row.learn_aim_ref)
    if aim and aim.effective_to_date and aim.effective_to_date < today:
        ended = f"{aim.effective_to_date:%d/%m/%Y}"
        note("LARS_EXPIRED", "LARS_QAN", row.learn_aim_ref, other=ended)
    if not row.title and row.learn_aim_ref:
        row.title = aim.title[:NAME_LIMIT] if aim else ""
        if not row.title:
            note("NAME_REQUIRED", "COURSE_NAME", "")
    venue = venues.find(row)
    if venue.rule:
        note(venue.rule, venue.column, venue.value, other=venue.other)
    if row.start_date and row.start_date < today:
        note("START_PAST", "START_DATE", f"{row.start_date:%d/%m/%Y}")
    _check_days(row, note, today=today)
    row.issues = tuple(found)
    return venue.venue_id, aim


def _check_days(row: CourseRow, note: Callable[..., None], *, today: datetime.date) -> None:
    """Find days that are years away: a wrong start holds the row, another day is left out."""
    if row.start_date and row.start_date > furthest("start_date", today=today):
        start = f"{row.start_date:%d/%m/%Y}"
        note("START_FAR", "START_DATE", start, limit=FURTHEST_YEARS)
    for rule, column, name in FAR_DAYS:
        day = row.more_of_run.get(name)
        if day and day > furthest(name, today=today).isoformat():
            note(rule, column, f"{datetime.date.fromisoformat(day):%d/%m/%Y}")
            row.more_of_run[name] = None


def _hold(row: CourseRow, *, gathering: Gathering) -> None:
    if row.reference:
        gathering.held_references.add(folded(row.reference))
    if row.title:
        gathering.held_names.add(name_key(row.learn_aim_ref, row.title))


def _put(
    row: CourseRow, venue_id: int | None, aim: Aim | None, *, gathering: Gathering
) -> Iterator[RowIssue]:
    """Add a row to its course, and yield a finding when an equal row is there already."""
    cells: dict[str, str] = {
        "learn_aim_ref": row.learn_aim_ref,
        "awarding_body": row.awarding_body,
        "title": row.title,
        **row.texts,
    }
    told = {"course_type": row.course_type, "sector": row.sector, "level": row.level}
    key = course_key(cells | told)
    group = gathering.groups.get(key)
    if group is None:
        group = gathering.groups[key] = {
            "key": key,
            "row": row.number,
            "learn_aim_ref": row.learn_aim_ref,
            "title": row.title,
            "references": {},
            "prints": course_prints(dict.fromkeys(PRINTED, "") | cells),
            "webpages": {},
            "course_at": gathering.spool.write(
                [cells | row.more_of_course, told, aim and [*aim[:3]]]
            ),
            "runs_at": array("q"),
        }
    for reference in (row.course_reference, row.reference):
        if reference:
            group["references"].setdefault(reference, row.number)
    if row.webpage:
        group["webpages"].setdefault(row.webpage, []).append(row.number)
    run = _run_values(row, venue_id=venue_id)
    run = {name: value for name, value in run.items() if gathering.has_column_of(name)}
    identity = hash((key, repr(run)))
    if identity in gathering.runs_seen:
        yield issue("REPEATED_ROW", row=row.number, other=gathering.runs_seen[identity])
        return
    gathering.runs_seen[identity] = row.number
    group["runs_at"].append(gathering.spool.write(run))


def _run_values(row: CourseRow, *, venue_id: int | None) -> dict[str, Any]:
    return {
        "reference": row.reference,
        "delivery_mode": str(row.delivery_mode),
        "study_mode": str(row.study_mode),
        "attendance_pattern": str(row.attendance_pattern),
        "start_date": row.start_date.isoformat() if row.start_date else None,
        "is_flexible_start": row.is_flexible_start,
        "duration": row.duration,
        "duration_unit": str(row.duration_unit),
        "venue_id": venue_id,
        "is_national": row.is_national,
        "sub_regions": row.sub_regions,
        "cost_pence": row.cost_pence,
        "cost_description": row.cost_description,
        **row.more_of_run,
    }


def chosen_webpage(webpages: dict[str, list[int]]) -> str:
    """Return the page that most rows of a course name, whatever their order."""
    return min(webpages, key=lambda page: (-len(webpages[page]), page), default="")


def _findings_across_rows(gathering: Gathering, *, file_format: FileFormat) -> Iterator[RowIssue]:
    groups = gathering.groups
    for reference, keys in shared_references(groups.values()).items():
        rows = sorted(
            (row, written)
            for key in keys
            for written, row in groups[key]["references"].items()
            if folded(written) == reference
        )
        column = file_format.column_in_file("YOUR_REFERENCE")
        for row, written in rows[1:]:
            yield issue("SHARED_REFERENCE", row=row, column=column, value=written, other=rows[0][0])
    column = file_format.column_in_file("COURSE_WEBPAGE")
    for group in groups.values():
        chosen = chosen_webpage(group["webpages"])
        for page, numbers in group["webpages"].items():
            if page != chosen:
                yield issue(
                    "DIFFERENT_WEBPAGE", row=numbers[0], column=column, value=page, other=chosen
                )
