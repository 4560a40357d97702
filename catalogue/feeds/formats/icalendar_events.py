"""A calendar of a partner (.ics) to records of its events ahead. Bytes in, records out.

The dates of a series are worked out by recurring-ical-events, after ``event_rules`` took the rule.
"""

import datetime
import hashlib
import re
from collections.abc import Iterable

from catalogue.feeds import event_texts
from catalogue.feeds.event_records import (
    EventFile,
    EventNotReadError,
    EventRecord,
    EventTime,
    shown,
)
from catalogue.feeds.event_series import MAX_DATES, Window, in_london, work_out
from catalogue.feeds.formats.icalendar_lines import RawEvent, read_lines
from catalogue.feeds.formats.icalendar_values import PRIVATE, OneEvent, ValueReader

MAX_DATES_IN_ALL = 20_000
MAX_CHANGES = 400  # of single dates of one series
ESCAPED = re.compile(r"\\(.)")
MAX_POINT = (90.0, 180.0)


def read_icalendar(content: bytes, *, today: datetime.date, horizon_days: int) -> EventFile:
    """Return the events of a calendar that have dates from today to the horizon.

    Raises FileRefusedError for a file that is no calendar, or did not come whole.
    """
    calendar = read_lines(content)
    file = EventFile()
    if calendar.is_windows_1252:
        file.warning("ENCODING", "The calendar is not UTF-8. Check the letters.", place="line 1")
    if not calendar.has_calendar:
        file.warning("NO_CALENDAR", "The file has no BEGIN:VCALENDAR.", place="line 1")
    for number in calendar.broken_lines[:20]:
        file.warning("LINE_NOT_READ", "The line is not read.", place=f"line {number}")
    for name, count in sorted(calendar.others.items()):
        file.warning("NO_EVENT", f"{count} × {name} is no event and was left out.", place="file")
    window = Window(today=today, last=today + datetime.timedelta(days=horizon_days))
    reader = ValueReader(calendar, window)
    dates = 0
    groups = _grouped(calendar.events, file)
    for uid, group in groups.items():
        record = _read_group(uid, group, reader=reader, file=file)
        dates += len(record.dates) if record else 0
        if record and dates > MAX_DATES_IN_ALL:
            file.error(
                "TOO_MANY_DATES",
                f"“{shown(record.title)}” and what follows were left out: the calendar has more "
                f"than {MAX_DATES_IN_ALL:,} dates ahead.",
                place=f"line {group[0].line}",
                uid=uid,
            )
            taken = {one.uid for one in file.records}
            file.failed_uids.extend(uid for uid in groups if uid not in taken)
            break
        if record and record.dates:
            file.records.append(record)
        elif record:
            file.past += 1
    return file


def _grouped(events: Iterable[RawEvent], file: EventFile) -> dict[str, list[RawEvent]]:
    """Return the lines of each event by its UID: the series, and changes of single dates."""
    groups: dict[str, list[RawEvent]] = {}
    private = 0
    for raw in events:
        if raw.first("CLASS").strip().upper() in PRIVATE:
            private += 1
            continue
        uid = event_texts.uid_of(raw.first("UID"))
        if not uid:
            words = f"{raw.first('DTSTART')}|{raw.first('SUMMARY')}"
            uid = f"no-uid-{hashlib.sha256(words.encode(errors='replace')).hexdigest()[:24]}"
            file.warning(
                "UID_MISSING",
                "The event has no UID. When its title or start changes, it is another event.",
                place=f"line {raw.line}",
            )
        groups.setdefault(uid, []).append(raw)
    if private:
        file.warning("PRIVATE", f"{private} private events were left out.", place="file")
    return groups


def _read_group(
    uid: str, group: list[RawEvent], *, reader: ValueReader, file: EventFile
) -> EventRecord | None:
    """Return an event with the changes of its dates, or None and tell the file why."""
    place = f"line {group[0].line}"
    file.found += 1
    try:
        if len(group) > MAX_CHANGES:
            raise EventNotReadError(
                "TOO_MANY_CHANGES", f"The event has more than {MAX_CHANGES} changes of its dates."
            )
        ones, warnings = _values(uid, group, reader)
        record = _record(uid, ones, warnings, window=reader.window)
    except EventNotReadError as error:
        title = event_texts.title_of(_text(group[0].first("SUMMARY")))
        named = f"“{shown(title)}”: " if title else ""
        file.error(error.code, f"{named}{error.message}", place=place, uid=uid)
        return None
    for words in record.warnings:
        file.warning("CHECK", f"“{shown(record.title)}”: {words}", place=place, uid=uid)
    return record


def _values(
    uid: str, group: list[RawEvent], reader: ValueReader
) -> tuple[list[OneEvent], list[str]]:
    """Return the event first, then changes of its dates. Of several the latest version counts."""
    warnings: list[str] = []
    latest: dict[str, OneEvent] = {}
    failed: EventNotReadError | None = None
    for raw in group:
        try:
            one = reader.read(raw, uid=uid)
        except EventNotReadError as error:
            if not raw.first("RECURRENCE-ID"):
                raise
            failed = error
            warnings.append(f"A change of one date was not read. {error.message}")
            continue
        key = str(one.recurrence) if one.recurrence else ""
        other = latest.get(key)
        if other is not None and not key:
            warnings.append("The calendar has this event more than once. The latest was read.")
        if other is None or _version(one) >= _version(other):
            latest[key] = one
    if not latest and failed:
        raise failed
    ones = sorted(latest.values(), key=lambda one: (one.recurrence is not None, one.raw.number))
    for one in ones:
        warnings.extend(one.warnings)
    return ones, list(dict.fromkeys(warnings))


def _version(one: OneEvent) -> tuple[int, str]:
    return one.sequence, one.changed


def _record(uid: str, ones: list[OneEvent], warnings: list[str], *, window: Window) -> EventRecord:
    main = ones[0]
    title = event_texts.title_of(_text(main.raw.first("SUMMARY")))
    if not title:
        raise EventNotReadError("TITLE_MISSING", "The event has no title (SUMMARY).")
    dates = _dates(ones, window=window)
    if len(dates) > MAX_DATES:
        warnings.append(f"The event has more than {MAX_DATES} dates. The first ones were read.")
        dates = dates[:MAX_DATES]
    if any(not one.has_end for one in dates):
        warnings.append("The calendar does not say when it ends. An hour was written.")
    place = event_texts.line_of(_text(main.raw.first("LOCATION")))
    url = event_texts.web_address_of(main.raw.first("URL"))
    latitude, longitude = _point(main.raw.first("GEO"))
    return EventRecord(
        uid=uid,
        title=title,
        dates=tuple(dates),
        description=event_texts.description_of(_text(main.raw.first("DESCRIPTION"))),
        place_name=place.partition(",")[0].strip(),
        address=place,
        postcode=event_texts.postcode_of(place),
        latitude=latitude,
        longitude=longitude,
        url=url,
        is_online=bool(place and event_texts.ONLINE_WORDS.search(place)),
        is_cancelled=bool(dates) and all(one.is_cancelled for one in dates),
        sequence=max(one.sequence for one in ones),
        warnings=tuple(warnings),
    )


def _dates(ones: list[OneEvent], *, window: Window) -> list[EventTime]:
    """Work out the dates from today on: rules, extra dates, dates left out, dates moved."""
    by_number = {str(one.raw.number): one for one in ones}
    by_start: dict[datetime.datetime, EventTime] = {}
    for number, first, last in work_out([one.component for one in ones], window=window):
        origin = by_number[number]
        start, end = in_london(first), in_london(last)
        is_cancelled = ones[0].is_cancelled or origin.is_cancelled
        # Of two at one time the one that takes place counts.
        if end > window.begin and end > start and not (is_cancelled and start in by_start):
            by_start[start] = EventTime(
                start=start,
                end=end,
                is_all_day=not isinstance(first, datetime.datetime),
                has_end=origin.has_end,
                is_cancelled=is_cancelled,
            )
    return [by_start[start] for start in sorted(by_start)]


def _text(value: str) -> str:
    """Return a text without the marks that iCalendar puts before commas and line breaks."""
    return ESCAPED.sub(lambda match: "\n" if match[1] in "nN" else match[1], value)


def _point(value: str) -> tuple[float | None, float | None]:
    first, _mark, second = value.replace(",", ";").partition(";")
    try:
        latitude, longitude = float(first), float(second)
    except ValueError:
        return None, None
    # Not a number compares with nothing, so it is no point either.
    if abs(latitude) <= MAX_POINT[0] and abs(longitude) <= MAX_POINT[1] and (latitude or longitude):
        return latitude, longitude
    return None, None
