"""The way out of a message: by email or by text message, and what can go wrong there."""

import datetime

from catalogue.events.bookings.messages import sms
from catalogue.events.bookings.messages.compose import letter_of, short_text_of
from catalogue.events.bookings.notice_truth import told_of
from catalogue.events.bookings.phone_numbers import PhoneNumberRefused, is_mobile, read_number
from catalogue.events.bookings.records import Notice
from catalogue.events.enums import Channel
from portal.core.mail_post import MailPost, Undelivered, Unreachable


class Delivery:
    """Sends one message after the other over one connection. To be closed at the end."""

    def __init__(self) -> None:
        self._post = MailPost()

    def send(self, notice: Notice, *, now: datetime.datetime) -> dict[str, str]:
        """Send a message and return what it told of the date.

        Raises:
            Undelivered: this message was refused or failed.
            Unreachable: nothing can be sent this way at present.
        """
        if notice.channel == Channel.EMAIL:
            self._post.send(letter_of(notice, now=now))
        else:
            _text(notice.booking.phone, short_text_of(notice, now=now))
        return told_of(notice.booking)

    def close(self) -> None:
        """Say goodbye to the mail server."""
        self._post.close()


def _text(phone: str, text: str) -> None:
    try:
        number = read_number(phone)
    except PhoneNumberRefused as error:
        raise Undelivered("no phone number", is_final=True) from error
    if not is_mobile(number):
        raise Undelivered("no mobile number: call", is_final=True)
    try:
        sms.sender().send(number, text)
    except sms.SmsFailed as error:
        if error.is_unreachable:
            raise Unreachable(error.problem) from error
        raise Undelivered(error.problem, is_final=error.is_final) from error
