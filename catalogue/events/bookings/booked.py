"""A booking in words, for the page after booking and for the page where it is looked after."""

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.courses import wording
from catalogue.events.bookings.forms import access_words
from catalogue.events.bookings.opening import words_of
from catalogue.events.bookings.phone_numbers import shown_number
from catalogue.events.bookings.places import position
from catalogue.events.bookings.records import AccessNeed, Booking
from catalogue.events.bookings.tokens import manage_token
from catalogue.events.dates import EventDate
from catalogue.events.enums import AccessNeedKind, BookingState, EventStatus
from catalogue.events.event_facts import (
    ContactWords,
    DateLeaf,
    OwnWords,
    When,
    Where,
    contact_words,
    date_leaf,
    on_the_wall,
    own_lines,
    own_words,
    when_words,
    where_words,
)
from catalogue.events.event_lookup import address_of
from catalogue.events.event_status import StatusWords, status_words
from catalogue.events.pages import EventPage, EventSession
from portal.core.lists import with_commas
from portal.core.models import SiteContact

DAYS_BEFORE = datetime.timedelta(days=2)
HOURS_BEFORE = datetime.timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class NextStep:
    """``NextStep("2 days before", "We send the place, ...")``."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Booked:
    """Everything that the two pages show of one booking."""

    booking: Booking
    state: str  # of BookingState; an offer whose time is over counts as lapsed
    event: EventPage
    words: EventPage
    date: EventDate
    leaf: DateLeaf
    when: When
    where: Where
    status: StatusWords | None
    contact: ContactWords
    position: int
    is_over: bool
    offer_until: str
    access: str
    sessions: tuple[OwnWords, ...]
    token: str

    @property
    def title(self) -> OwnWords:
        """The title of the event."""
        return own_words(self.words, "title")

    @property
    def event_url(self) -> str:
        """The page of the event in this language."""
        return address_of(self.words)

    @property
    def is_confirmed(self) -> bool:
        """Whether the places are theirs."""
        return self.state == BookingState.CONFIRMED

    @property
    def is_waiting(self) -> bool:
        """Whether they wait for a place."""
        return self.state == BookingState.WAITING

    @property
    def is_offered(self) -> bool:
        """Whether a place is kept for their answer."""
        return self.state == BookingState.OFFERED

    @property
    def is_live(self) -> bool:
        """Whether there is something to cancel."""
        is_held = self.is_confirmed or self.is_waiting or self.is_offered
        is_ahead = not self.is_over and self.date.status != EventStatus.CANCELLED
        return is_held and is_ahead and self.booking.arrived_at is None

    @property
    def may_change(self) -> bool:
        """Whether people and needs can still be changed."""
        return self.is_live and not self.is_called_off

    @property
    def has_lapsed(self) -> bool:
        """Whether an offer ended without an answer."""
        return self.state == BookingState.LAPSED

    @property
    def is_cancelled(self) -> bool:
        """Whether they cancelled, or left the line."""
        return self.state == BookingState.CANCELLED

    @property
    def has_left_the_line(self) -> bool:
        """Whether they cancelled before they had a place."""
        return self.is_cancelled and self.booking.confirmed_at is None

    @property
    def is_called_off(self) -> bool:
        """Whether there is nothing to come to."""
        return self.date.status in (EventStatus.CANCELLED, EventStatus.POSTPONED)

    @property
    def sent_to(self) -> str:
        """Where the message goes: the email address, else the number."""
        return self.booking.email or shown_number(self.booking.phone)

    @property
    def phone(self) -> str:
        """The number of the person as they would write it."""
        return shown_number(self.booking.phone)

    @property
    def people(self) -> str:
        """``"2 people: you and one more"``."""
        more = self.booking.party_size - 1
        if not more:
            return _("1 person: you")
        return ngettext(
            "%(all)s people: you and %(more)s more", "%(all)s people: you and %(more)s more", more
        ) % {"all": more + 1, "more": more}

    @property
    def arrival(self) -> OwnWords:
        """When to come, in the words of the organiser."""
        return own_words(self.words, "arrival_note")

    @property
    def bring(self) -> list[OwnWords]:
        """What to bring."""
        return own_lines(self.words, "bring")


def booked(booking: Booking, *, now: datetime.datetime, site: SiteContact) -> Booked:
    """Return a booking in words. Its date and event come fetched."""
    date = booking.date
    event = date.event.source
    date.event = event
    words = words_of(event)
    until = booking.offer_expires_at
    is_off = not date.takes_place
    return Booked(
        booking=booking,
        state=_state(booking, now=now),
        event=event,
        words=words,
        date=date,
        leaf=date_leaf(date, off=is_off),
        when=when_words(date, doors_minutes=event.doors_minutes),
        where=where_words(words),
        status=status_words(words, date, now=now),
        contact=contact_words(words, site),
        position=position(booking),
        is_over=date.is_over(now),
        offer_until=_moment(until) if until else "",
        access=access_in_words(booking, event),
        sessions=_sessions(booking, event, words),
        token=manage_token(booking),
    )


def _state(booking: Booking, *, now: datetime.datetime) -> str:
    ends = booking.offer_expires_at
    if booking.state == BookingState.OFFERED and ends and now >= ends:
        return BookingState.LAPSED.value
    return str(booking.state)


def access_in_words(booking: Booking, event: EventPage) -> str:
    """Return what would help somebody: ``"A helper who speaks my language (اردو)"``, or nothing."""
    need = AccessNeed.objects.filter(booking=booking).first()
    return needs_in_words(need.kinds, need.language, need.text, event) if need else ""


def needs_in_words(kinds: list[str], language: str, text: str, event: EventPage) -> str:
    """Return answers about access in one line."""
    parts = []
    for kind in kinds:
        if kind == AccessNeedKind.OTHER or kind not in AccessNeedKind.values:
            continue
        words = access_words(kind, event)
        if kind == AccessNeedKind.INTERPRETER and language:
            words = _("%(what)s (%(more)s)") % {"what": words, "more": language}
        parts.append(words)
    return with_commas([*parts, text] if text else parts)


def next_steps(one: Booked, *, now: datetime.datetime) -> list[NextStep]:
    """Return what happens after booking, without what is over."""
    start, steps = one.date.start_at, []
    if now < start - DAYS_BEFORE:
        text = _("We send the place, the time and a phone number.")
        steps.append(NextStep(_("2 days before"), text))
    if now < start - HOURS_BEFORE:
        steps.append(NextStep(_("2 hours before"), _("We send a short message.")))
    reference = {"reference": one.booking.reference}
    if one.where.is_online and not one.where.is_in_person:
        text = _("Open the link in our message. You do not have to install anything.")
    else:
        text = _("Say your name or %(reference)s at the door. You do not need paper.") % reference
    steps.append(NextStep(_("On the day"), text))
    return steps


def _moment(moment: datetime.datetime) -> str:
    local = on_the_wall(moment)
    words = {"day": wording.day_and_month(local.date()), "time": wording.clock(local.time())}
    return _("%(time)s on %(day)s") % words


def _sessions(booking: Booking, event: EventPage, words: EventPage) -> tuple[OwnWords, ...]:
    keys = booking.slots.exclude(slot__session_key="").values_list("slot__session_key", flat=True)
    wanted = set(keys)
    if not wanted:
        return ()
    titles = {one.key: OwnWords(one.title, event.locale.language_code) for one in _of(event)}
    if words is not event:
        code = words.locale.language_code
        titles |= {one.key: OwnWords(one.title, code) for one in _of(words)}
    return tuple(title for key, title in titles.items() if key in wanted)


def _of(page: EventPage) -> list[EventSession]:
    return sorted(page.sessions.all(), key=lambda one: (one.starts_at, one.pk))
