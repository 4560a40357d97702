"""Figures, skills and families of the careers content into the database."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from wagtail.models import ModelLogEntry

from pathways.content_files import CareersContent, Entry
from pathways.content_values import field_values, pence
from pathways.enums import PayUnit
from pathways.figures import DemandFigure, PayFigure
from pathways.roles import RolePage, Skill
from pathways.sector_pages import Family
from portal.core.loading import LoadCounts, assign
from portal.core.models import Sector

AMOUNTS = {"pounds_a_year": PayUnit.YEAR, "pounds_an_hour": PayUnit.HOUR}


def load_pay_figures(content: CareersContent) -> tuple[dict[str, PayFigure], LoadCounts]:
    """Write the pay figures. Return them by their key in the file.

    A figure is known by its name, or when somebody gave it another, by what it is for and its year.
    """
    existing = list(PayFigure.objects.all())
    by_name = {figure.name: figure for figure in existing}
    by_subject = {_subject(vars(figure)): figure for figure in existing}
    edited = edited_in_admin(PayFigure)
    found, counts = {}, LoadCounts()
    for key, entry in content.pay_figures.items():
        values = _pay_values(entry)
        figure = by_name.get(values["name"]) or by_subject.get(_subject(values))
        found[key], count = _write(PayFigure, figure, values, edited)
        counts += count
    return found, counts


def load_names(
    model: type[Skill] | type[Family], entries: Mapping[str, Entry]
) -> tuple[dict[str, Any], LoadCounts]:
    """Write skills or families, which have a name, a place in their list and translations."""
    existing = {each.slug: each for each in model.objects.all()}
    edited = edited_in_admin(model)
    languages = [code for code, _name in settings.LANGUAGES]
    found, counts = {}, LoadCounts()
    for position, (slug, entry) in enumerate(entries.items(), start=1):
        names = {code: entry.values[code] for code in languages if entry.values.get(code)}
        values = {
            **field_values(model, entry, leave=languages),
            "slug": slug,
            "position": position,
            "translations": names,
        }
        found[slug], count = _write(model, existing.get(slug), values, edited)
        counts += count
    return found, counts


def load_demand_figures(content: CareersContent, roles: Mapping[str, RolePage]) -> LoadCounts:
    """Write the demand figures with their sectors and roles, known by statement and day."""
    existing = {(each.statement, each.as_of_date): each for each in DemandFigure.objects.all()}
    sectors = {sector.slug: sector for sector in Sector.objects.all()}
    edited = edited_in_admin(DemandFigure)
    counts = LoadCounts()
    for entry in content.demand_figures:
        values = {
            **field_values(DemandFigure, entry, leave=("sectors", "roles")),
            "statement": entry.slug,
        }
        _require_source(entry, values)
        known = existing.get((entry.slug, values["as_of_date"]))
        figure, count = _write(DemandFigure, known, values, edited)
        counts += count
        if count.unchanged:
            continue
        for key, rows in (("sectors", sectors), ("roles", roles)):
            missing = [slug for slug in entry.values.get(key, []) if slug not in rows]
            if missing:
                raise entry.error(key, f"there is no “{missing[0]}”. Check the slug.")
            getattr(figure, key).set([rows[slug] for slug in entry.values.get(key, [])])
    return counts


def edited_in_admin(model: type[Model]) -> set[str]:
    """Return the ids of the rows that a person changed, as the admin's log of changes tells."""
    rows = ModelLogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(model), user__isnull=False
    )
    return set(rows.values_list("object_id", flat=True))


def _write(
    model: type[Any], known: Any, values: Mapping[str, Any], edited: set[str]
) -> tuple[Any, LoadCounts]:
    if known is None:
        return model.objects.create(**values), LoadCounts(added=1)
    if str(known.pk) in edited or not assign(known, values):
        return known, LoadCounts(unchanged=1)
    known.save()
    return known, LoadCounts(changed=1)


def _subject(values: Mapping[str, Any]) -> tuple[object, ...]:
    return tuple(values.get(key) for key in ("basis", "basis_detail", "geography", "year_label"))


def _pay_values(entry: Entry) -> dict[str, Any]:
    given = [key for key in AMOUNTS if key in entry.values]
    if len(given) != 1:
        raise entry.error(" or ".join(AMOUNTS), "give exactly one of the two.")
    amounts = entry.values[given[0]]
    if not isinstance(amounts, list) or len(amounts) != 2:
        raise entry.error(given[0], "write the lowest and the highest, like [24937, 26598].")
    low, high = (pence(amount, entry, given[0]) for amount in amounts)
    values = {
        "basis_detail": "",
        "geography": "England",
        **field_values(PayFigure, entry, leave=AMOUNTS),
        "low_pence": low,
        "high_pence": high,
        "unit": AMOUNTS[given[0]],
    }
    _require_source(entry, values)
    if high < low:
        raise entry.error(given[0], "the second amount is below the first. Turn them round.")
    return values


def _require_source(entry: Entry, values: Mapping[str, Any]) -> None:
    """Refuse a figure that cannot be sourced and dated: it does not go on a page."""
    for key in ("source_name", "as_of_date"):
        if not values.get(key):
            raise entry.error(key, "every figure needs a source and a day. Give both.")
