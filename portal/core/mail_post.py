"""Emails over one connection, made again when it breaks."""

import contextlib
import smtplib
from email.mime.text import MIMEText
from email.utils import formataddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection

from catalogue.events.bookings.messages.letters import Letter
from catalogue.events.bookings.messages.troubles import Undelivered, Unreachable

PERMANENT = 500  # SMTP: from here on an answer says that it is no use to try again


class MailPost:
    """Sends letters through Django's mail."""

    def __init__(self) -> None:
        self._connection: Any = None

    def send(self, letter: Letter) -> None:
        """Send one letter. Raises Undelivered, or Unreachable when the server does not answer."""
        message = message_of(letter)
        message.connection = self._open()
        try:
            number = message.send()
        except smtplib.SMTPRecipientsRefused as error:
            self.close()
            code = max((answer[0] for answer in error.recipients.values()), default=0)
            raise Undelivered(f"refused {code}", is_final=code >= PERMANENT) from None
        except (smtplib.SMTPException, OSError) as error:
            self.close()
            words = type(error).__name__
            if isinstance(error, smtplib.SMTPResponseException):
                words += f" {error.smtp_code}"
            raise Undelivered(words) from None
        if not number:
            raise Undelivered("not taken")

    def close(self) -> None:
        """Close the connection, whatever state it is in."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with contextlib.suppress(smtplib.SMTPException, OSError):
                connection.close()

    def _open(self) -> Any:
        if self._connection is None:
            connection = get_connection()
            try:
                connection.open()
            except (smtplib.SMTPException, OSError) as error:
                raise Unreachable(f"mail server: {type(error).__name__}") from None
            self._connection = connection
        return self._connection


def message_of(letter: Letter) -> EmailMultiAlternatives:
    """Return a letter as Django's message: plain text first, then the same as a light page."""
    message = EmailMultiAlternatives(
        subject=letter.subject,
        body=letter.text,
        from_email=formataddr((letter.from_name, settings.DEFAULT_FROM_EMAIL)),
        to=[letter.to],
        reply_to=[letter.reply_to] if letter.reply_to else None,
        headers={
            "Message-ID": letter.message_id,
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",  # Exchange knows only this one
            "Content-Language": letter.language_tag,
        },
    )
    message.attach_alternative(letter.html, "text/html")
    if letter.calendar:
        message.attach(_calendar_part(letter))
    return message


def _calendar_part(letter: Letter) -> MIMEText:
    """Return the calendar entry: programs read ``method``, people see a file to open."""
    part = MIMEText(letter.calendar, "calendar", "utf-8")
    part.set_param("method", letter.calendar_method)
    part.set_param("name", letter.calendar_name)
    part.add_header("Content-Disposition", "attachment", filename=letter.calendar_name)
    return part
