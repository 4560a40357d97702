"""A message in the language of its reader: as an email with its calendar part, or as a text."""

import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import translation

from catalogue.events.bookings.messages.facts import (
    LEFT_TO_RIGHT,
    MessageFacts,
    facts_of,
    known_language,
)
from catalogue.events.bookings.messages.subjects import subject_of, text_of
from catalogue.events.bookings.records import Notice
from catalogue.events.calendars.writing import calendar_of_booking
from catalogue.events.enums import EventStatus, NoticeKind
from portal.core.mail import Line, Mail
from portal.core.models import SiteContact
from portal.core.prose import email_address, one_line
from portal.navigation.languages import tag_of
from portal.navigation.mail_texts import line_of, page_of, written

PUBLISH, CANCEL = "PUBLISH", "CANCEL"
# These change what stands in somebody's calendar. Reminders would only add it again.
_PUBLISHES = (NoticeKind.CONFIRMED, NoticeKind.CHANGED, NoticeKind.EVENT_CHANGED)
_CANCELS = (NoticeKind.CANCELLED, NoticeKind.EVENT_CANCELLED)


def letter_of(notice: Notice, *, now: datetime.datetime) -> Mail:
    """Return the email of a message, with what is true now."""
    language = known_language(notice.booking)
    with translation.override(language):
        facts = facts_of(notice, now=now)
        text = written(f"messages/{notice.kind.lower()}.txt", {"m": facts})
        method = _method_of(notice, facts)
        subject = subject_of(notice.kind, facts)
        return Mail(
            to=notice.booking.email,
            subject=subject,
            text=text,
            html=page_of(text, subject=subject, language=language, line=_line),
            from_name=one_line(SiteContact.current().service_name),
            reply_to=_reply_to(notice),
            message_id=message_id(notice),
            language_tag=tag_of(language),
            calendar=_calendar(notice, method, now=now) if method else "",
            calendar_method=method,
        )


def short_text_of(notice: Notice, *, now: datetime.datetime) -> str:
    """Return the text message of a message, with what is true now."""
    with translation.override(known_language(notice.booking)):
        return text_of(notice.kind, facts_of(notice, now=now))


def message_id(notice: Notice) -> str:
    """Return the same id for the same message, so that one sent twice is shown once."""
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    return f"<{notice.booking.public_id.hex}.{notice.pk}@{host}>"


def _line(text: str) -> Line:
    bare = line_of(text.strip(f" {LEFT_TO_RIGHT}"))
    return bare if bare.is_link else Line(text)


def _method_of(notice: Notice, facts: MessageFacts) -> str:
    if notice.kind in _CANCELS:
        return CANCEL
    if notice.kind in _PUBLISHES and facts.is_confirmed:
        is_off = notice.booking.date.status == EventStatus.CANCELLED
        return CANCEL if is_off else PUBLISH
    return ""


def _calendar(notice: Notice, method: str, *, now: datetime.datetime) -> str:
    """Return the entry of a booking, which says itself whether it is off, with its method."""
    written = calendar_of_booking(notice.booking, now=now).decode()
    return written.replace(f"METHOD:{PUBLISH}\r\n", f"METHOD:{method}\r\n", 1)


def _reply_to(notice: Notice) -> str:
    source = notice.booking.date.event
    return email_address(source.contact_email) or email_address(SiteContact.current().email)
