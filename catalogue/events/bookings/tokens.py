"""The address that lets somebody manage their booking: signed, unguessable, ending by itself.

A token holds the random id of the booking, never its reference. It works until a day after the
date ends, and not at all once the booking is deleted. A postponed date has not ended.
"""

import base64
import binascii
import datetime
import uuid

from django.core.signing import BadSignature, Signer

from catalogue.events.bookings.records import Booking

SALT = "booking-manage"
VALID_AFTER_END = datetime.timedelta(days=1)
LONGEST = 120  # characters; ours have 66


class TokenRefused(Exception):  # noqa: N818  (the name says the state)
    """Nothing can be managed with this address."""


class TokenUnknown(TokenRefused):
    """It is not ours, or the booking is deleted. Say the same as for one that has ended."""


class TokenExpired(TokenRefused):
    """It was ours and its date is over."""


def manage_token(booking: Booking) -> str:
    """Return the token of a booking: ``"kT0bW1x….c2ln…"``. Letters, digits, ``-_.`` only."""
    name = base64.urlsafe_b64encode(booking.public_id.bytes).decode().rstrip("=")
    return _signer().sign(name)


def booking_of(token: str, *, now: datetime.datetime) -> Booking:
    """Return the booking of a token with its date and event.

    Raises:
        TokenUnknown: the token was not signed here, or its booking is gone.
        TokenExpired: more than a day has passed since the end of the date.
    """
    booking = (
        Booking.objects.filter(public_id=_public_id(token)).select_related("date__event").first()
    )
    if booking is None:
        raise TokenUnknown
    if booking.date.is_over(now - VALID_AFTER_END):
        raise TokenExpired
    return booking


def _public_id(token: str) -> uuid.UUID:
    """Read the id out of a token. The signature is compared in constant time, before any query."""
    if len(token) > LONGEST:
        raise TokenUnknown
    try:
        name = _signer().unsign(token)
        return uuid.UUID(bytes=base64.urlsafe_b64decode(name + "=="))
    except (BadSignature, binascii.Error, ValueError) as error:
        raise TokenUnknown from error


def _signer() -> Signer:
    """Sign with SECRET_KEY; read what SECRET_KEY_FALLBACKS signed, too."""
    return Signer(salt=SALT, sep=".")
