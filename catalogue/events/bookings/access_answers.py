"""Changing what would help somebody, after they booked."""

from catalogue.events.bookings.records import AccessNeed, Booking
from catalogue.events.bookings.refusals import BookingRefused, Refusal
from catalogue.events.bookings.services import Access
from catalogue.events.bookings.turns import in_turn


def change_access(booking: Booking, access: Access) -> None:
    """Keep an answer in place of the one before, or none.

    Raises BookingRefused: NOT_BOOKABLE when the booking is gone.
    """

    def work() -> None:
        # Held, so that nobody deletes the booking in between.
        mine = Booking.objects.select_for_update(no_key=True).filter(pk=booking.pk).first()
        if mine is None:
            raise BookingRefused(Refusal.NOT_BOOKABLE)
        if not access:
            AccessNeed.objects.filter(booking=mine).delete()
            return
        answer = {"kinds": list(access.kinds), "language": access.language, "text": access.text}
        AccessNeed.objects.update_or_create(booking=mine, defaults=answer)

    in_turn(work)
