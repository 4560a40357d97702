"""A file of venues into the database: one transaction, each row loaded or explained."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass, replace
from typing import Any, BinaryIO

from django.db import transaction

from catalogue.feeds.course_changes import ChangeSink, CourseChange, Kind, RowSink
from catalogue.feeds.formats.registry import choose_format
from catalogue.feeds.formats.venues import VENUES
from catalogue.feeds.issues import RowIssue, issue
from catalogue.feeds.reader import RawRow, open_table
from catalogue.feeds.refusal import FileRefusedError
from catalogue.feeds.report import LoadReport
from catalogue.feeds.venue_rows import TEXT_COLUMNS, VenueRow, parse_venue_row
from catalogue.feeds.whole_file import note_file
from catalogue.providers.locating import PlaceFinder
from catalogue.providers.models import Organisation, Venue
from catalogue.providers.services import LOCATION_FIELDS, Change, free_names, save_venue

# What a file says of a venue, and what follows from it on the map.
FILE_FIELDS = (
    *(name for _column, name, _limit in TEXT_COLUMNS),
    *("postcode", "email", "website", "phone"),
)


@dataclass(frozen=True)
class VenueOptions:
    """Who is told what, as ``LoadOptions`` does for courses."""

    rows_through: Callable[[Iterator[RawRow]], Iterator[RawRow]] = iter
    row_sink: RowSink | None = None
    change_sink: ChangeSink | None = None
    confirm: Callable[[LoadReport], None] | None = None


def load_venues(
    stream: BinaryIO,
    *,
    file_name: str,
    provider: Organisation,
    is_dry_run: bool = False,
    options: VenueOptions | None = None,
) -> LoadReport:
    """Load a file of venues for a provider. A refused file changes nothing and is reported.

    A venue is found by its reference, else by its name. Venues that the file does not name stay.
    """
    report = LoadReport(file=file_name, kinds=("venues",), is_dry_run=is_dry_run)
    options = options or VenueOptions()
    try:
        rows = _read(stream, report=report, options=options)
        with nullcontext() if is_dry_run else transaction.atomic():
            _write(rows, provider=provider, report=report, options=options)
    except FileRefusedError as error:
        report.refuse(error)
    return report


def _read(stream: BinaryIO, *, report: LoadReport, options: VenueOptions) -> list[VenueRow]:
    table = open_table(stream)
    file_format = choose_format(table.headings, formats=(VENUES,))
    report.format = file_format.name
    through = options.rows_through(table.rows())
    rows = [parse_venue_row(raw) for raw in file_format.rename(through)]
    report.rows_read = len(rows)
    note_file(table, file_format=file_format, report=report, sink=options.row_sink)
    return rows


def _write(
    rows: list[VenueRow], *, provider: Organisation, report: LoadReport, options: VenueOptions
) -> None:
    if provider.pk is not None and not report.is_dry_run:
        # Two loads of one provider at a time would each add the same venues.
        Organisation.objects.select_for_update(no_key=True).get(pk=provider.pk)
    stored = _Stored(provider, rows=rows)
    rows = stored.without_taken_names(_without_repeats(rows))
    targets = [(row, stored.venue_of(row)) for row in rows]
    if not report.is_dry_run:
        free_names(
            venue
            for row, venue in targets
            if venue.pk and not row.is_held and venue.name != row.values["name"]
        )
    places = PlaceFinder()
    for row, venue in targets:
        issues = row.issues
        if row.is_held:
            report.rows_held += 1
        else:
            before = venue_values(venue) if venue.pk else None
            change = save_venue(
                venue, values=row.values, places=places, is_dry_run=report.is_dry_run
            )
            if venue.latitude is None:
                issues = (*issues, _not_located(row))
            report.rows_loaded += 1
            report.counts["venues"][change.value] += 1
            if options.change_sink and change is not Change.UNCHANGED:
                options.change_sink.take([_change(venue, before=before)])
        report.issues.add(issues)
        if options.row_sink and issues:
            options.row_sink.row(row.number, issues, is_held=row.is_held)
    if options.confirm:
        options.confirm(report)


def venue_values(venue: Venue) -> dict[str, Any]:
    """Return what a file can say of a venue, and its place on the map under ``location``."""
    values = {name: getattr(venue, name) for name in FILE_FIELDS}
    location = {name: getattr(venue, name) for name in sorted(LOCATION_FIELDS)}
    return {**values, "location": location}


def _change(venue: Venue, *, before: dict[str, Any] | None) -> CourseChange:
    after = {name: getattr(venue, name) for name in FILE_FIELDS}
    kind = Kind.CHANGED if before else Kind.ADDED
    return CourseChange(kind, venue.pk, before, after, name=venue.name, code=venue.reference)


def _not_located(row: VenueRow) -> RowIssue:
    return issue(
        "VENUE_NOT_LOCATED", row=row.number, column="POSTCODE", value=row.values["postcode"]
    )


def _without_repeats(rows: list[VenueRow]) -> list[VenueRow]:
    """Hold every row whose name or reference stands in another row too."""
    held = rows
    for field, column, rule in (
        ("name", "VENUE_NAME", "VENUE_NAME_TWICE"),
        ("reference", "YOUR_VENUE_REFERENCE", "VENUE_REFERENCE_TWICE"),
    ):
        numbers: dict[str, list[int]] = defaultdict(list)
        for row in rows:
            if row.values[field]:
                numbers[row.values[field].casefold()].append(row.number)
        held = [
            _held(row, rule, column, row.values[field], other=other)
            if (other := _another(numbers[row.values[field].casefold()], row.number))
            else row
            for row in held
        ]
    return held


def _another(numbers: Iterable[int], own: int) -> int:
    return next((number for number in numbers if number != own), 0)


def _held(row: VenueRow, rule: str, column: str, value: str, *, other: int = 0) -> VenueRow:
    found = issue(rule, row=row.number, column=column, value=value, other=other)
    return replace(row, issues=(*row.issues, found))


class _Stored:
    """The venues of a provider, as a file finds them."""

    def __init__(self, provider: Organisation, *, rows: list[VenueRow]) -> None:
        self.provider = provider
        self.named_references = {row.values["reference"].casefold() for row in rows} - {""}
        venues = list(Venue.objects.filter(provider=provider)) if provider.pk else []
        self.by_reference = {one.reference.casefold(): one for one in venues if one.reference}
        self.by_name = {one.name.casefold(): one for one in venues}

    def venue_of(self, row: VenueRow) -> Venue:
        """Return the stored venue that a row means, or a new one."""
        return self._found(row) or Venue(provider=self.provider)

    def _found(self, row: VenueRow) -> Venue | None:
        reference, name = row.values["reference"].casefold(), row.values["name"].casefold()
        if reference in self.by_reference:
            return self.by_reference[reference]
        named = self.by_name.get(name)
        if named and reference and named.reference.casefold() in self.named_references:
            return None  # the file speaks of that venue too, under its own reference
        return named

    def without_taken_names(self, rows: list[VenueRow]) -> list[VenueRow]:
        """Hold rows that would give a venue the name of one that the file leaves alone."""
        held_before = -1
        # A row that is held keeps its old name, which may hold another row in turn.
        while held_before != (held := sum(row.is_held for row in rows)):
            held_before = held
            renamed = {
                found.pk
                for row in rows
                if not row.is_held
                and (found := self._found(row))
                and found.name.casefold() != row.values["name"].casefold()
            }
            rows = [row if row.is_held else self._checked(row, renamed=renamed) for row in rows]
        return rows

    def _checked(self, row: VenueRow, *, renamed: set[int]) -> VenueRow:
        owner = self.by_name.get(row.values["name"].casefold())
        found = self._found(row)
        if owner is None or owner.pk in renamed or (found and found.pk == owner.pk):
            return row
        return _held(row, "VENUE_NAME_TAKEN", "VENUE_NAME", row.values["name"])
