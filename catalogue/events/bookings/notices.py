"""Messages that are to be told: written in the transaction of what happened, sent after it."""

import datetime
from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef

from catalogue.events.bookings.records import BookedSlot, Booking, Notice
from catalogue.events.dates import EventDate
from catalogue.events.enums import BookingState, Channel, NoticeKind

# Who hears of a change of the date: everybody who has a place or hopes for one.
TOLD_STATES = (BookingState.CONFIRMED, BookingState.OFFERED, BookingState.WAITING)
BATCH = 1_000


def queue(
    booking: Booking,
    kind: NoticeKind,
    *,
    now: datetime.datetime,
    about: str = "",
    facts: Mapping[str, Any] | None = None,
) -> Notice:
    """Write down that somebody is to be told. Told once: the same kind about the same is one.

    What the message says of the event and the booking is read when it is sent, so it is true then.
    """
    notice, _is_new = Notice.objects.get_or_create(
        booking=booking,
        kind=kind,
        about=about,
        defaults={
            "facts": dict(facts or {}),
            "channel": channel_of(email=booking.email),
            "queued_at": now,
            "due_at": now,
        },
    )
    send_after_commit()
    return notice


def queue_for_date(
    date: EventDate,
    kind: NoticeKind,
    *,
    about: str,
    now: datetime.datetime,
    facts: Mapping[str, Any] | None = None,
    session_keys: Collection[str] = (),
) -> int:
    """Write down that everybody of a date is to be told. Return how many that are.

    ``about`` is the sequence of the date: what was said of it once is not said again. For
    ``EVENT_CHANGED`` facts tell what was true before, ``{"previous_start_at":
    "2027-03-11T10:00:00+00:00", "is_place_changed": False, "talks": [...]}``. All else is read when
    it is sent. With ``session_keys`` only those are told who booked one of these talks.
    """
    told = Notice.objects.filter(booking=OuterRef("pk"), kind=kind, about=about)
    bookings = date.bookings.filter(~Exists(told), state__in=TOLD_STATES)
    if session_keys:
        slots = BookedSlot.objects.filter(slot__date=date, slot__session_key__in=session_keys)
        bookings = bookings.filter(pk__in=slots.values("booking"))
    return queue_many(
        [(pk, email, about) for pk, email in bookings.values_list("pk", "email")],
        kind,
        facts=facts,
        now=now,
    )


def queue_many(
    wanted: list[tuple[int, str, str]],
    kind: NoticeKind,
    *,
    now: datetime.datetime,
    facts: Mapping[str, Any] | None = None,
) -> int:
    """Write many messages of one kind, each ``(booking id, email, about)``. Return their number.

    Somebody else may write the same at the same moment: the database keeps one.
    """
    Notice.objects.bulk_create(
        (
            Notice(
                booking_id=pk,
                kind=kind,
                about=about,
                facts=dict(facts or {}),
                channel=channel_of(email=email),
                queued_at=now,
                due_at=now,
            )
            for pk, email, about in wanted
        ),
        batch_size=BATCH,
        ignore_conflicts=True,
    )
    if wanted:
        send_after_commit()
    return len(wanted)


def channel_of(*, email: str) -> Channel:
    """Return how somebody is told: by email when there is an address, else by text message."""
    return Channel.EMAIL if email else Channel.SMS


def send_after_commit() -> None:
    """Send as soon as the present transaction is committed, never failing the caller.

    The message is a row: when it cannot be sent now, ``run_due`` sends it.
    """
    transaction.on_commit(_enqueue_sending, robust=True)


def _enqueue_sending() -> None:
    from catalogue.events.bookings.tasks import send_notices  # tasks import the sending

    send_notices.enqueue()
