"""A file of courses into the database: one transaction, one announcement, one report."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from django.db import transaction

from catalogue.courses.enums import CourseStatus
from catalogue.courses.identity import course_prints, folded, match_courses, name_key
from catalogue.courses.models import Course, CourseReference
from catalogue.courses.services import announce_courses, withdraw_courses
from catalogue.courses.subjects import SubjectFinder, SubjectRule
from catalogue.feeds.course_writing import CourseWriter
from catalogue.feeds.formats.registry import AUTO, choose_format
from catalogue.feeds.gathering import Gathering, gather
from catalogue.feeds.lookups import AimBook, VenueBook
from catalogue.feeds.reader import open_table
from catalogue.feeds.refusal import FileRefusedError
from catalogue.feeds.report import LoadReport
from catalogue.feeds.whole_file import Progress, no_progress, note_file
from catalogue.providers.models import Organisation
from portal.core.models import Subject

TEXT_FIELDS = (
    "who_this_course_is_for",
    "entry_requirements",
    "what_you_will_learn",
    "how_you_will_learn",
    "what_you_will_need_to_bring",
    "how_you_will_be_assessed",
    "where_next",
)


@dataclass
class WholeList:
    """The files that together are a provider's whole list, as far as they have been read.

    Only the last file may withdraw what none of them names, and only if none was refused.
    """

    ids: set[int] = field(default_factory=set)
    held_references: set[str] = field(default_factory=set)
    held_names: set[tuple[str, str]] = field(default_factory=set)
    is_broken: bool = False


@dataclass(frozen=True)
class LoadOptions:
    """How to load. ``whole_list`` is set when the file is all or part of the whole list."""

    today: datetime.date
    now: datetime.datetime
    format_name: str = AUTO
    is_dry_run: bool = False
    whole_list: WholeList | None = None
    is_last_file: bool = True
    progress: Progress = no_progress


def load(
    stream: BinaryIO, *, file_name: str, provider: Organisation, options: LoadOptions
) -> LoadReport:
    """Load a file of courses for a provider. A refused file changes nothing and is reported."""
    report = LoadReport(file=file_name, is_dry_run=options.is_dry_run)
    try:
        with transaction.atomic():
            _load(stream, provider=provider, options=options, report=report)
    except FileRefusedError as error:
        report.refuse(error)
        if options.whole_list:
            options.whole_list.is_broken = True
    return report


def _load(
    stream: BinaryIO, *, provider: Organisation, options: LoadOptions, report: LoadReport
) -> None:
    table = open_table(stream)
    file_format = choose_format(table.headings, name=options.format_name)
    report.format = file_format.name
    if provider.pk is not None:
        # Two loads of one provider at a time would each add the same courses.
        Organisation.objects.select_for_update().get(pk=provider.pk)
    aims = AimBook()
    gathering = gather(
        file_format.rename(table.rows()),
        file_format=file_format,
        venues=VenueBook(provider),
        aims=aims,
        today=options.today,
        report=report,
        progress=options.progress,
    )
    note_file(table, file_format=file_format, report=report)
    report.lacks_learning_aims = file_format.has_lars and not aims.is_loaded
    try:
        _write(gathering, provider=provider, options=options, report=report)
    finally:
        gathering.spool.close()


def _write(
    gathering: Gathering, *, provider: Organisation, options: LoadOptions, report: LoadReport
) -> None:
    scope = options.whole_list
    found = match_courses(gathering.groups.values(), _stored_courses(provider))
    writer = CourseWriter(
        provider,
        gathering=gathering,
        found=found,
        subjects=subject_finder(),
        report=report,
        today=options.today,
        now=options.now,
        is_full=scope is not None,
        seen_before=frozenset(scope.ids) if scope else frozenset(),
    )
    writer.write()
    changed_ids = writer.changed_ids
    if scope:
        scope.ids |= {*found.values(), *changed_ids}
        scope.held_references |= gathering.held_references
        scope.held_names |= gathering.held_names
        if options.is_last_file and not scope.is_broken:
            absent = _absent_courses(provider, scope=scope)
            report.counts["courses"]["withdrawn"] = len(absent)
            if not options.is_dry_run:
                withdraw_courses(absent, now=options.now, is_announced=False)
                changed_ids |= set(absent)
    if not options.is_dry_run:
        announce_courses(changed_ids)


def _stored_courses(provider: Organisation) -> Iterator[dict[str, Any]]:
    """Read the provider's courses as the identity rules want them, the listed ones first."""
    if provider.pk is None:
        return
    references: dict[int, list[str]] = {}
    for course_id, reference in CourseReference.objects.filter(
        course__provider=provider
    ).values_list("course_id", "reference"):
        references.setdefault(course_id, []).append(reference)
    cells = ("learn_aim_ref", "awarding_body", "title", *TEXT_FIELDS)
    for course in (
        Course.objects.filter(provider=provider)
        .order_by("pk")
        .values("pk", "identity_key", *cells)
        .iterator(chunk_size=500)
    ):
        yield {
            "id": course["pk"],
            "key": course["identity_key"],
            "learn_aim_ref": course["learn_aim_ref"],
            "title": course["title"],
            "references": references.get(course["pk"], ()),
            "prints": course_prints({name: course[name] for name in cells}),
        }


def _absent_courses(provider: Organisation, *, scope: WholeList) -> list[int]:
    """Return the listed courses that no file of a whole list names, not even in a held row."""
    if provider.pk is None:
        return []
    absent = []
    for course in (
        Course.objects.filter(provider=provider, status=CourseStatus.LIVE, is_demo=False)
        .prefetch_related("references")
        .only("pk", "learn_aim_ref", "title")
    ):
        name = name_key(course.learn_aim_ref, course.title)
        references = {folded(one.reference) for one in course.references.all()}
        is_held = name in scope.held_names or references & scope.held_references
        if course.pk not in scope.ids and not is_held:
            absent.append(course.pk)
    return absent


def subject_finder() -> SubjectFinder:
    """Read the list of subjects."""
    return SubjectFinder(
        SubjectRule(
            id=subject.pk,
            slug=subject.slug,
            ssa_tier2_codes=tuple(subject.ssa_tier2_codes),
            title_words=tuple(subject.title_words),
        )
        for subject in Subject.objects.order_by("position", "pk")
    )
