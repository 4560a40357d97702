"""Reminders two days and two hours before: written down when their time has come.

A reminder is for somebody who knew of the time before: who booked, or was told of a new time, after
the moment of the reminder has the message of that in their hands already.
"""

import datetime
from collections import defaultdict

from catalogue.events.bookings import notices
from catalogue.events.bookings.notice_truth import HOURS_BEFORE, about_start
from catalogue.events.bookings.records import Booking, Notice
from catalogue.events.dates import EventDate
from catalogue.events.enums import BookingState, NoticeKind
from portal.core.clock import REGION_TIME

DAYS_BEFORE = 2
# By the wall a day may have 25 hours.
_HORIZON = datetime.timedelta(days=DAYS_BEFORE, hours=1)

Moments = dict[int, tuple[datetime.datetime, str]]


def remind(*, now: datetime.datetime) -> int:
    """Write down the reminders whose time has come. Return how many. Twice changes nothing.

    Late is no harm: one of two days is written as long as that of two hours is not due, and its
    words tell the real day.
    """
    dates = EventDate.objects.taking_place().filter(start_at__gt=now, start_at__lte=now + _HORIZON)
    days: Moments = {}
    hours: Moments = {}
    for date in dates:
        about = about_start(date.start_at)
        if now >= date.start_at - HOURS_BEFORE:
            hours[date.pk] = (date.start_at - HOURS_BEFORE, about)
        elif now >= days_before(date.start_at):
            days[date.pk] = (days_before(date.start_at), about)
    return _write(days, NoticeKind.REMINDER_DAYS, now=now) + _write(
        hours, NoticeKind.REMINDER_HOURS, now=now
    )


def days_before(start_at: datetime.datetime) -> datetime.datetime:
    """Return the moment two days before by the clock on the wall, also when the clocks change."""
    on_the_wall = start_at.astimezone(REGION_TIME) - datetime.timedelta(days=DAYS_BEFORE)
    return on_the_wall.astimezone(datetime.UTC)


def _write(moments: Moments, kind: NoticeKind, *, now: datetime.datetime) -> int:
    if not moments:
        return 0
    confirmed = Booking.objects.filter(date__in=moments, state=BookingState.CONFIRMED)
    rows = list(confirmed.values_list("pk", "email", "date", "confirmed_at", "created_at"))
    informed = _informed(moments, kind)
    wanted = []
    for pk, email, date_id, confirmed_at, created_at in rows:
        moment, about = moments[date_id]
        known_since = [confirmed_at or created_at, *informed["changed", pk]]
        if max(known_since) < moment and about not in informed["reminded", pk]:
            wanted.append((pk, email, about))
    return notices.queue_many(wanted, kind, now=now)


def _informed(moments: Moments, kind: NoticeKind) -> dict[tuple[str, int], list]:
    """Return by booking when changes were written for it, and of which starts it was reminded."""
    found: dict[tuple[str, int], list] = defaultdict(list)
    told = Notice.objects.filter(
        booking__date__in=moments, kind__in=[kind, NoticeKind.EVENT_CHANGED]
    )
    for pk, of_kind, about, queued_at in told.values_list("booking", "kind", "about", "queued_at"):
        if of_kind == kind:
            found["reminded", pk].append(about)
        else:
            found["changed", pk].append(queued_at)
    return found
