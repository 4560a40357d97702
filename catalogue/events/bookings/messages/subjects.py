"""The subject of each email and the words of each text message."""

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.events.bookings.messages.facts import MessageFacts
from catalogue.events.bookings.messages.sms import fits, plain
from catalogue.events.enums import NoticeKind
from portal.core.lists import isolated
from portal.core.prose import shortened

# A subject of about 60 characters is shown whole on a phone; the title is what can be cut.
SUBJECT_TITLE_LENGTH = 60
# Tried one after the other until the text fits.
TITLE_LENGTHS = (60, 40, 25, 12)


def subject_of(kind: str, facts: MessageFacts) -> str:
    """Return the subject, of one line: ``"Place booked: Jobs fair in Walsall"``."""
    title = isolated(shortened(facts.bare_title, SUBJECT_TITLE_LENGTH))
    words = _SUBJECTS[NoticeKind(kind)](facts) % {"title": title}
    return " ".join(words.split())


def text_of(kind: str, facts: MessageFacts) -> str:
    """Return the words of a text message, short enough to go out in a few parts."""
    pattern = _TEXTS[NoticeKind(kind)](facts)
    place = facts.places[0] if facts.places else ""
    text = ""
    for length in TITLE_LENGTHS:
        values = {
            "title": isolated(shortened(facts.bare_title, length)),
            "when": facts.when,
            "was": facts.was_when,
            "where": isolated(shortened(place, length)),
            "reference": facts.reference,
            "until": facts.offer_until,
            "phone": facts.phone,
            "position": facts.position,
        }
        text = plain(f"{one_line_kept(pattern % values)} {facts.manage_url}")
        if fits(text):
            break
    return text


def one_line_kept(text: str) -> str:
    """Return a text on one line. Marks of direction stay, unlike in ``one_line``."""
    return " ".join(text.split())


def _changed_subject(facts: MessageFacts) -> str:
    if facts.is_postponed:
        return _("Postponed: %(title)s")
    if facts.is_time_changed:
        return _("New date or time: %(title)s")
    if facts.is_place_changed:
        return _("New place: %(title)s")
    if facts.is_back_on:
        return _("It takes place: %(title)s")
    return _("Changed: %(title)s")


def _reminder_subject(facts: MessageFacts) -> str:
    """Return the subject by the real day, however late it is sent."""
    if facts.days_until == 0:
        return _("Today: %(title)s")
    if facts.days_until == 1:
        return _("Tomorrow: %(title)s")
    # The number is filled in now; the title later.
    pattern = ngettext(
        "In %(number)s day: %(title)s", "In %(number)s days: %(title)s", facts.days_until
    )
    return pattern % {"number": facts.days_until, "title": "%(title)s"}


_SUBJECTS: dict[NoticeKind, Callable[[MessageFacts], str]] = {
    NoticeKind.CONFIRMED: lambda _facts: _("Place booked: %(title)s"),
    NoticeKind.WAITING: lambda _facts: _("On the waiting list: %(title)s"),
    NoticeKind.OFFERED: lambda _facts: _("A place for you: %(title)s"),
    NoticeKind.LAPSED: lambda _facts: _("Your offer has ended: %(title)s"),
    NoticeKind.CANCELLED: lambda _facts: _("Booking cancelled: %(title)s"),
    NoticeKind.CHANGED: lambda _facts: _("Booking changed: %(title)s"),
    NoticeKind.EVENT_CHANGED: _changed_subject,
    NoticeKind.EVENT_CANCELLED: lambda _facts: _("Event cancelled: %(title)s"),
    NoticeKind.REMINDER_DAYS: _reminder_subject,
    NoticeKind.REMINDER_HOURS: _reminder_subject,
}


def _changed_text(facts: MessageFacts) -> str:
    if facts.is_postponed:
        return _("Postponed: %(title)s. No new date yet. Ref %(reference)s.")
    if facts.is_time_changed:
        return _("New time: %(title)s, %(when)s. It was %(was)s. Ref %(reference)s.")
    return _("Changed: %(title)s, %(when)s, %(where)s. Ref %(reference)s.")


def _reminder_text(facts: MessageFacts) -> str:
    if facts.days_until == 0:
        return _("Today: %(title)s, %(when)s, %(where)s. Ref %(reference)s. Look or cancel:")
    if facts.days_until == 1:
        return _("Tomorrow: %(title)s, %(when)s, %(where)s. Ref %(reference)s. Look or cancel:")
    return _("Reminder: %(title)s, %(when)s, %(where)s. Ref %(reference)s. Look or cancel:")


_TEXTS: dict[NoticeKind, Callable[[MessageFacts], str]] = {
    NoticeKind.CONFIRMED: lambda _facts: _(
        "Booked: %(title)s, %(when)s, %(where)s. Ref %(reference)s. Look or cancel:"
    ),
    NoticeKind.WAITING: lambda _facts: _(
        "Waiting list: %(title)s, %(when)s. You are number %(position)s. Ref %(reference)s."
    ),
    NoticeKind.OFFERED: lambda _facts: _(
        "A place for you: %(title)s, %(when)s. Take it before %(until)s:"
    ),
    NoticeKind.LAPSED: lambda _facts: _("Your offer has ended: %(title)s. Ref %(reference)s."),
    NoticeKind.CANCELLED: lambda _facts: _("Booking cancelled: %(title)s. Ref %(reference)s."),
    NoticeKind.CHANGED: lambda _facts: _(
        "Booking changed: %(title)s, %(when)s. Ref %(reference)s. Look:"
    ),
    NoticeKind.EVENT_CHANGED: _changed_text,
    NoticeKind.EVENT_CANCELLED: lambda _facts: _(
        "Cancelled: %(title)s, %(when)s. Do not travel. Questions: %(phone)s."
    ),
    NoticeKind.REMINDER_DAYS: _reminder_text,
    NoticeKind.REMINDER_HOURS: _reminder_text,
}
