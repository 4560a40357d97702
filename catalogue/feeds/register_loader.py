"""The register of providers into the database, in batches: numbers, names, towns, websites."""

import datetime
import re
from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO

from django.db import transaction
from django.db.models import CharField

from catalogue.feeds.issues import RowIssue
from catalogue.feeds.refusal import FileRefusedError
from catalogue.feeds.register_reading import NAMES, open_register
from catalogue.feeds.report import LoadReport
from catalogue.feeds.rules.base import Severity
from catalogue.feeds.whole_file import Progress, no_progress
from catalogue.providers.models import RegisteredProvider
from portal.core.prose import one_line, printable

BATCH = 2000
KIND = "registered_providers"
FIELDS = tuple(name for name in NAMES if name != "ukprn")
MOST_CHARACTERS: dict[str, int] = {
    field.name: field.max_length
    for field in RegisteredProvider._meta.get_fields()
    if isinstance(field, CharField) and field.max_length
}
_UKPRN = re.compile(r"1\d{7}")


def load_register(
    stream: BinaryIO,
    *,
    file_name: str,
    today: datetime.date,
    is_dry_run: bool = False,
    progress: Progress = no_progress,
) -> LoadReport:
    """Load providers by their UKPRN. Those that the file does not name stay."""
    report = LoadReport(file=file_name, kinds=(KIND,), is_dry_run=is_dry_run)
    try:
        with transaction.atomic():
            _load(stream, report=report, today=today, progress=progress)
    except FileRefusedError as error:
        report.refuse(error)
    return report


def _load(
    stream: BinaryIO, *, report: LoadReport, today: datetime.date, progress: Progress
) -> None:
    file = open_register(stream)
    report.format, report.encoding = file.label, file.encoding
    providers = _providers(file.lines, report=report, today=today)
    while batch := {one.pk: one for one in islice(providers, BATCH)}:
        _write(batch, report=report)
        progress(report.rows_read)
    if not report.rows_read:
        raise FileRefusedError("FILE_EMPTY", "The file has no providers. Export it again.")


def _providers(
    lines: Iterator[tuple[int, dict[str, str]]], *, report: LoadReport, today: datetime.date
) -> Iterator[RegisteredProvider]:
    for number, facts in lines:
        report.rows_read += 1
        said = {name: one_line(printable(facts.get(name, ""))) for name in NAMES}
        if problem := _problem(said, row=number):
            report.rows_held += 1
            report.issues.add([problem])
            continue
        report.rows_loaded += 1
        for name in FIELDS:
            said[name] = said[name][: MOST_CHARACTERS[name]]
        yield RegisteredProvider(imported_date=today, **said)


def _problem(said: dict[str, str], *, row: int) -> RowIssue | None:
    if not _UKPRN.fullmatch(said["ukprn"]):
        code, column = "REGISTER_UKPRN", "UKPRN"
        message = "“{value}” is not a UKPRN. It has 8 digits and starts with 1."
    elif not said["name"]:
        code, column = "REGISTER_NAME", "Name"
        message = "The provider has no name."
    else:
        return None
    value = said["ukprn"][:200] if column == "UKPRN" else ""
    return RowIssue(row, column, code, Severity.ERROR, value, message.format(value=value))


def _write(batch: dict[str, RegisteredProvider], *, report: LoadReport) -> None:
    stored = RegisteredProvider.objects.in_bulk(list(batch))
    new = [one for code, one in batch.items() if code not in stored]
    changed = [
        one
        for code, one in batch.items()
        if code in stored and any(getattr(one, f) != getattr(stored[code], f) for f in FIELDS)
    ]
    counts = report.counts[KIND]
    counts["added"] += len(new)
    counts["changed"] += len(changed)
    counts["unchanged"] += len(batch) - len(new) - len(changed)
    if not report.is_dry_run:
        RegisteredProvider.objects.bulk_create(
            batch.values(),
            update_conflicts=True,
            unique_fields=["ukprn"],
            update_fields=(*FIELDS, "imported_date"),
        )
