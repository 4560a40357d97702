"""A pathway for machines: the crumbs, and the list of its jobs from the same data as the map."""

from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from pathways.career_map.career import Career
from portal.core.structured_data import absolute, breadcrumb_list, data_block
from portal.navigation.languages import address_here


def data_blocks(career: Career, *, title: str, url: str) -> SafeString:
    """Return schema.org BreadcrumbList and, when there are roles, an ItemList of them."""
    crumbs = [(_("Home"), address_here("/")), (_("Sectors and jobs"), address_here("/careers/"))]
    things: list[dict[str, Any]] = [breadcrumb_list([*crumbs, (title, url)])]
    if career.nodes:
        things.append(item_list(career, title=title))
    return data_block(*things)


def item_list(career: Career, *, title: str) -> dict[str, Any]:
    """Return schema.org ItemList of the roles, from the start upward."""
    nodes = sorted(career.nodes, key=lambda node: node.stage)
    return {
        "@type": "ItemList",
        "name": title,
        "numberOfItems": len(nodes),
        "itemListElement": [
            {"@type": "ListItem", "position": n, "name": node.title, "url": absolute(node.url)}
            for n, node in enumerate(nodes, start=1)
        ],
    }
