"""The years that an event can be in: a year like 0026 is a slip, and no calendar holds 9999."""

import datetime

from django.utils.translation import gettext as _

FIRST_YEAR, LAST_YEAR = 2000, 2099


def year_mistake(day: datetime.date | datetime.datetime | None) -> str:
    """Return what is wrong with the year of a day, or nothing. ``""`` for no day."""
    if day is None or FIRST_YEAR <= day.year <= LAST_YEAR:
        return ""
    return _("Check the year. It must be from %(first)s to %(last)s.") % {
        "first": FIRST_YEAR,
        "last": LAST_YEAR,
    }
