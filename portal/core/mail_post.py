"""Emails over one connection, made again when it breaks, and when to try again."""

import contextlib
import datetime
import smtplib
from email.mime.text import MIMEText
from email.utils import formataddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection

from portal.core.mail import Mail

PERMANENT = 500  # SMTP: from here on an answer says that it is no use to try again
_MINUTE, _HOUR = datetime.timedelta(minutes=1), datetime.timedelta(hours=1)
# Longer than any one sending may take: EMAIL_TIMEOUT bounds each step of it.
LEASE = 15 * _MINUTE
# The pause after each failure; after the last one a message is given up: about two days.
PAUSES = (2 * _MINUTE, 10 * _MINUTE, 30 * _MINUTE, 2 * _HOUR, 6 * _HOUR, 12 * _HOUR, 24 * _HOUR)
# A server that cannot be reached costs no message a try, however long it is away.
PAUSE_OF_SERVER = 5 * _MINUTE


class Undelivered(Exception):  # noqa: N818  (the name says the state)
    """A message was not sent. ``problem`` is for staff: ``"refused 550"``."""

    def __init__(self, problem: str, *, is_final: bool = False) -> None:
        super().__init__(problem)
        self.problem = problem
        self.is_final = is_final


class Unreachable(Exception):  # noqa: N818  (the name says the state)
    """The server that sends messages does not answer. It is not the fault of any message."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


class MailPost:
    """Sends mails through Django's backend."""

    def __init__(self) -> None:
        self._connection: Any = None

    def send(self, mail: Mail) -> None:
        """Send one mail. Raises Undelivered, or Unreachable when the server does not answer."""
        message = message_of(mail)
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


def message_of(mail: Mail) -> EmailMultiAlternatives:
    """Return a mail as Django's message: plain text first, then the same as a light page."""
    message = EmailMultiAlternatives(
        subject=mail.subject,
        body=mail.text,
        from_email=formataddr((mail.from_name, settings.DEFAULT_FROM_EMAIL)),
        to=[mail.to],
        reply_to=[mail.reply_to] if mail.reply_to else None,
        headers={
            "Message-ID": mail.message_id,
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",  # Exchange knows only this one
            "Content-Language": mail.language_tag,
        },
    )
    message.attach_alternative(mail.html, "text/html")
    if mail.calendar:
        message.attach(_calendar_part(mail))
    return message


def _calendar_part(mail: Mail) -> MIMEText:
    """Return the calendar entry: programs read ``method``, people see a file to open."""
    part = MIMEText(mail.calendar, "calendar", "utf-8")
    part.set_param("method", mail.calendar_method)
    part.set_param("name", mail.calendar_name)
    part.add_header("Content-Disposition", "attachment", filename=mail.calendar_name)
    return part
