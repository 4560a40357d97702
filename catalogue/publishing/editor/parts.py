"""The eight parts of a course: one topic a page, in this order."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalogue.courses.contents import blank_content, blank_run

PRICE_FIELDS = ("cost_pence", "cost_description", "funding_rules")


@dataclass(frozen=True, slots=True)
class Part:
    """One page of the editor. ``fields`` are names of content; those of runs are not listed."""

    code: str
    title: str | Promise
    lead: str | Promise
    fields: tuple[str, ...]


PARTS = (
    Part(
        "name",
        _("Name and summary"),
        _("What people would call it, and in two or three sentences what it is."),
        (
            "title",
            "who_this_course_is_for",
            "subject",
            "level",
            "course_type",
            "esol",
            "esol_levels",
            "references",
        ),
    ),
    Part(
        "who",
        _("Who can join"),
        _("Three short lists. Learners see them side by side. Write one thing on each line."),
        ("you_need", "it_helps", "not_needed", "age_min", "age_max", "entry_requirements"),
    ),
    Part(
        "dates",
        _("Dates, times and places"),
        _("Each date that people can join. A new date takes half a minute."),
        (),
    ),
    Part(
        "price",
        _("Price and help with costs"),
        _("The whole price, and who pays less. Learners see both beside the date."),
        PRICE_FIELDS,
    ),
    Part(
        "learn",
        _("What people learn"),
        _("What they can do afterwards, and what a day is like."),
        (
            "what_you_will_learn",
            "how_you_will_learn",
            "what_you_will_need_to_bring",
            "how_you_will_be_assessed",
            "language_of_teaching",
            "qualification_title",
            "awarding_body",
            "learn_aim_ref",
        ),
    ),
    Part(
        "access",
        _("Access and support"),
        _("What helps people to come and to stay."),
        ("needs",),
    ),
    Part("next", _("What comes next"), _("Which course or which work follows."), ("where_next",)),
    Part(
        "join",
        _("How to join"),
        _("The one way that you want people to use first."),
        ("how_to_join", "join_value", "webpage"),
    ),
)
BY_CODE = {part.code: part for part in PARTS}
# Names of runs that stand on the page of the price.
_PART_OF_RUN_FIELD = dict.fromkeys(PRICE_FIELDS, "price")
_PART_OF_FIELD = {name: part.code for part in PARTS for name in part.fields}


def part_of(path: str) -> str:
    """Return the code of the part where a path is mended: ``"runs.12.end_date"`` is "dates"."""
    if path == "runs" or path.startswith("runs."):
        return _PART_OF_RUN_FIELD.get(path.rsplit(".", 1)[-1], "dates")
    return _PART_OF_FIELD.get(path.split(".", 1)[0], "name")


def next_part(code: str) -> Part | None:
    """Return the part after one, or None after the last."""
    position = [part.code for part in PARTS].index(code)
    return PARTS[position + 1] if position + 1 < len(PARTS) else None


def value_of(content: Mapping[str, Any], name: str) -> Any:
    """Return a field of a draft. A field of the price is what all dates share, else None."""
    if name in PRICE_FIELDS:
        return price_of(content).get(name)
    value = content.get(name)
    return blank_content()[name] if value is None else value


def price_of(content: Mapping[str, Any]) -> dict[str, Any]:
    """Return the price that all dates share: of the dates, or kept for those to come."""
    runs = content.get("runs") or []
    blank = blank_run()
    if not runs:
        kept = content.get("defaults") or {}
        return {name: kept.get(name, blank[name]) for name in PRICE_FIELDS}
    if has_many_prices(content):
        return dict.fromkeys(PRICE_FIELDS)
    return {name: runs[0].get(name, blank[name]) for name in PRICE_FIELDS}


def has_many_prices(content: Mapping[str, Any]) -> bool:
    """Return whether dates differ in what they cost."""
    runs = content.get("runs") or []
    prices = [tuple(str(run.get(name)) for name in PRICE_FIELDS) for run in runs]
    return len(set(prices)) > 1


def with_values(content: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the content with other values. A price goes to every date, and to those to come."""
    changed = dict(content)
    price = {name: value for name, value in values.items() if name in PRICE_FIELDS}
    changed |= {name: value for name, value in values.items() if name not in PRICE_FIELDS}
    if price:
        changed["defaults"] = {**(content.get("defaults") or {}), **price}
        changed["runs"] = [{**run, **price} for run in content.get("runs") or []]
    return changed
