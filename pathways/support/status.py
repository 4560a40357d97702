"""Where a scheme stands on a day: it follows from its dates and is stored nowhere."""

import datetime
from typing import NamedTuple

from django.utils.translation import gettext as _

from catalogue.courses import wording
from pathways.support.enums import ProgrammeStatus

CLOSES_SOON_DAYS = 28


class StatusTag(NamedTuple):
    """``StatusTag("Opens 1 April 2027", "yellow")``: words and a colour of ``govuk-tag``."""

    text: str
    colour: str


def status_on(
    opens: datetime.date | None, closes: datetime.date | None, *, today: datetime.date
) -> ProgrammeStatus:
    """Return the status of a scheme with these dates. ``closes`` is the last day itself."""
    if closes is not None and closes < today:
        return ProgrammeStatus.CLOSED
    if opens is not None and opens > today:
        return ProgrammeStatus.PLANNED
    if closes is not None and closes <= today + datetime.timedelta(days=CLOSES_SOON_DAYS):
        return ProgrammeStatus.CLOSING
    return ProgrammeStatus.OPEN


# How schemes are listed: those to join now, those that come, and the closed ones last.
LIST_ORDER = (
    ProgrammeStatus.CLOSING,
    ProgrammeStatus.OPEN,
    ProgrammeStatus.PLANNED,
    ProgrammeStatus.CLOSED,
)
CAN_JOIN = frozenset({ProgrammeStatus.OPEN, ProgrammeStatus.CLOSING})


def status_tag(
    opens: datetime.date | None, closes: datetime.date | None, *, today: datetime.date
) -> StatusTag:
    """Return the status in words, with the date that matters."""
    status = status_on(opens, closes, today=today)
    if status == ProgrammeStatus.CLOSED:
        return StatusTag(_("Closed"), "red")
    if status == ProgrammeStatus.PLANNED:
        return StatusTag(_("Opens %(day)s") % {"day": wording.date(opens)}, "yellow")
    if status == ProgrammeStatus.CLOSING:
        return StatusTag(_("Closes %(day)s") % {"day": wording.date(closes)}, "yellow")
    return StatusTag(_("Open"), "green")
