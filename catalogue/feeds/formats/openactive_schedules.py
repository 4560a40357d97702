"""Dates of OpenActive events: one time, the times of sub-events, or a schedule that repeats."""

import datetime
import re
from collections.abc import Iterator

from catalogue.feeds.event_records import EventNotReadError, EventTime, shown
from catalogue.feeds.event_rules import check_rule
from catalogue.feeds.event_series import (
    Time,
    Window,
    component_of,
    in_london,
    set_dates,
    set_rule,
    work_out,
)
from catalogue.feeds.event_zones import LONDON, zone_named
from catalogue.feeds.formats.openactive_values import (
    Thing,
    duration_of,
    kinds_of,
    term_of,
    text_of,
    texts_of,
    things_of,
    time_of,
)

CALLED_OFF = frozenset({"EventCancelled", "EventPostponed"})
FREQUENCY = re.compile(r"P(\d{1,3})([DWMY])")
FREQUENCIES = {"D": "DAILY", "W": "WEEKLY", "M": "MONTHLY", "Y": "YEARLY"}
WEEKDAYS = {
    name: name[:2].upper()
    for name in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
}
CLOCK = re.compile(r"\d{2}:\d{2}(?::\d{2})?")
LONGEST = datetime.timedelta(days=62)
MAX_SCHEDULES = 20


def dates_of(thing: Thing, *, window: Window) -> list[EventTime]:
    """Return the dates of an event in the window, soonest first, each start once.

    Sub-events are told one by one, so they count before a schedule, which may be partial. Raises
    EventNotReadError when there is no date at all, or one cannot be read.
    """
    subs = [sub for sub in things_of(thing.get("subEvent")) if sub.get("startDate")]
    schedules = things_of(thing.get("eventSchedule"))[:MAX_SCHEDULES]
    is_off = term_of(thing.get("eventStatus")) in CALLED_OFF
    if subs:
        found = [one for sub in subs for one in _single(sub, is_off=is_off)]
    elif schedules:
        found = [
            one for schedule in schedules for one in _repeated(schedule, window, is_off=is_off)
        ]
    elif thing.get("startDate"):
        found = list(_single(thing, is_off=is_off))
    else:
        raise EventNotReadError("START_MISSING", "The event has no start (startDate).")
    ahead = {one.start: one for one in found if one.end > window.begin and one.start < window.end}
    return [ahead[start] for start in sorted(ahead)]


def _single(thing: Thing, *, is_off: bool) -> Iterator[EventTime]:
    start = time_of(thing.get("startDate"))
    if start is None:
        return
    end = time_of(thing.get("endDate"))
    is_day = not isinstance(start, datetime.datetime)
    if end is not None and isinstance(end, datetime.datetime) == is_day:
        end = None
    if is_day and end is not None:
        end += datetime.timedelta(days=1)  # OpenActive names the last day, iCalendar the one after
    if end is None:
        length = duration_of(thing.get("duration"))
        whole_days = datetime.timedelta(days=max(1, length.days if length else 1))
        end = start + (whole_days if is_day else length or datetime.timedelta(hours=1))
        has_end = is_day or length is not None
    else:
        has_end = True
    yield _event_time(
        start,
        end,
        has_end=has_end,
        is_cancelled=is_off or term_of(thing.get("eventStatus")) in CALLED_OFF,
    )


def _event_time(start: Time, end: Time, *, has_end: bool, is_cancelled: bool) -> EventTime:
    begins, ends = in_london(start), in_london(end)
    if ends <= begins:
        raise EventNotReadError("END_BEFORE_START", "The event ends before it starts.")
    if ends - begins > LONGEST:
        raise EventNotReadError("TOO_LONG", f"The event lasts longer than {LONGEST.days} days.")
    return EventTime(
        start=begins,
        end=ends,
        is_all_day=not isinstance(start, datetime.datetime),
        has_end=has_end,
        is_cancelled=is_cancelled,
    )


def _repeated(schedule: Thing, window: Window, *, is_off: bool) -> Iterator[EventTime]:
    """Work out a Schedule. Its names are those of schema.org, its meaning that of RFC 5545."""
    if not kinds_of(schedule) <= {"Schedule", "PartialSchedule"}:
        raise EventNotReadError("SCHEDULE_NOT_READ", "The schedule is of an unknown kind.")
    zone_name = text_of(schedule.get("scheduleTimezone"))
    zone = zone_named(zone_name) if zone_name else LONDON
    if zone is None:
        raise EventNotReadError(
            "ZONE_UNKNOWN", f"The time zone “{shown(zone_name)}” of the schedule is not known."
        )
    first = time_of(schedule.get("startDate"))
    if first is None:
        raise EventNotReadError("START_MISSING", "The schedule has no first day (startDate).")
    day = first.date() if isinstance(first, datetime.datetime) else first
    start = datetime.datetime.combine(day, _clock(schedule, "startTime"), tzinfo=zone)
    end, has_end = _end(schedule, start)
    rule, _steps = check_rule(_rule(schedule), start=day, today=window.today, last=window.last)
    component = component_of("schedule", start=start, end=end)
    set_rule(component, rule)
    excepted = [time_of(one, zone=zone) for one in texts_of(schedule.get("exceptDate"))]
    set_dates(component, "EXDATE", [one for one in excepted if one is not None])
    for _origin, begins, ends in work_out([component], window=window):
        # A first day that is none of the days of the rule is no date of the schedule.
        if _is_of_rule(schedule, begins):
            yield _event_time(begins, ends, has_end=has_end, is_cancelled=is_off)


def _is_of_rule(schedule: Thing, start: Time) -> bool:
    days = {WEEKDAYS.get(term_of(one)) for one in texts_of(schedule.get("byDay"))}
    return not days or None in days or start.strftime("%A")[:2].upper() in days


def _clock(schedule: Thing, name: str) -> datetime.time:
    text = text_of(schedule.get(name)).strip()
    try:
        if CLOCK.fullmatch(text):
            return datetime.time.fromisoformat(text)
    except ValueError:
        pass
    raise EventNotReadError(
        "TIME_NOT_READ", f"The schedule does not say when it starts or ends ({name})."
    )


def _end(schedule: Thing, start: datetime.datetime) -> tuple[datetime.datetime, bool]:
    if text_of(schedule.get("endTime")):
        ends = datetime.datetime.combine(start.date(), _clock(schedule, "endTime"), start.tzinfo)
        # A session that goes on over midnight ends on the next day.
        return (ends if ends > start else ends + datetime.timedelta(days=1)), True
    length = duration_of(schedule.get("duration"))
    return start + (length or datetime.timedelta(hours=1)), length is not None


def _rule(schedule: Thing) -> str:
    """Return a schedule as the rule of RFC 5545 that means the same: ``"FREQ=WEEKLY;BYDAY=TU"``."""
    repeat = text_of(schedule.get("repeatFrequency")).strip()
    match = FREQUENCY.fullmatch(repeat)
    if not match:
        raise EventNotReadError(
            "SCHEDULE_NOT_READ",
            f"The schedule repeats “{shown(repeat)}”. Days, weeks, months and years are read "
            "(P1D, P1W, P1M, P1Y).",
        )
    parts = [f"FREQ={FREQUENCIES[match[2]]}", f"INTERVAL={int(match[1])}"]
    days = [WEEKDAYS.get(term_of(one), term_of(one)) for one in texts_of(schedule.get("byDay"))]
    for name, values in (
        ("BYDAY", days),
        ("BYMONTHDAY", list(texts_of(schedule.get("byMonthDay")))),
        ("BYMONTH", list(texts_of(schedule.get("byMonth")))),
    ):
        if values:
            parts.append(f"{name}={','.join(values)}")
    until = time_of(schedule.get("endDate"))
    if until is not None:
        parts.append(f"UNTIL={until:%Y%m%d}")
    elif text_of(schedule.get("repeatCount")):
        parts.append(f"COUNT={text_of(schedule.get('repeatCount'))}")
    return ";".join(parts)
