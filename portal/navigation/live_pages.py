"""Which editors' pages of the menus are live: one question to the database a minute."""

from typing import Any

from django.conf import settings
from django.core.cache import cache
from wagtail.models import Page

CACHE_KEY = "menu-live-pages"
CACHE_SECONDS = 60


def live_pages(paths: frozenset[str]) -> frozenset[str]:
    """Return those of the paths (``"careers/roles/"``) that are live pages in English."""
    known: frozenset[str] | None = cache.get(CACHE_KEY)
    if known is None:
        slugs = {path.rstrip("/").rpartition("/")[2] for path in paths}
        found = Page.objects.filter(
            live=True, slug__in=slugs, locale__language_code=settings.LANGUAGE_CODE
        ).values_list("url_path", flat=True)
        # "/home/careers/roles/": the first part is the site's own.
        known = frozenset(path.split("/", 2)[2] for path in found) & paths
        cache.set(CACHE_KEY, known, CACHE_SECONDS)
    return known


def forget_live_pages(sender: Any = None, **_kwargs: Any) -> None:
    """Ask anew: a page was published, taken off the site, moved or deleted."""
    cache.delete(CACHE_KEY)
