"""A vacancy as text to typed values, or the reasons why not. No database, no clock."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from catalogue.feeds import vacancy_cells as read
from catalogue.feeds.cells import read_yes_no
from catalogue.feeds.formats.base import FileFormat
from catalogue.feeds.formats.display_advert import (
    DISPLAY_ADVERT,
    RawLocation,
    RawVacancy,
    plain_reference,
)
from catalogue.feeds.issues import RowIssue
from catalogue.feeds.row_reading import RowReading
from catalogue.feeds.rules.base import Severity
from catalogue.feeds.text_cells import is_not_given, one_line
from catalogue.feeds.web_cells import read_webpage
from catalogue.providers.models import UKPRN
from catalogue.vacancies.enums import VacancyKind, WageType
from catalogue.vacancies.guard import reasons_to_hold
from catalogue.vacancies.models import Vacancy
from catalogue.vacancies.pay import is_pay, read_told_pay
from portal.core.prose import is_name

Value = TypeVar("Value")

REFERENCE_LIMIT = 60
# Column and our field. Long texts keep their lines; short ones become one line.
LONG_TEXTS = {
    "SUMMARY": "summary",
    "DESCRIPTION": "description",
    "TRAINING": "training_description",
    "OUTCOME": "outcome_description",
    "THINGS_TO_CONSIDER": "things_to_consider",
    "BENEFITS": "benefits",
    "HOW_TO_APPLY": "apply_instructions",
    "EMPLOYER_DESCRIPTION": "employer_description",
    "NATIONAL_DETAILS": "national_details",
}
SHORT_TEXTS = {
    "TITLE": "title",
    "EMPLOYER": "employer_name",
    "PROVIDER": "provider_name",
    "STANDARD": "course_title",
    "ROUTE": "route",
    "WAGE": "wage_text",
    "WAGE_NOTE": "wage_note",
    "WORKING_WEEK": "working_week",
    "DURATION": "duration_text",
}
LINKS = {
    "APPLY_URL": "apply_url",
    "SOURCE_URL": "source_url",
    "EMPLOYER_WEBSITE": "employer_website",
}
# What a page of the list leaves out and a vacancy of its own has. A list does not empty them.
DETAILS = {
    **{column: LONG_TEXTS[column] for column in LONG_TEXTS if column != "SUMMARY"},
    "SKILLS": "skills",
    "QUALIFICATIONS": "qualifications",
}
UNSAFE_TO_KEEP = frozenset({"LINK_WITH_LOGIN", "LINK_SCHEME"})


@dataclass(slots=True)
class VacancyRow:
    """One row with the values of a vacancy. ``absent`` names fields that the file does not have.

    ``links`` are the addresses as they came, for the guard: an unsafe one is not among the values.
    """

    number: int
    reference: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    locations: list[dict[str, Any]] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    issues: tuple[RowIssue, ...] = ()

    @property
    def is_held(self) -> bool:
        """Say whether the row cannot be loaded."""
        return any(found.severity is Severity.ERROR for found in self.issues)


def parse_vacancy(vacancy: RawVacancy, *, file_format: FileFormat, is_page: bool) -> VacancyRow:
    """Read a vacancy. ``is_page``: it stands in a list, which may leave details out."""
    reading = _Reading(vacancy, file_format=file_format)
    row = VacancyRow(number=vacancy.raw.number)
    reading.check_row()
    row.reference = reading.reference()
    reading.read_texts(row.values)
    reading.read_dates(row.values)
    reading.read_employer(row.values)
    reading.read_training(row.values)
    reading.read_pay(row.values)
    reading.read_rest(row.values)
    reading.read_links(row)
    row.locations = reading.locations()
    if not row.locations and not row.values["is_national"]:
        reading.note("NO_PLACE", "POSTCODE")
    if is_page and file_format is DISPLAY_ADVERT:
        row.absent = [
            name
            for column, name in DETAILS.items()
            if column not in vacancy.given and not row.values[name]
        ]
    row.issues = tuple(reading.issues)
    return row


class _Reading(RowReading):
    """The cells of a vacancy."""

    def __init__(self, vacancy: RawVacancy, *, file_format: FileFormat) -> None:
        super().__init__(vacancy.raw, file_format=file_format)
        self.vacancy = vacancy
        self.is_advert = file_format is DISPLAY_ADVERT

    def check_row(self) -> None:
        self.check_shape()
        for column, what in self.vacancy.wrong:
            self.note("NOT_WORDS", column, what)
        if self.vacancy.repeated:
            self.note("KEY_TWICE", "", ", ".join(sorted(self.vacancy.repeated)))
        for column, cell in self.raw.cells.items():
            if "\ufffd" in cell:
                self.note("TEXT_HALF_CHARACTERS", column, cell)

    def reference(self) -> str:
        cell = one_line(self.cell("REFERENCE"))
        reference = plain_reference(cell) if self.is_advert else cell
        if not reference:
            self.note("REFERENCE_MISSING", "REFERENCE")
        if len(reference) > REFERENCE_LIMIT:
            length = len(reference)
            self.note("REFERENCE_TOO_LONG", "REFERENCE", cell, length=length, limit=REFERENCE_LIMIT)
        return reference

    def read_texts(self, values: dict[str, Any]) -> None:
        for column, name in LONG_TEXTS.items():
            values[name] = self._fitted(column, name, read.listed_text(self.cell(column)))
        if more := read.listed_text(self.cell("MORE_TRAINING")):
            both = "\n\n".join(filter(None, (values["training_description"], more)))
            values["training_description"] = self._fitted("TRAINING", "training_description", both)
        for column, name in SHORT_TEXTS.items():
            values[name] = self._fitted(column, name, one_line(self.cell(column)))
        if not is_name(values["title"]):
            self.note("TITLE_MISSING", "TITLE")

    def _fitted(self, column: str, name: str, text: str) -> str:
        limit = limit_of(name)
        return self.cut("TEXT_LONG", column, text, limit=limit)

    def read_dates(self, values: dict[str, Any]) -> None:
        closing = self.cell("CLOSING_DATE")
        values["closing_date"] = None
        try:
            values["closing_date"] = read.read_day(closing)
        except ValueError:
            self.note("CLOSING_FORMAT", "CLOSING_DATE", closing)
        else:
            if values["closing_date"] is None:
                self.note("CLOSING_MISSING", "CLOSING_DATE")
        for column, name in (("POSTED_DATE", "posted_date"), ("START_DATE", "start_date")):
            values[name] = self._read(column, read.read_day, "DATE_FORMAT", default=None)
        start, last = values["start_date"], values["closing_date"]
        if start and last and start < last:
            self.note(
                "START_BEFORE_CLOSING", "START_DATE", f"{start:%d/%m/%Y}", other=f"{last:%d/%m/%Y}"
            )

    def read_employer(self, values: dict[str, Any]) -> None:
        """Read the employer. One who is not named sends a description in place of the name."""
        values["is_employer_anonymous"] = self._yes("IS_EMPLOYER_ANONYMOUS")
        instead = one_line(self.cell("ANONYMOUS_EMPLOYER"))
        if values["is_employer_anonymous"] or (instead and not values["employer_name"]):
            values["is_employer_anonymous"] = True
            words = instead or values["employer_name"]
            values["employer_name"] = ""
            values["employer_description"] = values["employer_description"] or words[:4000]
        elif not self.is_advert and not values["employer_name"]:
            values["is_employer_anonymous"] = True

    def read_training(self, values: dict[str, Any]) -> None:
        cell = self.cell("KIND")
        word = cell.casefold().strip().removesuffix("s")
        known = {"": VacancyKind.JOB, "job": VacancyKind.JOB, "vacancy": VacancyKind.JOB}
        kind = known.get(word, VacancyKind.APPRENTICESHIP if word == "apprenticeship" else None)
        if kind is None:
            self.note("KIND_FORMAT", "KIND", cell)
        values["kind"] = VacancyKind.APPRENTICESHIP if self.is_advert else kind or VacancyKind.JOB
        values["ukprn"] = self._ukprn()
        lars = one_line(self.cell("LARS_CODE"))
        values["lars_code"] = "" if lars == "0" else lars[:20]
        number, name = self.cell("LEVEL"), self.cell("LEVEL_NAME")
        try:
            values["level"] = read.read_level(number, name)
        except ValueError:
            values["level"] = ""
            self.note("LEVEL_FORMAT", "LEVEL", number or name)
        words = f"{values['title']} {values['summary']}".casefold()
        if self.is_advert and "apprent" not in words and not values["course_title"]:
            self.note("NOT_NAMED_APPRENTICESHIP", "TITLE", values["title"])

    def _ukprn(self) -> str:
        cell = self.cell("UKPRN")
        if cell in ("", "0"):
            return ""
        if re.fullmatch(UKPRN.regex, cell):
            return cell
        self.note("UKPRN_FORMAT", "UKPRN", cell)
        return ""

    def read_pay(self, values: dict[str, Any]) -> None:
        kind = self._read("WAGE_TYPE", read.read_wage_type, "WAGE_TYPE_FORMAT", default="")
        unit = self._read("WAGE_UNIT", read.read_wage_unit, "WAGE_UNIT_FORMAT", default="")
        amount = self._pence("WAGE_AMOUNT")
        low, high = self._pence("WAGE_LOW") or amount, self._pence("WAGE_HIGH") or amount
        note = values["wage_note"]
        if not values["wage_text"] and low is None and high is None and is_pay(note):
            values["wage_text"], values["wage_note"] = note[:255], ""
        told = read_told_pay(values["wage_text"])
        if low is None and high is None:
            low, high = told.low_pence, told.high_pence
        if low is not None and high is not None and high < low:
            self.note("WAGE_TURNED", "WAGE_HIGH")
            low = high = None
        is_known = low is not None or high is not None
        values["wage_low_pence"], values["wage_high_pence"] = low, high
        values["wage_unit"] = (unit or told.unit) if is_known else ""
        values["wage_type"] = kind_of_wage(kind, text=values["wage_text"], is_known=is_known)
        values["hours_per_week"] = self._read(
            "HOURS_PER_WEEK", read.read_hours, "HOURS_FORMAT", default=None
        )

    def _pence(self, column: str) -> int | None:
        return self._read(column, read.read_pence, "WAGE_FORMAT", default=None)

    def read_rest(self, values: dict[str, Any]) -> None:
        values["duration_months"] = read.read_months(values["duration_text"])
        values["positions"] = self._read(
            "POSITIONS", read.read_count, "POSITIONS_FORMAT", default=None
        )
        values["is_national"] = self._yes("NATIONAL")
        values["is_disability_confident"] = self._yes("DISABILITY_CONFIDENT")
        skills = [one_line(skill)[:200] for skill in self.vacancy.skills]
        values["skills"] = list(dict.fromkeys(filter(None, skills)))
        values["qualifications"] = [
            {
                "weighting": read.WEIGHTINGS.get(one["weighting"].casefold(), "ESSENTIAL"),
                **{name: one_line(one[name])[:200] for name in ("type", "subject", "grade")},
            }
            for one in self.vacancy.qualifications
        ]

    def read_links(self, row: VacancyRow) -> None:
        for column, name in LINKS.items():
            cell = one_line(self.cell(column))
            row.values[name] = ""
            if not cell:
                continue
            row.links.append(cell[:2000])
            try:
                address = read_webpage(cell)
            except ValueError:
                self.note("LINK_FORMAT", column, cell)
                continue
            if len(address) > limit_of(name):
                self.note("LINK_FORMAT", column, cell)
            elif not UNSAFE_TO_KEEP & set(reasons_to_hold([], links=[cell])):
                row.values[name] = address

    def locations(self) -> list[dict[str, Any]]:
        return [self._location(one) for one in self.vacancy.locations]

    def _location(self, raw: RawLocation) -> dict[str, Any]:
        postcode, cell = "", "" if is_not_given(raw.postcode) else raw.postcode
        if cell:
            try:
                postcode = read.read_postcode_or_half(cell)
            except ValueError:
                self.note("POSTCODE_FORMAT", "POSTCODE", cell)
        point = None
        try:
            point = read.read_point(raw.latitude, raw.longitude)
        except ValueError as error:
            self.note("POINT_FORMAT", "POSTCODE", str(error))
        return {
            "lines": [text for line in raw.lines if (text := one_line(line)[:150])],
            "town": one_line(raw.town)[:100],
            "postcode": postcode,
            "point": point,
        }

    def _yes(self, column: str) -> bool:
        return self._read(column, read_yes_no, "YES_NO", default=False)

    def _read(
        self, column: str, reader: Callable[[str], Value], rule: str, *, default: Value
    ) -> Value:
        cell = self.cell(column)
        if not cell:
            return default
        try:
            return reader(cell)
        except ValueError:
            self.note(rule, column, cell)
            return default


def limit_of(name: str) -> int:
    """Return how many characters a field of a vacancy takes."""
    return int(getattr(Vacancy._meta.get_field(name), "max_length", 0))


def kind_of_wage(kind: str, *, text: str, is_known: bool) -> str:
    """Return what the wage is. A wage "of their own" without words or figures is not told."""
    folded = text.casefold()
    if kind in (WageType.APPRENTICE_MINIMUM, WageType.NATIONAL_MINIMUM, WageType.COMPETITIVE):
        return kind
    if is_known:
        return WageType.CUSTOM
    if "competitive" in folded:
        return WageType.COMPETITIVE
    return WageType.CUSTOM if folded else WageType.NOT_TOLD
