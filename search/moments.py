"""Moments as whole minutes, which engines compare, and stretches of days as tokens of runs.

A date of an event leaves the lists in the minute in which it ends. Days and weeks are values of
the dimension `starts`, so that "in the evening, in Walsall, this week" holds on one date.
"""

import datetime
from collections.abc import Iterator
from typing import NamedTuple
from zoneinfo import ZoneInfo

REGION_TIME = ZoneInfo("Europe/London")
# Dates farther ahead are not indexed: a weekly series has no end that anybody plans for.
MOST_DAYS_AHEAD = 400
_WEEK = datetime.timedelta(days=7)
_DAY = datetime.timedelta(days=1)


class Days(NamedTuple):
    """A stretch of days, both included."""

    first: datetime.date
    last: datetime.date

    def meets(self, other: "Days") -> "Days | None":
        """Return what two stretches share, None for nothing."""
        first, last = max(self.first, other.first), min(self.last, other.last)
        return Days(first, last) if first <= last else None


def minute_of(moment: datetime.datetime) -> int:
    """Return the minute that a moment is in, counted from 1970."""
    return int(moment.timestamp() // 60)


def end_minute_of(end: datetime.datetime) -> int:
    """Return the first minute in which something is over that ends at a moment."""
    return int(-(-end.timestamp() // 60))


def first_minute_of(day: datetime.date) -> int:
    """Return the first minute of a day in England."""
    return minute_of(datetime.datetime.combine(day, datetime.time.min, tzinfo=REGION_TIME))


def day_token(day: datetime.date) -> str:
    """Return ``"2027-03-11"``."""
    return day.isoformat()


def week_token(day: datetime.date) -> str:
    """Return the week of a day by its Monday: ``"w2027-03-08"``."""
    return f"w{monday_of(day).isoformat()}"


def monday_of(day: datetime.date) -> datetime.date:
    """Return the first day of the week of a day."""
    return day - datetime.timedelta(days=day.weekday())


def is_day_or_week(token: str) -> bool:
    """Tell such a token from a month, soon, later and flexible."""
    return len(token) >= 10 and token[-3] == "-"


def tokens_of_date(first: datetime.date, last: datetime.date) -> tuple[str, ...]:
    """Return the days and weeks that a date of an event is on; of a long one the first month."""
    days = list(_days(first, min(last, first + 30 * _DAY)))
    return (*map(day_token, days), *dict.fromkeys(map(week_token, days)))


def tokens_within(days: Days, *, today: datetime.date) -> tuple[str, ...]:
    """Return the fewest tokens of which what happens on one of the days has one.

    Days that are over, or so far ahead that nothing is indexed, are left out.
    """
    last_indexed = today + MOST_DAYS_AHEAD * _DAY
    kept = days.meets(Days(today, last_indexed))
    if kept is None:
        return ()
    tokens = []
    day = kept.first
    while day <= kept.last:
        if day.weekday() == 0 and day + _WEEK - _DAY <= kept.last:
            tokens.append(week_token(day))
            day += _WEEK
        else:
            tokens.append(day_token(day))
            day += _DAY
    return tuple(tokens)


def _days(first: datetime.date, last: datetime.date) -> Iterator[datetime.date]:
    while first <= last:
        yield first
        first += _DAY
