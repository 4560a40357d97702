"""The calendar of one event, to save or to follow."""

import hashlib
import re

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from catalogue.events.calendars.writing import KEPT_AFTER_END, calendar_of
from catalogue.events.dates import EventDate
from catalogue.events.event_lookup import NoEvent, beside_event
from portal.core.clock import now
from portal.core.prose import one_line

TYPE = "text/calendar; charset=utf-8"
FRESH_SECONDS = 15 * 60
KEY = re.compile(r"once|\d{4}-\d{2}-\d{2}", re.ASCII)  # of a date


@require_safe
@beside_event
def event_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer with the dates of an event: ``?date=2027-03-09`` for one, ``?lang=ur`` for a language.

    A date that was called off stays for 90 days after its end, so that phones learn of it. Who
    follows an event that was renamed is sent on.
    """
    moment = now()
    dates = (
        EventDate.objects.public()
        .filter(
            event__slug=slug,
            event__locale__language_code=settings.LANGUAGE_CODE,
            end_at__gt=moment - KEPT_AFTER_END,
        )
        .select_related("event__locale", "event__venue", "event__organiser")
        .order_by("start_at", "pk")
    )
    if key := request.GET.get("date", ""):
        dates = dates.filter(key=key) if KEY.fullmatch(key) else dates.none()
    found = list(dates)
    if not found:
        raise NoEvent("No event has this address, or it is long over.")
    name = one_line(found[0].event.title)
    body = calendar_of(found, language=language_of(request), name=name, now=moment)
    return calendar_response(request, body, name=slug)


def language_of(request: HttpRequest) -> str:
    """Return the language that is asked for, or the first one. It stands in the address alone."""
    wanted = request.GET.get("lang", "")
    return wanted if wanted in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def calendar_response(request: HttpRequest, body: bytes, *, name: str) -> HttpResponse:
    """Return a calendar as a file, or 304 for who has it. Nothing in it depends on the visitor."""
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    response = HttpResponse(body, content_type=TYPE)
    response["ETag"] = etag
    response["Content-Disposition"] = content_disposition_header(False, f"{name}.ics") or "inline"
    patch_cache_control(response, public=True, max_age=FRESH_SECONDS)
    return get_conditional_response(request, etag=etag, response=response) or response
