"""Calendars and session feeds with mistakes put in at random are read or refused, never worse."""

import copy
import json
import random
from typing import Any

import pytest

from catalogue.feeds.event_records import EventFile
from catalogue.feeds.formats.icalendar_events import read_icalendar
from catalogue.feeds.formats.openactive_pages import read_openactive
from catalogue.feeds.refusal import FileRefusedError
from tests.catalogue.feeds.calendar_files import HORIZON, TODAY, calendar, event, item, page

TRIES = 400
GOOD = calendar(
    event(
        "RRULE:FREQ=WEEKLY;COUNT=5;BYDAY=MO,TU;WKST=SU",
        "EXDATE;TZID=Europe/London:20261208T100000",
        "RDATE;VALUE=PERIOD;TZID=Europe/London:20261224T090000/PT30M",
        "DURATION:PT1H",
        "GEO:52.58;-1.98",
        r"LOCATION:Town Hall\, Walsall WS1 1TP",
        "SEQUENCE:2",
    ),
    event("RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/London:20261215T100000"),
    "BEGIN:VTIMEZONE\r\nTZID:Own\r\nBEGIN:STANDARD\r\nTZOFFSETTO:+0000\r\nEND:STANDARD\r\n"
    "END:VTIMEZONE",
)
MARKS = b'0123456789:;=,TZ/"-+PWD \xff\x00'
ODD = [None, 1, "x", "2026-13-01", "P1W", [], {}, [[1]], -1, "2026-12-01T10:00", {"a": {}}]


def spoilt_lines(chance: random.Random) -> bytes:
    lines = GOOD.split(b"\r\n")
    for _change in range(chance.randint(1, 6)):
        at = chance.randrange(len(lines))
        match chance.randrange(4):
            case 0:
                lines[at] = chance.choice(lines)
            case 1:
                lines.insert(at, chance.choice(lines))
            case _ if lines[at]:
                line = bytearray(lines[at])
                start = chance.randrange(len(line))
                put = bytes(chance.choice(MARKS) for _mark in range(chance.randint(0, 4)))
                line[start : start + chance.randint(0, 3)] = put
                lines[at] = bytes(line)
    return b"\r\n".join(lines)


def spoil(value: Any, chance: random.Random) -> None:
    if isinstance(value, dict) and value:
        name = chance.choice(list(value))
        if chance.random() < 0.4:
            value[name] = copy.deepcopy(chance.choice(ODD))
        else:
            spoil(value[name], chance)
    elif isinstance(value, list) and value:
        spoil(chance.choice(value), chance)


def spoilt_page(chance: random.Random) -> bytes:
    schedule = {
        "@type": "Schedule",
        "repeatFrequency": "P1W",
        "startDate": "2026-12-01",
        "startTime": "10:00",
        "endTime": "11:00",
        "byDay": ["https://schema.org/Tuesday"],
    }
    one = item(startDate=None, eventSchedule=[schedule], superEvent={"name": "Club"})
    whole = json.loads(page(one, item(location={"geo": {"latitude": 1}, "address": {}})))
    parts = [whole, *(one["data"] for one in whole["items"] * 5)]
    for _change in range(chance.randint(1, 6)):
        spoil(chance.choice(parts), chance)
    return json.dumps(whole).encode()


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(
    ("spoilt", "read"), [(spoilt_lines, read_icalendar), (spoilt_page, read_openactive)]
)
def test_spoilt_files_are_read_or_refused(spoilt, read, seed: int) -> None:
    chance = random.Random(seed)
    outcomes = set()
    for _try in range(TRIES):
        try:
            file = read(spoilt(chance), today=TODAY, horizon_days=HORIZON)
        except FileRefusedError as error:
            outcomes.add(error.code)
        else:
            assert EventFile.from_json(json.loads(json.dumps(file.as_json()))) == file
            outcomes |= {issue.code for issue in file.issues}
    assert len(outcomes) > 3  # it does spoil
