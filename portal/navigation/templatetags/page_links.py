"""Links to editors' pages that may not be there (yet, or any more): such a link never breaks."""

from django import template
from django.core.cache import cache
from wagtail.models import Page, Site

from portal.navigation.languages import address_here

register = template.Library()

KEPT_SECONDS = 60
COSTS = "help/costs/"
HELP = "/help/"


@register.simple_tag
def page_url(path: str) -> str:
    """Return the address of a live English page in this language, or nothing.

    ``{% page_url "help/costs/" as url %}{% if url %}...``. Asks the database once a minute.
    """
    key = f"page-link:{path}"
    is_live = cache.get(key)
    if is_live is None:
        is_live = _is_live(path)
        cache.set(key, is_live, KEPT_SECONDS)
    return address_here(f"/{path}") if is_live else ""


@register.simple_tag
def costs_url() -> str:
    """Return the guide about help with costs, or the page of help where there is none."""
    return page_url(COSTS) or address_here(HELP)


def _is_live(path: str) -> bool:
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site is None:
        return False
    return Page.objects.live().filter(url_path=f"{site.root_page.url_path}{path}").exists()
