"""Which fields of a course and its runs are its content, and what each may hold."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from catalogue.courses.enums import ESOL_LEVELS, Need, Weekday
from catalogue.courses.models import Course, CourseRun

TEXT_FIELDS = (
    "who_this_course_is_for",
    "entry_requirements",
    "you_need",
    "it_helps",
    "not_needed",
    "what_you_will_learn",
    "how_you_will_learn",
    "what_you_will_need_to_bring",
    "how_you_will_be_assessed",
    "where_next",
)
COURSE_FIELDS = (
    "title",
    "course_type",
    "learn_aim_ref",
    "qualification_title",
    "awarding_body",
    "level",
    "esol",
    "esol_levels",
    "subject",
    "language_of_teaching",
    *TEXT_FIELDS,
    "needs",
    "age_min",
    "age_max",
    "how_to_join",
    "join_value",
    "webpage",
)
RUN_FIELDS = (
    "reference",
    "status",
    "delivery_mode",
    "study_mode",
    "attendance_pattern",
    "start_date",
    "is_flexible_start",
    "end_date",
    "enrol_by_date",
    "days_of_week",
    "start_time",
    "end_time",
    "hours_per_week",
    "duration",
    "duration_unit",
    "venue",
    "is_national",
    "sub_regions",
    "cost_pence",
    "cost_description",
    "places",
    "places_left",
    "waiting_weeks",
)
# What tells one run from another when neither has a number yet.
RUN_SLOT = (
    "venue",
    "start_date",
    "is_flexible_start",
    "delivery_mode",
    "study_mode",
    "attendance_pattern",
)
# Lists of codes, and a list of names (None).
CLOSED_LISTS: Mapping[str, tuple[str, ...] | None] = {
    "esol_levels": tuple(str(level.value) for level in ESOL_LEVELS),
    "needs": tuple(Need.values),
    "days_of_week": tuple(Weekday.values),
    "sub_regions": None,
}
MOST_RUNS = 1000
MOST_REFERENCES = 200
MOST_NAMES = 100
LONGEST_NAME = 120


@cache
def field_of(model: type[models.Model], name: str) -> models.Field:
    """Return a field of the model: its type, length, choices and label are the rules of content."""
    field: models.Field = model._meta.get_field(name)  # type: ignore[assignment]  # no relations
    return field


def set_fields(row: models.Model, names: Iterable[str], values: Mapping[str, Any]) -> None:
    """Give a row the values of a content, as its fields keep them."""
    for name in names:
        spec = field_of(type(row), name)
        value = values[name]
        setattr(row, spec.attname, None if value is None else spec.to_python(value))


def label_of(path: str) -> str:
    """Return what a field is called on pages: ``"runs.12.start_date"`` is ``"Starts"``."""
    name = path.rsplit(".", 1)[-1]
    label: Any
    if name == "cost_pence":
        label = _("Price")  # the model counts in pence, people in pounds
    elif path.startswith("runs."):
        label = CourseRun._meta.get_field(name).verbose_name  # type: ignore[union-attr]  # no relations
    else:
        # The references are rows of their own, which have no name from this side.
        label = getattr(Course._meta.get_field(name), "verbose_name", None) or _("your reference")
    text = str(label)
    return text[:1].upper() + text[1:]


def empty_value(model: type[models.Model], name: str) -> Any:
    """Return what a field holds when nobody said anything."""
    if name in CLOSED_LISTS:
        return []
    field = field_of(model, name)
    if isinstance(field, models.ForeignKey):
        return None
    if field.has_default():
        default = field.get_default()
        return str(default.value) if hasattr(default, "value") else default
    return None if field.null else ""


def blank_run() -> dict[str, Any]:
    """Return a run of which nobody said anything."""
    run = {name: empty_value(CourseRun, name) for name in RUN_FIELDS}
    return {"id": None, **run, "funding_rules": []}


def blank_content() -> dict[str, Any]:
    """Return the content of a course of which nobody said anything."""
    course = {name: empty_value(Course, name) for name in COURSE_FIELDS}
    return {**course, "sectors": [], "references": [], "runs": []}


def run_key(run: Mapping[str, Any], position: int) -> str:
    """Return the name of a run in paths: its number, its key in a draft, or its place."""
    if run.get("id"):
        return str(run["id"])
    return str(run.get("key") or f"new-{position + 1}")
