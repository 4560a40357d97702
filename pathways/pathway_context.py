"""The context of a pathway's page: the clock and the address are read here."""

import re
import uuid
from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from pathways.pathway_page import pathway_view
from pathways.sector_pages import PathwayPage
from pathways.versions import careers_version
from portal.core.clock import today
from portal.navigation.languages import active_language, address_here

KEPT_SECONDS = 60
SLUG = re.compile(r"[-\w]{1,120}")


def pathway_context(page: PathwayPage, request: HttpRequest) -> dict[str, Any]:
    """Return the context of one pathway. ``pathway`` is worked out when a template asks.

    The page's main part is kept for a minute by ``part_key``: by content, day, language and
    address. A page that an editor looks at before it is published is never kept.
    """
    chosen = request.GET.get("from", "").strip().lower()
    if not SLUG.fullmatch(chosen):
        chosen = ""
    in_work = request.GET.get("in-work") == "1"
    day = today()
    is_preview = getattr(request, "is_preview", False)
    kept_as: Any = uuid.uuid4() if is_preview else page.pk
    parts = (kept_as, page.latest_revision_id, active_language(), chosen, in_work, day)
    return {
        "chosen": chosen,
        "in_work": in_work,
        "crumbs": [(_("Sectors and jobs"), address_here("/careers/"))],
        "pathway": SimpleLazyObject(
            lambda: pathway_view(page, request, today=day, chosen=chosen, in_work=in_work)
        ),
        "part_key": f"{careers_version()}:{parts!r}",
        "part_seconds": 0 if is_preview else KEPT_SECONDS,
    }
