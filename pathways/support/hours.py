"""When a place is open, in words: "Open now, until 5pm", "Closed today. Opens Monday 9am"."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from catalogue.courses import wording
from pathways.support.enums import Weekday
from portal.core.lists import with_commas
from portal.core.prose import whole_spans

DAYS_AHEAD = 60  # past that "opens ..." helps nobody


@dataclass(frozen=True, slots=True)
class Interval:
    """``Interval(0, time(9), time(17), "drop in")``: Monday is 0, as Python counts."""

    weekday: int
    opens: datetime.time
    closes: datetime.time
    note: str = ""


@dataclass(frozen=True, slots=True)
class Closure:
    """Days on which it is closed, first and last included."""

    first: datetime.date
    last: datetime.date
    reason: str = ""


class Now(Enum):
    """Whether a visitor can walk in."""

    OPEN = "open"
    LATER_TODAY = "later"
    CLOSED = "closed"
    NOT_KNOWN = "not-known"


@dataclass(frozen=True, slots=True)
class Today:
    """``Today(Now.OPEN, "Open now, until 5pm", is_open_today=True)``."""

    now: Now
    words: str
    is_open_today: bool


@dataclass(frozen=True, slots=True)
class DayRow:
    """``DayRow("Monday", "9am to 12:30pm, 1:30pm to 5pm", False)``."""

    day: str
    words: str
    is_today: bool


def open_today(
    week: Sequence[Interval],
    closures: Sequence[Closure],
    *,
    moment: datetime.datetime,
    first_day: datetime.date | None = None,
    last_day: datetime.date | None = None,
) -> Today:
    """Return what stands for a place at a moment of local time.

    ``first_day`` and ``last_day`` are the days of a temporary place.
    """
    if not week:
        return Today(Now.NOT_KNOWN, _("Opening hours: not known"), is_open_today=False)
    day, time = moment.date(), moment.time()
    today = _hours_on(day, week, closures, first_day, last_day)
    for interval in today:
        if interval.opens <= time < interval.closes:
            words = _("Open now, until %(time)s") % {"time": wording.clock(interval.closes)}
            return Today(Now.OPEN, _noted(words, interval), is_open_today=True)
    if later := next((one for one in today if one.opens > time), None):
        words = _("Opens today, %(hours)s") % {"hours": _times(later)}
        return Today(Now.LATER_TODAY, _noted(words, later), is_open_today=True)
    start = _("Closed now.") if today else _closed_today(day, closures)
    ahead = _next_opening(day, week, closures, first_day, last_day)
    return Today(Now.CLOSED, f"{start} {ahead}".strip(), is_open_today=bool(today))


def week_rows(week: Sequence[Interval], *, today: datetime.date) -> list[DayRow]:
    """Return the usual hours from Monday to Sunday."""
    rows = []
    for day in Weekday:
        found = sorted((one for one in week if one.weekday == day), key=lambda one: one.opens)
        words = with_commas(_noted(_times(one), one) for one in found)
        words = words or pgettext("a place, on a day", "Closed")
        rows.append(DayRow(str(day.label), words, today.weekday() == day))
    return rows


def _closed_today(day: datetime.date, closures: Sequence[Closure]) -> str:
    closure = next((one for one in closures if one.first <= day <= one.last), None)
    if closure and closure.reason:
        return _("Closed today: %(reason)s.") % {"reason": closure.reason.rstrip(".")}
    return _("Closed today.")


def _hours_on(
    day: datetime.date,
    week: Sequence[Interval],
    closures: Sequence[Closure],
    first_day: datetime.date | None,
    last_day: datetime.date | None,
) -> list[Interval]:
    if (first_day and day < first_day) or (last_day and day > last_day):
        return []
    if any(one.first <= day <= one.last for one in closures):
        return []
    return sorted((one for one in week if one.weekday == day.weekday()), key=lambda one: one.opens)


def _next_opening(
    day: datetime.date,
    week: Sequence[Interval],
    closures: Sequence[Closure],
    first_day: datetime.date | None,
    last_day: datetime.date | None,
) -> str:
    for ahead in range(1, DAYS_AHEAD):
        later = day + datetime.timedelta(days=ahead)
        hours = _hours_on(later, week, closures, first_day, last_day)
        if hours:
            time = wording.clock(hours[0].opens)
            if ahead == 1:
                return _("Opens tomorrow, %(time)s") % {"time": time}
            name = Weekday(later.weekday()).label if ahead < 7 else wording.day_and_month(later)
            return _("Opens %(day)s, %(time)s") % {"day": name, "time": time}
    return ""


def _times(interval: Interval) -> str:
    return whole_spans(wording.times(interval.opens, interval.closes))


def _noted(words: str, interval: Interval) -> str:
    return f"{words} ({interval.note})" if interval.note else words
