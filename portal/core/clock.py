"""The only readings of the clock. Views, commands and tasks ask here and pass the answer in."""

import datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

REGION_TIME = ZoneInfo("Europe/London")


def today() -> datetime.date:
    """Return the date in England, which is what a start date means."""
    return timezone.localdate(timezone=REGION_TIME)


def now() -> datetime.datetime:
    """Return the present moment, aware of its time zone."""
    return timezone.now()
