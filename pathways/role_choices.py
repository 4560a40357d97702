"""Every role that is live, for lists: from A to Z, and to choose from by sector."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest

from pathways.names import Named, named
from pathways.placements import placements_from_home
from pathways.roles import RolePage
from pathways.sector_pages import PathwayRole
from portal.navigation.languages import address_here


@dataclass(frozen=True, slots=True)
class ListedRole:
    """A role in a list: its English page, its name here, where it stands first."""

    role: RolePage
    name: Named
    pathway: str
    sector_slug: str
    stage: str
    pathway_url: str = ""

    @property
    def slug(self) -> str:
        """The English slug, which addresses name it by."""
        return self.role.slug


def live_roles() -> QuerySet[RolePage]:
    """Return the English pages of roles that are live, with what their names need."""
    return (
        RolePage.objects.live()
        .filter(locale__language_code=settings.LANGUAGE_CODE)
        .select_related("locale")
        .order_by("title")
    )


def listed(roles: Iterable[RolePage], request: HttpRequest | None = None) -> list[ListedRole]:
    """Return roles with their names and places, by three questions to the database at most."""
    pages = list(roles)
    names = named(pages, request)
    places: dict[int, PathwayRole] = {}
    found = placements_from_home().filter(role_id__in=[page.pk for page in pages])
    for placement in found.select_related("pathway", "pathway__sector", "pathway__locale"):
        places.setdefault(placement.role_id, placement)
    return [_listed(page, names, places.get(page.pk), request) for page in pages]


def _listed(
    page: RolePage,
    names: dict[UUID, Named],
    placement: PathwayRole | None,
    request: HttpRequest | None,
) -> ListedRole:
    name = names[page.translation_key]
    if placement is None:
        return ListedRole(page, name, "", "", "")
    pathway = placement.pathway
    return ListedRole(
        page,
        name,
        pathway=pathway.sector.label if pathway.sector else pathway.title,
        sector_slug=pathway.sector.slug if pathway.sector else "",
        stage=placement.stage,
        pathway_url=address_here(pathway.get_url(request) or ""),
    )


def by_sector(roles: Iterable[ListedRole]) -> list[tuple[str, list[ListedRole]]]:
    """Return roles in groups for a select: ``[("Health", [...]), ...]``."""
    groups: dict[str, list[ListedRole]] = {}
    for one in sorted(roles, key=lambda one: (not one.pathway, one.pathway, sort_key(one.name))):
        groups.setdefault(one.pathway, []).append(one)
    return list(groups.items())


def sort_key(name: Named) -> str:
    """Return what names are put in order by."""
    return name.title.casefold()
