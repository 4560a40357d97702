"""The context of the pages of roles: they read the clock and the address here."""

from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from pathways.pay_words import yearly_pence
from pathways.role_page import RoleView, role_view
from pathways.roles import RolePage
from portal.core.clock import today
from portal.core.structured_data import absolute, breadcrumb_list, data_block, without_empty
from portal.navigation.languages import address_here


def role_context(page: RolePage, request: HttpRequest) -> dict[str, Any]:
    """Return the context of one role: ``role``, the crumbs and the facts for machines."""
    view = role_view(page, request, today=today())
    crumbs = [(_("Careers"), address_here("/careers/"))]
    if view.first:
        crumbs.append((view.first.pathway.title, view.first.pathway.url))
    return {
        "role": view,
        "crumbs": crumbs,
        "data_blocks": data_blocks(page, view, crumbs, request),
        "keeps": _kept(request),
    }


def _kept(request: HttpRequest) -> dict[str, str]:
    """Return what the links of a page keep beside the place: that somebody is in work."""
    return {"in-work": "1"} if request.GET.get("in-work") == "1" else {}


def data_blocks(
    page: RolePage, view: RoleView, crumbs: list[tuple[str, str]], request: HttpRequest
) -> SafeString:
    """Return schema.org Occupation and the crumbs."""
    url = page.get_url(request) or ""
    trail = [(_("Home"), address_here("/")), *crumbs, (page.title, url)]
    return data_block(occupation(page, view, url), breadcrumb_list(trail))


def occupation(page: RolePage, view: RoleView, url: str) -> dict[str, Any]:
    """Return schema.org Occupation. Its salary needs a currency, a duration and a range."""
    return without_empty(
        {
            "@type": "Occupation",
            "name": page.title,
            "alternateName": page.other_names,
            "description": page.summary or view.source.summary,
            "url": absolute(url),
            "occupationalCategory": view.source.soc2020,
            "skills": list(view.skills),
            "qualifications": "\n".join(view.need.lines),
            "responsibilities": list(view.tasks.lines),
            "estimatedSalary": _salary(view),
            "occupationLocation": {"@type": "Country", "name": "GB"},
        }
    )


def _salary(view: RoleView) -> list[dict[str, Any]]:
    if view.pay is None or view.pay.is_stale:
        return []
    yearly = yearly_pence(view.pay.figure)
    if yearly is None:
        return []
    return [
        {
            "@type": "MonetaryAmountDistribution",
            "name": view.pay.basis,
            "currency": "GBP",
            "duration": "P1Y",
            "minValue": yearly[0] / 100,
            "maxValue": yearly[1] / 100,
        }
    ]
