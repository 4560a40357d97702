"""The last page of a booking: the answers once more, and the button that books."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from catalogue.events.bookings.booked import needs_in_words
from catalogue.events.bookings.context import page_context
from catalogue.events.bookings.drafts import Drafts
from catalogue.events.bookings.forms import party_words
from catalogue.events.bookings.limits import is_allowed
from catalogue.events.bookings.phone_numbers import shown_number
from catalogue.events.bookings.records import Booking
from catalogue.events.bookings.services import (
    Access,
    BookingRefused,
    BookingRequest,
    Refusal,
    book,
)
from catalogue.events.bookings.steps import Progress
from catalogue.events.event_facts import when_words
from portal.core.lists import with_commas
from portal.navigation.languages import active_language

HOUR = 3600
PLACE, WAITING, TOO_FEW = "place", "waiting", "too-few"
# The questions that mend what stands in the way.
_MENDS = {Refusal.SESSION_FULL: "sessions", Refusal.PARTY_TOO_LARGE: "people"}

# It filled or closed this moment: the page, asked for again, knows and says so.
_SHOWN_BY_THE_PAGE = (Refusal.FULL, Refusal.CLOSED, Refusal.CALLED_OFF)


@dataclass(frozen=True, slots=True)
class Row:
    """An answer with the address to change it. ``Row("Name", "Amina K", "/events/.../name/")``."""

    label: str
    value: str
    url: str
    is_left_to_right: bool = False


def check_page(
    request: HttpRequest, progress: Progress, drafts: Drafts, *, now: datetime.datetime
) -> HttpResponse:
    """Show all answers, or book. Nothing is missing in them."""
    if request.method != "POST":
        return _page(request, progress)
    event, draft = progress.asked.opening.event, progress.draft
    if booking := Booking.objects.filter(idempotency_key=draft.key).first():
        return _finished(drafts, event.pk, event.slug, booking)
    if request.POST.get("website", "").strip():
        return _refused(request, progress, why="program", status=400)
    if request.POST.get("seen") != draft.fingerprint:
        return _page(request, progress, note="changed")
    if request.POST.get("expects") != _mode(progress) or _mode(progress) == TOO_FEW:
        return _page(request, progress, note="places")
    wanted = _request(progress)
    if not is_allowed(request, wanted.email or wanted.phone):
        return _refused(request, progress, why="many", status=429)
    try:
        outcome = book(wanted, now=now)
    except BookingRefused as refused:
        return _stopped(request, progress, refused.reason)
    return _finished(drafts, event.pk, event.slug, outcome.booking)


def _finished(drafts: Drafts, event_id: int, slug: str, booking: Booking) -> HttpResponse:
    drafts.finish(event_id, booking.pk)
    return redirect("bookings:done", slug)


def _stopped(request: HttpRequest, progress: Progress, reason: Refusal) -> HttpResponse:
    """Say what came between the page and the press. The answers are kept."""
    slug = progress.asked.opening.event.slug
    if reason == Refusal.BUSY:
        response = _page(request, progress, note="busy", status=503)
        response.headers["Retry-After"] = "10"
        return response
    if reason in _MENDS and progress.question(_MENDS[reason]):
        return redirect(reverse("bookings:step", args=[slug, _MENDS[reason]]))
    if reason in _SHOWN_BY_THE_PAGE:
        return redirect("bookings:step", slug, "check")
    return _refused(request, progress, why="other", status=409)


def _request(progress: Progress) -> BookingRequest:
    answers = progress.draft.answers
    contact, access = answers["contact"], answers.get("access", {})
    with_sessions = progress.question("sessions") is not None
    sessions = answers.get("sessions", {}).get("sessions", ()) if with_sessions else ()
    return BookingRequest(
        date_id=progress.chosen.date.pk,
        name=answers["name"]["name"],
        email=contact["email"],
        phone=contact["phone"],
        party_size=progress.people,
        language=active_language(),
        session_keys=tuple(sessions),
        access=Access(
            kinds=tuple(access.get("kinds", ())),
            language=access.get("language", ""),
            text=access.get("text", ""),
        ),
        idempotency_key=progress.draft.key,
    )


def _mode(progress: Progress) -> str:
    """Return what the button does: book places, or join the waiting list."""
    if progress.chosen.has_room(progress.people):
        return PLACE
    return WAITING if progress.asked.opening.event.has_waiting_list else TOO_FEW


def _page(
    request: HttpRequest, progress: Progress, *, note: str = "", status: int = 200
) -> HttpResponse:
    opening, places = progress.asked.opening, progress.chosen.places
    context: dict[str, Any] = {
        "asked": progress.asked,
        "back_url": _url(progress, progress.questions[-1].name),
        "rows": _rows(progress),
        "mode": _mode(progress),
        "seen": progress.draft.fingerprint,
        "note": note,
        "places_left": max(places.left or 0, 0),
        "turn": places.waiting + 1,
        "people": progress.people,
        "people_url": _url(progress, "people") if progress.question("people") else "",
    }
    return render(request, "bookings/check.html", page_context(opening, **context), status=status)


def _rows(progress: Progress) -> list[Row]:
    answers = progress.draft.answers
    asked, contact, access = progress.asked, answers["contact"], answers.get("access", {})
    chosen = {one.session.key: one.title.text for one in asked.sessions}
    talks = [chosen[key] for key in answers.get("sessions", {}).get("sessions", ())]
    kinds, event = access.get("kinds", []), asked.opening.event
    needs = needs_in_words(kinds, access.get("language", ""), access.get("text", ""), event)
    email, phone = contact["email"], shown_number(contact["phone"])
    values = {
        "date": (_("Date"), capfirst(when_words(progress.chosen.date).whole)),
        "people": (_("People"), party_words(progress.people)),
        "sessions": (_("Talks"), with_commas(talks) or _("None")),
        "name": (_("Name"), answers["name"]["name"]),
        "access": (_("What would help you"), needs or _("Nothing asked for")),
    }
    rows: list[Row] = []
    for question in progress.questions:
        url = _url(progress, question.name)
        if question.name != "contact":
            label, value = values[question.name]
            rows.append(Row(label, value, url))
            continue
        if email:
            rows.append(Row(_("Email address"), email, url, is_left_to_right=True))
        if phone:
            rows.append(Row(_("Phone number"), phone, url, is_left_to_right=True))
    return rows


def _refused(request: HttpRequest, progress: Progress, *, why: str, status: int) -> HttpResponse:
    context = page_context(progress.asked.opening, why=why)
    response = render(request, "bookings/too_many.html", context, status=status)
    if status == 429:
        response.headers["Retry-After"] = str(HOUR)
    return response


def _url(progress: Progress, name: str) -> str:
    return reverse("bookings:step", args=[progress.asked.opening.event.slug, name])
