"""Messages that are to be told: written in the transaction of what happened, sent after it."""

import datetime
from collections.abc import Mapping
from typing import Any

from catalogue.events.bookings.records import Booking, Notice
from catalogue.events.enums import Channel, NoticeKind


def queue(
    booking: Booking,
    kind: NoticeKind,
    *,
    now: datetime.datetime,
    about: str = "",
    facts: Mapping[str, Any] | None = None,
) -> Notice:
    """Write down that somebody is to be told. Told once: the same kind about the same is one."""
    notice, _is_new = Notice.objects.get_or_create(
        booking=booking,
        kind=kind,
        about=about,
        defaults={
            "facts": dict(facts or {}),
            "channel": Channel.EMAIL if booking.email else Channel.SMS,
            "queued_at": now,
        },
    )
    return notice
