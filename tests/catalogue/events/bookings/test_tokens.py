"""The address that manages a booking: nobody guesses it, and it ends."""

import base64
import datetime
import uuid
from typing import Any

import pytest
from django.core.signing import Signer
from hypothesis import given
from hypothesis import strategies as st

from catalogue.events.bookings.records import Booking
from catalogue.events.bookings.services import cancel, forget
from catalogue.events.bookings.tokens import (
    LONGEST,
    SALT,
    TokenExpired,
    TokenRefused,
    TokenUnknown,
    booking_of,
    manage_token,
)
from tests.catalogue.events.bookings.asking import ask
from tests.event_factories import NOW, make_date, make_event

DAY = datetime.timedelta(days=1)
MOMENT = datetime.timedelta(seconds=1)


@pytest.mark.django_db
def test_a_token_leads_to_its_booking_until_a_day_after_the_end() -> None:
    booking = ask(make_date(make_event()))
    token = manage_token(booking)
    end = booking.date.end_at

    assert booking_of(token, now=NOW) == booking
    assert booking_of(token, now=end + DAY - MOMENT) == booking
    with pytest.raises(TokenExpired):
        booking_of(token, now=end + DAY)


@pytest.mark.django_db
def test_a_token_fits_in_an_address_and_tells_nothing() -> None:
    booking = ask(make_date(make_event()))
    token = manage_token(booking)

    assert len(token) < 70
    assert set(token) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.")
    assert booking.reference not in token


@pytest.mark.django_db
def test_a_cancelled_booking_can_still_be_looked_at_and_a_deleted_one_not() -> None:
    booking = ask(make_date(make_event()))
    token = manage_token(booking)

    cancel(booking, now=NOW)
    assert booking_of(token, now=NOW).state == "CANCELLED"

    forget(booking, now=NOW)
    with pytest.raises(TokenUnknown):
        booking_of(token, now=NOW)


@pytest.mark.django_db
def test_a_token_of_an_older_key_works_while_the_key_is_kept(settings: Any) -> None:
    booking = ask(make_date(make_event()))
    old = settings.SECRET_KEY
    token = manage_token(booking)

    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "newer", [old]
    assert booking_of(token, now=NOW) == booking

    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(TokenUnknown):
        booking_of(token, now=NOW)


@pytest.mark.django_db
def test_neither_reference_nor_id_nor_the_signature_of_another_purpose_opens_a_booking() -> None:
    booking = ask(make_date(make_event()))
    name = base64.urlsafe_b64encode(booking.public_id.bytes).decode().rstrip("=")
    other = ask(booking.date)
    guesses = [
        booking.reference,
        str(booking.pk),
        str(booking.public_id),
        name,
        Signer(salt="page-feedback", sep=".").sign(name),
        f"{name}.{manage_token(other).partition('.')[2]}",
        Signer(salt=SALT, sep=".").sign(booking.reference),
        Signer(salt=SALT, sep=".").sign(base64.urlsafe_b64encode(uuid.uuid4().bytes).decode()),
    ]

    for guess in guesses:
        with pytest.raises(TokenUnknown):
            booking_of(guess, now=NOW)


@pytest.mark.django_db
def test_any_change_of_a_token_makes_it_unknown() -> None:
    token = manage_token(ask(make_date(make_event())))

    for position, letter in enumerate(token):
        changed = token[:position] + ("A" if letter != "A" else "B") + token[position + 1 :]
        with pytest.raises(TokenUnknown):
            booking_of(changed, now=NOW)


def test_a_stranger_asks_the_database_nothing() -> None:
    """Without the mark of the database a query would fail the test."""

    @given(st.text(max_size=2 * LONGEST))
    def any_text_is_unknown(text: str) -> None:
        with pytest.raises(TokenRefused):
            booking_of(text, now=NOW)

    any_text_is_unknown()
    with pytest.raises(TokenUnknown):
        booking_of(manage_token(Booking()) + "A" * 1_000_000, now=NOW)
