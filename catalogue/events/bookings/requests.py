"""What somebody asks for, and what became of it."""

import dataclasses
import uuid
from collections.abc import Sequence

from django.conf import settings

from catalogue.events.bookings.records import Booking
from catalogue.events.enums import BookingSource


@dataclasses.dataclass(frozen=True)
class Access:
    """What would help a person take part: ``Access(kinds=("BSL",), language="", text="")``."""

    kinds: Sequence[str] = ()
    language: str = ""
    text: str = ""

    def __bool__(self) -> bool:
        return bool(self.kinds or self.language or self.text)


@dataclasses.dataclass(frozen=True)
class BookingRequest:
    """What a person asked for, already checked by a form. An email or a phone number is there.

    ``session_keys`` are talks of the event that are booked. ``idempotency_key`` is made with the
    form, so that a form sent twice is one booking.
    """

    date_id: int
    name: str
    email: str = ""
    phone: str = ""
    party_size: int = 1
    language: str = settings.LANGUAGE_CODE
    session_keys: Sequence[str] = ()
    access: Access | None = None
    idempotency_key: uuid.UUID = dataclasses.field(default_factory=uuid.uuid4)
    source: str = BookingSource.WEB


@dataclasses.dataclass(frozen=True)
class Outcome:
    """A booking, CONFIRMED or WAITING. ``is_new`` is False for a form that came before."""

    booking: Booking
    is_new: bool
