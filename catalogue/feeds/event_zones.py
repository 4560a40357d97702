"""Time zones as calendars name them. A file never defines one: its names are looked up."""

import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

LONDON = ZoneInfo("Europe/London")
# Zones that a file describes by its hours before and in summer, in minutes from UTC.
BY_OFFSETS = {
    (0, 60): "Europe/London",
    (60, 120): "Europe/Paris",
    (120, 180): "Europe/Helsinki",
    (-300, -240): "America/New_York",
    (-360, -300): "America/Chicago",
    (-480, -420): "America/Los_Angeles",
}
MAX_OFFSET_MINUTES = 14 * 60


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    return frozenset(available_timezones())


def zone_named(name: str) -> datetime.tzinfo | None:
    """Return a zone by its name: ``"Europe/London"``, ``"/vendor.example/Europe/London"``.

    Also ``"GMT Standard Time"``, which is Windows' name of London. None: no such name is known.
    """
    cleaned = name.strip().strip('"').strip("/")[:200]
    parts = cleaned.split("/")
    for candidate in (cleaned, "/".join(parts[-2:]), "/".join(parts[-3:])):
        if candidate in _known():
            return ZoneInfo(candidate)
    windows = WINDOWS_TO_OLSON.get(cleaned)
    return ZoneInfo(windows) if windows in _known() else None


def zone_of_offsets(standard: str, daylight: str) -> datetime.tzinfo | None:
    """Return the zone that a file describes by its offsets: ``("+0000", "+0100")`` is London."""
    winter = _minutes(standard)
    if winter is None:
        return None
    if not daylight:
        return datetime.timezone(datetime.timedelta(minutes=winter))
    summer = _minutes(daylight)
    name = BY_OFFSETS.get((winter, summer)) if summer is not None else None
    return ZoneInfo(name) if name else None


def _minutes(offset: str) -> int | None:
    """Return ``"+0530"`` as 330, or None for what is no offset."""
    digits = offset[1:]
    if len(offset) not in (5, 7) or offset[0] not in "+-" or not (digits + "0").isdecimal():
        return None
    if not digits.isascii() or int(digits[2:4]) > 59:
        return None
    minutes = int(digits[:2]) * 60 + int(digits[2:4])
    return None if minutes > MAX_OFFSET_MINUTES else minutes * (-1 if offset[0] == "-" else 1)
