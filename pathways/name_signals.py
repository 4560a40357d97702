"""A new name of a sector or a family changes every role and pathway that says it."""

from typing import Any

from django.db.models import QuerySet
from django.db.models.signals import post_save

from pathways.sector_pages import Family, PathwayPage, PathwayRole
from portal.core.models import Sector
from portal.core.signals import listings_changed


def announce_sector(instance: Sector, **kwargs: Any) -> None:
    """Announce the pathways of a sector, in every language, and the roles on them."""
    pathways = PathwayPage.objects.filter(sector=instance)
    _announce(PathwayRole.objects.filter(pathway__sector=instance), pathways)


def announce_family(instance: Family, **kwargs: Any) -> None:
    """Announce the roles of a family, and the pathways on whose maps it is a column."""
    placements = PathwayRole.objects.filter(family=instance)
    _announce(placements, PathwayPage.objects.filter(placements__in=placements))


def _announce(placements: QuerySet[PathwayRole], pathways: QuerySet[PathwayPage]) -> None:
    roles = set(placements.values_list("role_id", flat=True))
    pages = set(pathways.values_list("pk", flat=True))
    for kind, ids in (("role", roles), ("page", pages)):
        if ids:
            listings_changed.send(Sector, kind=kind, ids=sorted(ids))


def connect() -> None:
    """Connect both, once."""
    post_save.connect(announce_sector, sender=Sector, dispatch_uid="pathways.announce_sector")
    post_save.connect(announce_family, sender=Family, dispatch_uid="pathways.announce_family")
