"""Checking people in: a plain form with a page behind it. A script asks for numbers alone."""

import functools
import uuid
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.text import capfirst
from django.views.decorators.http import require_http_methods

from catalogue.events import door
from catalogue.events.bookings.private_pages import private_page
from catalogue.events.bookings.records import Booking
from catalogue.events.bookings.refusals import BookingRefused, Refusal
from catalogue.events.dates import DoorPress, EventDate
from catalogue.events.door_presses import Action, Press, count_press, read_press
from catalogue.events.door_words import refused_words, said_words
from catalogue.events.enums import AgeBand
from catalogue.events.event_facts import when_words
from catalogue.events.event_lookup import address_of, beside_event, event_at
from catalogue.events.pages import EventPage
from portal.core import clock
from portal.navigation.languages import foreign_tag

CHECK_IN = "events.check_in"
LONGEST_SEARCH = 100
STATUS = {Refusal.NOT_BOOKABLE: 404, Refusal.BUSY: 503}  # all others are 409

View = Callable[..., HttpResponse]


def _for_staff(view: View) -> View:
    """Let in who may check in. Nothing is looked up before: a stranger learns of no event."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            if _wants_numbers(request):
                return JsonResponse({}, status=401)
            return redirect_to_login(request.get_full_path())
        if not request.user.has_perm(CHECK_IN):
            return render(request, "403.html", status=403)
        return view(request, *args, **kwargs)

    return guarded


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
@_for_staff
@beside_event
def check_in(request: HttpRequest, slug: str) -> HttpResponse:
    """Show who is expected and here, or count one press."""
    page = event_at(slug)
    dates = door.event_dates(page.source)
    if request.method == "POST":
        return _pressed(request, page, _named(dates, request.GET.get("date", "")))
    now = clock.now()
    asked = request.GET.get("date", "")
    date = next((one for one in dates if one.key == asked), None) or door.choose_date(
        dates, now=now
    )
    if date is None:
        context = {"event": page, "event_url": address_of(page)}
        return render(request, "door/no_date.html", context)
    if _wants_numbers(request):
        return JsonResponse(_numbers(date))
    return render(request, "door/check_in.html", _context(request, page, dates, date))


def _context(
    request: HttpRequest, page: EventPage, dates: list[EventDate], date: EventDate
) -> dict[str, Any]:
    now = clock.now()
    wanted = " ".join(request.GET.get("q", "").split())[:LONGEST_SEARCH]
    totals = door.totals_of(date)
    needs, shows_needs = door.needs_for(date, request.user, now=now)
    rows = door.rows_of(date, totals, needs, wanted=wanted, all_rows=request.GET.get("all") == "1")
    return {
        "event": page,
        "event_url": address_of(page),
        "event_tag": foreign_tag(page.locale.language_code),
        "date": date,
        "dates": [(one, capfirst(when_words(one).whole)) for one in dates],
        "when": when_words(date),
        "is_today": door.is_today(date, now=now),
        "shows_needs": shows_needs,
        "wanted": wanted,
        "shows_all": request.GET.get("all") == "1",
        "rows": rows,
        "found": sum(not row.is_hidden for row in rows),
        "expected_rows": sum(row.is_held for row in rows),
        "totals": totals,
        "all_people": totals.here + totals.expected,
        "bands": AgeBand,
        "keys": [uuid.uuid4(), uuid.uuid4()],
        "action": f"{request.path}?{urlencode({'date': date.key})}",
        **_said(request, date),
    }


def _pressed(request: HttpRequest, page: EventPage, date: EventDate) -> HttpResponse:
    """Count one press, and answer with the numbers or lead back to the page."""
    try:
        press = read_press(
            request.POST.get("key", ""),
            request.POST.get("press", ""),
            request.POST.get("other", ""),
            request.POST.get("band", ""),
        )
    except ValueError as error:
        raise BadRequest(str(error)) from error
    refusal = None
    try:
        count_press(date, press, now=clock.now())
    except BookingRefused as refused:
        refusal = refused.reason
    if _wants_numbers(request):
        if refusal is None:
            return JsonResponse(_numbers(date))
        words = refused_words(refusal, _booking(date, press.about))
        status = STATUS.get(refusal, 409)
        return JsonResponse({**_numbers(date), "words": words}, status=status)
    return HttpResponseRedirect(_way_back(request, date, press, refusal))


def _way_back(request: HttpRequest, date: EventDate, press: Press, refusal: Refusal | None) -> str:
    """Return the page as it was, at the row that was pressed. No name is in the address of ours."""
    query = {"date": date.key}
    kept = {name: request.POST.get(name, "")[:LONGEST_SEARCH] for name in ("q", "all")}
    query |= {name: value for name, value in kept.items() if value}
    query["said"] = refusal.value if refusal else press.action.value
    about = press.key if press.action == Action.WALK else press.about
    query["about"] = str(about)
    if refusal:
        place = "said"
    elif press.action in (Action.WALK, Action.BACK):
        place = "walk-in"
    else:
        place = f"b-{press.about}"
    return f"{request.path}?{urlencode(query)}#{place}"


def _said(request: HttpRequest, date: EventDate) -> dict[str, Any]:
    """Return what the last press did, in words, and the walk-in that can be taken back."""
    said, about = request.GET.get("said", ""), request.GET.get("about", "")
    try:
        key = uuid.UUID(about)
    except ValueError:
        return {}
    if said == Action.WALK:
        press = DoorPress.objects.filter(date=date, key=key, people__gt=0).first()
        if press is None:
            return {}
        return {"said": said_words(said, people=press.people), "last": press, "in_walk_in": True}
    booking = _booking(date, key)
    if said == Action.IN and (booking is None or booking.arrived_at is None):
        return {}  # an old address: they were taken back since
    words = said_words(said, booking=booking)
    return {
        "said": words,
        "is_refusal": said in Refusal.__members__,
        "in_walk_in": said == Action.BACK,
    }


def _numbers(date: EventDate) -> dict[str, Any]:
    """Return what a phone needs to agree with the others: numbers, and who is in. No names."""
    totals = door.totals_of(date)
    arrived = Booking.objects.filter(date=date, arrived_at__isnull=False)
    return {
        "date": date.key,
        "in": [str(one) for one in arrived.values_list("public_id", flat=True)],
        "totals": {
            "here": totals.here,
            "expected": totals.expected,
            "walk_in": totals.walk_in,
            "left": totals.left,
            **{code: people for code, _label, people in totals.bands},
        },
    }


def _booking(date: EventDate, public_id: uuid.UUID) -> Booking | None:
    if public_id is None:  # people without a booking were pressed
        return None
    return Booking.objects.filter(date=date, public_id=public_id).first()


def _named(dates: list[EventDate], key: str) -> EventDate:
    """Return the date that a press names. Without one nothing is counted anywhere."""
    for date in dates:
        if date.key == key:
            return date
    raise Http404("The event has no such date.")


def _wants_numbers(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "") == "application/json"
