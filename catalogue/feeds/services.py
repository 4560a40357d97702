"""Keeping the log of loads."""

from itertools import islice
from pathlib import PurePath

from catalogue.feeds.models import ImportRecord
from catalogue.feeds.report import LoadReport
from catalogue.providers.models import Organisation

KEPT_ISSUES = 200


def record_import(report: LoadReport, *, provider: Organisation | None) -> ImportRecord:
    """Keep what a load did, with its first findings."""
    return ImportRecord.objects.create(
        provider=provider,
        file_name=PurePath(report.file).name[:255],
        file_format=report.format,
        is_dry_run=report.is_dry_run,
        is_refused=bool(report.refused),
        rows_read=report.rows_read,
        rows_loaded=report.rows_loaded,
        rows_held=report.rows_held,
        counts=report.counts,
        issues_total=len(report.issues),
        issues=list(islice(report.issues, KEPT_ISSUES)),
    )
