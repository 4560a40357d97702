"""Read the demonstration's TOML files into records, with errors that name file, key and field."""

import dataclasses
import datetime
import enum
import tomllib
import types
from collections.abc import Callable, Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from portal.demo.event_records import EventRecord
from portal.demo.records import (
    CourseRecord,
    Demonstration,
    FundingRuleRecord,
    OrganisationRecord,
    VacancyRecord,
    WorkplaceRecord,
)

DATA = Path(__file__).resolve().parent / "data"
Record = TypeVar("Record")
_TENTH = Decimal("0.1")


class DemonstrationError(ValueError):
    """A data file cannot be used. The text names the file, the key, the field and the remedy."""


def read_demonstration(folder: Path = DATA) -> Demonstration:
    """Read a folder with ``organisations.toml``, ``funding_rules.toml`` and ``courses_*.toml``.

    ``workplaces.toml`` and ``vacancies_*.toml`` may be missing: a region can have courses alone.
    Raises DemonstrationError, also when a key is there twice or names nothing.
    """
    organisations = tuple(
        _read_file(folder / "organisations.toml", "organisation", OrganisationRecord)
    )
    courses: list[CourseRecord] = []
    for path in sorted(folder.glob("courses_*.toml")):
        courses += _read_file(path, "course", CourseRecord)
    rules = tuple(_read_file(folder / "funding_rules.toml", "rule", FundingRuleRecord))
    _refuse_repeats("organisation", [organisation.key for organisation in organisations])
    _refuse_repeats("venue", [venue.key for each in organisations for venue in each.venue])
    _refuse_repeats("course", [course.key for course in courses])
    _refuse_repeats("rule", [rule.key for rule in rules])
    _refuse_strangers(organisations, courses)
    workplaces, vacancies = _read_vacancies(folder)
    _refuse_unknown(organisations, workplaces, vacancies)
    return Demonstration(
        organisations=organisations,
        courses=tuple(courses),
        funding_rules=rules,
        workplaces=workplaces,
        vacancies=vacancies,
    )


def read_events(file: Path) -> tuple[EventRecord, ...]:
    """Read the invented events. Raises DemonstrationError, also when a key is there twice."""
    events = tuple(_read_file(file, "event", EventRecord))
    _refuse_repeats("event", [event.key for event in events])
    return events


def _read_vacancies(
    folder: Path,
) -> tuple[tuple[WorkplaceRecord, ...], tuple[VacancyRecord, ...]]:
    file = folder / "workplaces.toml"
    workplaces = tuple(_read_file(file, "workplace", WorkplaceRecord)) if file.exists() else ()
    vacancies: list[VacancyRecord] = []
    for path in sorted(folder.glob("vacancies_*.toml")):
        vacancies += _read_file(path, "vacancy", VacancyRecord)
    _refuse_repeats("workplace", [workplace.key for workplace in workplaces])
    _refuse_repeats("vacancy", [vacancy.key for vacancy in vacancies])
    return workplaces, tuple(vacancies)


def _refuse_unknown(
    organisations: Iterable[OrganisationRecord],
    workplaces: Iterable[WorkplaceRecord],
    vacancies: Iterable[VacancyRecord],
) -> None:
    """Refuse a vacancy that names an organisation or a workplace that is in no file."""
    owners = {each.key for each in organisations}
    places = {each.key for each in workplaces}
    for vacancy in vacancies:
        for name, value, known in (
            ("employer", vacancy.employer, owners),
            ("provider", vacancy.provider, owners),
            *(("workplace", place, places) for place in vacancy.workplaces),
        ):
            if value and value not in known:
                raise DemonstrationError(
                    f"Vacancy “{vacancy.key}”: {name} “{value}” is in no data file."
                )


def _read_file(path: Path, name: str, record: type[Record]) -> list[Record]:
    """Read the tables ``[[name]]`` of one file."""
    try:
        with path.open("rb") as file:
            tables = tomllib.load(file).get(name, [])
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise DemonstrationError(f"{path.name} cannot be read: {error}.") from error
    return [
        read_record(record, table, where=f"{path.name}, {name} “{table.get('key', number)}”")
        for number, table in enumerate(tables, start=1)
    ]


def read_record(record: type[Record], table: Mapping[str, object], *, where: str) -> Record:
    """Turn one table into a record. ``where`` starts the error: ``courses_maths.toml, “x”``."""
    hints = get_type_hints(record)
    fields = {field.name: field for field in dataclasses.fields(record)}  # type: ignore[arg-type]  # Record is a dataclass
    strange = sorted(set(table) - set(fields))
    if strange:
        raise DemonstrationError(f"{where}: there is no field “{strange[0]}”.")
    values: dict[str, object] = {}
    for name, field in fields.items():
        if name in table:
            try:
                values[name] = _convert(table[name], hints[name], where=f"{where}, {name}")
            except (TypeError, ValueError) as error:
                if isinstance(error, DemonstrationError):
                    raise
                raise DemonstrationError(
                    f"{where}: {name} is {table[name]!r}. {_remedy(hints[name])}"
                ) from error
        elif field.default is dataclasses.MISSING:
            raise DemonstrationError(f"{where}: the field “{name}” is missing.")
    return record(**values)


def _convert(value: object, hint: Any, *, where: str) -> object:
    hint, is_optional = _without_none(hint)
    if is_optional and value == "":
        return None
    if get_origin(hint) is tuple:
        if not isinstance(value, list):
            raise TypeError(value)
        inner = get_args(hint)[0]
        return tuple(
            _convert(part, inner, where=f"{where} {number}") for number, part in enumerate(value, 1)
        )
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        if not isinstance(value, dict):
            raise TypeError(value)
        return read_record(hint, value, where=where)
    if issubclass(hint, enum.Enum):
        return hint(value)
    return _SCALARS[hint](value)


def _without_none(hint: Any) -> tuple[Any, bool]:
    if get_origin(hint) in (types.UnionType, Union):
        return next(part for part in get_args(hint) if part is not type(None)), True
    return hint, False


def _exactly(*allowed: type) -> Callable[[object], object]:
    """Return a reader that takes these types as they are: ``True`` is no whole number."""

    def read(value: object) -> object:
        if type(value) not in allowed:
            raise TypeError(value)
        return value

    return read


def _tenths(value: object) -> Decimal:
    """Read hours to one decimal place, as the column keeps them: 2.25 becomes 2.3."""
    return Decimal(str(_exactly(int, float)(value))).quantize(_TENTH, ROUND_HALF_UP)


_SCALARS: dict[type, Callable[[Any], object]] = {
    str: _exactly(str),
    int: _exactly(int),
    float: _exactly(float),
    bool: _exactly(bool),
    Decimal: _tenths,
    datetime.time: datetime.time.fromisoformat,
    datetime.date: _exactly(datetime.date),
}


def _remedy(hint: Any) -> str:
    hint, is_optional = _without_none(hint)
    if get_origin(hint) is tuple:
        return "Write a list of: " + _remedy(get_args(hint)[0])
    if issubclass(hint, enum.Enum):
        choices = ", ".join(str(choice.value) for choice in hint)
        return f"Use one of {choices}{', or an empty text' if is_optional else ''}."
    return f"Write a value of the type {hint.__name__}."


def _refuse_repeats(name: str, keys: list[str]) -> None:
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            raise DemonstrationError(f"The {name} “{key}” is there twice. Give one another key.")
        seen.add(key)


def _refuse_strangers(
    organisations: Iterable[OrganisationRecord], courses: Iterable[CourseRecord]
) -> None:
    """Refuse a course of an unknown provider, a venue of somebody else, a reference used twice."""
    venues = {each.key: {venue.key for venue in each.venue} for each in organisations}
    for course in courses:
        if course.provider not in venues:
            raise DemonstrationError(
                f"Course “{course.key}”: provider “{course.provider}” is not in organisations.toml."
            )
        for run in course.run:
            if run.venue and run.venue not in venues[course.provider]:
                raise DemonstrationError(
                    f"Course “{course.key}”, run “{run.reference}”: venue “{run.venue}” is not a "
                    f"venue of “{course.provider}”."
                )
        _refuse_repeats(f"run in course “{course.key}”", [run.reference for run in course.run])
