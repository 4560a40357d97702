"""An .ics file to its events as lines, with the place of each: RFC 5545, and what is near to it.

Only the parts of events that we use go on from here. Time zones that a file defines, alarms, people
who were invited and all else end here unread, so nothing in them can do harm or be kept.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from catalogue.feeds.decoding import SIGNATURES, utf8_text, wide_encoding
from catalogue.feeds.refusal import FileRefusedError

MAX_LINES = 500_000
MAX_EVENTS = 5_000
MAX_LINE_CHARACTERS = 64 * 1024
MAX_DEPTH = 6
MAX_PROPERTIES = 400  # of one event: overlong series name their dates one by one
MAX_ZONES = 200
MAX_OTHERS = 20  # kinds of parts that are no events
USED = frozenset(
    "UID DTSTART DTEND DURATION SUMMARY DESCRIPTION LOCATION GEO URL STATUS CLASS SEQUENCE "
    "RECURRENCE-ID RRULE RDATE EXDATE EXRULE LAST-MODIFIED DTSTAMP".split()
)
NAME = re.compile(r"[A-Za-z0-9-]{1,60}")
ASK_FOR_ICS = "Ask for the address of the calendar in iCalendar format (.ics)."
NOT_WHOLE = "Ask the site to mend its calendar."


@dataclass(slots=True)
class RawEvent:
    """The lines of one event that are used: ``("DTSTART;TZID=Europe/London", "20261201T100000")``.

    ``flaw`` says why it cannot be taken, whatever the lines say.
    """

    number: int
    line: int
    properties: list[tuple[str, str, str]] = field(default_factory=list)  # name, parameters, value
    flaw: str = ""

    def first(self, name: str) -> str:
        """Return the value of the first line of a name, or an empty text."""
        return next((value for one, _rest, value in self.properties if one == name), "")


@dataclass(slots=True)
class RawZone:
    """What a file says of a time zone of its own."""

    name: str = ""
    location: str = ""
    standard: str = ""
    daylight: str = ""


@dataclass(slots=True)
class RawCalendar:
    """A file in parts. ``others`` counts what is no event: ``{"VTODO": 2}``."""

    events: list[RawEvent] = field(default_factory=list)
    zones: dict[str, RawZone] = field(default_factory=dict)
    zone: str = ""  # X-WR-TIMEZONE: the zone of times that name none
    others: Counter[str] = field(default_factory=Counter)
    broken_lines: list[int] = field(default_factory=list)
    has_calendar: bool = False
    is_windows_1252: bool = False


def read_lines(content: bytes) -> RawCalendar:
    """Return the events of a file. Raises FileRefusedError for what is no calendar or not whole."""
    calendar = RawCalendar()
    collector = _Collector(calendar)
    for number, line in _unfolded(_text(content, calendar)):
        collector.take(number, line)
    _check_whole(calendar, collector.stack)
    return calendar


@dataclass(slots=True)
class _Collector:
    """Puts lines where they belong, as parts begin and end."""

    calendar: RawCalendar
    stack: list[str] = field(default_factory=list)
    event: RawEvent | None = None
    zone: RawZone | None = None

    def take(self, number: int, line: str) -> None:
        """Take the next line."""
        name, parameters, value = _split(line)
        if name == "BEGIN":
            self._begin(value.strip().upper(), number)
        elif name == "END":
            self._end(value.strip().upper(), number)
        elif not name:
            self.calendar.broken_lines.append(number)
            if self.event is not None and len(line) >= MAX_LINE_CHARACTERS:
                self.event.flaw = f"Line {number} has more than {MAX_LINE_CHARACTERS:,} characters."
        elif self.event is not None:
            if self.stack[-1] == "VEVENT" and name in USED:
                _add(self.event, name, parameters, value)
        elif self.zone is not None:
            _note_zone(self.zone, name, value, part=self.stack[-1])
        elif name == "X-WR-TIMEZONE":
            self.calendar.zone = value.strip()

    def _begin(self, part: str, number: int) -> None:
        self.stack.append(part)
        if len(self.stack) > MAX_DEPTH:
            raise _broken(number, "holds parts inside parts without end")
        if part == "VCALENDAR":
            self.calendar.has_calendar = True
        elif part == "VEVENT":
            if self.event is not None:
                raise _broken(number, "begins an event inside another event")
            self.event = RawEvent(len(self.calendar.events) + 1, number)
        elif part == "VTIMEZONE":
            self.zone = RawZone()
        elif self.event is None and self.zone is None:
            known = NAME.fullmatch(part) and len(self.calendar.others) < MAX_OTHERS
            self.calendar.others[part if known else "?"] += 1

    def _end(self, part: str, number: int) -> None:
        if not self.stack or self.stack.pop() != part:
            raise _broken(number, f"ends {part[:40]}, which did not begin")
        if part == "VEVENT" and self.event is not None:
            self.calendar.events.append(self.event)
            self.event = None
            if len(self.calendar.events) > MAX_EVENTS:
                raise FileRefusedError(
                    "CALENDAR_TOO_LARGE",
                    f"The calendar has more than {MAX_EVENTS:,} events. Ask for an address with "
                    "coming events only.",
                )
        elif part == "VTIMEZONE" and self.zone is not None:
            if len(self.calendar.zones) < MAX_ZONES:
                self.calendar.zones[self.zone.name] = self.zone
            self.zone = None


def _add(event: RawEvent, name: str, parameters: str, value: str) -> None:
    if len(event.properties) >= MAX_PROPERTIES:
        event.flaw = f"The event has more than {MAX_PROPERTIES} lines that say its dates."
    else:
        event.properties.append((name, parameters, value))


def _note_zone(zone: RawZone, name: str, value: str, *, part: str) -> None:
    """Keep the name of a zone and its last offsets. Its rules are not worked out."""
    value = value.strip()
    if name == "TZID":
        zone.name = value
    elif name == "X-LIC-LOCATION":
        zone.location = value
    elif name == "TZOFFSETTO" and part == "STANDARD":
        zone.standard = value
    elif name == "TZOFFSETTO" and part == "DAYLIGHT":
        zone.daylight = value


def _check_whole(calendar: RawCalendar, stack: list[str]) -> None:
    if stack:
        raise FileRefusedError(
            "CALENDAR_CUT_OFF",
            f"The calendar ends before END:{stack[-1][:40]}, so it did not come whole. {NOT_WHOLE}",
        )
    if not calendar.has_calendar and not calendar.events:
        raise FileRefusedError(
            "NOT_A_CALENDAR", f"The file has no BEGIN:VCALENDAR and no event. {ASK_FOR_ICS}"
        )


def _broken(number: int, what: str) -> FileRefusedError:
    return FileRefusedError(
        "CALENDAR_BROKEN", f"Line {number} of the calendar {what}. {NOT_WHOLE}", row=number
    )


def _text(content: bytes, calendar: RawCalendar) -> str:
    start = content[:400].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    for signature, what in SIGNATURES:
        if start.startswith(signature.lower()):
            raise FileRefusedError(
                "NOT_A_CALENDAR", f"The file is {what}, not a calendar. {ASK_FOR_ICS}"
            )
    wide = wide_encoding(content[:400])
    if wide:
        text = content.decode(wide, errors="replace")
    else:
        text, calendar.is_windows_1252 = utf8_text(content)
    text = text.lstrip("\ufeff")
    if not text.strip():
        raise FileRefusedError("CALENDAR_EMPTY", f"The file is empty. {ASK_FOR_ICS}")
    if "\x00" in text:
        raise FileRefusedError("CALENDAR_BROKEN", f"The calendar holds NUL bytes. {NOT_WHOLE}")
    return text


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """Yield each whole line with the number of its first one. Overlong ones end early."""
    parts: list[str] = []
    length = first = 0
    for number, line in enumerate(re.split(r"\r\n|\n|\r", text), start=1):
        if number > MAX_LINES:
            raise FileRefusedError(
                "CALENDAR_TOO_LARGE",
                f"The calendar has more than {MAX_LINES:,} lines. Ask for an address with coming "
                "events only.",
            )
        if not line.strip():
            continue
        if line[0] in " \t" and parts:
            if length < MAX_LINE_CHARACTERS:
                parts.append(line[1:])
                length += len(line)
            continue
        if parts:
            yield first, "".join(parts)[:MAX_LINE_CHARACTERS]
        parts, length, first = [line], len(line), number
    if parts:
        yield first, "".join(parts)[:MAX_LINE_CHARACTERS]


def _split(line: str) -> tuple[str, str, str]:
    """Return name, parameters and value: the first colon outside quotation marks parts them."""
    if len(line) >= MAX_LINE_CHARACTERS:
        return "", "", ""
    is_quoted = False
    for at, mark in enumerate(line):
        if mark == '"':
            is_quoted = not is_quoted
        elif mark == ":" and not is_quoted:
            name, _mark, parameters = line[:at].partition(";")
            if not NAME.fullmatch(name.strip()):
                break
            return name.strip().upper(), parameters.strip(), line[at + 1 :]
    return "", "", ""
