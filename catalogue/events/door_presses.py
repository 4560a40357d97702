"""Presses at the door: each is counted once, however often a phone sends it."""

import datetime
import uuid
from dataclasses import dataclass
from enum import StrEnum

from catalogue.events.bookings.door_counts import arrive, undo_arrival, undo_walk_in, walk_in
from catalogue.events.bookings.records import Booking
from catalogue.events.bookings.refusals import BookingRefused, Refusal
from catalogue.events.bookings.turns import in_turn, lock_date
from catalogue.events.dates import DoorPress, EventDate
from catalogue.events.enums import AgeBand

MOST_WALK_INS = 10  # in one press
_MOST_DIGITS = len(str(MOST_WALK_INS))
_NAMES_SOMETHING = 2  # "in:<booking>" has two parts
NOBODY = uuid.UUID(int=0)


class Action(StrEnum):
    """What was pressed."""

    IN = "in"  # a booking came
    OUT = "out"  # it did not after all
    WALK = "walk"  # people without a booking
    BACK = "back"  # they did not after all


@dataclass(frozen=True, slots=True)
class Press:
    """``Press(<key>, Action.IN, about=<booking>)``; ``about`` is the press that BACK takes back."""

    key: uuid.UUID
    action: Action
    about: uuid.UUID = NOBODY
    people: int = 0
    band: AgeBand = AgeBand.NOT_ASKED


def read_press(key: str, pressed: str, other: str = "", band: str = "") -> Press:
    """Return what a form tells.

    It is ``"in:<booking>"``, ``"out:<booking>"``, ``"walk:2"``, ``"walk:other"`` with ``other``
    for its number, or ``"back:<key of a press>"``.

    Raises ValueError for anything that no form of ours sends.
    """
    parts = pressed.split(":")
    if len(parts) != _NAMES_SOMETHING:
        raise ValueError(f"No press is called {pressed!r}.")
    action, what = Action(parts[0]), parts[1]
    if action != Action.WALK:
        return Press(uuid.UUID(key), action, about=uuid.UUID(what), band=_band(band))
    number = other if what == "other" else what
    is_short = number.isascii() and number.isdigit() and len(number) <= _MOST_DIGITS
    if not (is_short and 1 <= int(number) <= MOST_WALK_INS):
        raise ValueError(f"{number!r} people cannot be added. It must be 1 to {MOST_WALK_INS}.")
    return Press(uuid.UUID(key), action, people=int(number), band=_band(band))


def count_press(date: EventDate, press: Press, *, now: datetime.datetime) -> bool:
    """Do what was pressed, once. Return False where it was done before.

    The key is kept in the same transaction: a press that was refused may be sent again.

    Raises BookingRefused: FULL, CALLED_OFF, BUSY, NOT_BOOKABLE (the booking is gone or is of
    another date).
    """

    def work() -> bool:
        lock_date(date.pk)
        if DoorPress.objects.filter(key=press.key).exists():
            return False
        DoorPress.objects.create(
            key=press.key, date=date, people=press.people, band=press.band, pressed_at=now
        )
        _do(date, press, now=now)
        return True

    return in_turn(work)


def _band(code: str) -> AgeBand:
    return AgeBand(code) if code else AgeBand.NOT_ASKED


def _do(date: EventDate, press: Press, *, now: datetime.datetime) -> None:
    if press.action == Action.WALK:
        walk_in(date.pk, press.people, press.band, now=now)
    elif press.action == Action.BACK:
        _take_back(date, press, now=now)
    elif press.action == Action.IN:
        arrive(_booking(date, press), now=now, band=press.band)
    else:
        undo_arrival(_booking(date, press), band=press.band)


def _take_back(date: EventDate, press: Press, *, now: datetime.datetime) -> None:
    """Take a walk-in back. One that was never counted, or is back already, changes nothing."""
    if press.about is None:
        return
    before = DoorPress.objects.filter(date=date, key=press.about, people__gt=0).first()
    if before is None:
        return
    undo_walk_in(date.pk, before.people, AgeBand(before.band), now=now)
    DoorPress.objects.filter(pk=before.pk).update(people=0)


def _booking(date: EventDate, press: Press) -> Booking:
    about = press.about
    booking = about and Booking.objects.filter(date=date, public_id=about).first()
    if not booking:
        raise BookingRefused(Refusal.NOT_BOOKABLE)
    return booking
