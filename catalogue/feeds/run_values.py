"""The values of a run on their way from the disk of a gathering to the database."""

import datetime
from decimal import Decimal
from typing import Any

from catalogue.courses.models import CourseRun
from catalogue.feeds.richer_cells import DATE_FIELDS, TIME_FIELDS


def typed(run: dict[str, Any]) -> dict[str, Any]:
    """Return a run from disk with its dates, times and hours as what they are."""
    for name in ("start_date", *DATE_FIELDS):
        if run.get(name):
            run[name] = datetime.date.fromisoformat(run[name])
    for name in TIME_FIELDS:
        if run.get(name):
            run[name] = datetime.time.fromisoformat(run[name])
    if run.get("hours_per_week"):
        run["hours_per_week"] = Decimal(run["hours_per_week"])
    return run


def mended(run: CourseRun) -> list[str]:
    """Empty what a person typed and the new values of a file contradict. Return the fields."""
    mended = []
    if run.end_date and run.start_date and run.end_date < run.start_date:
        run.end_date = None
        mended.append("end_date")
    if run.places is not None and run.places_left is not None and run.places_left > run.places:
        run.places_left = None
        mended.append("places_left")
    return mended
