"""What is different between an event as it was approved and as its feed has it now."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from catalogue.feeds.event_records import EventRecord, EventTime

# Facts that are compared, in the order in which a person reads them. Dates come first.
COMPARED = (
    "is_cancelled",
    "title",
    "place_name",
    "address",
    "postcode",
    "is_online",
    "cost_pence",
    "url",
    "description",
)
# A series without an end has new dates at its far end each week. They wait until so few are left.
DATES_TO_SPARE = datetime.timedelta(weeks=8)


@dataclass(frozen=True, slots=True)
class FactChange:
    """One fact that is different. ``name`` is that of the record: ``"title"``, ``"dates"``."""

    name: str
    old: object
    new: object


@dataclass(frozen=True, slots=True)
class DatesChange:
    """Dates that went and dates that came, soonest first."""

    gone: tuple[EventTime, ...]
    new: tuple[EventTime, ...]


def changes(
    old: EventRecord, new: EventRecord, *, now: datetime.datetime
) -> tuple[list[FactChange], DatesChange]:
    """Return what is different. Dates that have been are not compared."""
    facts = [
        FactChange(name, getattr(old, name), getattr(new, name))
        for name in COMPARED
        if getattr(old, name) != getattr(new, name)
    ]
    return facts, _dates(old.dates, new.dates, now=now)


def is_different(old: EventRecord, new: EventRecord, *, now: datetime.datetime) -> bool:
    """Say whether somebody has to look at an event again."""
    facts, dates = changes(old, new, now=now)
    return bool(facts or dates.gone or dates.new)


def _dates(
    old: Iterable[EventTime], new: Iterable[EventTime], *, now: datetime.datetime
) -> DatesChange:
    before = {_key(one): one for one in old if one.end > now}
    after = {_key(one): one for one in new if one.end > now}
    gone = [one for key, one in before.items() if key not in after]
    come = [one for key, one in after.items() if key not in before]
    last = max((one.start for one in before.values()), default=now)
    if not gone and last > now + DATES_TO_SPARE and len(before) > 1:
        come = [one for one in come if one.start <= last]
    return DatesChange(
        tuple(sorted(gone, key=_start)),
        tuple(sorted(come, key=_start)),
    )


def _key(one: EventTime) -> tuple[datetime.datetime, datetime.datetime, bool]:
    return one.start, one.end, one.is_cancelled


def _start(one: EventTime) -> datetime.datetime:
    return one.start
