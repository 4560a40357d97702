"""Values of OpenActive data: JSON of any shape to texts, times and places."""

import datetime
import re
from collections.abc import Iterator
from typing import Any

from catalogue.feeds import event_texts
from catalogue.feeds.event_records import EventNotReadError, shown
from catalogue.feeds.event_series import Time, is_readable
from catalogue.feeds.event_zones import LONDON

Thing = dict[str, Any]

DURATION = re.compile(
    r"P(?:(\d{1,3})W)?(?:(\d{1,3})D)?(?:T(?:(\d{1,3})H)?(?:(\d{1,4})M)?(?:\d{1,5}S)?)?"
)
DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
DATE_TIME = re.compile(
    r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?:Z|[+-]\d{2}:?\d{2})?"
)
MAX_PENCE = 10_000_000
MAX_LISTED = 1_000


def text_of(value: Any) -> str:
    """Return a text: a string, a number, or the value of ``{"@value": ...}``."""
    if isinstance(value, dict):
        value = value.get("@value", value.get("en"))
    if isinstance(value, bool) or value is None:
        return ""
    return str(value) if isinstance(value, str | int | float) else ""


def thing_of(value: Any) -> Thing:
    """Return an object; of a list its first one; else an empty one."""
    if isinstance(value, list):
        value = value[0] if value else None
    return value if isinstance(value, dict) else {}


def things_of(value: Any) -> list[Thing]:
    """Return the objects of a list, or the one that stands alone."""
    listed = value if isinstance(value, list) else [value]
    return [one for one in listed[:MAX_LISTED] if isinstance(one, dict)]


def kinds_of(thing: Thing) -> set[str]:
    """Return the types of an object without their vocabulary: ``{"ScheduledSession"}``."""
    named = thing.get("@type", thing.get("type"))
    listed = named if isinstance(named, list) else [named]
    return {re.split("[/#:]", one)[-1] for one in listed if isinstance(one, str)}


def term_of(value: Any) -> str:
    """Return the last part of a term: ``"https://schema.org/EventCancelled"`` is EventCancelled."""
    return re.split("[/#:]", text_of(value).strip())[-1]


def time_of(value: Any, *, zone: datetime.tzinfo = LONDON) -> Time | None:
    """Return a moment or a day, None when there is none. Raises EventNotReadError for other words.

    A moment without an offset is by the clock of ``zone``.
    """
    text = text_of(value).strip()
    if not text:
        return None
    time: Time | None = None
    try:
        if DATE.fullmatch(text):
            time = datetime.date.fromisoformat(text)
        elif DATE_TIME.fullmatch(text):
            moment = datetime.datetime.fromisoformat(text)
            time = moment.replace(tzinfo=moment.tzinfo or zone)
    except ValueError:
        time = None
    if time is not None and is_readable(time):
        return time
    raise EventNotReadError("TIME_NOT_READ", f"“{shown(text)}” is no date or time.")


def duration_of(value: Any) -> datetime.timedelta | None:
    """Return a length of time: ``"PT2H40M0S"`` is two hours and forty minutes."""
    match = DURATION.fullmatch(text_of(value).strip())
    if not match:
        return None
    weeks, days, hours, minutes = (int(one or 0) for one in match.groups())
    found = datetime.timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes)
    return found or None


def price_of(thing: Thing) -> int | None:
    """Return the lowest price in pence, 0 when it is free, None when nobody told."""
    if thing.get("isAccessibleForFree") is True:
        return 0
    prices = []
    for offer in things_of(thing.get("offers")):
        currency = text_of(offer.get("priceCurrency")) or "GBP"
        price = offer.get("price")
        if isinstance(price, str) and re.fullmatch(r"\d{1,6}(?:\.\d{1,2})?", price):
            price = float(price)
        if isinstance(price, bool) or not isinstance(price, int | float) or currency != "GBP":
            continue
        if 0 <= price * 100 <= MAX_PENCE:
            prices.append(round(price * 100))
    return min(prices) if prices else None


def place_of(thing: Thing) -> dict[str, Any]:
    """Return name, address, postcode and point of a place, for the record of an event."""
    place = thing_of(thing.get("location"))
    address = place.get("address")
    if isinstance(address, dict):
        lines = [text_of(address.get(name)) for name in ("streetAddress", "addressLocality")]
        lines += [text_of(address.get("addressRegion")), text_of(address.get("postalCode"))]
        whole = ", ".join(event_texts.line_of(line).strip(" ,") for line in lines if line)
    else:
        whole = event_texts.line_of(text_of(address))
    latitude, longitude = _point(thing_of(place.get("geo")))
    return {
        "place_name": event_texts.line_of(text_of(place.get("name"))),
        "address": event_texts.cut(whole.strip(" ,"), event_texts.PLACE_CHARACTERS),
        "postcode": event_texts.postcode_of(whole),
        "latitude": latitude,
        "longitude": longitude,
    }


def _point(geo: Thing) -> tuple[float | None, float | None]:
    found: list[float] = []
    for name, most in (("latitude", 90.0), ("longitude", 180.0)):
        value = geo.get(name)
        if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) <= most:
            return None, None
        found.append(float(value))
    return (found[0], found[1]) if any(found) else (None, None)


def texts_of(value: Any) -> Iterator[str]:
    """Yield the texts of a list, or the one that stands alone."""
    for one in (value if isinstance(value, list) else [value])[:MAX_LISTED]:
        if text_of(one):
            yield text_of(one).strip()
