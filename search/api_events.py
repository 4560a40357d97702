"""The answer of ``/api/v1/events/<id>/``."""

import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from catalogue.events.bookings.places import places_of
from catalogue.events.dates import EventDate
from portal.core.clock import REGION_TIME
from portal.core.structured_data import absolute
from search.api_answers import listing_answer
from search.builders import event as builder
from search.documents import RunDocument
from search.event_hits import is_still_on
from search.moments import minute_of


def event_answer(event_id: int, *, now: datetime.datetime, language: str) -> dict[str, Any] | None:
    """Return an event in a language with its dates ahead; None when none is to be listed."""
    minute, today = minute_of(now), now.astimezone(REGION_TIME).date()
    documents = [
        one for one in builder.documents(today=today, ids=[event_id]) if is_still_on(one, minute)
    ]
    shown = (one for one in documents if language in one.shown_in)
    document = next(shown, next(iter(documents), None))
    if document is None:
        return None
    rows = EventDate.objects.public().ahead(now).filter(event=event_id)
    places = places_of(row.pk for row in rows)
    venue = next((run for run in document.runs if run.venue_name), RunDocument(run_id=0))
    first = document.runs[0]
    return {
        **listing_answer(document),
        "event_kind": document.event_kind.lower().replace("_", "-"),
        "summary": document.description.partition("\n")[0],
        "audience": document.audience,
        "how": sorted({run.how for run in document.runs}),
        "access": list(document.access),
        "on_request": list(document.on_request),
        "speaks": list(document.speaks),
        "booking": document.booking,
        "cost": first.cost,
        "cost_pence": first.cost_pence,
        "sectors": list(document.sectors),
        "roles": list(document.roles),
        "venue": {
            "name": venue.venue_name,
            "town": venue.town,
            "outward_code": venue.postcode_outward,
            "latitude": venue.latitude,
            "longitude": venue.longitude,
        },
        "calendar": absolute(
            reverse("event_feeds:calendar", args=[document.references[0]])
            + ("" if language == settings.LANGUAGE_CODE else f"?lang={language}")
        ),
        "dates": [
            {
                "id": row.pk,
                "starts": row.start_at.astimezone(REGION_TIME),
                "ends": row.end_at.astimezone(REGION_TIME),
                "status": row.status.lower(),
                "reason": row.status_reason,
                "places": places[row.pk].capacity if row.pk in places else None,
                "places_left": places[row.pk].left if row.pk in places else None,
            }
            for row in rows
        ],
    }
