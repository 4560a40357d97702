"""One page of an OpenActive feed (RPDE) to records of its events ahead. Bytes in, records out."""

import datetime
import json
from typing import Any

from catalogue.feeds import event_texts
from catalogue.feeds.decoding import utf8_text, wide_encoding
from catalogue.feeds.event_records import EventFile, EventNotReadError, EventRecord, shown
from catalogue.feeds.event_series import MAX_DATES, Window
from catalogue.feeds.formats.openactive_schedules import CALLED_OFF, dates_of
from catalogue.feeds.formats.openactive_values import (
    Thing,
    kinds_of,
    place_of,
    price_of,
    term_of,
    text_of,
    thing_of,
)
from catalogue.feeds.refusal import FileRefusedError

MAX_ITEMS = 5_000
WITH_DATES = frozenset(
    "Event ScheduledSession SessionSeries CourseInstance HeadlineEvent EventSeries".split()
)
WHERE_INHERITED = ("superEvent", "instanceOfCourse")
MAX_PARENTS = 3
ASK_FOR_RPDE = "Ask for the address of the feed of sessions or events (RPDE)."
NAMED_ELSEWHERE = (
    "The item names its series only by an address. Ask for a feed that holds both (such as "
    "SessionSeries with ScheduledSession)."
)


def read_openactive(content: bytes, *, today: datetime.date, horizon_days: int) -> EventFile:
    """Return the events of a page that have dates from today to the horizon.

    ``next_url`` is where the next page is, ``deleted_uids`` what the partner took back. Raises
    FileRefusedError for what is no page of such a feed.
    """
    page = _page(content)
    items = page["items"]
    if len(items) > MAX_ITEMS:
        raise FileRefusedError(
            "PAGE_TOO_LARGE", f"The page has more than {MAX_ITEMS:,} items. Ask for a shorter one."
        )
    window = Window(today=today, last=today + datetime.timedelta(days=horizon_days))
    file = EventFile(next_url=text_of(page.get("next")).strip()[:2000])
    for number, item in enumerate(items, start=1):
        _read_item(item, place=f"item {number}", window=window, file=file)
    return file


def _page(content: bytes) -> Thing:
    wide = wide_encoding(content[:400])
    text = content.decode(wide, errors="replace") if wide else utf8_text(content)[0]
    try:
        page = json.loads(text.lstrip("\ufeff"), parse_constant=lambda _name: None)
    except json.JSONDecodeError as error:
        raise FileRefusedError(
            "FEED_NOT_JSON",
            f"The answer is no JSON in line {error.lineno}, column {error.colno}. {ASK_FOR_RPDE}",
            row=error.lineno,
        ) from error
    except (RecursionError, ValueError) as error:  # nested too deeply, or a number of many digits
        raise FileRefusedError(
            "FEED_NOT_JSON", f"The answer is nested or written beyond reading. {ASK_FOR_RPDE}"
        ) from error
    if not isinstance(page, dict) or not isinstance(page.get("items"), list):
        raise FileRefusedError("FEED_NOT_RPDE", f"The answer has no list of items. {ASK_FOR_RPDE}")
    return page


def _read_item(item: Any, *, place: str, window: Window, file: EventFile) -> None:
    item = thing_of(item)
    kind, number = text_of(item.get("kind")), text_of(item.get("id"))
    if not kind or not number:
        file.error("ITEM_NOT_READ", "The item has no kind or no id.", place=place)
        return
    uid = event_texts.uid_of(f"{kind}:{number}")
    if text_of(item.get("state")) == "deleted":
        file.deleted_uids.append(uid)
        return
    file.found += 1
    try:
        record = _record(uid, thing_of(item.get("data")), window=window)
    except EventNotReadError as error:
        file.error(error.code, error.message, place=place, uid=uid)
        return
    for words in record.warnings:
        file.warning("CHECK", f"“{shown(record.title)}”: {words}", place=place, uid=uid)
    if record.dates:
        file.records.append(record)
    else:
        file.past += 1


def _record(uid: str, data: Thing, *, window: Window) -> EventRecord:
    kinds = kinds_of(data)
    if not kinds & WITH_DATES:
        raise EventNotReadError(
            "KIND_NOT_READ",
            f"A {shown(', '.join(sorted(kinds)) or 'thing without type')} has no date to come to.",
        )
    thing, has_reference = _with_inherited(data)
    title = event_texts.title_of(text_of(thing.get("name")))
    if not title:
        words = NAMED_ELSEWHERE if has_reference else "The event has no name."
        raise EventNotReadError("TITLE_MISSING", words)
    dates = dates_of(thing, window=window)
    warnings = []
    if len(dates) > MAX_DATES:
        warnings.append(f"The event has more than {MAX_DATES} dates. The first ones were read.")
    if any(not one.has_end for one in dates):
        warnings.append("The feed does not say when it ends. An hour was written.")
    if term_of(thing.get("eventStatus")) == "EventPostponed":
        warnings.append("It is postponed, without a new date.")
    mode = term_of(thing.get("eventAttendanceMode"))
    has_room = "beta:virtualLocation" in thing and not thing.get("location")
    return EventRecord(
        uid=uid,
        title=title,
        dates=tuple(dates[:MAX_DATES]),
        description=event_texts.description_of(text_of(thing.get("description"))),
        url=event_texts.web_address_of(text_of(thing.get("url"))),
        is_online=mode == "OnlineEventAttendanceMode" or has_room,
        is_cancelled=term_of(thing.get("eventStatus")) in CALLED_OFF
        or (bool(dates) and all(one.is_cancelled for one in dates)),
        cost_pence=price_of(thing),
        warnings=tuple(warnings),
        **place_of(thing),
    )


def _with_inherited(data: Thing) -> tuple[Thing, bool]:
    """Return an event with what it inherits, and whether a parent is named by address alone.

    The dates of a parent are not those of its child, so they are not inherited.
    """
    thing = dict(data)
    has_reference = False
    parent = data
    for _level in range(MAX_PARENTS):
        above = [parent.get(name) for name in WHERE_INHERITED if parent.get(name)]
        has_reference = has_reference or any(isinstance(one, str) for one in above)
        parents = [thing_of(one) for one in above]
        for one in parents:
            for name, value in one.items():
                if name not in ("eventSchedule", "subEvent", "startDate", "endDate", "duration"):
                    thing.setdefault(name, value)
        parent = next((one for one in parents if one), {})
        if not parent:
            break
    return thing, has_reference
