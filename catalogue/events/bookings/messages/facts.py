"""What a message can say, in the language that is active: each value ready to stand in plain text.

On a page from right to left every value has a direction of its own, so that Latin names, hours and
addresses read well. A link stands alone on its line: some programs would take a mark right behind
it for a part of the address.

Neither the name of the person nor what they wrote about access is here. A stranger may type
anything as a name, with somebody else's address.
"""

import datetime
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language_bidi, ngettext
from django.utils.translation import gettext as _

from catalogue.events.bookings.notice_truth import last_told
from catalogue.events.bookings.phone_numbers import shown_number
from catalogue.events.bookings.places import position
from catalogue.events.bookings.records import Booking, Notice
from catalogue.events.bookings.tokens import manage_token
from catalogue.events.calendars.words import page_address
from catalogue.events.dates import EventDate
from catalogue.events.enums import AttendanceMode, BookingState, EventStatus, NoticeKind
from catalogue.events.event_facts import (
    contact_words,
    moment_words,
    on_the_wall,
    own_lines,
    own_words,
    when_words,
    where_words,
)
from catalogue.events.event_status import status_words
from catalogue.events.pages import EventPage, EventSession
from catalogue.events.talk_changes import of_facts, talk_words
from portal.core.lists import isolated, with_semicolons
from portal.core.models import SiteContact
from portal.core.prose import one_line, shortened
from portal.core.structured_data import absolute
from portal.navigation.languages import active_language

LEFT_TO_RIGHT = "\u200e"
TITLE_LENGTH = 120


@dataclass(frozen=True, slots=True)
class TalkChange:
    """``TalkChange("11am to 12 noon, Writing a CV", "2pm to 3pm, Writing a CV")``."""

    was: str
    now: str


@dataclass(frozen=True, slots=True)
class MessageFacts:
    """Everything that one of the templates says. Empty: it is not said."""

    title: str
    bare_title: str
    when: str
    doors: str
    places: tuple[str, ...]
    room: str
    arrival: str
    bring: str
    sessions: tuple[str, ...]
    online_link: str
    people: str
    reference: str
    manage_link: str
    manage_url: str
    page_link: str
    contact_name: str
    phone: str
    email: str
    position: int
    offer_until: str
    days_until: int
    was_when: str
    is_time_changed: bool
    is_place_changed: bool
    talks: tuple[TalkChange, ...]
    is_postponed: bool
    is_back_on: bool
    is_confirmed: bool
    is_offered: bool
    reason: str
    service: str


def facts_of(notice: Notice, *, now: datetime.datetime) -> MessageFacts:
    """Return what is true now of the booking and the event that a message is about."""
    booking = notice.booking
    date = booking.date
    event = _in_language(date.event)
    site = SiteContact.current()
    contact = contact_words(event, site)
    where = where_words(event)
    when = when_words(date, doors_minutes=event.source.doors_minutes)
    change = _change(notice)
    status = status_words(event, date, now=now)
    manage_url = absolute(reverse("bookings:manage", args=[manage_token(booking)]))
    postponed = date.status == EventStatus.POSTPONED
    return MessageFacts(
        title=isolated(shortened(event.title, TITLE_LENGTH)),
        bare_title=one_line(event.title),
        when="" if postponed else isolated(when.whole),
        doors="" if postponed else isolated(when.doors),
        places=tuple(isolated(line) for line in (where.short, where.address) if line),
        room=isolated(str(where.room or "")),
        arrival=isolated(str(own_words(event, "arrival_note"))),
        bring=with_semicolons(str(line) for line in own_lines(event, "bring")),
        sessions=tuple(talk_words(talk) for talk in _booked_talks(booking, event)),
        online_link=_online_link(booking, event.source),
        people=_people(booking.party_size),
        reference=isolated(booking.reference),
        manage_link=_link(manage_url),
        manage_url=manage_url,
        page_link=_link(page_address(event, active_language())),
        contact_name=isolated(str(contact.name or "")),
        phone=isolated(shown_number(contact.phone)),
        email=isolated(contact.email or ("" if contact.phone else site.email)),
        position=position(booking),
        offer_until=_offer_until(booking),
        days_until=_days_until(date, now=now),
        was_when=change.was_when,
        is_time_changed=change.is_time,
        is_place_changed=change.is_place,
        talks=_talk_changes(notice, event),
        is_postponed=postponed,
        is_back_on=change.is_back_on,
        is_confirmed=booking.state == BookingState.CONFIRMED,
        is_offered=booking.state == BookingState.OFFERED,
        reason=isolated(str(status.reason)) if status and status.reason else "",
        service=isolated(one_line(site.service_name)),
    )


def _in_language(event: EventPage) -> EventPage:
    """Return the live page of an event in the language of the message, else the English one."""
    language = active_language()
    if event.locale.language_code == language:
        return event
    pages = EventPage.objects.filter(
        translation_key=event.translation_key, locale__language_code=language, live=True
    )
    found: EventPage | None = pages.select_related("locale").first()
    return found or event


def _link(url: str) -> str:
    """Return an address for a line of its own. The space keeps the second mark out of the link."""
    return f"{LEFT_TO_RIGHT}{url} {LEFT_TO_RIGHT}" if get_language_bidi() else url


def _people(number: int) -> str:
    return isolated(ngettext("%(number)s person", "%(number)s people", number) % {"number": number})


def _booked_talks(booking: Booking, event: EventPage) -> list[EventSession]:
    """Return the talks and workshops that are booked and take place, in their order."""
    keys = _booked_keys(booking)
    rows = [row for row in event.source.sessions.all() if row.key in keys] if keys else []
    return sorted(rows, key=lambda row: row.starts_at)


def _booked_keys(booking: Booking) -> set[str]:
    return set(booking.slots.values_list("slot__session_key", flat=True)) - {""}


def _talk_changes(notice: Notice, event: EventPage) -> tuple[TalkChange, ...]:
    """Return which of the talks that are booked are at another time now, elsewhere, or no more."""
    is_told = notice.kind == NoticeKind.EVENT_CHANGED
    before = _first_untold(notice)["talks"] if is_told else []
    keys = _booked_keys(notice.booking) if before else set()
    after = {talk.key: talk_words(talk) for talk in event.source.sessions.all()} if keys else {}
    changes = (
        TalkChange(talk_words(of_facts(talk)), after.get(talk["key"], _("Cancelled")))
        for talk in before
        if talk["key"] in keys
    )
    return tuple(one for one in changes if one.was != one.now)


def _online_link(booking: Booking, source: EventPage) -> str:
    """Return the address of the online room, for people who have a place and nobody else."""
    is_online = source.attendance_mode != AttendanceMode.IN_PERSON
    has_place = booking.state == BookingState.CONFIRMED and booking.date.takes_place
    return _link(source.online_url) if is_online and has_place and source.online_url else ""


def _offer_until(booking: Booking) -> str:
    ends_at = booking.offer_expires_at
    return isolated(moment_words(ends_at)) if ends_at else ""


def _days_until(date: EventDate, *, now: datetime.datetime) -> int:
    """Return how far away the day is by the days on the wall: 1 is tomorrow."""
    return max((on_the_wall(date.start_at).date() - on_the_wall(now).date()).days, 0)


@dataclass(frozen=True, slots=True)
class _Change:
    was_when: str = ""
    is_time: bool = False
    is_place: bool = False
    is_back_on: bool = False


@dataclass(slots=True)
class _Times:
    start_at: datetime.datetime
    end_at: datetime.datetime


def _change(notice: Notice) -> _Change:
    """Return what is different from what this person was told last, or from what was there."""
    if notice.kind not in (NoticeKind.EVENT_CHANGED, NoticeKind.EVENT_CANCELLED):
        return _Change()
    date, told = notice.booking.date, last_told(notice)
    first = _first_untold(notice)
    start = told["start_at"] if told else first.get("previous_start_at", "")
    was_off = told["status"] != "ON" if told else False
    is_time = bool(start) and datetime.datetime.fromisoformat(start) != date.start_at
    was_when = ""
    if told and (is_time or told["end_at"] != date.end_at.astimezone(datetime.UTC).isoformat()):
        is_time = True
        end = datetime.datetime.fromisoformat(told["end_at"])
        was_when = when_words(_Times(datetime.datetime.fromisoformat(start), end)).whole
    elif is_time:
        was_when = moment_words(datetime.datetime.fromisoformat(start))
    return _Change(
        was_when=isolated(was_when),
        is_time=is_time,
        is_place=bool(first.get("is_place_changed")) or _is_elsewhere(notice, told),
        is_back_on=was_off and date.takes_place,
    )


def _first_untold(notice: Notice) -> dict[str, Any]:
    """Return the facts of the first of several changes that nobody was told of so far."""
    kind = NoticeKind.EVENT_CHANGED
    changes = notice.booking.notices.filter(kind=kind, sent_at__isnull=True, pk__lte=notice.pk)
    found: list[dict[str, Any]] = list(changes.order_by("pk").values_list("facts", flat=True))
    facts = dict(found[0]) if found else dict(notice.facts)
    if any(one.get("is_place_changed") for one in found):
        facts["is_place_changed"] = "yes"
    talks = [talk for one in reversed(found) for talk in one.get("talks", [])]
    return {**facts, "talks": list({talk["key"]: talk for talk in talks}.values())}


def _is_elsewhere(notice: Notice, told: dict[str, str] | None) -> bool:
    event = notice.booking.date.event
    here = {"venue": str(event.venue_id or ""), "mode": event.attendance_mode}
    return told is not None and any(told[name] != value for name, value in here.items())


def known_language(booking: Booking) -> str:
    """Return the language that somebody booked in, or the site's own if it is gone."""
    is_known = booking.language in dict(settings.LANGUAGES)
    return booking.language if is_known else settings.LANGUAGE_CODE
