"""Whether a message is still true at the moment it would be sent."""

import datetime
from collections.abc import Callable

from catalogue.events.bookings.records import Booking, Notice
from catalogue.events.enums import BookingState, EventStatus, NoticeKind, NoticeState

HOURS_BEFORE = datetime.timedelta(hours=2)

# Why a message was dropped, for staff.
NO_LONGER = "no longer so"
OVER = "the event is over"
OVERTAKEN = "a newer message says it"
NOTHING_CHANGED = "changed back before anybody was told"
TOO_LATE = "too late to be a reminder"
INVENTED = "a person of the demonstration"

# RFC 2606 keeps it for examples. People of the demonstration have it, and get no message.
INVENTED_MAIL = "@example.org"

# What a booking has to be for a message about it.
_STATES: dict[str, tuple[BookingState, ...]] = {
    NoticeKind.CONFIRMED: (BookingState.CONFIRMED,),
    NoticeKind.WAITING: (BookingState.WAITING,),
    NoticeKind.OFFERED: (BookingState.OFFERED,),
    NoticeKind.LAPSED: (BookingState.LAPSED,),
    NoticeKind.CANCELLED: (BookingState.CANCELLED,),
    NoticeKind.CHANGED: (BookingState.CONFIRMED, BookingState.OFFERED, BookingState.WAITING),
    NoticeKind.EVENT_CHANGED: (
        BookingState.CONFIRMED,
        BookingState.OFFERED,
        BookingState.WAITING,
    ),
    NoticeKind.REMINDER_DAYS: (BookingState.CONFIRMED,),
    NoticeKind.REMINDER_HOURS: (BookingState.CONFIRMED,),
}
# A later one of the same kind says all that an earlier one would have said.
_LAST_COUNTS = (
    NoticeKind.WAITING,
    NoticeKind.OFFERED,
    NoticeKind.LAPSED,
    NoticeKind.CHANGED,
    NoticeKind.EVENT_CHANGED,
    NoticeKind.EVENT_CANCELLED,
)
# These need a date that takes place.
_NEEDS_DATE = (
    NoticeKind.CONFIRMED,
    NoticeKind.OFFERED,
    NoticeKind.REMINDER_DAYS,
    NoticeKind.REMINDER_HOURS,
)


def about_start(start_at: datetime.datetime) -> str:
    """Return what a reminder is about: the start that it reminds of, ``"20270311T1000Z"``."""
    return f"{start_at.astimezone(datetime.UTC):%Y%m%dT%H%MZ}"


def reason_to_drop(notice: Notice, *, now: datetime.datetime) -> str:
    """Return why a message is not sent any more, or nothing when it is still true."""
    booking, kind = notice.booking, NoticeKind(notice.kind)
    if booking.date.event.is_demo and booking.email.endswith(INVENTED_MAIL):
        return INVENTED
    if kind == NoticeKind.EVENT_CANCELLED:
        if booking.date.status != EventStatus.CANCELLED or _left(booking):
            return NO_LONGER
    elif booking.state not in _STATES[kind]:
        return NO_LONGER
    elif booking.date.is_over(now):
        return OVER
    if kind in _NEEDS_DATE and not booking.date.takes_place:
        return NO_LONGER
    if kind in _LAST_COUNTS and _is_overtaken(notice):
        return OVERTAKEN
    check = _CHECKS.get(kind)
    return check(notice, now) if check else ""


def _left(booking: Booking) -> bool:
    """Whether somebody gave the booking up themselves, and was told so."""
    told = booking.notices.filter(kind=NoticeKind.CANCELLED)
    return booking.state in (BookingState.CANCELLED, BookingState.LAPSED) and told.exists()


def _is_overtaken(notice: Notice) -> bool:
    later = notice.booking.notices.filter(kind=notice.kind, pk__gt=notice.pk)
    return later.exclude(state=NoticeState.DROPPED).exists()


def _offer_has_ended(notice: Notice, now: datetime.datetime) -> str:
    ends_at = notice.booking.offer_expires_at
    return NO_LONGER if ends_at is None or ends_at <= now else ""


def _date_is_off(notice: Notice, _now: datetime.datetime) -> str:
    """Drop a change of a date that was called off since, or changed back before it was told."""
    if notice.booking.date.status == EventStatus.CANCELLED:
        return NO_LONGER
    more = ("is_place_changed", "talks")
    if "previous_start_at" not in notice.facts or any(notice.facts.get(name) for name in more):
        return ""
    told = last_told(notice)
    is_same = told is not None and told == told_of(notice.booking)
    return NOTHING_CHANGED if is_same else ""


def _is_no_reminder(notice: Notice, now: datetime.datetime) -> str:
    start_at = notice.booking.date.start_at
    if notice.about != about_start(start_at):
        return NO_LONGER
    if start_at <= now:
        return TOO_LATE
    is_of_days = notice.kind == NoticeKind.REMINDER_DAYS
    return TOO_LATE if is_of_days and start_at - now <= HOURS_BEFORE else ""


_CHECKS: dict[str, Callable[[Notice, datetime.datetime], str]] = {
    NoticeKind.OFFERED: _offer_has_ended,
    NoticeKind.EVENT_CHANGED: _date_is_off,
    NoticeKind.REMINDER_DAYS: _is_no_reminder,
    NoticeKind.REMINDER_HOURS: _is_no_reminder,
}


def told_of(booking: Booking) -> dict[str, str]:
    """Return what a message that is sent now tells of the date, to know later what changed."""
    date, event = booking.date, booking.date.event
    return {
        "start_at": date.start_at.astimezone(datetime.UTC).isoformat(),
        "end_at": date.end_at.astimezone(datetime.UTC).isoformat(),
        "status": "ON" if date.takes_place else date.status,
        "venue": str(event.venue_id or ""),
        "mode": event.attendance_mode,
    }


def last_told(notice: Notice) -> dict[str, str] | None:
    """Return what the last message told of the date, or None when none went out so far."""
    sent = notice.booking.notices.filter(state=NoticeState.SENT, sent_at__isnull=False)
    facts = sent.order_by("-sent_at", "-pk").values_list("facts", flat=True).first()
    return (facts or {}).get("told")
