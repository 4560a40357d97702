"""How large a number of a course may be, and how far off a day: for forms, files and feeds.

What is beyond is a slip of who typed it: 99999 for "not known", pence for pounds, a wrong year. The
limits are ours, well above anything that colleges offer. A price beyond can still be told in words.
"""

import datetime
from collections.abc import Mapping

from catalogue.courses.enums import DurationUnit

LARGEST_SMALL = 32_767  # PositiveSmallIntegerField of every database that we run on
OLDEST_AGE = 120
LONGEST_YEARS = 10
FURTHEST_YEARS = 3
MOST: Mapping[str, int] = {
    "age_min": OLDEST_AGE,
    "age_max": OLDEST_AGE,
    "cost_pence": 5_000_000,  # a degree of three years costs about £30,000
    "hours_per_week": 60,
    "waiting_weeks": 104,
}
LONGEST: Mapping[str, int] = {
    DurationUnit.DAYS: 365 * LONGEST_YEARS,
    DurationUnit.WEEKS: 52 * LONGEST_YEARS,
    DurationUnit.MONTHS: 12 * LONGEST_YEARS,
    DurationUnit.YEARS: LONGEST_YEARS,
}


def most_of(name: str, *, unit: str = "") -> int:
    """Return the largest number of a field: of ``"duration"`` in ``"WEEKS"`` it is 520."""
    most = LONGEST.get(unit) if name == "duration" else MOST.get(name)
    return LARGEST_SMALL if most is None else most


def furthest(name: str, *, today: datetime.date) -> datetime.date:
    """Return the last day that a date may be: a first day, a last day to join, or an ``end_date``.

    On 25 November 2026 a course may start until 25 November 2029, and end ten years later.
    """
    years = FURTHEST_YEARS + (LONGEST_YEARS if name == "end_date" else 0)
    return today.replace(year=today.year + years, day=min(today.day, 28))
