"""Sectors with their pathways, for the home page and others."""

from django import template
from django.core.cache import cache

from pathways.careers_page import SectorRow, sector_rows
from pathways.versions import careers_version
from portal.core.clock import today
from portal.navigation.languages import active_language

register = template.Library()

KEPT_SECONDS = 60


@register.simple_tag
def sectors_with_pathways() -> list[SectorRow]:
    """Return every sector in order: ``{% sectors_with_pathways as sectors %}``. Kept a minute."""
    day = today()
    key = f"careers:sectors:{careers_version()}:{active_language()}:{day}"
    rows: list[SectorRow] | None = cache.get(key)
    if rows is None:
        rows = [row for row in sector_rows(today=day) if row.slug]
        cache.set(key, rows, KEPT_SECONDS)
    return rows
