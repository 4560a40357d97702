"""Facts for machines inside a page: schema.org data as a block that no text can break out of."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

CONTEXT = "https://schema.org"
# "</script>" or "<!--" inside a string would end the block. The escapes are the same JSON.
_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def data_block(*things: Mapping[str, Any]) -> SafeString:
    """Return one ``<script type="application/ld+json">`` element for each thing.

    It is a data block: no browser runs it, and a strict content security policy lets it be.
    """
    return mark_safe("\n".join(_block(thing) for thing in things))  # noqa: S308  # parts are escaped


def _block(thing: Mapping[str, Any]) -> SafeString:
    text = json.dumps({"@context": CONTEXT, **thing}, ensure_ascii=False, default=str)
    return format_html(
        '<script type="application/ld+json">{}</script>',
        mark_safe(text.translate(_ESCAPES)),  # noqa: S308  # every "<" is an escape now
    )


def breadcrumb_list(crumbs: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """Return schema.org BreadcrumbList of ``[("Home", "/"), ("Welding", "/courses/...")]``."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": n, "name": str(name), "item": absolute(url)}
            for n, (name, url) in enumerate(crumbs, start=1)
        ],
    }


def absolute(url: str) -> str:
    """Return the full address of a path of this site. A full address stays as it is."""
    return url if "://" in url else f"{settings.SITE_URL.rstrip('/')}{url}"


def without_empty(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the facts that are known: no None, no empty text, no empty list. 0 and False stay."""
    return {name: value for name, value in values.items() if value not in (None, "", [], {})}
