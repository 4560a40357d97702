"""The context of the page of an event: it reads the clock and the address here."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from catalogue.events.event_lookup import is_gone, is_shown
from catalogue.events.event_page import event_view
from catalogue.events.event_words import own_words
from catalogue.events.pages import EventPage
from catalogue.events.schema_org import event_blocks
from portal.core import clock
from portal.core.models import SiteContact
from portal.navigation.languages import address_here


def event_context(page: EventPage, request: HttpRequest) -> dict[str, Any]:
    """Return ``event`` (EventView), the crumbs and the facts for machines."""
    now = clock.now()
    is_draft = bool(getattr(request, "is_preview", False))
    view = event_view(
        page,
        key=request.GET.get("date", ""),
        now=now,
        site=SiteContact.current(),
        is_draft=is_draft,
    )
    crumbs = [(_("Events"), address_here("/events/"))]
    return {
        "event": view,
        "crumbs": crumbs,
        "data_blocks": "" if view.is_for_staff else event_blocks(page, view, crumbs),
    }


def gone_or_absent(page: EventPage, request: HttpRequest) -> HttpResponse | None:
    """Return the answer for an event that is over for long, or None.

    Raises Http404 for a template and for a translation of an event that is off the site. In a
    preview everything is shown.
    """
    if getattr(request, "is_preview", False):
        return None
    if not is_shown(page):
        raise Http404("No event has this address.")
    if not is_gone(page.source, now=clock.now()):
        return None
    context = {"page": page, "title": own_words(page, "title")}
    return TemplateResponse(request, "events/gone.html", context, status=410)
