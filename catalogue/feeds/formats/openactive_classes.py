"""OpenActive (RPDE) to rows: each course or series of sessions is a community class.

The dates are worked out as for partners' events, by the same reader.
"""

import datetime
from collections.abc import Iterator
from typing import Any, BinaryIO

from catalogue.feeds import event_texts
from catalogue.feeds.event_records import EventRecord
from catalogue.feeds.formats.class_rows import (
    CLASS_COLUMNS,
    COMMUNITY,
    class_format,
    day_codes,
    kept,
    pattern_of,
    pounds,
)
from catalogue.feeds.formats.openactive_pages import read_openactive
from catalogue.feeds.formats.openactive_values import Thing, kinds_of, text_of, thing_of
from catalogue.feeds.json_reading import read_json
from catalogue.feeds.marks import gettext_noop as _
from catalogue.feeds.reader import RawRow
from catalogue.feeds.refusal import FileRefusedError

FIRST_ROW = 2
HORIZON_DAYS = 370
OPENACTIVE = class_format(
    "openactive",
    "OpenActive, courses and sessions",
    "JSON: a page of a feed (RPDE). A row is a course or a series of sessions with dates ahead; "
    "the first one is row 2.",
    "A series that has begun is a flexible start; a course keeps its own first day.",
    "Each row is community learning. Deleted items are gone.",
)


class ActiveFile:
    """An opened page, or the pages of a feed in one list."""

    headings = list(CLASS_COLUMNS)
    separator = "comma"
    rows_blank = 0

    def __init__(self, stream: BinaryIO, *, today: datetime.date) -> None:
        value, self.encoding = read_json(stream)
        stream.seek(0)
        self._today = today
        self._file = read_openactive(stream.read(), today=today, horizon_days=HORIZON_DAYS)
        self._things = _things_by_uid(value)

    def rows(self) -> Iterator[RawRow]:
        """Read the classes, one by one; then what could not be read, so that it is held."""
        number = FIRST_ROW
        records = {record.uid: record for record in self._file.records}
        for uid in self._file.deleted_uids:
            records.pop(uid, None)
        for record in records.values():
            cells = _cells(record, self._things.get(record.uid, {}), today=self._today)
            yield RawRow(number=number, cells=kept(cells))
            number += 1
        for found in self._file.issues:
            if found.severity == "error":
                thing = self._things.get(found.uid, {})
                cells = {
                    "COURSE_NAME": event_texts.title_of(text_of(thing.get("name"))) or found.place,
                    "YOUR_REFERENCE": found.uid,
                    "COURSE_TYPE": COMMUNITY,
                }
                yield RawRow(
                    number=number, cells=kept(cells), notes=(("FEED_NOT_READ", "", found.message),)
                )
                number += 1
        if number == FIRST_ROW:
            raise FileRefusedError(
                "FILE_EMPTY",
                _("The feed has no sessions ahead. Nothing changed. Check its address."),
                row=1,
            )


def is_openactive(value: Any) -> bool:
    """Say whether JSON is of this kind."""
    return isinstance(value, dict) and isinstance(value.get("items"), list)


def _things_by_uid(value: Any) -> dict[str, Thing]:
    things: dict[str, Thing] = {}
    for item in value["items"]:
        item = thing_of(item)
        uid = event_texts.uid_of(f"{text_of(item.get('kind'))}:{text_of(item.get('id'))}")
        things[uid] = thing_of(item.get("data"))
    return things


def _cells(record: EventRecord, thing: Thing, *, today: datetime.date) -> dict[str, str]:
    first, last = record.dates[0], record.dates[-1]
    days = day_codes(one.start.date() for one in record.dates)
    begins = None if first.is_all_day else first.start.time()
    cells = {
        "COURSE_NAME": record.title,
        "COURSE_TYPE": COMMUNITY,
        "YOUR_REFERENCE": record.uid,
        "COURSE_REFERENCE": record.uid,
        "WHAT_YOU_WILL_LEARN": record.description,
        "DELIVERY_MODE": "Online" if record.is_online else "Classroom",
        "START_DATE": first.start.date().isoformat(),
        "DAYS": days,
        "START_TIME": begins.isoformat() if begins else "",
        "END_TIME": "" if first.is_all_day or not first.has_end else f"{first.end:%H:%M}",
        "ATTENDANCE_PATTERN": pattern_of(days, begins),
        "COURSE_WEBPAGE": record.url,
        "COST": pounds(record.cost_pence),
        "COST_DESCRIPTION": "",
        "RUN_STATUS": "Cancelled" if record.is_cancelled else "Open",
    }
    if not record.is_online:
        cells |= {
            "VENUE_NAME": record.place_name or record.address.split(",")[0],
            "VENUE_POSTCODE": record.postcode,
        }
    if record.url:
        cells |= {"HOW_TO_JOIN": "Website", "HOW_TO_JOIN_VALUE": record.url}
    cells |= _begun(record, thing, today=today)
    if len(record.dates) > 1 or "END_DATE" in cells:
        cells.setdefault("END_DATE", last.end.date().isoformat())
    return cells | _more(thing)


def _begun(record: EventRecord, thing: Thing, *, today: datetime.date) -> dict[str, str]:
    """Return the start of what began before today.

    People may come to the next session of a series, and not into the middle of a course.
    """
    said = text_of(thing.get("startDate"))[:10]
    schedules = thing.get("eventSchedule")
    if not said and isinstance(schedules, list) and schedules:
        said = text_of(thing_of(schedules[0]).get("startDate"))[:10]
    try:
        start = datetime.date.fromisoformat(said)
    except ValueError:
        return {}
    if start >= today or len(record.dates) < 2:
        return {}
    if "CourseInstance" in kinds_of(thing):
        return {"START_DATE": start.isoformat()}
    return {"START_DATE": "", "FLEXIBLE_START_DATE": "Yes"}


def _more(thing: Thing) -> dict[str, str]:
    parent = thing_of(thing.get("instanceOfCourse")) or thing_of(thing.get("superEvent"))
    ages = thing_of(thing.get("ageRange")) or thing_of(parent.get("ageRange"))
    cells = {
        "AGE_FROM": _number(ages.get("minValue")),
        "AGE_TO": _number(ages.get("maxValue")),
        "PLACES": _number(thing.get("maximumAttendeeCapacity")),
        "PLACES_LEFT": _number(thing.get("remainingAttendeeCapacity")),
    }
    if cells["AGE_FROM"] == "0":
        cells["AGE_FROM"] = ""
    return {name: value for name, value in cells.items() if value}


def _number(value: Any) -> str:
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return str(value) if is_number and value >= 0 else ""
