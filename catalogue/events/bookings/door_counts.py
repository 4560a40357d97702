"""Who came: arrivals of bookings, and people without one. Age bands are numbers, never a name's."""

import datetime

from django.db.models import F

from catalogue.events.bookings.places import WHOLE_DATE, release, slots_of, take
from catalogue.events.bookings.records import Booking
from catalogue.events.bookings.refusals import BookingRefused, Refusal
from catalogue.events.bookings.turns import in_turn, lock_date
from catalogue.events.bookings.waiting import fill
from catalogue.events.dates import ArrivalCount, EventDate
from catalogue.events.enums import AgeBand, BookingState


def arrive(
    booking: Booking, *, now: datetime.datetime, band: AgeBand = AgeBand.NOT_ASKED
) -> Booking:
    """Note that a party came. Twice is once, so a phone may send it again.

    Who stands at the door without a held place (cancelled, waiting, lapsed) gets one if it is
    free. Raises BookingRefused: FULL, CALLED_OFF, NOT_BOOKABLE (the booking is gone).
    """

    def work() -> Booking:
        date = _date_that_takes_place(booking.date_id)
        mine = _locked(booking)
        if mine.arrived_at is not None:
            return mine
        if not mine.holds_places:
            _take_at_the_door(mine)
        if mine.state != BookingState.CONFIRMED:
            mine.state = BookingState.CONFIRMED
            mine.confirmed_at = now
            mine.cancelled_at = mine.offer_expires_at = None
        mine.arrived_at = now
        mine.save(
            update_fields=[
                "state", "confirmed_at", "cancelled_at", "offer_expires_at", "arrived_at"
            ]
        )  # fmt: skip
        _count(date.pk, band, mine.party_size, is_walk_in=False)
        return mine

    return in_turn(work)


def undo_arrival(booking: Booking, *, band: AgeBand = AgeBand.NOT_ASKED) -> Booking:
    """Take an arrival back; the booking keeps its places. Twice is once.

    ``band`` is what was pressed, if the door still knows: nothing keeps it with the booking. The
    total is right in any case.
    """

    def work() -> Booking:
        lock_date(booking.date_id)
        mine = _locked(booking)
        if mine.arrived_at is None:
            return mine
        mine.arrived_at = None
        mine.save(update_fields=["arrived_at"])
        _count_back(mine.date_id, band, mine.party_size)
        return mine

    return in_turn(work)


def walk_in(date_id: int, people: int, band: AgeBand, *, now: datetime.datetime) -> None:
    """Count people who came without a booking, and take their places.

    Raises BookingRefused: FULL, CALLED_OFF, NOT_BOOKABLE (there is no such date).
    """
    _at_least_one(people)

    def work() -> None:
        date = _date_that_takes_place(date_id)
        if not take([_whole(date.pk)], people):
            raise BookingRefused(Refusal.FULL)
        _count(date.pk, band, people, is_walk_in=True)

    in_turn(work)


def undo_walk_in(date_id: int, people: int, band: AgeBand, *, now: datetime.datetime) -> bool:
    """Take walk-ins back and give their places free. Return whether there were so many."""
    _at_least_one(people)

    def work() -> bool:
        date = lock_date(date_id)
        counted = ArrivalCount.objects.filter(
            date=date_id, band=band, is_walk_in=True, people__gte=people
        )
        if not counted.update(people=F("people") - people):
            return False
        release([_whole(date_id)], people)
        fill(date, now=now)
        return True

    return in_turn(work)


def _at_least_one(people: int) -> None:
    if people < 1:
        raise ValueError(f"people must be 1 or more, not {people}")


def _date_that_takes_place(date_id: int) -> EventDate:
    date = lock_date(date_id)
    if not date.takes_place:
        raise BookingRefused(Refusal.CALLED_OFF)
    return date


def _locked(booking: Booking) -> Booking:
    """Return a booking as it is now. Its date is locked, so it stays so, and it is not pruned."""
    mine = Booking.objects.select_for_update(no_key=True).filter(pk=booking.pk).first()
    if mine is None:
        raise BookingRefused(Refusal.NOT_BOOKABLE)
    return mine


def _whole(date_id: int) -> int:
    whole = slots_of(date_id).get(WHOLE_DATE)
    if whole is None:
        raise BookingRefused(Refusal.NOT_BOOKABLE)
    return whole.pk


def _take_at_the_door(booking: Booking) -> None:
    """Take a place of the date for who stands there; of talks, too, where there is one left."""
    if not take([_whole(booking.date_id)], booking.party_size):
        raise BookingRefused(Refusal.FULL)
    sessions = booking.slots.exclude(slot__session_key=WHOLE_DATE)
    for row in sessions.order_by("slot"):
        if not take([row.slot_id], booking.party_size):
            row.delete()


def _count(date_id: int, band: AgeBand, people: int, *, is_walk_in: bool) -> None:
    row, _is_new = ArrivalCount.objects.get_or_create(
        date_id=date_id, band=band, is_walk_in=is_walk_in
    )
    ArrivalCount.objects.filter(pk=row.pk).update(people=F("people") + people)


def _count_back(date_id: int, band: AgeBand, people: int) -> None:
    """Take arrivals off their band; where it has too few, off the largest."""
    counts = list(ArrivalCount.objects.filter(date=date_id, is_walk_in=False))
    for row in sorted(counts, key=lambda row: (row.band != band, -row.people)):
        part = min(row.people, people)
        ArrivalCount.objects.filter(pk=row.pk).update(people=F("people") - part)
        people -= part
