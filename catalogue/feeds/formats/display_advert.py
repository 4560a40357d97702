"""Vacancies as the Display Advert API sends them, versions 1 and 2, and as its website does."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from catalogue.feeds.formats.base import FileFormat
from catalogue.feeds.json_files import Record, storable
from catalogue.feeds.reader import RawRow

# Our column, and where the value stands, the likeliest first. A dot goes into an object.
PATHS: dict[str, tuple[str, ...]] = {
    "REFERENCE": ("vacancyReference",),
    "TITLE": ("title",),
    "SUMMARY": ("description",),
    "DESCRIPTION": ("fullDescription", "longDescription"),
    "TRAINING": ("trainingDescription",),
    "MORE_TRAINING": ("additionalTrainingDescription",),
    "OUTCOME": ("outcomeDescription",),
    "THINGS_TO_CONSIDER": ("thingsToConsider",),
    "BENEFITS": ("companyBenefitsInformation", "wage.companyBenefitsInformation"),
    "HOW_TO_APPLY": ("applicationInstructions",),
    "EMPLOYER": ("employerName",),
    "ANONYMOUS_EMPLOYER": ("anonymousEmployerName",),
    "IS_EMPLOYER_ANONYMOUS": ("isEmployerAnonymous",),
    "EMPLOYER_DESCRIPTION": ("employerDescription",),
    "EMPLOYER_WEBSITE": ("employerWebsiteUrl",),
    "PROVIDER": ("providerName",),
    "UKPRN": ("ukprn",),
    "STANDARD": ("course.title", "courseTitle"),
    "LARS_CODE": ("course.larsCode", "standardLarsCode", "courseId"),
    "LEVEL": ("course.level", "courseLevel"),
    "LEVEL_NAME": ("apprenticeshipLevel",),
    "ROUTE": ("course.route", "courseRoute", "route"),
    "WAGE_TYPE": ("wage.wageType", "wageType"),
    "WAGE": ("wage.wageText", "wageText"),
    "WAGE_AMOUNT": ("wage.wageAmount", "wageAmount"),
    "WAGE_LOW": ("wage.wageAmountLowerBound", "wageAmountLowerBound"),
    "WAGE_HIGH": ("wage.wageAmountUpperBound", "wageAmountUpperBound"),
    "WAGE_UNIT": ("wage.wageUnit", "wageUnit"),
    "WAGE_NOTE": ("wage.wageAdditionalInformation", "wageAdditionalInformation"),
    "WORKING_WEEK": (
        "wage.workingWeekDescription",
        "workingWeek",
        "workingWeekDescription",
    ),
    "HOURS_PER_WEEK": ("hoursPerWeek", "wage.hoursPerWeek"),
    "DURATION": ("expectedDuration",),
    "POSITIONS": ("numberOfPositions",),
    "POSTED_DATE": ("postedDate",),
    "CLOSING_DATE": ("closingDate",),
    "START_DATE": ("startDate",),
    "NATIONAL": ("isNationalVacancy",),
    "NATIONAL_DETAILS": ("isNationalVacancyDetails", "nationalVacancyDetails"),
    "DISABILITY_CONFIDENT": ("isDisabilityConfident",),
    "APPLY_URL": ("applicationUrl",),
    "SOURCE_URL": ("vacancyUrl",),
}
DISPLAY_ADVERT = FileFormat(
    name="display-advert",
    label="Display Advert API",
    headings=tuple(paths[0] for paths in PATHS.values()),
    renames={paths[0]: column for column, paths in PATHS.items()},
)
MAX_LOCATIONS = 100
MAX_LIST = 60
LINES = ("addressline1", "addressline2", "addressline3", "addressline4")


@dataclass(frozen=True, slots=True)
class RawLocation:
    """A place of work as text: ``RawLocation(["1 High Street", "Walsall"], "WS1 1AA")``.

    ``town`` is empty where the source does not say which line is the town.
    """

    lines: tuple[str, ...]
    postcode: str = ""
    town: str = ""
    latitude: str = ""
    longitude: str = ""


@dataclass(frozen=True, slots=True)
class RawVacancy:
    """A vacancy as text, whatever its file. ``given`` names the columns that the file has."""

    raw: RawRow
    locations: tuple[RawLocation, ...] = ()
    skills: tuple[str, ...] = ()
    qualifications: tuple[dict[str, str], ...] = ()
    given: frozenset[str] = frozenset()
    wrong: tuple[tuple[str, str], ...] = ()  # column and what stood there instead of words
    repeated: frozenset[str] = field(default_factory=frozenset)


def raw_vacancy(number: int, record: Record, *, repeated: frozenset[str]) -> RawVacancy:
    """Return a record of a page as text under our columns."""
    cells: dict[str, str] = {}
    wrong: list[tuple[str, str]] = []
    given: set[str] = set()
    for column, paths in PATHS.items():
        for path in paths:
            is_there, value = _look(record, path)
            if not is_there:
                continue
            given.add(column)
            if isinstance(value, (list, dict)):
                wrong.append((column, "a list" if isinstance(value, list) else "an object"))
            elif text := as_text(value):
                cells[column] = text
                break
    given |= {column for column in ("SKILLS", "QUALIFICATIONS") if column.lower() in record}
    return RawVacancy(
        raw=RawRow(number=number, cells=cells),
        locations=tuple(_locations(record)),
        skills=tuple(_skills(record.get("skills"))),
        qualifications=tuple(_qualifications(record.get("qualifications"))),
        given=frozenset(given),
        wrong=tuple(wrong),
        repeated=repeated,
    )


def as_text(value: Any) -> str:
    """Return a value as the cell of a table would have it: True is ``"yes"``, null is empty."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, int):
        return str(value)
    return storable(value).strip() if isinstance(value, str) else ""


def plain_reference(reference: str) -> str:
    """Return a reference without the VAC of the website.

    ``"VACC9348-24-3199"`` is ``"C9348-24-3199"`` and ``"VAC1000012484"`` is ``"1000012484"``.
    """
    text = re.sub(r"\s", "", reference).upper()
    return text[3:] if re.match(r"VAC[A-Z]?\d", text) else text


def _look(record: Record, path: str) -> tuple[bool, Any]:
    """Return whether a path is there at all, and its value."""
    value: Any = record
    for name in path.lower().split("."):
        if not isinstance(value, dict) or name not in value:
            return False, None
        value = value[name]
    return True, value


def _locations(record: Record) -> Iterable[RawLocation]:
    """Yield the places of ``addresses`` (v2), ``address`` and ``otherAddresses`` (v1), or lines."""
    found: list[Any] = []
    for name in ("addresses", "address", "otheraddresses"):
        value = record.get(name)
        found += value if isinstance(value, list) else [value]
    if any(record.get(name) for name in LINES) or record.get("postcode"):
        found.append(record)
    point = _point(record)
    for number, address in enumerate([one for one in found if isinstance(one, dict)]):
        if number >= MAX_LOCATIONS:
            return
        own = _point(address)
        # The point beside the addresses belongs to the first of them.
        latitude, longitude = own if own != ("", "") else (point if number == 0 else ("", ""))
        lines = tuple(text for name in LINES if (text := as_text(address.get(name))))
        postcode = as_text(address.get("postcode"))
        if lines or postcode or latitude:
            yield RawLocation(lines, postcode, latitude=latitude, longitude=longitude)


def _point(place: Record) -> tuple[str, str]:
    inner = place.get("location")
    for spot in (place, inner if isinstance(inner, dict) else {}):
        for north, east in (("latitude", "longitude"), ("lat", "lon"), ("lat", "lng")):
            pair = as_text(spot.get(north)), as_text(spot.get(east))
            if all(pair):
                return pair
    return "", ""


def _skills(value: Any) -> list[str]:
    items = value.split(",") if isinstance(value, str) else value
    return [as_text(one) for one in items][:MAX_LIST] if isinstance(items, list) else []


def _qualifications(value: Any) -> Iterable[dict[str, str]]:
    for one in value[:MAX_LIST] if isinstance(value, list) else []:
        if isinstance(one, dict):
            yield {
                "weighting": as_text(one.get("weighting")),
                "type": as_text(one.get("qualificationtype")),
                "subject": as_text(one.get("subject")),
                "grade": as_text(one.get("grade")),
            }
