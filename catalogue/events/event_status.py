"""Where a date of an event stands, and what somebody who reads it should do."""

import datetime
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from catalogue.courses import wording
from catalogue.events.dates import EventDate
from catalogue.events.enums import BookingRule, EventStatus
from catalogue.events.event_times import moment_words, on_the_wall, when_words
from catalogue.events.event_words import OwnWords, own_words
from catalogue.events.pages import EventPage
from portal.core.prose import one_line

OVER = "OVER"
ON_NOW = "ON_NOW"


@dataclass(frozen=True, slots=True)
class StatusWords:
    """What a banner says. ``old`` is struck through, ``new`` stands beside it.

    ``StatusWords("RESCHEDULED", "yellow", "New date", "This event has a new date.", ...)``.
    """

    code: str  # of EventStatus, or OVER, ON_NOW
    colour: str  # of govuk-tag
    tag: str
    headline: str
    old: str = ""
    new: str = ""
    reason: OwnWords | None = None
    advice: tuple[str, ...] = ()

    @property
    def is_loud(self) -> bool:
        """Whether plans of people change by it."""
        return self.code in (EventStatus.CANCELLED, EventStatus.POSTPONED, EventStatus.RESCHEDULED)


def status_words(
    event: EventPage, date: EventDate, *, now: datetime.datetime
) -> StatusWords | None:
    """Return what has to be said about a date, or None when it comes as planned."""
    whole = when_words(date).whole
    reason = _reason(event, date)
    if date.status == EventStatus.CANCELLED:
        headline = _("This event was cancelled.") if date.is_over(now) else ""
        return StatusWords(
            code=EventStatus.CANCELLED,
            colour="red",
            tag=_("Cancelled"),
            headline=headline or _("This event is cancelled. Do not travel."),
            old=whole,
            reason=reason,
            advice=_advice(event, date.status),
        )
    if date.is_over(now):
        day = {"day": wording.long_date(on_the_wall(date.end_at - _A_MOMENT).date())}
        return StatusWords(
            code=OVER,
            colour="grey",
            tag=_("Over"),
            headline=_("This event is over."),
            advice=(_("It was on %(day)s. You cannot book it any more.") % day,),
        )
    if date.status == EventStatus.POSTPONED:
        return StatusWords(
            code=EventStatus.POSTPONED,
            colour="yellow",
            tag=_("Postponed"),
            headline=_("This event is postponed. There is no new date yet."),
            old=whole,
            new=_("New date not known yet"),
            reason=reason,
            advice=_advice(event, date.status),
        )
    if date.status == EventStatus.RESCHEDULED:
        before = date.previous_start_at
        return StatusWords(
            code=EventStatus.RESCHEDULED,
            colour="yellow",
            tag=_("New date"),
            headline=_("This event has a new date or time."),
            old=moment_words(before) if before else "",
            new=whole,
            reason=reason,
            advice=_advice(event, date.status),
        )
    if date.start_at <= now:
        ends = {"time": wording.clock(on_the_wall(date.end_at).time())}
        return StatusWords(
            code=ON_NOW,
            colour="green",
            tag=_("On now"),
            headline=_("It is on now, until %(time)s.") % ends,
        )
    return None


_A_MOMENT = datetime.timedelta(microseconds=1)


def _advice(event: EventPage, status: str) -> tuple[str, ...]:
    """Return what somebody does who wanted to come: it depends on who keeps the bookings."""
    rule = event.source.booking
    if rule == BookingRule.NONE:
        return ()
    if rule == BookingRule.EXTERNAL:
        return (_("If you booked with the organiser, ask them about your place."),)
    words = {
        EventStatus.CANCELLED: _(
            "If you booked, we sent you a message. You do not have to do anything."
        ),
        EventStatus.POSTPONED: _("If you booked, we send you a message when there is a new date."),
        EventStatus.RESCHEDULED: _(
            "If you booked, you still have your place. You can cancel if you cannot come."
        ),
    }
    return (words[EventStatus(status)],)


def _reason(event: EventPage, date: EventDate) -> OwnWords | None:
    """Return why it changed: in the page's own words when the page, not one date of it, says so."""
    if date.status_reason and date.status_reason != event.source.status_reason:
        return OwnWords(one_line(date.status_reason), settings.LANGUAGE_CODE)
    return own_words(event, "status_reason") or None
