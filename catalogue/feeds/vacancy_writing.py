"""Merged vacancies into the database: which are new, which changed, and which a person must see."""

import datetime
from collections.abc import Collection, Iterable, Sequence
from itertools import islice
from typing import Any

from catalogue.courses.subjects import SubjectFinder
from catalogue.courses.titles import level_of
from catalogue.feeds.issues import issue
from catalogue.feeds.report import LoadReport
from catalogue.feeds.vacancy_cells import SECTOR_OF_ROUTE
from catalogue.feeds.vacancy_gathering import Entry, VacancySet
from catalogue.feeds.vacancy_merging import MergedVacancy, merged
from catalogue.feeds.vacancy_places import WorkPlaces
from catalogue.vacancies.editors_words import held_labels, pounds, shortfall_of
from catalogue.vacancies.enums import VacancyStatus
from catalogue.vacancies.guard import reasons_to_hold, text_key
from catalogue.vacancies.models import Vacancy, VacancyLocation
from catalogue.vacancies.pay import Shortfall
from catalogue.vacancies.services import (
    add_vacancies,
    change_vacancies,
    guarded_texts,
    replace_locations,
)

BATCH = 200
SUBJECT_COMES_FROM = ("title", "course_title", "route")
STATE = ("status", "held_reasons", "guard_key", "withdrawn_at", "subject_id")
LOCATION_FIELDS = (
    "address_line_1",
    "address_line_2",
    "town",
    "postcode",
    "latitude",
    "longitude",
    "is_location_approximate",
    "council_id",
    "town_place_id",
)


class VacancyWriter:
    """Write the vacancies of a set of files for one source."""

    def __init__(
        self,
        source: str,
        *,
        found: VacancySet,
        reports: Sequence[LoadReport],
        subjects: SubjectFinder,
        today: datetime.date,
        now: datetime.datetime,
        places: WorkPlaces,
        is_region_only: bool = False,
    ) -> None:
        self.source = source
        self.found = found
        self.reports = reports
        self.subjects = subjects
        self.places = places
        self.is_region_only = is_region_only
        self.today = today
        self.now = now
        self.seen_ids: set[int] = set()
        self.changed: list[tuple[str, int]] = []  # kind and id, for the announcement

    def write(self) -> None:
        """Write everything, in batches."""
        references = iter(self.found.entries)
        while part := list(islice(references, BATCH)):
            self._write_part(part)

    def _write_part(self, references: Collection[str]) -> None:
        # Locked, or what a moderator decides meanwhile would be written over.
        rows = Vacancy.objects.select_for_update().filter(
            source=self.source, reference__in=references
        )
        stored = {one.reference: one for one in rows.prefetch_related("locations")}
        new: list[Vacancy] = []
        changed: list[tuple[Vacancy, set[str]]] = []
        places: dict[int, list[dict[str, Any]]] = {}  # by id() of the vacancy
        for reference in references:
            entries = self.found.entries[reference]
            row = merged(self.found.read(entry) for entry in entries)
            report = self.reports[entries[0].file]
            if self.is_region_only and self._is_outside(row):
                stored.pop(reference, None)  # as if the list did not name it
                self._leave_out(entries)
                continue
            vacancy = stored.get(reference)
            is_new = vacancy is None
            if vacancy is None:
                vacancy = Vacancy(source=self.source, reference=reference)
            names = self._apply(vacancy, row, is_new=is_new)
            locations = [self.places.place(one) for one in row.locations]
            has_moved = is_new or locations != _stored_places(vacancy)
            if has_moved:
                places[id(vacancy)] = locations
            if is_new:
                new.append(vacancy)
            elif names or has_moved:
                changed.append((vacancy, names))
            outcome = "added" if is_new else "changed" if names or has_moved else "unchanged"
            report.counts["vacancies"][outcome] += 1
            self._report(vacancy, row, entries)
        self._save(new, changed, places)
        self.seen_ids |= {one.pk for one in (*new, *stored.values())}

    def _is_outside(self, row: MergedVacancy) -> bool:
        return not row.values["is_national"] and self.places.are_outside(row.locations)

    def _leave_out(self, entries: Sequence[Entry]) -> None:
        """Count a vacancy of another region."""
        self.reports[entries[0].file].counts["vacancies"]["outside"] += 1
        for entry in entries:
            self.reports[entry.file].rows_outside += 1

    def _apply(self, vacancy: Vacancy, row: MergedVacancy, *, is_new: bool) -> set[str]:
        """Set the values. Return the names of the fields that changed."""
        values = {name: value for name, value in row.values.items() if name not in row.absent}
        if not values["level"]:
            values["level"] = level_of(values["course_title"]) or level_of(values["title"])
        if is_new or any(getattr(vacancy, name) != values[name] for name in SUBJECT_COMES_FROM):
            values["subject_id"] = self._subject(values)
        before = {name: getattr(vacancy, name) for name in {*values, *STATE}}
        for name, value in values.items():
            setattr(vacancy, name, value)
        self._set_status(vacancy, links=row.links, is_new=is_new)
        return {name for name, value in before.items() if getattr(vacancy, name) != value}

    def _subject(self, values: dict[str, Any]) -> int | None:
        sector = SECTOR_OF_ROUTE.get(values["route"].casefold(), "")
        for title in (values["course_title"], values["title"]):
            if title and (found := self.subjects.find(title=title, sector=sector)):
                return found
        return self.subjects.find(title=values["title"])

    def _set_status(self, vacancy: Vacancy, *, links: list[str], is_new: bool) -> None:
        """Hold what looks like a trap, unless a moderator released exactly these words."""
        texts = guarded_texts(vacancy)
        vacancy.guard_key = text_key(texts, links=links)
        is_released = vacancy.released_key == vacancy.guard_key
        reasons = [] if is_released else reasons_to_hold(texts, links=links)
        if reasons:
            vacancy.held_reasons = [reason.value for reason in reasons]
        if vacancy.is_withdrawn_by_staff:
            return
        if reasons:
            vacancy.status = VacancyStatus.HELD
        elif is_released:
            vacancy.status = VacancyStatus.LIVE
            vacancy.held_reasons = []
        elif vacancy.status == VacancyStatus.WITHDRAWN and vacancy.held_reasons:
            vacancy.status = VacancyStatus.HELD  # it was never released before it went
        elif is_new or vacancy.status == VacancyStatus.WITHDRAWN:
            vacancy.status = VacancyStatus.LIVE
        if vacancy.status != VacancyStatus.WITHDRAWN:
            vacancy.withdrawn_at = None

    def _report(self, vacancy: Vacancy, row: MergedVacancy, entries: Sequence[Entry]) -> None:
        first = entries[0]
        report = self.reports[first.file]
        late = report.issues.add_late
        if row.has_other_title:
            value = row.reference
            late(issue("SAME_REFERENCE", row=first.number, value=value))
        if vacancy.is_withdrawn_by_staff:
            late(issue("WITHDRAWN_BY_STAFF", row=first.number, value=row.reference))
        short = shortfall_of(vacancy, today=self.today)
        if short:
            late(pay_issue(short, number=first.number))
        is_held = vacancy.status == VacancyStatus.HELD
        if is_held:
            report.counts["vacancies"]["held"] += 1
            late(
                issue(
                    "HELD_FOR_CHECK",
                    row=first.number,
                    value=row.reference,
                    other="; ".join(held_labels(vacancy)),
                )
            )
        for entry in entries:
            report = self.reports[entry.file]
            report.rows_held += is_held
            report.rows_loaded += not is_held

    def _save(
        self,
        new: Sequence[Vacancy],
        changed: Sequence[tuple[Vacancy, set[str]]],
        places: dict[int, list[dict[str, Any]]],
    ) -> None:
        add_vacancies(new)
        fields = set().union(*(names for _vacancy, names in changed)) if changed else set()
        if changed:
            rows = [vacancy for vacancy, _names in changed]
            change_vacancies(rows, fields=map(_field, sorted(fields)), now=self.now)
        touched = [*new, *(vacancy for vacancy, _names in changed)]
        moved = [vacancy for vacancy in touched if id(vacancy) in places]
        replace_locations(
            [vacancy.pk for vacancy in moved],
            [
                VacancyLocation(vacancy_id=vacancy.pk, **location)
                for vacancy in moved
                for location in places[id(vacancy)]
            ],
        )
        for vacancy in touched:
            self.changed += [(vacancy.kind, vacancy.pk), (vacancy.stored_kind, vacancy.pk)]


def pay_issue(short: Shortfall, *, number: int) -> Any:
    """Return the warning about pay under a legal floor."""
    return issue(
        "PAY_UNDER_FLOOR" if short.is_for_everyone else "PAY_UNDER_ADULT",
        row=number,
        value=pounds(short.pence_an_hour),
        other=pounds(short.floor.pence_an_hour),
        date=f"{short.floor.from_date:%d/%m/%Y}",
    )


def _field(name: str) -> str:
    return name.removesuffix("_id")


def _stored_places(vacancy: Vacancy) -> list[dict[str, Any]]:
    stored: Iterable[VacancyLocation] = vacancy.locations.all()
    return [{name: getattr(one, name) for name in LOCATION_FIELDS} for one in stored]
