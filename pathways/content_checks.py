"""What must hold between the parts of the careers content, before anything is written."""

from collections.abc import Iterable, Mapping

from pathways.content_files import CareersContent, Entry
from pathways.enums import ProgressionKind

Steps = Mapping[str, Iterable[str]]


def check_content(content: CareersContent) -> None:
    """Raise ContentError for the first part that names what is not there, or goes in a circle."""
    for role in content.roles.values():
        _check_references(role, content)
    for pathway in content.pathways.values():
        _check_pathway(pathway, content)
    _check_placed(content)
    _check_sectors(content)
    cycle = cycle_in(_steps_up(content))
    if cycle:
        raise content.roles[cycle[0]].error(
            "next_steps",
            f"the steps up go in a circle: {' → '.join(cycle)}. Take one of these steps away.",
        )
    for translations, originals in (
        (content.role_translations, content.roles),
        (content.pathway_translations, content.pathways),
    ):
        for entries in translations.values():
            for entry in entries.values():
                if entry.slug not in originals:
                    raise entry.error("slug", "there is no such page in English. Check the slug.")


def cycle_in(steps: Steps) -> list[str]:
    """Return a circle that steps make, like ``["a", "b", "a"]``, or nothing.

    ``steps`` gives for each role the roles that its steps up lead to.
    """
    done: set[str] = set()
    for start in steps:
        if start not in done:
            found = _cycle_from(start, steps, done)
            if found:
                return found
    return []


def _cycle_from(start: str, steps: Steps, done: set[str]) -> list[str]:
    path, pending = [start], [iter(steps.get(start, ()))]
    while path:
        following = next(pending[-1], None)
        if following is None:
            done.add(path.pop())
            pending.pop()
        elif following in path:
            return [*path[path.index(following) :], following]
        elif following not in done:
            path.append(following)
            pending.append(iter(steps.get(following, ())))
    return []


def sectors_by_role(content: CareersContent) -> dict[str, set[str]]:
    """Return the pathways on which each role stands: ``{"porter": {"health"}}``."""
    found: dict[str, set[str]] = {}
    for pathway in content.pathways.values():
        for placement in pathway.values.get("placements", []):
            found.setdefault(placement["role"], set()).add(pathway.slug)
    return found


def _steps_up(content: CareersContent) -> dict[str, list[str]]:
    return {
        role.slug: [
            step["to"]
            for step in role.values.get("next_steps", [])
            if step.get("kind") == ProgressionKind.UP
        ]
        for role in content.roles.values()
    }


def _check_references(role: Entry, content: CareersContent) -> None:
    for skill in role.values.get("skills", []):
        if skill not in content.skills:
            raise role.error("skills", f"there is no skill “{skill}”. Add it to skills.toml.")
    for pay in role.values.get("pay", []):
        if pay.get("figure") not in content.pay_figures:
            raise role.error(
                "pay", f"there is no pay figure “{pay.get('figure')}”. Add it to figures.toml."
            )
    for step in role.values.get("next_steps", []):
        to = step.get("to")
        if to not in content.roles:
            raise role.error(
                "next_steps", f"there is no role “{to}”. Add the role, or take the step away."
            )
        if to == role.slug:
            raise role.error("next_steps", "a step leads to its own role. Take it away.")


def _check_pathway(pathway: Entry, content: CareersContent) -> None:
    gathered_by = pathway.values.get("part_of")
    if gathered_by and gathered_by not in content.pathways:
        raise pathway.error("part_of", f"there is no pathway “{gathered_by}”. Check the slug.")
    for placement in pathway.values.get("placements", []):
        if placement.get("role") not in content.roles:
            raise pathway.error(
                "placements",
                f"there is no role “{placement.get('role')}”. Add the role, or take it off.",
            )
        if placement.get("family") not in content.families:
            raise pathway.error(
                "placements",
                f"there is no family “{placement.get('family')}”. Add a [[family]] for it.",
            )


def _check_placed(content: CareersContent) -> None:
    placed = sectors_by_role(content)
    for role in content.roles.values():
        if role.slug not in placed:
            raise role.error(
                "slug", "this role is on no pathway. Add it to the placements of one in pathways/."
            )


def _check_sectors(content: CareersContent) -> None:
    placed = sectors_by_role(content)
    for role in content.roles.values():
        for step in role.values.get("next_steps", []):
            is_across = step.get("kind") == ProgressionKind.ACROSS
            if not is_across and not placed[role.slug] & placed[step["to"]]:
                raise role.error(
                    "next_steps",
                    f"“{step['to']}” shares no pathway with this role. "
                    "Make the step ACROSS, or put both on one pathway.",
                )
