"""The form of an event as a browser sends it."""

import datetime
from typing import Any

from django.test import Client
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from catalogue.events.pages import EventPage
from catalogue.providers.models import Organisation
from tests.event_factories import at, events_page

UNKNOWN_AT_FIRST = (
    *("bsl", "captions", "interpreters", "quiet_room"),
    *("children_welcome", "creche", "food"),
)
ROWS = ("date_changes", "sessions", "exhibitors", "event_roles")


def form_data(organiser: Organisation, **facts: Any) -> dict[str, Any]:
    """Return what a browser sends for a careers fair. Rows are lists of values."""
    rows = {name: inline_formset(facts.pop(name, []), initial=0) for name in ROWS}
    values: dict[str, Any] = {
        "title": "Walsall jobs fair",
        "slug": "walsall-jobs-fair",
        "summary": "Meet 40 employers.",
        "kind": "CAREERS_FAIR",
        "audience": "EVERYONE",
        "body": streamfield([]),
        "organiser": str(organiser.pk),
        "first_start": local(at(21, 10)),
        "first_end": local(at(21, 15)),
        "doors_minutes": "0",
        "repeats": "ONCE",
        "repeat_until": "",
        "attendance_mode": "IN_PERSON",
        "venue": "",
        "status": "SCHEDULED",
        "request_by_days": "14",
        "booking": "REQUIRED",
        "capacity": "100",
        "largest_party": "4",
        "has_waiting_list": "on",
        "bookings_close_hours": "0",
        "cost_pence": "0",
        "comments": inline_formset([]),
        **dict.fromkeys(UNKNOWN_AT_FIRST, "UNKNOWN"),
        **rows,
        **facts,
    }
    return nested_form_data({name: value for name, value in values.items() if value is not None})


def local(moment: datetime.datetime) -> str:
    """Return a time as the box holds it: ``"2026-12-16 10:00"``."""
    return moment.strftime("%Y-%m-%d %H:%M")


def add(client: Client, data: dict[str, Any], *, publish: bool = True) -> Any:
    """Send a new event below the list of events."""
    sent = {**data, **({"action-publish": "1"} if publish else {})}
    return client.post(f"/admin/pages/add/events/eventpage/{events_page().pk}/", sent)


def change(client: Client, event: EventPage, data: dict[str, Any], *, publish: bool = True) -> Any:
    """Send a changed event."""
    sent = {**data, **({"action-publish": "1"} if publish else {})}
    return client.post(f"/admin/pages/{event.pk}/edit/", sent)
