"""What an entry of the careers content sets: the fields of its page and its rows."""

from collections.abc import Mapping, Sequence
from typing import Any

from pathways.admin_forms import PATHWAY_WORDS, ROLE_WORDS
from pathways.content_files import Entry
from pathways.content_values import field_values, whole_row
from pathways.figures import PayFigure
from pathways.roles import (
    EntryRoute,
    GoodJobFact,
    ProgressionLink,
    RoleCheck,
    RolePage,
    RolePay,
    RoleSkill,
    Skill,
)
from pathways.sector_pages import Family, PathwayPage, PathwayRole, PathwayStage
from portal.core.models import Sector, Subject
from portal.core.pages import BasePage

ROLE_ROWS = ("entry_routes", "checks", "good_job", "pay", "skills", "next_steps", "match_subjects")
PATHWAY_ROWS = ("stages", "placements")
# Words that stand in the page of each language; a translation may set these and no other.
_OF_ANY_PAGE = ("title", "summary", "seo_title", "search_description", "social_text")
_WORDS = {
    RolePage: (*_OF_ANY_PAGE, *ROLE_WORDS),
    PathwayPage: (*_OF_ANY_PAGE, *PATHWAY_WORDS),
}


def role_values(entry: Entry) -> dict[str, Any]:
    """Return the fields of a role's page."""
    return _page_values(RolePage, entry, leave=ROLE_ROWS)


def role_rows(
    entry: Entry,
    *,
    figures: Mapping[str, PayFigure],
    skills: Mapping[str, Skill],
    roles: Mapping[str, RolePage],
) -> dict[str, list[Any]]:
    """Return the rows of a role, unsaved, by the name of their relation."""
    values = entry.values
    return {
        "entry_routes": _rows(EntryRoute, entry, "entry_routes"),
        "checks": _rows(RoleCheck, entry, "checks"),
        "good_job_facts": _rows(GoodJobFact, entry, "good_job"),
        "pay": [
            RolePay(figure=figures[each["figure"]], note=each.get("note", ""))
            for each in values.get("pay", [])
        ],
        "role_skills": [RoleSkill(skill=skills[slug]) for slug in values.get("skills", [])],
        "next_steps": [_step(entry, step, roles) for step in values.get("next_steps", [])],
        "match_subjects": _subjects(entry),
    }


def _subjects(entry: Entry) -> list[Subject]:
    slugs = entry.values.get("match_subjects", [])
    found = list(Subject.objects.filter(slug__in=slugs).order_by("pk"))
    missing = sorted(set(slugs) - {subject.slug for subject in found})
    if missing:
        raise entry.error("match_subjects", f"there is no subject “{missing[0]}”. Check the slug.")
    return found


def pathway_values(entry: Entry, *, pathways: Mapping[str, PathwayPage]) -> dict[str, Any]:
    """Return the fields of a pathway's page. ``sector`` and ``part_of`` are slugs in the file."""
    leave = (*PATHWAY_ROWS, "sector", "part_of", "position")
    values = _page_values(PathwayPage, entry, leave=leave)
    sector, part_of = entry.values.get("sector", ""), entry.values.get("part_of", "")
    values["sector"] = Sector.objects.filter(slug=sector).first() if sector else None
    if sector and values["sector"] is None:
        raise entry.error("sector", f"there is no sector “{sector}”. Load the taxonomy first.")
    values["part_of"] = pathways[part_of] if part_of else None
    return values


def pathway_rows(
    entry: Entry, *, roles: Mapping[str, RolePage], families: Mapping[str, Family]
) -> dict[str, list[Any]]:
    """Return the rows of a pathway, unsaved, by the name of their relation."""
    placements = []
    for each in entry.values.get("placements", []):
        values = field_values(
            PathwayRole, entry, values=each, leave=("role", "family"), key="placements"
        )
        role, family = roles[each["role"]], families[each["family"]]
        placements.append(PathwayRole(role=role, family=family, **values))
    return {"stages": _rows(PathwayStage, entry, "stages"), "placements": placements}


def words_of(model: type[BasePage], entry: Entry, *, original: BasePage) -> dict[str, Any]:
    """Return the words of a translation; what it leaves out stays as in the original."""
    words = _WORDS[model]
    for name in entry.values:
        if name not in words:
            raise entry.error(name, "a translation holds words only. Take this key out.")
    return {
        **{name: getattr(original, name) for name in words},
        **field_values(model, entry),
    }


def _page_values(model: type[BasePage], entry: Entry, *, leave: Sequence[str]) -> dict[str, Any]:
    given = field_values(model, entry, leave=leave)
    if not given.get("title"):
        raise entry.error("title", "give this page a title.")
    own = [each.name for each in model._meta.concrete_fields if each.model is not model]
    return whole_row(model, entry, given, leave=[name for name in own if name not in given])


def _rows(model: type[Any], entry: Entry, key: str) -> list[Any]:
    return [
        model(**field_values(model, entry, values=each, key=key))
        for each in entry.values.get(key, [])
    ]


def _step(entry: Entry, step: Mapping[str, Any], roles: Mapping[str, RolePage]) -> ProgressionLink:
    given = field_values(
        ProgressionLink, entry, values=step, leave=("to", "months"), key="next_steps"
    )
    shortest, longest = _months(entry, step)
    return ProgressionLink(
        to_role=roles[step["to"]],
        typical_months_min=shortest,
        typical_months_max=longest,
        **given,
    )


def _months(entry: Entry, step: Mapping[str, Any]) -> tuple[int | None, int | None]:
    months = step.get("months", [])
    if not months:
        return None, None
    if len(months) != 2 or months[0] > months[1]:
        raise entry.error(
            "next_steps → months", "write the shortest and the longest, like [6, 12]."
        )
    return months[0], months[1]
