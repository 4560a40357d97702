"""Why a place cannot be booked, as a code. The words are those of the page that shows it."""

import enum


class Refusal(enum.StrEnum):
    """What stands in the way."""

    FULL = "FULL"  # and there is no waiting list
    SESSION_FULL = "SESSION_FULL"  # a talk has no place left, or is no longer held
    PARTY_TOO_LARGE = "PARTY_TOO_LARGE"
    CLOSED = "CLOSED"  # booking has ended, or the date is over
    CALLED_OFF = "CALLED_OFF"  # cancelled, or postponed without a new time
    NOT_BOOKABLE = "NOT_BOOKABLE"  # nothing is booked here, or the booking is gone
    OFFER_ENDED = "OFFER_ENDED"  # the offer lapsed, was declined, or never was
    BUSY = "BUSY"  # too many wrote at once; the same press will do later


class BookingRefused(Exception):  # noqa: N818  (the name says the state)
    """Nothing was changed. ``reason`` says why."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason.value)
        self.reason = reason
