"""Addresses of this site in the language of the page."""

from django import template

from portal.navigation.languages import address_here

register = template.Library()


@register.filter
def here(address: str) -> str:
    """Return ``/ur/help/`` for ``/help/`` on an Urdu page. Other sites' addresses stay."""
    is_ours = address.startswith("/") and not address.startswith(("//", "/api/", "/feeds/"))
    return address_here(address) if is_ours else address
