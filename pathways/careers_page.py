"""What the page of all sectors shows, and the pathway of each sector for other pages."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Count, Q
from django.http import HttpRequest

from pathways.demand import DemandWords, demand_words
from pathways.figures import DemandFigure
from pathways.names import Named, named
from pathways.pay_words import PayWords, pay_words
from pathways.role_steps import figures_of
from pathways.sector_pages import PathwayPage
from portal.core.clock import today
from portal.core.models import Sector
from portal.core.pay_floors import floors_on
from portal.navigation.languages import address_here, foreign_tag

MOST_WANTED = 3


@dataclass(frozen=True, slots=True)
class SectorRow:
    """A sector with its pathway, when there is one, and a current figure of how many are wanted.

    ``roles`` counts the roles on the pathway's map. A row without a sector gathers others.
    """

    name: str
    slug: str
    motif: str
    summary: str
    pathway: Named | None
    roles: int
    demand: DemandWords | None
    summary_language: str = ""


@dataclass(frozen=True, slots=True)
class WantedRole:
    """A role that a current figure says is wanted here."""

    role: Named
    pay: PayWords | None
    demand: DemandWords


def careers_context(request: HttpRequest) -> dict[str, Any]:
    """Return the context of the page: sectors, pages that gather them, and wanted roles."""
    day = today()
    rows = sector_rows(today=day, request=request)
    return {
        "sectors": [row for row in rows if row.slug],
        "gatherings": [row for row in rows if not row.slug],
        "wanted": wanted(today=day, request=request),
        "roles_url": address_here("/careers/roles/"),
    }


def sector_rows(*, today: datetime.date, request: HttpRequest | None = None) -> list[SectorRow]:
    """Return every sector in the order of the site, then the pages that gather several.

    Four queries, five in another language.
    """
    pathways = list(
        PathwayPage.objects.filter(live=True, locale__language_code=settings.LANGUAGE_CODE)
        .select_related("locale")
        .annotate(roles=Count("placements", filter=Q(placements__role__live=True)))
        .order_by("path")
    )
    names = named(pathways, request)
    by_sector = {page.sector_id: page for page in pathways if page.sector_id}
    figures: dict[int, list[DemandFigure]] = {}
    public = DemandFigure.objects.public().filter(sectors__isnull=False).distinct()
    for figure in public.prefetch_related("sectors"):
        for sector in figure.sectors.all():
            figures.setdefault(sector.pk, []).append(figure)
    words = foreign_tag(settings.LANGUAGE_CODE)
    rows = []
    for sector in Sector.objects.order_by("position", "name"):
        page = by_sector.get(sector.pk)
        current = [
            one for one in demand_words(figures.get(sector.pk, ()), today=today) if not one.is_stale
        ]
        rows.append(
            SectorRow(
                name=sector.label,
                slug=sector.slug,
                motif=sector.motif,
                summary=sector.summary,
                pathway=names[page.translation_key] if page else None,
                roles=page.roles if page else 0,
                demand=current[0] if current else None,
                summary_language=words,
            )
        )
    for page in pathways:
        if page.sector_id is None:
            name = names[page.translation_key]
            rows.append(SectorRow(name.title, "", "", page.summary, name, page.roles, None, words))
    return rows


def wanted(*, today: datetime.date, request: HttpRequest | None = None) -> list[WantedRole]:
    """Return the roles of the newest current figures, without those paid under the minimum."""
    figures = DemandFigure.objects.wanted_on(today).filter(roles__live=True).distinct()
    found: dict[int, tuple[Any, DemandFigure]] = {}
    newest = figures.order_by("-as_of_date", "pk")
    for figure in newest.prefetch_related("roles__locale"):
        for role in figure.roles.all():
            if role.live:
                found.setdefault(role.pk, (role, figure))
    names = named([role for role, _figure in found.values()], request)
    pay = figures_of(list(found), today=today)
    floors = floors_on(today)
    rows = []
    for pk, (role, figure) in found.items():
        amounts = pay.get(pk)
        words = pay_words(amounts[0], today=today, floors=floors) if amounts else None
        if words is None or not words.is_under_floor:
            (demand,) = demand_words([figure], today=today)
            rows.append(WantedRole(names[role.translation_key], words, demand))
    return rows[:MOST_WANTED]
