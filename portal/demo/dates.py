"""Dates of the demonstration: relative to the day of seeding, on the weekdays that a run has."""

import datetime
from collections.abc import Collection

from catalogue.courses.enums import Weekday

_ONE_DAY = datetime.timedelta(days=1)
_NUMBERS = {day: number for number, day in enumerate(Weekday)}


def start_date(
    today: datetime.date, *, in_days: int, days_of_week: Collection[Weekday]
) -> datetime.date:
    """Return the day ``in_days`` from today, moved to one of the run's weekdays.

    A run to come moves on to its next day. A run that has begun (``in_days`` below zero) moves
    back, so that it stays in the past. A run without weekdays keeps its day.
    """
    date = today + datetime.timedelta(days=in_days)
    if not days_of_week:
        return date
    step = -_ONE_DAY if in_days < 0 else _ONE_DAY
    numbers = {_NUMBERS[day] for day in days_of_week}
    while date.weekday() not in numbers:
        date += step
    return date
