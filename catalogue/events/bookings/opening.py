"""What can be booked of an event now: dates, places, talks; or what is in the way."""

import datetime
import enum
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings

from catalogue.courses import wording
from catalogue.events.bookings.places import Places, places_of, session_places_of
from catalogue.events.bookings.services import refusal_now
from catalogue.events.dates import EventDate
from catalogue.events.enums import AttendanceMode, BookingRule, EventStatus
from catalogue.events.event_words import OwnWords, own_words
from catalogue.events.pages import EventPage, EventSession
from portal.core.prose import web_address
from portal.navigation.languages import active_language

NO_LIMIT = Places(capacity=None, taken=0, left=None, waiting=0)


class Barrier(enum.StrEnum):
    """Why nothing can be booked here. The words are on ``bookings/not_open.html``."""

    TURN_UP = "TURN_UP"
    EXTERNAL = "EXTERNAL"
    POSTPONED = "POSTPONED"
    FULL = "FULL"
    CANCELLED = "CANCELLED"
    CLOSED = "CLOSED"
    OVER = "OVER"

    @property
    def is_for_good(self) -> bool:
        """Whether the address of this form leads nowhere from now on."""
        return self in (Barrier.CANCELLED, Barrier.CLOSED, Barrier.OVER)


@dataclass(frozen=True, slots=True)
class OpenDate:
    """A date that can be booked, or waited for."""

    date: EventDate
    places: Places

    def has_room(self, people: int) -> bool:
        """Whether a party of this size gets places, and does not have to wait."""
        return self.places.left is None or self.places.left >= people


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A talk inside a date with its own places."""

    session: EventSession
    title: OwnWords
    places: Places

    def has_room(self, people: int) -> bool:
        """Whether a party of this size finds seats."""
        return self.places.left is None or self.places.left >= people

    @property
    def times(self) -> str:
        """``"11am to 11:30am"``."""
        return wording.times(self.session.starts_at, self.session.ends_at)

    def is_at_the_time_of(self, other: "OpenSession") -> bool:
        """Whether nobody can be at both."""
        mine, theirs = self.session, other.session
        return mine.starts_at < theirs.ends_at and theirs.starts_at < mine.ends_at


@dataclass(frozen=True, slots=True)
class Opening:
    """An event as its booking pages see it. ``words`` is its page in the visitor's language."""

    event: EventPage
    words: EventPage
    dates: tuple[OpenDate, ...]
    nearest: EventDate | None  # for pages that say why nothing can be booked
    barrier: Barrier | None = None

    @property
    def title(self) -> OwnWords:
        """The title, marked with its language."""
        return own_words(self.words, "title")

    @property
    def external_url(self) -> str:
        """Where the organiser takes bookings, or nothing when that is no web address."""
        return web_address(self.event.external_booking_url)

    @property
    def is_online(self) -> bool:
        """Whether nobody travels."""
        return bool(self.event.attendance_mode == AttendanceMode.ONLINE)

    def date_of(self, key: str) -> OpenDate | None:
        """Return the open date with a key."""
        return next((one for one in self.dates if one.date.key == key), None)

    def sessions_of(self, chosen: OpenDate) -> tuple[OpenSession, ...]:
        """Return the talks of a date that have places of their own, in their order."""
        sessions = [one for one in self.event.sessions.all() if one.capacity is not None]
        if not sessions:
            return ()
        places = session_places_of(chosen.date.pk)
        titles = {one.key: one.title for one in self.words.sessions.all()}
        language = self.words.locale.language_code
        return tuple(
            OpenSession(
                session=one,
                title=OwnWords(titles[one.key], language)
                if one.key in titles
                else OwnWords(one.title, settings.LANGUAGE_CODE),
                places=places[one.key],
            )
            for one in sorted(sessions, key=lambda one: (one.starts_at, one.pk))
            if one.key in places
        )


def read_opening(page: EventPage, *, now: datetime.datetime) -> Opening:
    """Return what can be booked of an event. ``page`` is its page in any language."""
    event = page.source
    dates = list(EventDate.objects.filter(event=event).order_by("start_at", "pk"))
    for date in dates:
        date.event = event
    places = places_of(date.pk for date in dates if not date.is_over(now))
    bookable = [date for date in dates if refusal_now(date, now=now) is None]
    found = [OpenDate(date, places.get(date.pk, NO_LIMIT)) for date in bookable]
    found = [one for one in found if event.has_waiting_list or one.has_room(1)]
    return Opening(
        event=event,
        words=page,
        dates=tuple(found),
        nearest=_nearest(dates, now=now),
        barrier=None if found else _barrier(event, dates, is_full=bool(bookable), now=now),
    )


def words_of(event: EventPage) -> EventPage:
    """Return the page of an event in the visitor's language, else the English one."""
    if active_language() == settings.LANGUAGE_CODE:
        return event
    translated = EventPage.objects.filter(
        translation_key=event.translation_key,
        locale__language_code=active_language(),
        live=True,
    )
    page = translated.select_related("locale").first()
    if page is None:
        return event
    page.__dict__["source"] = event  # fetched already
    return page


def _nearest(dates: Sequence[EventDate], *, now: datetime.datetime) -> EventDate | None:
    """Return the date that a page without a choice is about: the next one, else the last."""
    ahead = [date for date in dates if not date.is_over(now)]
    taking_place = [date for date in ahead if date.takes_place]
    return next(iter(taking_place or ahead or dates[-1:]), None)


def _barrier(
    event: EventPage, dates: Sequence[EventDate], *, is_full: bool, now: datetime.datetime
) -> Barrier:
    ahead = [date for date in dates if not date.is_over(now)]
    if not ahead:
        return Barrier.OVER
    if not any(date.takes_place for date in ahead):
        is_postponed = any(date.status == EventStatus.POSTPONED for date in ahead)
        return Barrier.POSTPONED if is_postponed else Barrier.CANCELLED
    if event.booking == BookingRule.NONE:
        return Barrier.TURN_UP
    if event.booking == BookingRule.EXTERNAL:
        return Barrier.EXTERNAL
    return Barrier.FULL if is_full else Barrier.CLOSED
