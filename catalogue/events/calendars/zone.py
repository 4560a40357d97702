"""The time zone of England as every calendar reads it: by rule, since 1996."""

import datetime

import icalendar

NAME = "Europe/London"
_HOUR = datetime.timedelta(hours=1)
_NONE = datetime.timedelta()


def zone() -> icalendar.Timezone:
    """Return VTIMEZONE. Clocks change at one o'clock UTC on the last Sunday of March and October.

    Rules rather than a list of days: programs that know no name of a zone read nothing else.
    """
    found = icalendar.Timezone()
    found.add("tzid", NAME)
    summer, winter = icalendar.TimezoneDaylight(), icalendar.TimezoneStandard()
    # Local times of the clock before each change, as the format wants them: without a zone.
    _fill(summer, "BST", _at("1996-03-31T01:00"), before=_NONE, after=_HOUR, month=3)
    _fill(winter, "GMT", _at("1996-10-27T02:00"), before=_HOUR, after=_NONE, month=10)
    found.add_component(summer)
    found.add_component(winter)
    return found


def _at(text: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(text)


def _fill(
    part: icalendar.TimezoneDaylight | icalendar.TimezoneStandard,
    name: str,
    start: datetime.datetime,
    *,
    before: datetime.timedelta,
    after: datetime.timedelta,
    month: int,
) -> None:
    part.add("tzname", name)
    part.add("dtstart", start)
    part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1su"})
    part.add("tzoffsetfrom", before)
    part.add("tzoffsetto", after)
