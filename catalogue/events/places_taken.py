"""How many people have places on the dates of an event, for those who change it."""

import datetime
from dataclasses import dataclass
from typing import Any

from catalogue.courses import wording
from catalogue.events.dates import EventDate, Slot
from portal.core.clock import REGION_TIME


@dataclass(frozen=True, slots=True)
class Taken:
    """``Taken(38, "Tuesday 9 March 2027")``."""

    people: int
    day: str


def most_taken(event: Any, *, now: datetime.datetime, session_key: str = "") -> Taken | None:
    """Return the fullest date ahead, as a whole or of one talk; None where nobody has a place."""
    slots = Slot.objects.filter(
        date__event=event.source, date__end_at__gt=now, session_key=session_key, places_taken__gt=0
    )
    fullest = slots.select_related("date").order_by("-places_taken", "date__start_at").first()
    return Taken(fullest.places_taken, day_of(fullest.date)) if fullest else None


def day_of(date: EventDate) -> str:
    """Return the day of a date in words: ``"Tuesday 9 March 2027"``."""
    return wording.long_date(date.start_at.astimezone(REGION_TIME).date())
