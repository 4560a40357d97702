"""Weeks from Monday to Sunday. Numbers are told up to yesterday: a day that runs is not counted."""

import datetime

WEEK = datetime.timedelta(days=7)
DAY = datetime.timedelta(days=1)


def counted_until(today: datetime.date) -> datetime.date:
    """Return the last day that is counted."""
    return today - DAY


def monday_of(day: datetime.date) -> datetime.date:
    """Return the Monday of a day's week."""
    return day - datetime.timedelta(days=day.weekday())


def weeks_until(today: datetime.date, *, number: int) -> list[datetime.date]:
    """Return the Mondays of the last weeks, oldest first. The last one may still run."""
    last = monday_of(counted_until(today))
    return [last - WEEK * back for back in range(number - 1, -1, -1)]


def is_running(monday: datetime.date, *, today: datetime.date) -> bool:
    """Return whether a week has days that are not counted yet."""
    return monday + WEEK > today
