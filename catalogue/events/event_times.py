"""When a date of an event is, in words: days, hours, doors. The clock on the wall in England."""

import datetime
from dataclasses import dataclass
from typing import Protocol

from django.utils.dateformat import format as format_date
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from catalogue.courses import wording
from portal.core.clock import REGION_TIME

_DAY = datetime.timedelta(days=1)
_MIDNIGHT = datetime.time()


class HasTimes(Protocol):
    """A date of an event, or anything else with two aware moments."""

    start_at: datetime.datetime
    end_at: datetime.datetime


@dataclass(frozen=True, slots=True)
class DateLeaf:
    """The leaf of a calendar: ``DateLeaf("March", "11", "Thursday", "Thursday 11 March 2027")``."""

    top: str
    number: str
    bottom: str
    whole: str
    machine: str  # "2027-03-11T10:00:00+00:00", for <time datetime>
    off: bool = False
    more: str = ""


@dataclass(frozen=True, slots=True)
class When:
    """``When("Thursday 11 March 2027", "10am to 3pm", "9:45am")``."""

    day: str
    times: str
    doors: str

    @property
    def whole(self) -> str:
        """Day and hours: ``"Thursday 11 March 2027, 10am to 3pm"``."""
        return _("%(day)s, %(times)s") % {"day": self.day, "times": self.times}


def on_the_wall(moment: datetime.datetime) -> datetime.datetime:
    """Return a moment as clocks in England show it."""
    return moment.astimezone(REGION_TIME)


def when_words(date: HasTimes, *, doors_minutes: int = 0) -> When:
    """Return when a date is. Doors are before the start by the clock that runs, not the wall's."""
    start, end = on_the_wall(date.start_at), on_the_wall(date.end_at)
    day, times = _day_and_times(start, end)
    doors = ""
    if doors_minutes:
        before = date.start_at.astimezone(datetime.UTC) - datetime.timedelta(minutes=doors_minutes)
        doors = wording.clock(on_the_wall(before).time())
    return When(day, times, doors)


def _day_and_times(start: datetime.datetime, end: datetime.datetime) -> tuple[str, str]:
    days = (end.date() - start.date()).days
    first = wording.long_date(start.date())
    if days == 0 or (days == 1 and end.time() == _MIDNIGHT):
        return first, wording.times(start.time(), end.time())
    clocks = {"start": wording.clock(start.time()), "end": wording.clock(end.time())}
    if days == 1 and end - start < _DAY:
        return first, _("%(start)s to %(end)s the next day") % clocks
    last = end.date() - _DAY if end.time() == _MIDNIGHT else end.date()
    both = {"first": first, "last": wording.long_date(last)}
    return (
        _("%(first)s to %(last)s") % both,
        _("from %(start)s on the first day to %(end)s on the last") % clocks,
    )


def day_words(moment: datetime.datetime) -> str:
    """Return the day of a moment: ``"Thursday 11 March 2027"``."""
    return wording.long_date(on_the_wall(moment).date())


def moment_words(moment: datetime.datetime) -> str:
    """Return day and hour of a moment: ``"Thursday 11 March 2027, 10am"``."""
    local = on_the_wall(moment)
    words = {"day": wording.long_date(local.date()), "times": wording.clock(local.time())}
    return _("%(day)s, %(times)s") % words


def date_leaf(date: HasTimes, *, off: bool = False) -> DateLeaf:
    """Return what the date block shows. ``off``: called off, its number is struck through."""
    start = on_the_wall(date.start_at)
    end = on_the_wall(date.end_at)
    return DateLeaf(
        top=capfirst(format_date(start, pgettext("month alone, Django date format", "F"))),
        number=str(start.day),
        bottom=capfirst(format_date(start, pgettext("weekday alone, Django date format", "l"))),
        whole=_day_and_times(start, end)[0],
        machine=start.isoformat(),
        off=off,
    )


def ask_by(date: HasTimes, days_before: int) -> datetime.date:
    """Return the last day to ask for something that has to be arranged."""
    return on_the_wall(date.start_at).date() - datetime.timedelta(days=days_before)
