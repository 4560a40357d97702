"""Pages below an event: the list of stands and the poster."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalogue.events.event_lookup import beside_event, event_at, is_gone
from catalogue.events.event_page import EventView, event_view
from catalogue.events.event_parts import stands_of
from catalogue.events.event_words import own_words
from catalogue.events.pages import EventPage
from catalogue.events.poster import poster_of
from portal.core import clock
from portal.core.models import SiteContact
from portal.navigation.languages import address_here


@require_safe
@beside_event
def exhibitors(request: HttpRequest, slug: str) -> HttpResponse:
    """Show who has a stand, to print: public facts only."""
    page = event_at(slug)
    if is_gone(page.source, now=clock.now()):
        return _gone(request, page)
    view = event_view(page, key=_asked(request), now=clock.now(), site=SiteContact.current())
    rows = page.source.exhibitors.select_related("organisation").order_by("sort_order", "pk")
    context = {"page": page, "event": view, "stands": stands_of(rows), "crumbs": _crumbs(view)}
    return render(request, "events/exhibitors.html", context)


@require_safe
@beside_event
def poster(request: HttpRequest, slug: str) -> HttpResponse:
    """Show an A4 poster with a code that phones read."""
    page = event_at(slug)
    if is_gone(page.source, now=clock.now()):
        return _gone(request, page)
    view = event_view(page, key=_asked(request), now=clock.now(), site=SiteContact.current())
    context = {"page": page, "event": view, "poster": poster_of(view)}
    return render(request, "events/poster.html", context)


def _asked(request: HttpRequest) -> str:
    return request.GET.get("date", "")


def _crumbs(view: EventView) -> list[tuple[str, str]]:
    return [(_("Events"), address_here("/events/")), (view.title.text, view.address)]


def _gone(request: HttpRequest, page: EventPage) -> HttpResponse:
    context = {"page": page, "title": own_words(page, "title")}
    return render(request, "events/gone.html", context, status=410)
