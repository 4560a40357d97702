"""What ``?from=`` of a pathway means: a role of this map, of another one, or nothing known."""

from dataclasses import dataclass

from django.http import HttpRequest

from pathways.career_map.career import Node
from pathways.career_map.outline import counts_from
from pathways.names import Named, named
from pathways.pathway_career import CareerData
from pathways.placements import placements_from_home
from pathways.role_choices import live_roles


@dataclass(frozen=True, slots=True)
class Choice:
    """The chosen role with the number of its next steps, or where else the role is at home.

    ``asked`` is set when nothing of that name is live; it is what the address says.
    """

    node: Node | None = None
    up: int = 0
    across: int = 0
    role: Named | None = None
    pathway: Named | None = None
    asked: str = ""

    @property
    def steps(self) -> int:
        """How many next steps there are on this map."""
        return self.up + self.across


def choice_of(chosen: str, data: CareerData, request: HttpRequest | None) -> Choice:
    """Return what was chosen: two queries at most, none for a role of this map.

    In another language they are four, for the names in it.
    """
    if not chosen:
        return Choice()
    node = data.career.by_key.get(chosen)
    if node is not None:
        up, across = counts_from(data.career)
        return Choice(node, up, across)
    role = live_roles().filter(slug=chosen).first()
    if role is None:
        return Choice(asked=chosen)
    name = named([role], request)[role.translation_key]
    at_home = placements_from_home().filter(role=role)
    placement = at_home.select_related("pathway", "pathway__locale").first()
    if placement is None:
        return Choice(role=name)
    pathway = placement.pathway
    return Choice(role=name, pathway=named([pathway], request)[pathway.translation_key])
