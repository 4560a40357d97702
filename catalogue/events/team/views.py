"""The area of the events team: its lists, the page of a date, exhibitors, access needs."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from catalogue.events.bookings.access import needs_of
from catalogue.events.bookings.services import refusal_now
from catalogue.events.dates import EventDate
from catalogue.events.enums import BookingSource
from catalogue.events.event_facts import when_words, where_words
from catalogue.events.pages import EventPage, EventsPage, is_bookable
from catalogue.events.team.date_page import date_page
from catalogue.events.team.event_list import Show, dates_shown, page_of, pages_shown, rows_of
from catalogue.events.team.rights import (
    BOOK,
    CHANGE,
    CHECK_IN,
    EXPORT,
    NEEDS,
    VIEW,
    may_add_events,
    needs_right,
)
from portal.core.clock import now

FOLDER = "wagtailadmin/events"


@require_safe
@needs_right(VIEW)
def event_list(request: HttpRequest) -> HttpResponse:
    """Answer with one part of the list: ``?show=full``. An unknown part is what is upcoming."""
    wanted = request.GET.get("show", "")
    show = Show(wanted) if wanted in Show.values else Show.UPCOMING
    number = request.GET.get("p")
    parent = EventsPage.objects.order_by("pk").first()
    context: dict[str, Any] = {
        **frame(_("Events")),
        "show": show,
        "parts": [(part, str(part.label), part == show) for part in Show],
        "parent": parent,
        "may_add": may_add_events(request.user, parent),
        "may_export": request.user.has_perm(EXPORT),
    }
    if show in (Show.DRAFTS, Show.TEMPLATES):
        page = page_of(pages_shown(show), number)
        rows = [(one, one.permissions_for_user(request.user).can_edit()) for one in page]
        return render(request, f"{FOLDER}/pages.html", {**context, "page": page, "rows": rows})
    page = page_of(dates_shown(show, now=now()), number)
    return render(
        request, f"{FOLDER}/dates.html", {**context, "page": page, "rows": rows_of(list(page))}
    )


@never_cache
@require_safe
@needs_right(VIEW)
def event_date(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer with one date: who booked, who waits, and what can be done."""
    date = date_or_404(pk)
    user: Any = request.user
    moment = now()
    context = {
        **frame(date.event.title),
        **facts_of(date),
        "shown": date_page(date),
        "books_here": is_bookable(date.event),
        "may_edit": date.event.permissions_for_user(user).can_edit(),
        "may_add": may_add_events(user),
        "may_book": user.has_perm(BOOK)
        and refusal_now(date, now=moment, source=BookingSource.STAFF) is None,
        "may_change": user.has_perm(CHANGE) and not date.is_over(moment),
        "may_see_needs": user.has_perm(NEEDS),
        "check_in_url": _check_in(date) if user.has_perm(CHECK_IN) else "",
    }
    return render(request, f"{FOLDER}/date.html", context)


@never_cache
@require_safe
@needs_right(VIEW, NEEDS)
def access_needs(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer with who needs help to take part. Each look is written down."""
    date = date_or_404(pk)
    needs = needs_of(date, user=request.user, where="admin", now=now())
    context = {
        **frame(_("Help to take part"), date.event.title, back=date),
        **facts_of(date),
        "needs": needs,
        "looks": date.looks.select_related("user")[:10],
    }
    return render(request, f"{FOLDER}/needs.html", context)


@never_cache
@require_safe
@needs_right(VIEW)
def exhibitors(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer with a list to print: stands, who is there, and whom to call on the day."""
    event = get_object_or_404(EventPage, pk=pk, locale__language_code=settings.LANGUAGE_CODE)
    rows = event.exhibitors.select_related("organisation").order_by("stand", "sort_order")
    context = {
        **frame(_("Exhibitors"), event.title),
        "event": event,
        "rows": rows,
        "jobs": sum(row.jobs_count or 0 for row in rows),
        "next_date": event.dates.ahead(now()).taking_place().first(),
    }
    return render(request, f"{FOLDER}/exhibitors.html", context)


def date_or_404(pk: int) -> EventDate:
    """Return a date with its event, venue and organiser."""
    dates = EventDate.objects.select_related("event__venue", "event__organiser", "event__locale")
    return get_object_or_404(dates, pk=pk)


def facts_of(date: EventDate) -> dict[str, Any]:
    """Return what every page about a date shows of it."""
    return {
        "date": date,
        "event": date.event,
        "when": when_words(date, doors_minutes=date.event.doors_minutes),
        "where": where_words(date.event).short,
    }


def frame(title: str, subtitle: str = "", *, back: EventDate | None = None) -> dict[str, Any]:
    """Return the heading of a page, and the way back: ``Events > Jobs fair > Exhibitors``."""
    crumbs: list[dict[str, Any]] = [{"url": reverse("events_team:list"), "label": _("Events")}]
    if back is not None:
        url = reverse("events_team:date", args=[back.pk])
        crumbs.append({"url": url, "label": back.event.title})
    if title != crumbs[0]["label"]:
        crumbs.append({"url": "", "label": title, "sublabel": subtitle})
    else:
        crumbs[0] = {"url": "", "label": title}
    return {
        "header_title": f"{title}: {subtitle}" if subtitle else title,
        "header_icon": "calendar-alt",
        "breadcrumbs_items": crumbs,
    }


def _check_in(date: EventDate) -> str:
    address = reverse("door:check_in", args=[date.event.slug])
    return f"{address}?date={date.key}"
