"""What changed between two contents, in words for people."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from catalogue.courses import wording
from catalogue.courses.contents_fields import (
    CLOSED_LISTS,
    COURSE_FIELDS,
    RUN_FIELDS,
    field_of,
    label_of,
    run_key,
)
from catalogue.courses.contents_pairing import (
    LISTS_OF_COURSE,
    LISTS_OF_RUN,
    course_value,
    pair_runs,
    run_value,
)
from catalogue.courses.enums import Need, Weekday
from catalogue.courses.models import Course, CourseRun, FundingRule
from catalogue.providers.models import Venue
from portal.core.lists import with_commas
from portal.core.models import Sector, Subject

# A number and its unit are one fact on pages.
WITH_THE_NUMBER = "duration_unit"
BATCH = 500


@dataclass(frozen=True, slots=True)
class Difference:
    """``Difference("runs.12.cost_pence", "Cost", "£250", "£295", about="18 January 2027, ...")``.

    An empty ``before`` or ``after`` is "not known". A whole date has the path ``"runs.12"``: it is
    new when ``before`` is empty, taken out when ``after`` is. ``about`` names the date of a field.
    """

    path: str
    label: str
    before: str
    after: str
    about: str = ""


@dataclass(frozen=True)
class Names:
    """The names of the rows that contents point to, fetched once."""

    by_field: Mapping[str, Mapping[int, str]]

    @classmethod
    def of(cls, contents: Iterable[Mapping[str, Any]]) -> "Names":
        """Fetch the names that these contents need: four questions for each 500."""
        wanted: dict[str, set[int]] = {name: set() for name in _MODELS}
        for content in contents:
            wanted["subject"] |= _numbers([content.get("subject")])
            wanted["sectors"] |= _numbers(content.get("sectors"))
            for run in content.get("runs") or []:
                wanted["venue"] |= _numbers([run.get("venue")])
                wanted["funding_rules"] |= _numbers(run.get("funding_rules"))
        return cls({name: _fetched(_MODELS[name], ids) for name, ids in wanted.items()})

    def name_of(self, field: str, number: Any) -> str:
        """Return the name of a row, or nothing when it is gone."""
        return self.by_field[field].get(number, "")


_MODELS: Mapping[str, Any] = {
    "subject": Subject,
    "sectors": Sector,
    "venue": Venue,
    "funding_rules": FundingRule,
}


def _numbers(values: Any) -> set[int]:
    return {one for one in values or [] if isinstance(one, int) and not isinstance(one, bool)}


def _fetched(model: Any, ids: set[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    listed = sorted(ids)
    for start in range(0, len(listed), BATCH):
        for row in model.objects.filter(pk__in=listed[start : start + BATCH]):
            found[row.pk] = str(getattr(row, "label", row.name))
    return found


def differences(
    before: Mapping[str, Any], after: Mapping[str, Any], *, names: Names | None = None
) -> list[Difference]:
    """Return what changed, in the order of the pages. ``before`` is ``{}`` for a new course.

    Without ``names`` it asks for those it needs; for many courses fetch them once.
    """
    names = names or Names.of([before, after])
    found = [
        Difference(
            name,
            label_of(name),
            value_words(name, course_value(before, name), names),
            value_words(name, course_value(after, name), names),
        )
        for name in (*COURSE_FIELDS, *LISTS_OF_COURSE)
        if course_value(before, name) != course_value(after, name)
    ]
    runs_before, runs_after = before.get("runs") or [], after.get("runs") or []
    for left, right in pair_runs(runs_before, runs_after):
        if left is None and right is not None:
            run = runs_after[right]
            path = f"runs.{run_key(run, right)}"
            found.append(Difference(path, _("New date"), "", run_words(run, names)))
        elif right is None and left is not None:
            run = runs_before[left]
            path = f"runs.{run_key(run, left)}"
            found.append(Difference(path, _("Date taken out"), run_words(run, names), ""))
        elif left is not None and right is not None:
            key = run_key(runs_before[left], left)
            found += _of_run(key, runs_before[left], runs_after[right], names)
    return found


def _of_run(
    key: str, before: Mapping[str, Any], after: Mapping[str, Any], names: Names
) -> list[Difference]:
    about = run_words(before, names)
    found = []
    for name in (*RUN_FIELDS, *LISTS_OF_RUN):
        if name == WITH_THE_NUMBER:
            continue
        parts = (name, WITH_THE_NUMBER) if name == "duration" else (name,)
        if any(run_value(before, one) != run_value(after, one) for one in parts):
            found.append(
                Difference(
                    f"runs.{key}.{name}",
                    label_of(f"runs.{key}.{name}"),
                    _run_value_words(name, before, names),
                    _run_value_words(name, after, names),
                    about=about,
                )
            )
    return found


def _run_value_words(name: str, run: Mapping[str, Any], names: Names) -> str:
    number, unit = run.get("duration"), run.get(WITH_THE_NUMBER)
    if name == "duration" and isinstance(number, int) and number and isinstance(unit, str):
        return wording.duration(number, unit)
    return value_words(f"runs.{name}", run_value(run, name), names)


def run_words(run: Mapping[str, Any], names: Names) -> str:
    """Return a date in short: ``"18 January 2027, Monday, 6pm to 8pm, Walsall campus, £295"``."""
    start = value_words("runs.start_date", run.get("start_date"), names)
    if run.get("is_flexible_start") is True:
        start = _("Start when you like")
    days = value_words("runs.days_of_week", run.get("days_of_week") or [], names)
    hours = " – ".join(
        words
        for name in ("start_time", "end_time")
        if (words := value_words(f"runs.{name}", run.get(name), names))
    )
    place = value_words("runs.venue", run.get("venue"), names)
    if not place:
        place = value_words("runs.delivery_mode", run.get("delivery_mode") or "", names)
    cost = value_words("runs.cost_pence", run.get("cost_pence"), names)
    return with_commas((start or _("Date not known"), days, hours, place, cost))


def value_words(path: str, value: Any, names: Names) -> str:
    """Return a value as pages say it: ``("runs.cost_pence", 29500)`` is ``"£295"``.

    Nothing for an empty value. What a person typed and nobody can read yet stays as it is typed.
    """
    if value is None or value in ("", []):
        return ""
    try:
        return _words(path, value, names)
    except (ValueError, TypeError, ArithmeticError):
        return str(value)[:200]


def _words(path: str, value: Any, names: Names) -> str:
    name = path.rsplit(".", 1)[-1]
    model: type[models.Model] = CourseRun if path.startswith("runs.") else Course
    if name in _MODELS:
        many = value if isinstance(value, list) else [value]
        return with_commas(names.name_of(name, one) or _("A row that is gone") for one in many)
    if name == "references":
        return with_commas(value)
    if name in CLOSED_LISTS:
        return _list_words(name, value)
    if name == "cost_pence":
        return wording.money(int(value))
    if name == "level":
        return wording.level(value).name
    return _plain_words(field_of(model, name), value)


def _plain_words(spec: models.Field, value: Any) -> str:
    if isinstance(spec, models.BooleanField):
        return _("Yes") if value is True else _("No")
    if isinstance(spec, models.DateField):
        return wording.date(datetime.date.fromisoformat(value))
    if isinstance(spec, models.TimeField):
        return wording.clock(datetime.time.fromisoformat(value))
    if isinstance(spec, models.DecimalField):
        return wording.hours_a_week(Decimal(value))
    if spec.flatchoices:
        return str(dict(spec.flatchoices).get(value, value))
    return str(value)


def _list_words(name: str, value: list[str]) -> str:
    if name == "esol_levels":
        return wording.levels(value)
    if name == "days_of_week":
        return with_commas(str(Weekday(one).label) for one in value)
    if name == "needs":
        return with_commas(str(Need(one).label) for one in value)
    return with_commas(value)
