"""When an answer of the moderators is due: four hours in which the team works."""

import datetime

from portal.core.clock import REGION_TIME

TARGET_HOURS = 4
# The team works from Monday to Friday, 9 to 17 in England. Bank holidays are not left out: on one
# the answer comes later than the time that is shown.
OPENS, CLOSES = datetime.time(9), datetime.time(17)
_SATURDAY = 5


def due_after(now: datetime.datetime, *, hours: int = TARGET_HOURS) -> datetime.datetime:
    """Return the moment after so many working hours: sent on Friday at 16:00, due Monday 12:00."""
    left = datetime.timedelta(hours=hours)
    moment = _when_open(now.astimezone(REGION_TIME))
    while True:
        closes = datetime.datetime.combine(moment.date(), CLOSES, REGION_TIME)
        # Both sides are of one zone and one day, so the clock on the wall does not jump between.
        if closes - moment >= left:
            return (moment + left).astimezone(datetime.UTC)
        left -= closes - moment
        moment = _opening(moment.date() + datetime.timedelta(days=1))


def _when_open(moment: datetime.datetime) -> datetime.datetime:
    """Return a moment at which somebody works, the same or the next opening."""
    if moment.weekday() >= _SATURDAY or moment.time() >= CLOSES:
        return _opening(moment.date() + datetime.timedelta(days=1))
    return max(moment, _opening(moment.date()))


def _opening(date: datetime.date) -> datetime.datetime:
    """Return the opening of a day, or of Monday when it is of a weekend."""
    while date.weekday() >= _SATURDAY:
        date += datetime.timedelta(days=1)
    return datetime.datetime.combine(date, OPENS, REGION_TIME)
