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
from pathways.sector_pages import PathwayPage
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
    """Return roles with their names and places, by four questions to the database at most."""
    pages = list(roles)
    names = named(pages, request)
    rows = placements_from_home().filter(role_id__in=[page.pk for page in pages])
    places: dict[int, tuple[int, str]] = {}
    for role, pathway, stage in rows.values_list("role_id", "pathway_id", "stage"):
        places.setdefault(role, (pathway, stage))
    pathways = PathwayPage.objects.select_related("sector", "locale").defer("body")
    found = pathways.in_bulk({pathway for pathway, _stage in places.values()})
    urls = {pk: address_here(one.get_url(request) or "") for pk, one in found.items()}
    return [_listed(page, names, places.get(page.pk), found, urls) for page in pages]


def _listed(
    page: RolePage,
    names: dict[UUID, Named],
    place: tuple[int, str] | None,
    pathways: dict[int, PathwayPage],
    urls: dict[int, str],
) -> ListedRole:
    name = names[page.translation_key]
    if place is None:
        return ListedRole(page, name, "", "", "")
    pathway, stage = pathways[place[0]], place[1]
    return ListedRole(
        page,
        name,
        pathway=pathway.sector.label if pathway.sector else pathway.title,
        sector_slug=pathway.sector.slug if pathway.sector else "",
        stage=stage,
        pathway_url=urls[pathway.pk],
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
