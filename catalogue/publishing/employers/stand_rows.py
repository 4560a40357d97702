"""What an organisation asked for, and events at which it can ask for a stand, in words."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery

from catalogue.events.dates import EventDate
from catalogue.events.event_facts import when_words, where_words
from catalogue.events.models import Exhibitor, StandRequest
from catalogue.events.stand_services import dates_with_stands
from catalogue.providers.enums import RequestState
from catalogue.providers.models import Organisation
from catalogue.publishing.desk.access import Desk
from portal.core.lists import with_commas

MOST_EVENTS = 30
_STANDING = (RequestState.OPEN, RequestState.APPROVED)


@dataclass(frozen=True, slots=True)
class StandRow:
    """The soonest date of an event, and when and where it is."""

    date: EventDate
    about: str


def asked_by(desk: Desk) -> list[StandRequest]:
    """Return the organisation's requests, the newest first, with the number of its ``stand``."""
    of_it = Exhibitor.objects.filter(
        event=OuterRef("event"), organisation=OuterRef("organisation")
    ).values("stand")[:1]
    asked = desk.stand_requests().select_related("event").annotate(stand=Subquery(of_it))
    return list(asked.order_by("-created_at", "-pk"))


def stand_rows(
    organisation: Organisation, asked: Iterable[StandRequest], *, now: datetime.datetime
) -> list[StandRow]:
    """Return events without a stand or an open request of the organisation, the soonest first."""
    taken = {one.event_id for one in asked if one.state in _STANDING}
    shown = Exhibitor.objects.filter(organisation=organisation)
    taken.update(shown.values_list("event_id", flat=True))
    first: dict[int, EventDate] = {}
    for date in dates_with_stands(now=now).exclude(event__in=taken)[: MOST_EVENTS * 4]:
        first.setdefault(date.event_id, date)
    return [StandRow(date, about_words(date)) for date in list(first.values())[:MOST_EVENTS]]


def about_words(date: EventDate) -> str:
    """Return ``"Wednesday 2 December 2026, 5:30pm to 8pm, Candle House, B5 3PP"``."""
    when, where = when_words(date), where_words(date.event)
    return with_commas([when.day, when.times, where.short, where.address])
