"""Calendars and session feeds made on the spot, for the tests of partners' events."""

import datetime
import json
from typing import Any

from catalogue.feeds.event_records import EventFile, EventRecord
from catalogue.feeds.formats.icalendar_events import read_icalendar
from catalogue.feeds.formats.openactive_pages import read_openactive

TODAY = datetime.date(2026, 11, 25)
HORIZON = 180


def event(*lines: str, uid: str = "1@example.org", **values: str) -> str:
    """Return a VEVENT. Values replace those of a plain talk on 1 December; "" leaves one out."""
    plain = {
        "UID": uid,
        "DTSTAMP": "20261101T000000Z",
        "DTSTART;TZID=Europe/London": "20261201T100000",
        "DTEND;TZID=Europe/London": "20261201T120000",
        "SUMMARY": "Jobs talk",
    }
    if "DTSTART" in values:
        del plain["DTSTART;TZID=Europe/London"], plain["DTEND;TZID=Europe/London"]
    named = {name.replace("_", "-"): value for name, value in values.items()}
    written = [f"{name}:{value}" for name, value in (plain | named).items() if value]
    return "\r\n".join(["BEGIN:VEVENT", *written, *lines, "END:VEVENT"])


def calendar(*parts: str) -> bytes:
    """Return a whole calendar."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Test//EN", *parts, "END:VCALENDAR", ""]
    return "\r\n".join(lines).encode()


def read(*parts: str, today: datetime.date = TODAY, horizon_days: int = HORIZON) -> EventFile:
    return read_icalendar(calendar(*parts), today=today, horizon_days=horizon_days)


def read_one(*parts: str) -> EventRecord:
    """Return the one event of a calendar that is read without an error."""
    file = read(*parts)
    assert [issue.message for issue in file.issues if issue.severity == "error"] == []
    assert len(file.records) == 1
    return file.records[0]


def starts(record: EventRecord) -> list[str]:
    """Return the starts of an event: ``["2026-12-01 10:00"]``."""
    return [f"{one.start:%Y-%m-%d %H:%M}" for one in record.dates]


def item(**data: Any) -> dict[str, Any]:
    """Return an item of a session feed."""
    plain = {
        "@type": "Event",
        "name": "Jobs talk",
        "startDate": "2026-12-01T10:00:00Z",
        "endDate": "2026-12-01T12:00:00Z",
    }
    return {"state": "updated", "kind": "Event", "id": "7", "modified": 1, "data": plain | data}


def page(*items: Any, **values: Any) -> bytes:
    """Return a page of a session feed."""
    return json.dumps({"next": "https://feed.example.org/2", "items": items, **values}).encode()


def read_page(*items: Any) -> EventFile:
    return read_openactive(page(*items), today=TODAY, horizon_days=HORIZON)
