"""What the file of invented events says, typed. The rest of a field's meaning is in the model."""

import datetime
from dataclasses import dataclass

from catalogue.courses.enums import Weekday
from catalogue.events.enums import (
    AttendanceMode,
    Audience,
    BookingRule,
    DateChangeKind,
    EventKind,
    EventStatus,
    Offered,
    Repeats,
)


@dataclass(frozen=True, kw_only=True)
class SessionRecord:
    """A talk: ``[[event.session]]``."""

    title: str
    start: datetime.time
    end: datetime.time
    room: str = ""
    speaker: str = ""
    summary: str = ""
    capacity: int | None = None


@dataclass(frozen=True, kw_only=True)
class ExhibitorRecord:
    """A stand: ``[[event.exhibitor]]``. ``jobs`` is None when nobody told."""

    organisation: str
    stand: str
    roles_wanted: str = ""
    jobs: int | None = None
    languages_spoken: tuple[str, ...] = ()
    contact_name: str = ""
    contact_phone: str = ""


@dataclass(frozen=True, kw_only=True)
class ChangeRecord:
    """One date of a series that differs: ``[[event.change]]``. The first date is occurrence 1."""

    occurrence: int
    kind: DateChangeKind
    reason: str = ""
    start: datetime.time | None = None
    end: datetime.time | None = None


@dataclass(frozen=True, kw_only=True)
class EventRecord:
    """An event: ``[[event]]``. Its day is ``in_days``, or the ``day`` of a ``week`` from now.

    ``booked`` people have a place on its first date, and ``waiting`` bookings wait for one.
    ``moved_from_days``: it was first planned so many days earlier.
    """

    key: str
    title: str
    summary: str
    kind: EventKind
    organiser: str
    start: datetime.time
    end: datetime.time
    in_days: int | None = None
    week: int = 0
    day: Weekday | None = None
    doors_minutes: int = 0
    repeats: Repeats = Repeats.ONCE
    repeat_weeks: int = 0
    until_after_clock_change: bool = False
    extra_days: tuple[Weekday, ...] = ()
    moved_from_days: int = 0
    status: EventStatus = EventStatus.SCHEDULED
    status_reason: str = ""
    audience: Audience = Audience.EVERYONE
    audience_note: str = ""
    mode: AttendanceMode = AttendanceMode.IN_PERSON
    venue: str = ""
    room: str = ""
    online_url: str = ""
    getting_there: str = ""
    arrival_note: str = ""
    walk_in_note: str = ""
    cost_pence: int = 0
    cost_note: str = ""
    bring: str = ""
    about: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    booking: BookingRule = BookingRule.REQUIRED
    external_booking_url: str = ""
    capacity: int | None = None
    booked: int = 0
    waiting: int = 0
    bsl: Offered = Offered.UNKNOWN
    captions: Offered = Offered.UNKNOWN
    interpreters: Offered = Offered.UNKNOWN
    languages_spoken: tuple[str, ...] = ()
    quiet_from: datetime.time | None = None
    quiet_until: datetime.time | None = None
    quiet_note: str = ""
    quiet_room: Offered = Offered.UNKNOWN
    children_welcome: Offered = Offered.UNKNOWN
    children_note: str = ""
    creche: Offered = Offered.UNKNOWN
    food: Offered = Offered.UNKNOWN
    food_note: str = ""
    access_note: str = ""
    session: tuple[SessionRecord, ...] = ()
    exhibitor: tuple[ExhibitorRecord, ...] = ()
    change: tuple[ChangeRecord, ...] = ()
