"""A message in the language of its reader: as an email with its calendar part, or as a text."""

import datetime
import re
from urllib.parse import urlsplit

from django.conf import settings
from django.template import Context
from django.template.loader import get_template
from django.utils import translation

from catalogue.events.bookings.messages.facts import (
    LEFT_TO_RIGHT,
    MessageFacts,
    facts_of,
    known_language,
)
from catalogue.events.bookings.messages.letters import Letter, Line
from catalogue.events.bookings.messages.subjects import subject_of, text_of
from catalogue.events.bookings.records import Notice
from catalogue.events.calendars.writing import calendar_of_booking
from catalogue.events.enums import EventStatus, NoticeKind
from portal.core.models import SiteContact
from portal.core.prose import email_address, one_line
from portal.navigation.languages import direction_of, tag_of

PUBLISH, CANCEL = "PUBLISH", "CANCEL"
# These change what stands in somebody's calendar. Reminders would only add it again.
_PUBLISHES = (NoticeKind.CONFIRMED, NoticeKind.CHANGED, NoticeKind.EVENT_CHANGED)
_CANCELS = (NoticeKind.CANCELLED, NoticeKind.EVENT_CANCELLED)
_BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")


def letter_of(notice: Notice, *, now: datetime.datetime) -> Letter:
    """Return the email of a message, with what is true now."""
    language = known_language(notice.booking)
    with translation.override(language):
        facts = facts_of(notice, now=now)
        text = _rendered(f"messages/{notice.kind.lower()}.txt", facts)
        method = _method_of(notice, facts)
        subject = subject_of(notice.kind, facts)
        return Letter(
            to=notice.booking.email,
            subject=subject,
            text=text,
            html=_page_of(text, subject=subject, language=language),
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


def _rendered(name: str, facts: MessageFacts) -> str:
    """Return a plain text: nothing is escaped, and one blank line parts what belongs apart."""
    template = get_template(name).template  # type: ignore[attr-defined]  # Django's own engine
    text = template.render(Context({"m": facts}, autoescape=False))
    lines = [line.strip(" \t") for line in text.splitlines()]
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip() + "\n"


def _page_of(text: str, *, subject: str, language: str) -> str:
    """Return the same words as a page, because only a page can say that it runs to the left."""
    parts = text.strip().split("\n\n")
    paragraphs = [[_line(line) for line in part.split("\n")] for part in parts]
    return get_template("messages/page.html").render(
        {
            "title": subject,
            "paragraphs": paragraphs,
            "tag": tag_of(language),
            "direction": direction_of(language),
        }
    )


def _line(text: str) -> Line:
    bare = text.strip(f" {LEFT_TO_RIGHT}")
    return Line(bare, True) if bare.startswith(("https://", "http://")) else Line(text)


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
