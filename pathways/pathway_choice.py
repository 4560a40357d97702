"""What ``?from=`` of a pathway means: a role of this map, of another one, or nothing known."""

from dataclasses import dataclass

from django.http import HttpRequest

from pathways.career_map.career import Node
from pathways.career_map.outline import counts_from
from pathways.names import Named, named
from pathways.pathway_career import CareerData
from pathways.roles import RolePage
from pathways.sector_pages import PathwayRole


@dataclass(frozen=True, slots=True)
class Choice:
    """The chosen role with the number of its next steps, or where else the role stands.

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
    """Return what was chosen. Two queries at most, none for a role of this map."""
    if not chosen:
        return Choice()
    node = data.career.by_key.get(chosen)
    if node is not None:
        up, across = counts_from(data.career)
        return Choice(node, up, across)
    english = RolePage.objects.filter(slug=chosen, live=True).select_related("locale")
    role = next((one for one in english if one.source == one), None)
    if role is None:
        return Choice(asked=chosen)
    name = named([role], request)[role.translation_key]
    placement = (
        PathwayRole.objects.filter(role=role, pathway__live=True)
        .select_related("pathway", "pathway__locale")
        .order_by("pk")
        .first()
    )
    if placement is None:
        return Choice(role=name)
    pathway = placement.pathway
    return Choice(role=name, pathway=named([pathway], request)[pathway.translation_key])
