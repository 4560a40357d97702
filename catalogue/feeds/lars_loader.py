"""The national list of learning aims (LARS, LearningDelivery) into the database, in batches."""

import datetime
import re
from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO

from django.db import transaction

from catalogue.courses.enums import Level
from catalogue.courses.models import LearningAim
from catalogue.feeds.cells import LARS_CODE, MAX_YEAR, read_date
from catalogue.feeds.formats.base import FileFormat
from catalogue.feeds.formats.registry import choose_format
from catalogue.feeds.issues import RowIssue, issue
from catalogue.feeds.reader import RawRow, open_table
from catalogue.feeds.refusal import FileRefusedError
from catalogue.feeds.report import LoadReport
from catalogue.feeds.rules.base import Severity
from catalogue.feeds.whole_file import Progress, no_progress, note_file

BATCH = 2000
TITLE_LIMIT = 300
FIELDS = (
    "title",
    "aim_type",
    "level",
    "awarding_body_code",
    "effective_from_date",
    "effective_to_date",
    "ssa_tier1_code",
    "ssa_tier2_code",
)
# The headings of LearningDelivery in capitals, as the reader gives them.
LEARNING_DELIVERY = FileFormat(
    name="lars-learning-delivery",
    label="LARS, LearningDelivery",
    headings=(
        "LEARNAIMREF",
        "LEARNAIMREFTITLE",
        "LEARNAIMREFTYPE",
        "NOTIONALNVQLEVELV2",
        "AWARDORGCODE",
        "EFFECTIVEFROM",
        "EFFECTIVETO",
        "SECTORSUBJECTAREATIER1",
        "SECTORSUBJECTAREATIER2",
    ),
)
# NotionalNVQLevelv2. H (higher), M (mixed), X (not known), 1.5 and 8 have no level of ours.
LEVELS = {"E": Level.ENTRY} | {str(n): Level(f"LEVEL_{n}") for n in range(1, 8)}


def load_lars(
    stream: BinaryIO,
    *,
    file_name: str,
    is_dry_run: bool = False,
    progress: Progress = no_progress,
) -> LoadReport:
    """Load learning aims by their code. Aims that the file does not name stay."""
    report = LoadReport(file=file_name, kinds=("learning_aims",), is_dry_run=is_dry_run)
    try:
        with transaction.atomic():
            _load(stream, report=report, progress=progress)
    except FileRefusedError as error:
        report.refuse(error)
    return report


def _load(stream: BinaryIO, *, report: LoadReport, progress: Progress) -> None:
    table = open_table(stream)
    report.format = choose_format(table.headings, formats=(LEARNING_DELIVERY,)).name
    aims = _aims(table.rows(), report=report)
    while batch := {aim.pk: aim for aim in islice(aims, BATCH)}:
        _write(batch, report=report)
        progress(report.rows_read)
    # The national file has dozens of columns beyond the nine, which is no finding.
    table.headings = [name for name in table.headings if name in LEARNING_DELIVERY.headings]
    note_file(table, file_format=LEARNING_DELIVERY, report=report)


def _aims(rows: Iterator[RawRow], *, report: LoadReport) -> Iterator[LearningAim]:
    for raw in rows:
        report.rows_read += 1
        aim, issues = parse_aim(raw)
        report.issues.add(issues)
        if any(found.severity is Severity.ERROR for found in issues):
            report.rows_held += 1
            continue
        report.rows_loaded += 1
        yield aim


def parse_aim(raw: RawRow) -> tuple[LearningAim, list[RowIssue]]:
    """Read one learning aim, unsaved, and what is wrong with its row."""
    cell = raw.cells
    code = cell["LEARNAIMREF"].upper()
    issues = []
    if not LARS_CODE.fullmatch(code):
        issues.append(issue("AIM_REQUIRED", row=raw.number, column="LearnAimRef", value=code))
    if not cell["LEARNAIMREFTITLE"]:
        issues.append(issue("AIM_TITLE", row=raw.number, column="LearnAimRefTitle"))
    dates: list[datetime.date | None] = []
    for column in ("EFFECTIVEFROM", "EFFECTIVETO"):
        try:
            dates.append(_read_lars_date(cell[column]))
        except ValueError:
            dates.append(None)
            issues.append(issue("AIM_DATE", row=raw.number, column=column, value=cell[column]))
    aim = LearningAim(
        learn_aim_ref=code,
        title=cell["LEARNAIMREFTITLE"][:TITLE_LIMIT],
        aim_type=cell["LEARNAIMREFTYPE"][:8],
        level=str(LEVELS.get(cell["NOTIONALNVQLEVELV2"].upper(), "")),
        awarding_body_code=cell["AWARDORGCODE"][:20],
        effective_from_date=dates[0],
        effective_to_date=dates[1],
        ssa_tier1_code=cell["SECTORSUBJECTAREATIER1"][:8],
        ssa_tier2_code=cell["SECTORSUBJECTAREATIER2"][:8],
    )
    return aim, issues


def _read_lars_date(text: str) -> datetime.date | None:
    """Read ``01 Aug 2013`` or ``2013-08-01``. "31 Dec 2600" means that there is no end."""
    year = re.search(r"\d{4}", text)
    if not text or (year and int(year.group()) > MAX_YEAR):
        return None
    return read_date(text).date


def _write(batch: dict[str, LearningAim], *, report: LoadReport) -> None:
    stored = LearningAim.objects.in_bulk(list(batch))
    new = [aim for code, aim in batch.items() if code not in stored]
    changed = [
        aim
        for code, aim in batch.items()
        if code in stored and any(getattr(aim, f) != getattr(stored[code], f) for f in FIELDS)
    ]
    counts = report.counts["learning_aims"]
    counts["added"] += len(new)
    counts["changed"] += len(changed)
    counts["unchanged"] += len(batch) - len(new) - len(changed)
    if not report.is_dry_run:
        LearningAim.objects.bulk_create(
            [*new, *changed],
            update_conflicts=True,
            unique_fields=["learn_aim_ref"],
            update_fields=FIELDS,
        )
