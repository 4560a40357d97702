"""A file of courses into the database: one transaction, one announcement, one report."""

import datetime
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from django.db import transaction

from catalogue.courses.enums import CourseStatus, ListingSource
from catalogue.courses.identity import course_prints, folded, match_courses, name_key
from catalogue.courses.models import Course, CourseReference
from catalogue.courses.services import announce_courses, withdraw_courses
from catalogue.courses.subjects import SubjectFinder, SubjectRule
from catalogue.feeds.course_changes import ChangeSink, RowSink, removals
from catalogue.feeds.course_writing import CHUNK_COURSES, CourseWriter
from catalogue.feeds.feed_memory import FeedMemory
from catalogue.feeds.formats.base import FileFormat
from catalogue.feeds.formats.registry import AUTO, choose_format
from catalogue.feeds.gathering import PRINTED, Gathering, gather
from catalogue.feeds.lookups import AimBook, VenueBook
from catalogue.feeds.reader import RawRow, open_table
from catalogue.feeds.refusal import FileRefusedError
from catalogue.feeds.report import LoadReport
from catalogue.feeds.whole_file import CourseRows, Progress, no_progress, note_file
from catalogue.providers.models import Organisation
from portal.core.models import Subject


@dataclass
class WholeList:
    """The files that together are a provider's whole list, as far as they have been read.

    Only the last file may withdraw what none of them names, and only if none was refused.
    """

    ids: set[int] = field(default_factory=set)
    held_references: set[str] = field(default_factory=set)
    held_names: set[tuple[str, str]] = field(default_factory=set)
    is_broken: bool = False


Opened = tuple[CourseRows, FileFormat]


def open_csv(stream: BinaryIO, *, format_name: str = AUTO) -> Opened:
    """Open a file of one of our formats. Raises FileRefusedError."""
    table = open_table(stream)
    return table, choose_format(table.headings, name=format_name)


def as_they_came(rows: Iterator[RawRow]) -> Iterator[RawRow]:
    """Change nothing."""
    return rows


@dataclass(frozen=True)
class LoadOptions:
    """How to load. ``whole_list`` is set when the file is all or part of the whole list.

    ``opener`` knows the formats that may come. ``rows_through`` sees every row before it is read.
    ``only_ids`` are the courses that a whole list may take away, when not all. ``confirm`` is
    asked at the end of the transaction; what it raises undoes it all.
    """

    today: datetime.date
    now: datetime.datetime
    is_dry_run: bool = False
    whole_list: WholeList | None = None
    is_last_file: bool = True
    progress: Progress = no_progress
    source: ListingSource = ListingSource.FILE
    opener: Callable[[BinaryIO], Opened] = open_csv
    rows_through: Callable[[Iterator[RawRow]], Iterator[RawRow]] = as_they_came
    row_sink: RowSink | None = None
    change_sink: ChangeSink | None = None
    only_ids: frozenset[int] | None = None
    memory: FeedMemory | None = None
    confirm: Callable[[LoadReport], None] | None = None


def load(
    stream: BinaryIO, *, file_name: str, provider: Organisation, options: LoadOptions
) -> LoadReport:
    """Load a file of courses for a provider. A refused file changes nothing and is reported.

    The file is read before the transaction begins, so that nobody waits for it. A dry run has no
    transaction at all.
    """
    report = LoadReport(file=file_name, is_dry_run=options.is_dry_run)
    loading = _Loading(stream, provider=provider, options=options)
    try:
        loading.run(report)
    except FileRefusedError as error:
        report.refuse(error)
        if options.whole_list:
            options.whole_list.is_broken = True
    finally:
        loading.close()
    return report


class _VenuesChangedError(Exception):
    """Somebody changed the provider's places since the file was read."""


class _Loading:
    """One file on its way: read, then compared and written."""

    def __init__(self, stream: BinaryIO, *, provider: Organisation, options: LoadOptions) -> None:
        self.stream = stream
        self.provider = provider
        self.options = options
        self.gathering: Gathering | None = None
        self.venues = VenueBook(None)

    def run(self, report: LoadReport) -> None:
        """Read and write. Both once more when the places changed in between."""
        self._read(report)
        if self.options.is_dry_run:
            self._write(report)
            return
        try:
            with transaction.atomic():
                self._lock()
                if VenueBook(self.provider).stored != self.venues.stored:
                    raise _VenuesChangedError
                self._write(report)
        except _VenuesChangedError:
            with transaction.atomic():
                self._lock()
                self._begin_again(report)
                self._read(report)
                self._write(report)

    def close(self) -> None:
        """Give the disk space back."""
        if self.gathering:
            self.gathering.spool.close()

    def _lock(self) -> None:
        if self.provider.pk is not None:
            # Two loads of one provider at a time would each add the same courses.
            Organisation.objects.select_for_update(no_key=True).get(pk=self.provider.pk)

    def _begin_again(self, report: LoadReport) -> None:
        self.close()
        self.stream.seek(0)
        report.start_over()
        for sink in (self.options.row_sink, self.options.change_sink):
            if sink:
                sink.forget()

    def _read(self, report: LoadReport) -> None:
        options = self.options
        table, file_format = options.opener(self.stream)
        report.format = file_format.name
        aims = AimBook()
        self.venues = VenueBook(self.provider)
        self.gathering = gather(
            file_format.rename(options.rows_through(table.rows())),
            file_format=file_format,
            venues=self.venues,
            aims=aims,
            today=options.today,
            report=report,
            progress=options.progress,
            sink=options.row_sink,
        )
        note_file(table, file_format=file_format, report=report, sink=options.row_sink)
        report.lacks_learning_aims = file_format.has_lars and not aims.is_loaded

    def _write(self, report: LoadReport) -> None:
        gathering, options, provider = self.gathering, self.options, self.provider
        if gathering is None:
            raise RuntimeError("read first")
        scope = options.whole_list
        found = match_courses(gathering.groups.values(), _stored_courses(provider))
        if not options.is_dry_run:
            gathering.new_venues.make(provider)
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
            source=options.source,
            sink=options.change_sink,
            memory=options.memory,
        )
        writer.write()
        changed_ids = writer.changed_ids
        named = scope or WholeList()
        named.ids |= {*found.values(), *changed_ids}
        named.held_references |= gathering.held_references
        named.held_names |= gathering.held_names
        if options.is_last_file and not named.is_broken and (scope or options.change_sink):
            absent = _absent_courses(provider, scope=named, only_ids=options.only_ids)
            _tell_removals(absent, options.change_sink)
            if scope:
                report.counts["courses"]["withdrawn"] = len(absent)
            if scope and not options.is_dry_run:
                withdraw_courses(absent, now=options.now, is_announced=False)
                if options.memory:
                    options.memory.forget(absent)
                changed_ids |= set(absent)
        if not options.is_dry_run:
            announce_courses(changed_ids)
        if options.confirm:
            options.confirm(report)


def _tell_removals(course_ids: Sequence[int], sink: ChangeSink | None) -> None:
    """Tell what a whole list takes away, or would take away if this were one."""
    if sink is None:
        return
    for start in range(0, len(course_ids), CHUNK_COURSES):
        sink.take(removals(course_ids[start : start + CHUNK_COURSES]))


def _stored_courses(provider: Organisation) -> Iterator[dict[str, Any]]:
    """Read the provider's courses as the identity rules want them, the listed ones first."""
    if provider.pk is None:
        return
    references: dict[int, list[str]] = {}
    for course_id, reference in CourseReference.objects.filter(
        course__provider=provider
    ).values_list("course_id", "reference"):
        references.setdefault(course_id, []).append(reference)
    for course in (
        Course.objects.filter(provider=provider)
        .order_by("pk")
        .values("pk", "identity_key", *PRINTED)
        .iterator(chunk_size=500)
    ):
        yield {
            "id": course["pk"],
            "key": course["identity_key"],
            "learn_aim_ref": course["learn_aim_ref"],
            "title": course["title"],
            "references": references.get(course["pk"], ()),
            "prints": course_prints({name: course[name] for name in PRINTED}),
        }


def _absent_courses(
    provider: Organisation, *, scope: WholeList, only_ids: frozenset[int] | None
) -> list[int]:
    """Return the listed courses that no file of a whole list names, not even in a held row."""
    if provider.pk is None:
        return []
    absent = []
    for course in (
        Course.objects.filter(provider=provider, status=CourseStatus.LIVE, is_demo=False)
        .prefetch_related("references")
        .only("pk", "learn_aim_ref", "title")
        .order_by("pk")
    ):
        name = name_key(course.learn_aim_ref, course.title)
        references = {folded(one.reference) for one in course.references.all()}
        is_held = name in scope.held_names or references & scope.held_references
        is_in_question = only_ids is None or course.pk in only_ids
        if course.pk not in scope.ids and not is_held and is_in_question:
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
