"""Our own template, for organisations whose courses are in no other system."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from catalogue.feeds.cells import read_date
from catalogue.feeds.formats.base import FileFormat
from catalogue.feeds.marks import gettext_noop as _
from catalogue.feeds.reader import RawRow

BETWEEN_DATES = re.compile(r"\s*(?:[;,&\n]|\band\b)\s*")
FLEXIBLE = re.compile(r"any ?time|flexible|when you like|roll on,? roll off|ongoing", re.IGNORECASE)
MOST_DATES = 100  # in one cell


def one_row_a_date(rows: Iterable[RawRow]) -> Iterator[RawRow]:
    """Part a row with several start dates: ``"11/01/2027; 18/01/2027"`` is two runs of one course.

    When one of them is not clear the row stays whole, and is held as a whole. "Any time" in the
    cell is a flexible start.
    """
    for row in rows:
        cell = row.cells.get("START_DATE", "")
        if FLEXIBLE.fullmatch(cell.strip(" .")):
            yield replace(row, cells=row.cells | {"START_DATE": "", "FLEXIBLE_START_DATE": "Yes"})
            continue
        dates = [part for part in BETWEEN_DATES.split(cell) if part]
        if len(dates) < 2 or len(dates) > MOST_DATES or not all(map(_is_clear, dates)):
            yield row
            continue
        for date in dict.fromkeys(dates):
            yield replace(row, cells=row.cells | {"START_DATE": date})


def _is_clear(cell: str) -> bool:
    try:
        read_date(cell)
    except ValueError:
        return False
    return True


WAYMARK = FileFormat(
    name="waymark",
    label=_("Our own template"),
    headings=(
        "COURSE_NAME",
        "YOUR_REFERENCE",
        "LEVEL",
        "ABOUT",
        "YOU_NEED",
        "IT_HELPS",
        "NOT_NEEDED",
        "WHAT_YOU_WILL_LEARN",
        "WHERE_NEXT",
        "HOW_TO_JOIN",
        "JOIN_DETAILS",
        "DELIVERY_MODE",
        "VENUE_NAME",
        "POSTCODE",
        "START_DATE",
        "DAYS",
        "START_TIME",
        "END_TIME",
        "COST",
        "COST_DESCRIPTION",
        "DURATION",
        "DURATION_UNIT",
        "COURSE_WEBPAGE",
    ),
    has_lars=False,
    renames={
        "ABOUT": "WHO_THIS_COURSE_IS_FOR",
        "JOIN_DETAILS": "HOW_TO_JOIN_VALUE",
        "POSTCODE": "VENUE_POSTCODE",
    },
    prepare=one_row_a_date,
    optional=frozenset(
        {
            "YOUR_REFERENCE",
            "LEVEL",
            "YOU_NEED",
            "IT_HELPS",
            "NOT_NEEDED",
            "WHAT_YOU_WILL_LEARN",
            "WHERE_NEXT",
            "DAYS",
            "START_TIME",
            "END_TIME",
            "COST_DESCRIPTION",
            "DURATION",
            "DURATION_UNIT",
            "COURSE_WEBPAGE",
        }
    ),
    notes=(
        _(
            "It needs no LARS code and no list of places: a place with its name and postcode is "
            "made when it is new here."
        ),
        _("START_DATE takes several dates with `;` between them, or `Any time`."),
        _(
            "YOU_NEED, IT_HELPS and NOT_NEEDED take several answers with `;` or a new line "
            "between them."
        ),
        _("What a column that is left out says on the site stays as it is."),
    ),
)
