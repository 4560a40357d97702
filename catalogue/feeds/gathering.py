"""The rows of a file, gathered into courses. Texts go to disk, so memory stays flat."""

import datetime
from array import array
from collections.abc import Iterable, Iterator
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
from catalogue.feeds.formats.base import FileFormat
from catalogue.feeds.issues import RowIssue, issue
from catalogue.feeds.lookups import Aim, AimBook, VenueBook
from catalogue.feeds.reader import RawRow
from catalogue.feeds.report import LoadReport
from catalogue.feeds.rows import NAME_LIMIT, CourseRow, HeldRow, held_if_error, parse_row
from catalogue.feeds.spool import Spool
from catalogue.feeds.whole_file import Progress

CHUNK_ROWS = 500
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


def gather(
    rows: Iterable[RawRow],
    *,
    file_format: FileFormat,
    venues: VenueBook,
    aims: AimBook,
    today: datetime.date,
    report: LoadReport,
    progress: Progress,
) -> Gathering:
    """Read every row. Each one ends in a course of the gathering or as held in the report."""
    gathering = Gathering()
    source = iter(rows)
    while chunk := list(islice(source, CHUNK_ROWS)):
        parsed = [_readable(parse_row(raw, file_format=file_format)) for raw in chunk]
        aims.look_up({row.learn_aim_ref for row in parsed})
        for row in parsed:
            settled = _settle(row, venues=venues, aims=aims, today=today, file_format=file_format)
            report.rows_read += 1
            if isinstance(settled, HeldRow):
                _hold(settled, gathering=gathering, report=report)
            else:
                report.issues.add((*settled[0].issues, *_put(*settled, gathering=gathering)))
                report.rows_loaded += 1
        progress(report.rows_read)
    for found in _findings_across_rows(gathering, file_format=file_format):
        report.issues.add_late(found)
    gathering.runs_seen.clear()
    return gathering


def _readable(row: CourseRow | HeldRow) -> CourseRow:
    """Return what could be read of a row, so that a held one gets all its reasons at once."""
    return row.row if isinstance(row, HeldRow) else row


def _settle(
    row: CourseRow,
    *,
    venues: VenueBook,
    aims: AimBook,
    today: datetime.date,
    file_format: FileFormat,
) -> HeldRow | tuple[CourseRow, int | None, Aim | None]:
    """Complete a row with what the database and the day know: aim, venue, past date."""
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
    row.issues = tuple(found)
    held = held_if_error(row)
    return held or (row, venue.venue_id, aim)


def _hold(held: HeldRow, *, gathering: Gathering, report: LoadReport) -> None:
    row = held.row
    report.rows_held += 1
    report.issues.add(row.issues)
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
            "prints": course_prints(cells),
            "webpages": {},
            "course_at": gathering.spool.write(
                [cells | row.more_of_course, told, aim and [*aim[:3]]]
            ),
            "runs_at": array("q"),
        }
    for reference in (row.reference, row.course_reference):
        if reference:
            group["references"].setdefault(reference, row.number)
    if row.webpage:
        group["webpages"].setdefault(row.webpage, []).append(row.number)
    run = _run_values(row, venue_id=venue_id)
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
