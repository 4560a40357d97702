"""The dates of a series, worked out by recurring-ical-events within the days that we look at."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import icalendar
import recurring_ical_events
from icalendar.prop import vDDDLists, vDDDTypes, vRecur, vText

from catalogue.feeds.event_records import EventNotReadError
from catalogue.feeds.event_zones import LONDON

Time = datetime.date | datetime.datetime  # a date alone is a whole day
MAX_DATES = 400  # of one event: every day of a year, and some
ORIGIN = "COMMENT"  # tells from which component a date came
FIRST_YEAR, LAST_YEAR = 1583, 2400  # beyond, a day more or an hour less may be no date at all


@dataclass(frozen=True, slots=True)
class Window:
    """The days whose dates we look for: from the day on which we look to a horizon."""

    today: datetime.date
    last: datetime.date

    @property
    def begin(self) -> datetime.datetime:
        """The first moment of the first day."""
        return datetime.datetime.combine(self.today, datetime.time(), tzinfo=LONDON)

    @property
    def end(self) -> datetime.datetime:
        """The first moment of the last day."""
        return datetime.datetime.combine(self.last, datetime.time(), tzinfo=LONDON)


def is_readable(time: Time) -> bool:
    """Say whether a time is within the years that can be reckoned with."""
    return FIRST_YEAR <= time.year <= LAST_YEAR


def component_of(uid: str, *, start: Time, end: Time, origin: str = "") -> icalendar.Event:
    """Return an event for the library, without the properties that we never read."""
    component = icalendar.Event()
    component["UID"] = vText(uid)
    component["DTSTART"] = vDDDTypes(start)
    component["DTEND"] = vDDDTypes(end)
    component[ORIGIN] = vText(origin)
    return component


def set_rule(component: icalendar.Event, rule: str) -> None:
    """Give an event a rule that was checked. Its end becomes of the same kind as its start.

    Raises EventNotReadError for an end that is no time, such as ``UNTIL=20270101T996199Z``.
    """
    first: Any = component["DTSTART"]
    start: Time = first.dt
    body, mark, until = rule.partition(";UNTIL=")
    try:
        if mark:
            end = _until(until, start) if isinstance(start, datetime.datetime) else until[:8]
            rule = f"{body};UNTIL={end}"
        component["RRULE"] = vRecur.from_ical(rule)
    except (ValueError, OverflowError) as error:
        raise EventNotReadError(
            "RULE_NOT_READ", "The rule of the dates cannot be read. Ask the site to mend it."
        ) from error


def set_dates(component: icalendar.Event, name: str, times: list[Time]) -> None:
    """Give an event dates that are named one by one: ``RDATE`` or ``EXDATE``."""
    if times:
        component[name] = vDDDLists(times)


def work_out(
    components: Iterable[icalendar.Event], *, window: Window
) -> list[tuple[str, Time, Time]]:
    """Return origin, start and end of each date in the window. Rules must have been checked.

    Raises EventNotReadError when start, rule and dates do not go together.
    """
    whole = icalendar.Calendar()
    for component in components:
        whole.add_component(component)
    try:
        query = recurring_ical_events.of(whole, keep_recurrence_attributes=False)
        found = query.between(window.begin, window.end)
    except (ValueError, TypeError, OverflowError, IndexError, KeyError, AttributeError) as error:
        raise EventNotReadError(
            "DATES_NOT_READ",
            "The dates of the event cannot be worked out. Ask the site to mend it.",
        ) from error
    return [(str(one.get(ORIGIN, "")), one["DTSTART"].dt, one["DTEND"].dt) for one in found]


def in_london(time: Time) -> datetime.datetime:
    """Return a time by the clock on the wall in England. A day alone begins at midnight."""
    if isinstance(time, datetime.datetime):
        return time.astimezone(LONDON) if time.tzinfo else time.replace(tzinfo=LONDON)
    return datetime.datetime.combine(time, datetime.time(), tzinfo=LONDON)


def _until(until: str, start: datetime.datetime) -> str:
    """Return the end of a rule in UTC. A day means all of it, a time is by the clock of the start.

    So says RFC 5545; many calendars write a day, or leave the Z out.
    """
    if until.endswith("Z"):
        return until
    text = until if len(until) > 8 else f"{until}T235959"
    moment = datetime.datetime.strptime(text, "%Y%m%dT%H%M%S")  # noqa: DTZ007 - zoned below
    return moment.replace(tzinfo=start.tzinfo).astimezone(datetime.UTC).strftime("%Y%m%dT%H%M%SZ")
