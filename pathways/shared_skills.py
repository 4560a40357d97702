"""Which skills two roles share, and which roles are near to one by its skills."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from catalogue.courses.wording import in_mid_sentence
from pathways.roles import RoleSkill, Skill
from portal.core.lists import with_commas

MOST_NAMED = 4  # skills in a sentence


@dataclass(frozen=True, slots=True)
class Overlap:
    """What is shared, what one would learn: ``Overlap(("Lift",), ("Take blood",))``."""

    shared: tuple[str, ...]
    learn: tuple[str, ...]


def in_one_line(labels: Sequence[str]) -> str:
    """Return ``"Move people safely, talk to people"``: a skill begins with a verb."""
    return with_commas([*labels[:1], *(in_mid_sentence(label) for label in labels[1:])])


Skills = Mapping[int, Sequence[Skill]]


def skills_by_role(role_ids: Iterable[int]) -> dict[int, list[Skill]]:
    """Return the skills of roles in their order, by one question."""
    found: dict[int, list[Skill]] = {}
    rows = RoleSkill.objects.filter(role_id__in=list(role_ids)).select_related("skill")
    for row in rows.order_by("role_id", "sort_order", "pk"):
        found.setdefault(row.role_id, []).append(row.skill)
    return found


def overlap(mine: int, theirs: int, skills: Skills) -> Overlap:
    """Return what two roles share and what the second one asks beside it."""
    own = {skill.pk for skill in skills.get(mine, ())}
    there = skills.get(theirs, ())
    shared = [skill.label for skill in there if skill.pk in own]
    learn = [skill.label for skill in there if skill.pk not in own]
    return Overlap(tuple(shared[:MOST_NAMED]), tuple(learn[:MOST_NAMED]))


def nearest(mine: int, others: Iterable[int], skills: Skills) -> list[int]:
    """Return the roles that share skills with one, those that share the most first.

    Of two that share as many, the one that asks for fewer others comes first.
    """
    own = {skill.pk for skill in skills.get(mine, ())}
    ranked = []
    for position, role in enumerate(others):
        there = {skill.pk for skill in skills.get(role, ())}
        common = len(own & there)
        if common:
            ranked.append((-common, len(there - own), position, role))
    return [role for *_order, role in sorted(ranked)]
