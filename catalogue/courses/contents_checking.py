"""Is this content fit to be stored? Whatever a stranger sent, the answer is words, never a crash.

A value is checked by its field of the model: its type, its length, its closed list. Then come the
constraints between fields. What makes a course good to read is not asked here.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from catalogue.courses.contents_fields import (
    COURSE_FIELDS,
    MOST_RUNS,
    RUN_FIELDS,
    empty_value,
    run_key,
)
from catalogue.courses.contents_values import (
    Known,
    WrongValueError,
    id_list,
    read_references,
    reader_of,
)
from catalogue.courses.models import Course, CourseRun
from portal.core.prose import is_name


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a value, and the remedy: ``Problem("runs.12.end_date", "The last …")``."""

    path: str
    message: str


class ContentError(ValueError):
    """Content that cannot be stored. ``problems`` name each field and its remedy."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("; ".join(f"{one.path}: {one.message}" for one in problems[:5]))


def checked(content: Any, known: Known) -> tuple[dict[str, Any], list[Problem]]:
    """Return the content with every field, and what is wrong.

    A wrong value is empty in the answer, so that a preview can show the rest.
    """
    problems: list[Problem] = []
    if not isinstance(content, Mapping):
        return checked({}, known)[0], [Problem("", _("Send the course as one object of fields."))]
    found = _values(Course, COURSE_FIELDS, content, known, problems, prefix="")
    found["sectors"] = _read("sectors", content.get("sectors"), id_list(known, "sectors"), problems)
    found["references"] = _read("references", content.get("references"), read_references, problems)
    found["runs"] = _runs(content.get("runs"), known, problems)
    if not is_name(found["title"]) and not any(one.path == "title" for one in problems):
        problems.append(Problem("title", _("Write the name of the course.")))
    youngest, oldest = found["age_min"], found["age_max"]
    if youngest is not None and oldest is not None and oldest < youngest:
        words = _("The highest age is under the lowest. Check both.")
        problems.append(Problem("age_max", words))
    return found, problems


def fit(content: Any, known: Known) -> dict[str, Any]:
    """Return the content with every field, or raise ContentError."""
    found, problems = checked(content, known)
    if problems:
        raise ContentError(problems)
    return found


def _runs(value: Any, known: Known, problems: list[Problem]) -> list[dict[str, Any]]:
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(run, Mapping) for run in value):
        problems.append(Problem("runs", _("Send the dates as a list.")))
        return []
    if len(value) > MOST_RUNS:
        words = _("A course has at most %(count)d dates. Take some out.") % {"count": MOST_RUNS}
        problems.append(Problem("runs", words))
    return [_run(run, position, known, problems) for position, run in enumerate(value[:MOST_RUNS])]


def _run(
    value: Mapping[str, Any], position: int, known: Known, problems: list[Problem]
) -> dict[str, Any]:
    number = value.get("id")
    is_number = isinstance(number, int) and not isinstance(number, bool) and 0 < number <= 2**62
    key = value.get("key")
    run: dict[str, Any] = {"id": number if is_number else None}
    if isinstance(key, str) and re.fullmatch(r"[\w-]{1,40}", key, re.ASCII):
        run["key"] = key
    path = f"runs.{run_key(run, position)}"
    if number is not None and not is_number:
        problems.append(Problem(f"{path}.id", _("The number of a date is a whole number.")))
    mine: list[Problem] = []
    run |= _values(CourseRun, RUN_FIELDS, value, known, mine, prefix=f"{path}.")
    rules = _read(
        f"{path}.funding_rules", value.get("funding_rules"), id_list(known, "funding_rules"), mine
    )
    run["funding_rules"] = rules
    named = {problem.path for problem in mine}
    mine += [one for one in _between(run, f"{path}.") if one.path not in named]
    problems += mine
    return run


def _between(run: Mapping[str, Any], prefix: str) -> Iterable[Problem]:
    """Give what is wrong between two fields of a run: the constraints of the table."""
    if not run["delivery_mode"]:
        yield Problem(f"{prefix}delivery_mode", _("Choose how it is taught."))
    if run["is_flexible_start"] and run["start_date"]:
        words = _("Clear the date, or turn off “Start when you like”.")
        yield Problem(f"{prefix}start_date", words)
    if run["start_date"] and run["end_date"] and run["end_date"] < run["start_date"]:
        yield Problem(f"{prefix}end_date", _("The last day is before the first. Check both."))
    if run["start_time"] and run["end_time"] and run["end_time"] <= run["start_time"]:
        words = _("The class ends before it begins. Check both times.")
        yield Problem(f"{prefix}end_time", words)
    if run["duration"] and not run["duration_unit"]:
        words = _("Choose hours, days, weeks or another unit.")
        yield Problem(f"{prefix}duration_unit", words)
    if run["duration_unit"] and not run["duration"]:
        yield Problem(f"{prefix}duration", _("Write how many, or clear the unit."))
    places, left = run["places"], run["places_left"]
    if places is not None and left is not None and left > places:
        words = _("There cannot be more places left than places.")
        yield Problem(f"{prefix}places_left", words)


def _values(
    model: type[models.Model],
    names: Iterable[str],
    content: Mapping[str, Any],
    known: Known,
    problems: list[Problem],
    *,
    prefix: str,
) -> dict[str, Any]:
    found = {}
    for name in names:
        read = reader_of(model, name, known)
        value = content.get(name)
        empty = empty_value(model, name)
        is_empty = value is None or (value == "" and empty == "")
        found[name] = empty if is_empty else _read(f"{prefix}{name}", value, read, problems)
        if found[name] is None:
            found[name] = empty
    return found


def _read(path: str, value: Any, read: Callable[[Any], Any], problems: list[Problem]) -> Any:
    try:
        return read(value)
    except WrongValueError as wrong:
        problems.append(Problem(path, str(wrong)))
        return [] if read.__name__ in ("read_list", "read_ids", "read_references") else None
