"""Open Referral UK 3 (JSON) to rows: a service is a community class, each place and time a run."""

import datetime
import re
from collections.abc import Iterator
from typing import Any

from catalogue.feeds.formats.class_rows import (
    CLASS_COLUMNS,
    COMMUNITY,
    class_format,
    kept,
    pattern_of,
)
from catalogue.feeds.formats.openactive_values import Thing, text_of, thing_of, things_of
from catalogue.feeds.marks import gettext_noop as _
from catalogue.feeds.reader import RawRow
from catalogue.feeds.refusal import FileRefusedError
from catalogue.feeds.richer_cells import read_clock

FIRST_ROW = 2
DAYS = {"MO": "MON", "TU": "TUE", "WE": "WED", "TH": "THU", "FR": "FRI", "SA": "SAT", "SU": "SUN"}
DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
MAX_RUNS = 50  # of one service
TELLS_A_SERVICE = frozenset({"schedules", "service_at_locations", "status"})
ONLINE_WORDS = frozenset({"online", "virtual"})
OPEN_REFERRAL = class_format(
    "open-referral",
    "Open Referral UK 3, services",
    "JSON: a page of services, a list, one service or an organisation. A row is a service at a "
    "place and a time; the first one is row 2.",
    "A service that is not active is held. A weekly time that goes on is a flexible start.",
    "A place is read from service_at_locations; location_type virtual is online. A service with "
    "neither is held: the address of its organisation and the area it serves are no place to go.",
    "Each row is community learning.",
)
Cells = dict[str, str]
Note = tuple[str, str, str]


class ReferralFile:
    """An opened file. It reads the whole of it, which is at most 20 MB."""

    headings = list(CLASS_COLUMNS)
    separator = "comma"
    rows_blank = 0

    def __init__(self, value: Any, *, encoding: str, today: datetime.date) -> None:
        self.encoding = encoding
        self._today = today
        self._services = _services(value)

    def rows(self) -> Iterator[RawRow]:
        """Read the services, one by one."""
        number = FIRST_ROW
        for service in self._services:
            for cells, notes in _rows(service, today=self._today):
                yield RawRow(number=number, cells=kept(cells), notes=tuple(notes))
                number += 1
        if number == FIRST_ROW:
            raise FileRefusedError(
                "FILE_EMPTY",
                _("The feed has no services. Nothing changed. Check its address."),
                row=1,
            )


def holds_services(value: Any) -> bool:
    """Say whether JSON is of this kind."""
    try:
        _services(value)
    except FileRefusedError:
        return False
    return True


def _services(value: Any) -> list[Thing]:
    if isinstance(value, dict):
        if isinstance(value.get("contents"), list) and _are_services(value["contents"]):
            return _listed(value["contents"])
        if isinstance(value.get("services"), list):
            return _listed(value["services"])
        if isinstance(value.get("service"), dict):
            return [{"service_at_locations": [value], **value["service"]}]
        if "id" in value and TELLS_A_SERVICE & value.keys():
            return [value]
    elif isinstance(value, list) and value and _are_services(value):
        return _listed(value)
    names = ", ".join(str(name)[:40] for name in list(value)[:8]) if isinstance(value, dict) else ""
    raise FileRefusedError(
        "FILE_NOT_SERVICES",
        _("The JSON holds no services. It holds: {names}. Give the address of /services."),
        row=1,
        gaps={"names": names or "–"},
    )


def _are_services(values: list[Any]) -> bool:
    """Say whether a page holds services: the standard's lists of terms look alike but for this."""
    return not values or any(TELLS_A_SERVICE & thing_of(one).keys() for one in values)


def _listed(values: list[Any]) -> list[Thing]:
    return [one for one in values if isinstance(one, dict)]


def _rows(service: Thing, *, today: datetime.date) -> Iterator[tuple[Cells, list[Note]]]:
    notes: list[Note] = []
    status = text_of(service.get("status")).strip().lower()
    if status not in ("", "active"):
        notes.append(("FEED_CLOSED", "", status))
    about = _about(service)
    times = things_of(service.get("schedules"))
    told = 0
    for at in things_of(service.get("service_at_locations")) or [{}]:
        place = _place(at)
        for time in things_of(at.get("schedules")) or times or [{}]:
            told += 1
            if told > MAX_RUNS:
                return
            cells = about | (place or _online(time)) | _time(time, today=today)
            missing = [] if cells["DELIVERY_MODE"] else [("FEED_NO_PLACE", "DELIVERY_MODE", "")]
            yield cells, [*notes, *missing]


def _online(schedule: Thing) -> Cells:
    """Return how a service without a place is joined, where a schedule says so in one word.

    Where its organisation is, or whom it serves (``service_areas``), does not say where to go.
    """
    is_online = text_of(schedule.get("attending_type")).strip().lower() in ONLINE_WORDS
    return {"DELIVERY_MODE": "Online"} if is_online else {}


def _about(service: Thing) -> Cells:
    identifier = text_of(service.get("id"))
    cost, words = _cost(service)
    cells = {
        "COURSE_NAME": text_of(service.get("name")) or text_of(service.get("alternate_name")),
        "COURSE_TYPE": COMMUNITY,
        "YOUR_REFERENCE": identifier,
        "COURSE_REFERENCE": identifier,
        "WHAT_YOU_WILL_LEARN": text_of(service.get("description")),
        "WHO_THIS_COURSE_IS_FOR": text_of(service.get("eligibility_description")),
        "DELIVERY_MODE": "",
        "START_DATE": "",
        "COURSE_WEBPAGE": text_of(service.get("url")),
        "COST": cost,
        "COST_DESCRIPTION": words,
        **_joining(service),
    }
    for name, column in (("minimum_age", "AGE_FROM"), ("maximum_age", "AGE_TO")):
        age = service.get(name)
        # 0 and 100 and more are how systems write that there is no limit.
        if isinstance(age, int | float) and not isinstance(age, bool) and 0 < age < 100:
            cells[column] = str(int(age))
    return cells


def _joining(service: Thing) -> Cells:
    if email := text_of(service.get("email")).strip():
        return {"HOW_TO_JOIN": "Email", "HOW_TO_JOIN_VALUE": email}
    holders = [service, *things_of(service.get("contacts"))]
    for holder in holders:
        for phone in things_of(holder.get("phones")):
            if number := text_of(phone.get("number")).strip():
                return {"HOW_TO_JOIN": "Phone", "HOW_TO_JOIN_VALUE": number}
    return {}


def _cost(service: Thing) -> tuple[str, str]:
    """Return pounds when one plain price is told, else words about the prices."""
    words: list[str] = []
    options = things_of(service.get("cost_options"))
    for option in options:
        amount = option.get("amount")
        price = ""
        if isinstance(amount, int | float) and not isinstance(amount, bool) and 0 <= amount < 1e6:
            price = "free" if amount == 0 else f"£{amount:.2f}"
        parts = [price, text_of(option.get("amount_description")), text_of(option.get("option"))]
        line = " ".join(part for part in parts if part)
        if len(options) == 1 and line == price != "":
            return ("0.00" if price == "free" else price), ""
        words.append(line)
    fees = text_of(service.get("fees")) or text_of(service.get("fees_description"))
    if not options and fees.strip().lower() in ("free", "no charge", "£0"):
        return "Free", ""
    return "", "; ".join(one for one in (*words, fees) if one)


def _place(at: Thing) -> Cells:
    location = thing_of(at.get("location"))
    if not location:
        return {}
    kind = text_of(location.get("location_type")).strip().lower()
    if kind == "virtual":
        return {"DELIVERY_MODE": "Online"}
    if kind == "postal":  # where letters go is no place to go to
        return {}
    address = next(iter(things_of(location.get("addresses"))), {})
    name = text_of(location.get("name")) or text_of(address.get("address_1"))
    return {
        "DELIVERY_MODE": "Classroom",
        "VENUE_NAME": name,
        "VENUE_POSTCODE": text_of(address.get("postal_code")),
        "VENUE_ADDRESS_1": text_of(address.get("address_1")),
        "VENUE_TOWN": text_of(address.get("city")),
    }


def _time(schedule: Thing, *, today: datetime.date) -> Cells:
    """Return when a service is there. What repeats and goes on may be joined at any time."""
    begins = _clock(schedule, "opens_at")
    ends = _clock(schedule, "closes_at")
    said = text_of(schedule.get("byday")).upper()
    found = [code for name, code in DAYS.items() if re.search(rf"\b[+-]?\d*{name}\b", said)]
    days = "; ".join(found)
    start = _date(schedule, "dtstart") or _date(schedule, "valid_from")
    end = _date(schedule, "until") or _date(schedule, "valid_to")
    cells = {
        "DAYS": days,
        "START_TIME": begins.isoformat() if begins else "",
        "END_TIME": ends.isoformat() if ends else "",
        "END_DATE": end.isoformat() if end else "",
        "START_DATE": start.isoformat() if start else "",
        "ATTENDANCE_PATTERN": pattern_of(days, begins),
    }
    goes_on = bool(text_of(schedule.get("freq"))) and (end is None or end >= today)
    if goes_on and (start is None or start <= today):
        cells |= {"FLEXIBLE_START_DATE": "Yes", "START_DATE": ""}
    return {name: value for name, value in cells.items() if value or name == "START_DATE"}


def _date(schedule: Thing, name: str) -> datetime.date | None:
    text = text_of(schedule.get(name))[:10]
    try:
        return datetime.date.fromisoformat(text) if DATE.fullmatch(text) else None
    except ValueError:
        return None


def _clock(schedule: Thing, name: str) -> datetime.time | None:
    text = re.sub(r"(?:Z|[+-]\d{2}:?\d{2})$", "", text_of(schedule.get(name)).strip())
    try:
        return datetime.time.fromisoformat(read_clock(text)) if text else None
    except ValueError:
        return None
