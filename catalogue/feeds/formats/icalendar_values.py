"""The lines of one event as values: times with their zone, texts, numbers."""

import datetime
import re
from dataclasses import dataclass, field
from typing import Any

import icalendar
from icalendar.prop import vDDDTypes, vDuration

from catalogue.feeds.event_records import EventNotReadError, shown
from catalogue.feeds.event_rules import MAX_LISTED, MAX_STEPS_IN_ALL, check_rule
from catalogue.feeds.event_series import (
    Time,
    Window,
    component_of,
    is_readable,
    set_dates,
    set_rule,
)
from catalogue.feeds.event_zones import LONDON, zone_named, zone_of_offsets
from catalogue.feeds.formats.icalendar_lines import RawCalendar, RawEvent

PARAMETER = re.compile(r';?\s*([A-Za-z0-9-]+)\s*=\s*("[^"]*"|[^;"]*)')
DATE = re.compile(r"\d{8}", re.ASCII)
DATE_TIME = re.compile(r"(\d{8}T\d{6})(Z?)", re.ASCII)
DURATION = re.compile(
    r"[+]?P(?:\d{1,4}W|(?:\d{1,4}D)?(?:T(?:\d{1,4}H)?(?:\d{1,5}M)?(?:\d{1,6}S)?)?)"
)
MAX_DAYS = 62  # an exhibition may last weeks; what lasts longer is no event to come to
CALLED_OFF = "CANCELLED"
PRIVATE = frozenset({"PRIVATE", "CONFIDENTIAL"})


@dataclass(slots=True)
class OneEvent:
    """One VEVENT with its values. ``component`` is what the library works its dates out from."""

    raw: RawEvent
    uid: str
    component: icalendar.Event
    start: Time
    has_end: bool
    sequence: int
    changed: str  # LAST-MODIFIED or DTSTAMP as written: later ones sort behind
    is_cancelled: bool
    recurrence: Time | None = None
    warnings: list[str] = field(default_factory=list)


@dataclass(slots=True)
class ValueReader:
    """Reads the events of one calendar."""

    calendar: RawCalendar
    window: Window
    steps_left: int = MAX_STEPS_IN_ALL

    def read(self, raw: RawEvent, *, uid: str) -> OneEvent:
        """Return an event with its values. Raises EventNotReadError with the reason."""
        if raw.flaw:
            raise EventNotReadError("EVENT_TOO_LARGE", f"{raw.flaw} {_MEND}")
        warnings: list[str] = []
        start = self._start(raw, warnings)
        end, has_end = self._end(raw, start, warnings)
        component = component_of(uid, start=start, end=end, origin=str(raw.number))
        one = OneEvent(
            raw=raw,
            uid=uid,
            component=component,
            start=start,
            has_end=has_end,
            sequence=_sequence(raw.first("SEQUENCE")),
            changed=raw.first("LAST-MODIFIED") or raw.first("DTSTAMP"),
            is_cancelled=raw.first("STATUS").strip().upper() == CALLED_OFF,
            warnings=warnings,
        )
        component["SEQUENCE"] = one.sequence
        self._add_recurrence(one)
        self._add_rules(one)
        return one

    def _start(self, raw: RawEvent, warnings: list[str]) -> Time:
        found = self._times(raw, "DTSTART", warnings)
        if not found:
            raise EventNotReadError("START_MISSING", f"The event has no start (DTSTART). {_MEND}")
        if len(found) > 1:
            raise EventNotReadError("START_TWICE", f"The event has more than one start. {_MEND}")
        return found[0]

    def _end(self, raw: RawEvent, start: Time, warnings: list[str]) -> tuple[Time, bool]:
        is_day = not isinstance(start, datetime.datetime)
        found = self._times(raw, "DTEND", warnings)[:1]
        end = found[0] if found else None
        duration = raw.first("DURATION").strip()
        if end is None and duration:
            end = _moved(start, _duration(duration))
        if end is not None and isinstance(end, datetime.datetime) == is_day:
            warnings.append("Start and end are of different kinds. The end was not read.")
            end = None
        if end is None:
            return (
                (start + datetime.timedelta(days=1), True) if is_day else (_an_hour(start), False)
            )
        length = end - start
        if length < datetime.timedelta(0):
            raise EventNotReadError("END_BEFORE_START", f"The event ends before it starts. {_MEND}")
        if length > datetime.timedelta(days=MAX_DAYS):
            raise EventNotReadError(
                "TOO_LONG", f"The event lasts longer than {MAX_DAYS} days. Ask for its real dates."
            )
        if not length:
            return (
                (start + datetime.timedelta(days=1), True) if is_day else (_an_hour(start), False)
            )
        return end, True

    def _add_recurrence(self, one: OneEvent) -> None:
        found = self._times(one.raw, "RECURRENCE-ID", one.warnings)
        if not found:
            return
        parameters = self._parameters(one.raw, "RECURRENCE-ID")
        one.recurrence = found[0]
        value = vDDDTypes(found[0])
        scope = parameters.get("RANGE", "").upper()
        if scope == "THISANDPRIOR":
            raise EventNotReadError(
                "RANGE_NOT_READ", f"A change is said to hold for all dates before it. {_MEND}"
            )
        if scope == "THISANDFUTURE":
            value.params["RANGE"] = scope
        one.component["RECURRENCE-ID"] = value

    def _add_rules(self, one: OneEvent) -> None:
        if one.raw.first("EXRULE"):
            raise EventNotReadError(
                "RULE_NOT_PLAIN", "The event leaves dates out by a rule (EXRULE). Ask for EXDATE."
            )
        rules = [value for name, _rest, value in one.raw.properties if name == "RRULE"]
        if len(rules) > 1:
            raise EventNotReadError(
                "RULE_NOT_PLAIN",
                "The event has more than one rule of dates. Ask for one event each.",
            )
        if rules:
            start = one.start.date() if isinstance(one.start, datetime.datetime) else one.start
            rule, steps = check_rule(
                rules[0], start=start, today=self.window.today, last=self.window.last
            )
            self.steps_left -= steps
            if self.steps_left < 0:
                raise EventNotReadError(
                    "CALENDAR_TOO_LONG",
                    "The calendar has too many long series before this one. Ask for an address "
                    "with coming events only.",
                )
            set_rule(one.component, rule)
        for name in ("RDATE", "EXDATE"):
            times = self._times(one.raw, name, one.warnings, is_list=True)
            if len(times) > MAX_LISTED:
                raise EventNotReadError(
                    "TOO_MANY_DATES", f"The event names more than {MAX_LISTED:,} dates ({name})."
                )
            set_dates(one.component, name, times)

    def _parameters(self, raw: RawEvent, wanted: str) -> dict[str, str]:
        for name, rest, _value in raw.properties:
            if name == wanted:
                return _parameters(rest)
        return {}

    def _times(
        self, raw: RawEvent, wanted: str, warnings: list[str], *, is_list: bool = False
    ) -> list[Any]:
        times: list[Any] = []
        for name, rest, value in raw.properties:
            if name != wanted:
                continue
            zone = self._zone(_parameters(rest).get("TZID", ""), warnings)
            pieces = value.split(",") if is_list else [value]
            if len(pieces) > MAX_LISTED:
                raise EventNotReadError(
                    "TOO_MANY_DATES", f"The event names more than {MAX_LISTED:,} dates ({name})."
                )
            for piece in pieces:
                if piece.strip():
                    times.append(_time_or_period(piece.strip(), zone, wanted))
        return times

    def _zone(self, name: str, warnings: list[str]) -> datetime.tzinfo:
        """Return the zone of a TZID; of the calendar when there is none; else that of London."""
        if not name:
            return zone_named(self.calendar.zone) or LONDON
        known = zone_named(name)
        defined = self.calendar.zones.get(name)
        if known is None and defined is not None:
            known = zone_named(defined.location) or zone_of_offsets(
                defined.standard, defined.daylight
            )
        if known is None:
            words = (
                f"The time zone “{shown(name)}” is not known. Its times were read as those of "
                "London."
            )
            if words not in warnings:
                warnings.append(words)
        return known or LONDON


_MEND = "Ask the site to mend it."


def _an_hour(start: Time) -> Time:
    return start + datetime.timedelta(hours=1)


def _parameters(text: str) -> dict[str, str]:
    return {name.upper(): value.strip('"') for name, value in PARAMETER.findall(text)}


def _time(text: str, zone: datetime.tzinfo, name: str) -> Time:
    match = DATE_TIME.fullmatch(text)
    try:
        time = _plain_time(match[1] if match else text) if match or DATE.fullmatch(text) else None
    except ValueError:
        time = None
    if time is not None and is_readable(time):
        if not match:
            return time
        # What is written in UTC also repeats in UTC, so it stays there until it is worked out.
        return time.replace(tzinfo=datetime.UTC if match[2] else zone)
    raise EventNotReadError("TIME_NOT_READ", f"{name} is no date or time: “{shown(text)}”. {_MEND}")


def _plain_time(text: str) -> Any:
    if DATE.fullmatch(text):
        return datetime.datetime.strptime(text, "%Y%m%d").date()  # noqa: DTZ007 - a day
    # A leap second, which clocks on walls do not show, is the last second of its minute.
    text = f"{text[:13]}59" if text[13:] == "60" else text
    return datetime.datetime.strptime(text, "%Y%m%dT%H%M%S")  # noqa: DTZ007 - zoned by the caller


def _time_or_period(text: str, zone: datetime.tzinfo, name: str) -> Any:
    """Return a time; of an extra date it may be a pair with its own end or length."""
    first, mark, second = text.partition("/")
    start = _time(first.strip(), zone, name)
    if not mark or name != "RDATE" or not isinstance(start, datetime.datetime):
        return start
    second = second.strip()
    end = start + _duration(second) if second[:1] in "P+" else _time(second, zone, name)
    longest = datetime.timedelta(days=MAX_DAYS)
    if not isinstance(end, datetime.datetime) or not start < end <= start + longest:
        raise EventNotReadError(
            "TIME_NOT_READ", f"{name} has a period that is none: “{shown(text)}”. {_MEND}"
        )
    return start, end


def _moved(start: Time, duration: datetime.timedelta) -> Time:
    if isinstance(start, datetime.datetime):
        return start + duration
    return start + datetime.timedelta(days=max(duration.days, 1))


def _duration(text: str) -> datetime.timedelta:
    if not DURATION.fullmatch(text) or text[-1] in "PT":
        raise EventNotReadError(
            "DURATION_NOT_READ", f"DURATION is no length of time: “{shown(text)}”. {_MEND}"
        )
    found: datetime.timedelta = vDuration.from_ical(text)
    return found


def _sequence(text: str) -> int:
    return int(text) if re.fullmatch(r"\d{1,6}", text.strip(), re.ASCII) else 0
