"""The days of invented events, counted from the day of seeding."""

import datetime

from catalogue.courses.enums import Weekday
from catalogue.events.enums import Repeats
from portal.core.clock import REGION_TIME
from portal.demo.event_records import EventRecord

WEEK = datetime.timedelta(days=7)
_NUMBERS = {day: number for number, day in enumerate(Weekday)}
_MONTH_WEEKS = 4
_AFTER_THE_CHANGE = datetime.timedelta(days=14)


def first_day(record: EventRecord, *, today: datetime.date) -> datetime.date:
    """Return the first day of an event, which is after today."""
    if record.in_days is not None or record.day is None:
        return today + datetime.timedelta(days=record.in_days or 1)
    monday = today - datetime.timedelta(days=today.weekday())
    day = monday + record.week * WEEK + datetime.timedelta(days=_NUMBERS[record.day])
    return day if day > today else day + WEEK


def last_day(
    record: EventRecord, first: datetime.date, *, today: datetime.date
) -> datetime.date | None:
    """Return the last day of a series, or None for an event that takes place once."""
    if record.repeats == Repeats.ONCE:
        return None
    if record.until_after_clock_change:
        return next_clock_change(today) + _AFTER_THE_CHANGE
    return first + record.repeat_weeks * WEEK


def day_of(record: EventRecord, first: datetime.date, occurrence: int) -> datetime.date:
    """Return the day of a date of a weekly series, the first being 1."""
    weeks = {Repeats.WEEKLY: 1, Repeats.FORTNIGHTLY: 2}.get(record.repeats, _MONTH_WEEKS)
    return first + (occurrence - 1) * weeks * WEEK


def same_week(first: datetime.date, day: Weekday) -> datetime.date:
    """Return a weekday of the week of a day."""
    return first + datetime.timedelta(days=_NUMBERS[day] - first.weekday())


def at(day: datetime.date, time: datetime.time) -> datetime.datetime:
    """Return a time of the clock on the wall in England."""
    return datetime.datetime.combine(day, time, tzinfo=REGION_TIME)


def next_clock_change(today: datetime.date) -> datetime.date:
    """Return the next Sunday on which the clocks in England change."""
    noon = datetime.time(12)
    now = at(today, noon).utcoffset()
    day = today
    while at(day, noon).utcoffset() == now:
        day += datetime.timedelta(days=1)
    return day
