"""Looking after a booking, by the address in the message. Opening a page never changes anything."""

import functools
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from catalogue.events.bookings import services
from catalogue.events.bookings.access_answers import change_access
from catalogue.events.bookings.booked import Booked, booked
from catalogue.events.bookings.forms import AccessForm, Asked, PeopleForm
from catalogue.events.bookings.opening import NO_LIMIT, OpenDate, Opening
from catalogue.events.bookings.party import change_party
from catalogue.events.bookings.places import Places, places_of
from catalogue.events.bookings.private_pages import private_page
from catalogue.events.bookings.records import AccessNeed, Booking
from catalogue.events.bookings.services import Access, BookingRefused, Refusal
from catalogue.events.bookings.tokens import TokenExpired, TokenUnknown, booking_of
from catalogue.events.calendars.writing import calendar_of_booking
from portal.core import clock
from portal.core.models import SiteContact

SAVED = ("people", "access", "kept")

_BookingView = Callable[[HttpRequest, Booking, str], HttpResponse]


def _with_booking(view: _BookingView) -> Callable[..., HttpResponse]:
    """Find the booking of a token. Unknown and ended ones get one page, which tells nothing."""

    @functools.wraps(view)
    def found(request: HttpRequest, token: str) -> HttpResponse:
        try:
            booking = booking_of(token, now=clock.now())
        except TokenUnknown:
            return _no_booking(request, status=404)
        except TokenExpired:
            return _no_booking(request, status=410)
        return view(request, booking, token)

    return private_page(found)


@_with_booking
def manage(request: HttpRequest, booking: Booking, token: str) -> HttpResponse:
    """Show what is booked and what can be done with it."""
    if request.method not in ("GET", "HEAD"):
        return redirect("bookings:manage", token)
    saved = request.GET.get("saved", "")
    return _page(request, "manage", booking, saved=saved if saved in SAVED else "")


@_with_booking
def cancel(request: HttpRequest, booking: Booking, token: str) -> HttpResponse:
    """Ask once whether to cancel; the second press does it."""
    if request.method == "POST":
        return _changed(request, token, lambda: services.cancel(booking, now=clock.now()))
    if not _shown(booking).is_live:
        return redirect("bookings:manage", token)
    return _page(request, "cancel", booking)


@_with_booking
def accept(request: HttpRequest, booking: Booking, token: str) -> HttpResponse:
    """Take an offered place, at one press."""
    if request.method != "POST":
        return redirect("bookings:manage", token)
    return _changed(request, token, lambda: services.accept_offer(booking, now=clock.now()))


@_with_booking
def decline(request: HttpRequest, booking: Booking, token: str) -> HttpResponse:
    """Leave an offered place to the next person, at one press."""
    if request.method != "POST":
        return redirect("bookings:manage", token)
    return _changed(request, token, lambda: services.decline_offer(booking, now=clock.now()))


@_with_booking
def people(request: HttpRequest, booking: Booking, token: str) -> HttpResponse:
    """Change how many people come."""
    one = _shown(booking)
    if not one.may_change:
        return redirect("bookings:manage", token)
    places = places_of([booking.date_id]).get(booking.date_id, NO_LIMIT)
    asked = _asked(one, OpenDate(booking.date, places), most=_most(one, places))
    form = PeopleForm(
        request.POST if request.method == "POST" else None,
        asked=asked,
        initial={"party_size": booking.party_size},
    )
    if request.method == "POST" and form.is_valid():
        size = form.cleaned_data["party_size"]
        try:
            change_party(booking, size, now=clock.now())
        except BookingRefused as refused:
            if refused.reason != Refusal.FULL:
                return redirect("bookings:manage", token)
            form.refuse_more(places.left or 0)
        else:
            return redirect(_saved(token, "people"))
    return _page(request, "people", booking, form=form, places=places)


@_with_booking
def access(request: HttpRequest, booking: Booking, token: str) -> HttpResponse:
    """Change or take back what would help."""
    one = _shown(booking)
    if not one.may_change:
        return redirect("bookings:manage", token)
    need = AccessNeed.objects.filter(booking=booking).first()
    kept = {"kinds": need.kinds, "language": need.language, "text": need.text} if need else {}
    form = AccessForm(
        request.POST if request.method == "POST" else None, asked=_asked(one), initial=kept
    )
    if request.method == "POST" and form.is_valid():
        told = Access(**{"language": "", **form.answers()})
        try:
            change_access(booking, told)
        except BookingRefused:
            return redirect("bookings:manage", token)
        return redirect(_saved(token, "access"))
    return _page(request, "access", booking, form=form)


@_with_booking
def forget(request: HttpRequest, booking: Booking, token: str) -> HttpResponse:
    """Show everything that is kept of a person, and delete it at a second press."""
    if request.method == "POST":
        services.forget(booking, now=clock.now())
        return redirect("bookings:forgotten")
    return _page(request, "forget", booking)


@_with_booking
def calendar(request: HttpRequest, booking: Booking, token: str) -> HttpResponse:
    """Give the date as a file for a calendar, with the link to look after the booking."""
    if request.method not in ("GET", "HEAD"):
        return redirect("bookings:manage", token)
    body = calendar_of_booking(booking, now=clock.now())
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{booking.reference}.ics"'
    return response


@private_page
@require_safe
def forgotten(request: HttpRequest) -> HttpResponse:
    """Say that everything is deleted."""
    return render(request, "bookings/forgotten.html")


def _shown(booking: Booking) -> Booked:
    return booked(booking, now=clock.now(), site=SiteContact.current())


def _page(request: HttpRequest, name: str, booking: Booking, **more: Any) -> HttpResponse:
    context = {"booked": _shown(booking), **more}
    return render(request, f"bookings/{name}.html", context)


def _changed(request: HttpRequest, token: str, change: Callable[[], Booking]) -> HttpResponse:
    """Do something and show the page, which says how things stand now, whoever came first."""
    try:
        change()
    except BookingRefused as refused:
        if refused.reason == Refusal.BUSY:
            response = render(request, "bookings/busy.html", {"token": token}, status=503)
            response.headers["Retry-After"] = "10"
            return response
    return redirect("bookings:manage", token)


def _asked(one: Booked, chosen: OpenDate | None = None, *, most: int | None = None) -> Asked:
    opening = Opening(event=one.event, words=one.words, dates=(), nearest=one.date)
    return Asked(opening=opening, chosen=chosen, people=one.booking.party_size, most=most)


def _most(one: Booked, places: Places) -> int | None:
    """Return how many may come: who waits does not grow, who has places takes free ones."""
    if not one.is_confirmed:
        return one.booking.party_size
    return None if places.left is None else one.booking.party_size + max(places.left, 0)


def _saved(token: str, what: str) -> str:
    return f"{reverse('bookings:manage', args=[token])}?saved={what}"


def _no_booking(request: HttpRequest, *, status: int) -> HttpResponse:
    return render(request, "bookings/no_booking.html", status=status)
