"""The dates that an event page means: its rule worked out by RFC 5545, and what differs."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import icalendar
import recurring_ical_events

from catalogue.events.dates import ONLY_DATE
from catalogue.events.enums import DateChangeKind, EventStatus, Repeats
from portal.core.clock import REGION_TIME

# Two hundred weeks are almost four years. Nobody plans further, and nobody can book further.
MOST_DATES = 200
_DAYS_BETWEEN = {Repeats.WEEKLY: 7, Repeats.FORTNIGHTLY: 14, Repeats.MONTHLY: 35}
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_LAST_OF_MONTH = -1
_WEEKS_OF_EVERY_MONTH = 4


@dataclass(frozen=True, slots=True)
class PlannedDate:
    """One date as the page has it: ``PlannedDate("2027-03-09", <10am>, <noon>, "SCHEDULED")``.

    ``previous_start_at`` is the time that the series gave to a date which is at another time.
    """

    key: str
    start_at: datetime.datetime
    end_at: datetime.datetime
    status: EventStatus = EventStatus.SCHEDULED
    reason: str = ""
    previous_start_at: datetime.datetime | None = None


def dates_of(event: Any) -> list[PlannedDate]:
    """Return the dates that a page means, soonest first. At most 200 come from the rule.

    Times are those of the clock on the wall in England. A time that a change of the clocks leaves
    out moves on by an hour; a time that happens twice is the first one (RFC 5545, 3.3.5).
    """
    planned = {one.key: one for one in _by_rule(event)}
    for change in event.date_changes.all():
        one = _changed(event, planned, change)
        planned[one.key] = one
    dates = sorted(planned.values(), key=lambda one: (one.start_at, one.key))
    return [_with_state_of_page(event, one) for one in dates]


def keys_by_rule(event: Any) -> list[str]:
    """Return the days that the rule gives, without what differs: ``["2027-03-09", ...]``."""
    return [_day_key(one.start_at) for one in _by_rule(event)]


def has_too_many_dates(event: Any) -> bool:
    """Whether the rule goes on after the last date that is kept."""
    return len(_starts(event, most=MOST_DATES + 1)) > MOST_DATES


def _by_rule(event: Any) -> Iterator[PlannedDate]:
    if not event.is_series:
        yield PlannedDate(ONLY_DATE, local(event.first_start), local(event.first_end))
        return
    length = _naive(event.first_end) - _naive(event.first_start)
    for start in _starts(event, most=MOST_DATES):
        start_at = on_the_wall(start)
        end_at = on_the_wall(start + length)
        if end_at <= start_at:  # the hour that the clocks left out was inside
            end_at = local(start_at.astimezone(datetime.UTC) + length)
        yield PlannedDate(start.date().isoformat(), start_at, end_at)


def _starts(event: Any, *, most: int) -> list[datetime.datetime]:
    """Return times without a zone. The span is limited first: a rule to 9999 costs nothing."""
    if not event.is_series or event.repeat_until is None:
        return [_naive(event.first_start)]
    first = _naive(event.first_start)
    span = datetime.timedelta(days=_DAYS_BETWEEN[Repeats(event.repeats)] * (most + 1))
    last = min(
        datetime.datetime.combine(event.repeat_until, datetime.time.max),
        first + span,
    )
    if last < first:
        return []
    component = icalendar.Event()
    component.add("uid", "rule")
    component.add("dtstart", first)
    component.add("dtend", first + datetime.timedelta(minutes=1))
    component.add("rrule", {**_rule(Repeats(event.repeats), first.date()), "until": last})
    calendar = icalendar.Calendar()
    calendar.add_component(component)
    found = recurring_ical_events.of(calendar).between(first, last + datetime.timedelta(days=1))
    return sorted(one.start for one in found)[:most]


def _rule(repeats: Repeats, first: datetime.date) -> dict[str, Any]:
    if repeats != Repeats.MONTHLY:
        return {"freq": "weekly", "interval": 2 if repeats == Repeats.FORTNIGHTLY else 1}
    week = (first.day - 1) // 7 + 1
    # A month may have no fifth Tuesday. Its last one is what people mean.
    place = week if week <= _WEEKS_OF_EVERY_MONTH else _LAST_OF_MONTH
    return {"freq": "monthly", "byday": f"{place}{_WEEKDAYS[first.weekday()]}"}


def _changed(event: Any, planned: dict[str, PlannedDate], change: Any) -> PlannedDate:
    key = change.on_date.isoformat()
    if not event.is_series and change.on_date == local(event.first_start).date():
        key = ONLY_DATE
    old = planned.get(key)
    has_times = change.new_start is not None and change.new_end is not None
    start_at = local(change.new_start) if has_times else None
    end_at = local(change.new_end) if has_times else None
    if old is None:
        # Editors add a day that the rule does not have. Any other change of such a day says
        # nothing about a time: it is kept as a day of the length of the others.
        first, last = _naive(event.first_start), _naive(event.first_end)
        start = datetime.datetime.combine(change.on_date, first.time())
        old = PlannedDate(
            key, start_at or on_the_wall(start), end_at or on_the_wall(start + (last - first))
        )
    match change.kind:
        case DateChangeKind.CANCELLED:
            return replace(old, status=EventStatus.CANCELLED, reason=change.reason)
        case DateChangeKind.POSTPONED:
            return replace(old, status=EventStatus.POSTPONED, reason=change.reason)
        case DateChangeKind.MOVED if start_at and end_at:
            return replace(
                old,
                start_at=start_at,
                end_at=end_at,
                reason=change.reason,
                previous_start_at=old.start_at if old.start_at != start_at else None,
            )
        case DateChangeKind.ADDED if start_at and end_at:
            return replace(old, start_at=start_at, end_at=end_at, reason=change.reason)
    return old


def _with_state_of_page(event: Any, date: PlannedDate) -> PlannedDate:
    """Let the state of the whole event win, unless the date itself is called off."""
    if date.status == EventStatus.CANCELLED:
        return date
    if event.status in (EventStatus.CANCELLED, EventStatus.POSTPONED):
        return replace(date, status=EventStatus(event.status), reason=event.status_reason)
    return date


def on_the_wall(naive: datetime.datetime) -> datetime.datetime:
    """Return a time of the clock on the wall as a moment (fold 0, as RFC 5545 reads it)."""
    return local(naive.replace(tzinfo=REGION_TIME, fold=0))


def local(moment: datetime.datetime) -> datetime.datetime:
    """Return a moment as the clock on the wall shows it. The hour left out is moved on."""
    return moment.astimezone(datetime.UTC).astimezone(REGION_TIME)


def _naive(moment: datetime.datetime) -> datetime.datetime:
    return local(moment).replace(tzinfo=None, fold=0)


def _day_key(moment: datetime.datetime) -> str:
    return local(moment).date().isoformat()
