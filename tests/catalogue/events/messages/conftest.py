"""What the tests of messages share: an empty outbox, and a sender whose server may be down."""

import smtplib
from collections.abc import Iterator
from typing import ClassVar

import pytest
from django.core.mail.backends.locmem import EmailBackend
from django.test import override_settings

from catalogue.events.bookings.messages.sms import MemorySender
from tests.catalogue.events.bookings.conftest import own_database

__all__ = ["own_database"]  # a fixture


@pytest.fixture(autouse=True)
def no_texts() -> Iterator[None]:
    MemorySender.outbox.clear()
    yield
    MemorySender.outbox.clear()


class TroubledBackend(EmailBackend):
    """Mail in memory, with a server that can be away, refuse an address or choke on a message."""

    is_away: ClassVar[bool] = False
    refused: ClassVar[dict[str, int]] = {}
    chokes_on: ClassVar[set[str]] = set()
    opened: ClassVar[int] = 0

    def open(self) -> bool:
        type(self).opened += 1
        if self.is_away:
            raise ConnectionRefusedError("nobody is there")
        return True

    def send_messages(self, messages) -> int:
        for message in messages:
            [address] = message.to
            if address in self.refused:
                code = self.refused[address]
                raise smtplib.SMTPRecipientsRefused({address: (code, b"no such person")})
            if address in self.chokes_on:
                raise smtplib.SMTPServerDisconnected("Connection unexpectedly closed")
        return super().send_messages(messages)


@pytest.fixture
def troubled() -> Iterator[type[TroubledBackend]]:
    TroubledBackend.is_away = False
    TroubledBackend.refused = {}
    TroubledBackend.chokes_on = set()
    TroubledBackend.opened = 0
    path = f"{TroubledBackend.__module__}.{TroubledBackend.__qualname__}"
    with override_settings(EMAIL_BACKEND=path):
        yield TroubledBackend
