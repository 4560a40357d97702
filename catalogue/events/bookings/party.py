"""Changing how many people come, in either direction."""

import datetime

from catalogue.events.bookings import notices
from catalogue.events.bookings.places import take
from catalogue.events.bookings.records import Booking
from catalogue.events.bookings.refusals import BookingRefused, Refusal
from catalogue.events.bookings.services import reduce_party
from catalogue.events.bookings.turns import in_turn, lock_date
from catalogue.events.bookings.waiting import about, fill, slot_ids
from catalogue.events.enums import BookingState, NoticeKind


def change_party(booking: Booking, size: int, *, now: datetime.datetime) -> Booking:
    """Make a party smaller or larger. The same size changes nothing.

    A larger party takes free places that nobody who waits can use; there is no line for a part of
    a party. Who waits does not grow: a larger party would keep a turn it was not given.

    Raises BookingRefused: FULL when there are not enough places, PARTY_TOO_LARGE, CLOSED,
    CALLED_OFF, NOT_BOOKABLE.
    """
    if size <= booking.party_size:
        return reduce_party(booking, size, now=now)

    def work() -> Booking:
        date = lock_date(booking.date_id)
        mine = Booking.objects.select_for_update(no_key=True).filter(pk=booking.pk).first()
        if mine is None or mine.state != BookingState.CONFIRMED:
            raise BookingRefused(Refusal.NOT_BOOKABLE)
        if not date.takes_place:
            raise BookingRefused(Refusal.CALLED_OFF)
        if now >= date.start_at or mine.arrived_at is not None:
            raise BookingRefused(Refusal.CLOSED)
        if size > date.event.largest_party:
            raise BookingRefused(Refusal.PARTY_TOO_LARGE)
        more = size - mine.party_size
        if more <= 0:  # sent twice
            return mine
        fill(date, now=now)
        if not take(slot_ids(mine), more):
            raise BookingRefused(Refusal.FULL)
        mine.party_size = size
        mine.save(update_fields=["party_size"])
        notices.queue(mine, NoticeKind.CHANGED, about=about(now), now=now)
        return mine

    return in_turn(work)
