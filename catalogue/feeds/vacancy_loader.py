"""A set of vacancy files into the database: one transaction, one announcement, a report a file."""

import datetime
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from django.db import models, transaction

from catalogue.feeds.issues import issue
from catalogue.feeds.loader import subject_finder
from catalogue.feeds.opening import open_file, shown, unreadable
from catalogue.feeds.refusal import FileRefusedError
from catalogue.feeds.report import CHANGES, LoadReport
from catalogue.feeds.vacancy_gathering import VacancySet, gather_file
from catalogue.feeds.vacancy_places import WorkPlaces
from catalogue.feeds.vacancy_writing import VacancyWriter
from catalogue.feeds.whole_file import Progress, no_progress
from catalogue.vacancies.enums import VacancyStatus
from catalogue.vacancies.models import Vacancy
from catalogue.vacancies.services import announce_vacancies, lock_source, withdraw_absent

# A whole list that takes away more than half of so many looks broken.
SHRINK_MATTERS_FROM = 20


@dataclass(frozen=True)
class VacancyOptions:
    """How to load. ``is_full``: the files are all that the source has.

    ``is_region_only``: leave out vacancies whose every place of work is outside our councils.
    """

    source: str
    today: datetime.date
    now: datetime.datetime
    is_full: bool = False
    is_shrink_allowed: bool = False
    is_dry_run: bool = False
    is_region_only: bool = False
    progress: Progress = no_progress


def load_vacancies(files: Sequence[Path], *, options: VacancyOptions) -> list[LoadReport]:
    """Load files of one source. A refused file changes nothing; the others load.

    A vacancy is found by its reference at the source, so the same files twice change nothing.
    """
    found = VacancySet()
    places = WorkPlaces()
    reports = []
    with closing(found.spool):
        for number, path in enumerate(files):
            report = _new_report(path, options)
            reports.append(report)
            _gather(path, number=number, found=found, report=report, options=options, places=places)
        with transaction.atomic():
            _write(found, reports, options, places=places)
            if options.is_dry_run:
                transaction.set_rollback(True)
    return reports


def _new_report(path: Path, options: VacancyOptions) -> LoadReport:
    names = (*CHANGES, "held", *(("outside",) if options.is_region_only else ()))
    counts = {"vacancies": dict.fromkeys(names, 0)}
    return LoadReport(
        file=shown(path), kinds=("vacancies",), is_dry_run=options.is_dry_run, counts=counts
    )


def _gather(
    path: Path,
    *,
    number: int,
    found: VacancySet,
    report: LoadReport,
    options: VacancyOptions,
    places: WorkPlaces,
) -> None:
    try:
        with open_file(path) as stream:
            gather_file(
                stream,
                number=number,
                found=found,
                report=report,
                today=options.today,
                progress=options.progress,
                places=places if options.is_region_only else None,
            )
    except FileRefusedError as error:
        report.refuse(error)
    except OSError as error:
        report.refuse(unreadable(error))


def _write(
    found: VacancySet,
    reports: Sequence[LoadReport],
    options: VacancyOptions,
    *,
    places: WorkPlaces,
) -> None:
    lock_source(options.source)
    open_before = _open_vacancies(options).count()
    writer = VacancyWriter(
        options.source,
        found=found,
        reports=reports,
        subjects=subject_finder(),
        today=options.today,
        now=options.now,
        places=places,
        is_region_only=options.is_region_only,
    )
    writer.write()
    is_complete = _note_missing_pages(found, reports, options)
    if options.is_full and is_complete and not any(report.refused for report in reports):
        writer.changed += _withdraw(found, writer, reports, options, open_before=open_before)
    # When the source last listed it. Nothing that a listing shows, so it is not announced.
    for part in _parts(sorted(writer.seen_ids)):
        Vacancy.objects.filter(pk__in=part).exclude(checked_date=options.today).update(
            checked_date=options.today
        )
    announce_vacancies(writer.changed)


def _parts(ids: list[int]) -> list[list[int]]:
    return [ids[start : start + 500] for start in range(0, len(ids), 500)]


def _open_vacancies(options: VacancyOptions) -> models.QuerySet[Vacancy]:
    return Vacancy.objects.filter(
        source=options.source, is_demo=False, closing_date__gte=options.today
    ).exclude(status=VacancyStatus.WITHDRAWN)


def _note_missing_pages(
    found: VacancySet, reports: Sequence[LoadReport], options: VacancyOptions
) -> bool:
    pages = found.pages
    if pages.are_complete:
        return True
    last = reports[-1]
    told = f"{pages.told_vacancies:,} vacancies"
    if pages.told_pages:
        told += f" on {pages.told_pages:,} pages"
    held = f"{pages.adverts_read:,} on {len(pages.pages):,}"
    last.issues.add_late(issue("PAGES_MISSING", row=1, value=held, other=told))
    last.is_incomplete = options.is_full
    return False


def _withdraw(
    found: VacancySet,
    writer: VacancyWriter,
    reports: Sequence[LoadReport],
    options: VacancyOptions,
    *,
    open_before: int,
) -> list[tuple[str, int]]:
    """Take away what the whole list does not name, not even in a row that was held."""
    absent = [
        pk
        for pk, reference in _open_vacancies(options).values_list("pk", "reference").iterator()
        if pk not in writer.seen_ids and reference not in found.held_references
    ]
    last = reports[-1]
    is_empty = not any(report.rows_read for report in reports)
    is_shrunk = open_before >= SHRINK_MATTERS_FROM and len(absent) * 2 > open_before
    if absent and (is_empty or is_shrunk) and not options.is_shrink_allowed:
        value, other = f"{len(absent):,}", f"{open_before:,}"
        last.issues.add_late(issue("SHRUNK", row=1, value=value, other=other))
        last.is_incomplete = True
        return []
    pairs: list[tuple[str, int]] = []
    for part in _parts(absent):
        pairs += withdraw_absent(part, now=options.now)
    last.counts["vacancies"]["withdrawn"] = len(pairs)
    return pairs
