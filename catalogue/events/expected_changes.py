"""What publishing a draft would do to dates that people booked. Nothing is written."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Sum

from catalogue.events.bookings.records import Booking
from catalogue.events.dates import EventDate
from catalogue.events.enums import BookingState, EventStatus
from catalogue.events.pages import EventPage, EventSession
from catalogue.events.scheduling import taken_over, wanted_facts
from catalogue.events.scheduling_rules import dates_of
from catalogue.events.talk_changes import changed_talks, live_talks

PLACE = ("venue_id", "attendance_mode", "online_url")
STANDING = (BookingState.CONFIRMED, BookingState.OFFERED, BookingState.WAITING)
CANCELLED, POSTPONED, MOVED, BACK = "CANCELLED", "POSTPONED", "MOVED", "BACK"


@dataclass(frozen=True, slots=True)
class Change:
    """``Change(<date>, "CANCELLED", people=12)``. ``new_start_at`` is that of a moved date."""

    date: EventDate
    kind: str
    people: int = 0
    new_start_at: datetime.datetime | None = None


def changes_ahead(page: EventPage, *, now: datetime.datetime) -> list[Change]:
    """Return how dates ahead would change if a page as it is in memory were published now."""
    rows = {row.key: row for row in EventDate.objects.filter(event=page.source)}
    planned = {one.key: one for one in dates_of(page)}
    for old_key, new_key in taken_over(page, rows, planned):
        rows[new_key] = rows.pop(old_key)
    ahead = {key: row for key, row in rows.items() if not row.is_over(now)}
    people = people_on(row.pk for row in ahead.values())
    found = []
    for key, row in ahead.items():
        row.event = page
        new = wanted_facts(row, planned[key]) if key in planned else None
        kind = _kind(row, new)
        if kind:
            start = new["start_at"] if new and kind == MOVED else None
            found.append(Change(row, kind, people.get(row.pk, 0), start))
    return sorted(found, key=lambda one: one.date.start_at)


def people_on(date_ids: Any) -> dict[int, int]:
    """Return how many people would have to be told, by the id of the date."""
    rows = Booking.objects.filter(date__in=list(date_ids), state__in=STANDING)
    return dict(rows.order_by().values_list("date").annotate(people=Sum("party_size")))


def talks_ahead(page: EventPage, *, now: datetime.datetime) -> list[tuple[EventSession, int]]:
    """Return talks as they are, that a page in memory changes or drops, with who booked them."""
    dates = EventDate.objects.filter(event=page.pk).ahead(now).taking_place().order_by()
    held = Booking.objects.filter(date__in=dates, state__in=STANDING)
    found = []
    for talk in changed_talks(live_talks(page.pk), page):
        booked = held.filter(slots__slot__session_key=talk.key)
        found.append((talk, booked.aggregate(people=Sum("party_size"))["people"] or 0))
    return found


def is_place_changed(page: EventPage) -> bool:
    """Whether a page has another place than the one that visitors see."""
    old = EventPage.objects.filter(pk=page.pk, live=True).values(*PLACE).first()
    return old is not None and old != {name: getattr(page, name) for name in PLACE}


def _kind(row: EventDate, new: dict[str, Any] | None) -> str:
    was_off = row.status == EventStatus.CANCELLED
    if new is None or new["status"] == EventStatus.CANCELLED:
        return "" if was_off else CANCELLED
    if new["status"] == EventStatus.POSTPONED:
        return "" if row.status == EventStatus.POSTPONED else POSTPONED
    if (new["start_at"], new["end_at"]) != (row.start_at, row.end_at):
        return MOVED
    return BACK if was_off or row.status == EventStatus.POSTPONED else ""
