"""Booking a place and everything that changes a booking. One transaction each.

Each function takes its turn on the date (``turns``), reads the booking as it is now, changes it
with its places, and writes down who is to be told. The ``booking`` passed in names the row; the
one returned is as it was saved.
"""

import datetime
from collections.abc import Callable

from django.db import IntegrityError

from catalogue.events.bookings import notices
from catalogue.events.bookings.door_counts import arrive, undo_arrival, undo_walk_in, walk_in
from catalogue.events.bookings.places import (
    WHOLE_DATE,
    fits,
    position,
    release,
    slots_of,
    take,
)
from catalogue.events.bookings.records import AccessNeed, BookedSlot, Booking
from catalogue.events.bookings.refusals import BookingRefused, Refusal
from catalogue.events.bookings.requests import Access, BookingRequest, Outcome
from catalogue.events.bookings.retention import delete_bookings
from catalogue.events.bookings.turns import in_turn, lock_date
from catalogue.events.bookings.waiting import (
    about,
    fill,
    in_line,
    lapse,
    lapse_offers,
    next_turn,
    offer_free_places,
    slot_ids,
)
from catalogue.events.dates import EventDate, Slot
from catalogue.events.enums import BookingSource, BookingState, NoticeKind
from catalogue.events.pages import EventPage, is_bookable

__all__ = [
    "Access",
    "BookingRefused",
    "BookingRequest",
    "Outcome",
    "Refusal",
    "accept_offer",
    "arrive",
    "book",
    "cancel",
    "closes_at",
    "decline_offer",
    "forget",
    "lapse_offers",
    "offer_free_places",
    "reduce_party",
    "refusal_now",
    "undo_arrival",
    "undo_walk_in",
    "walk_in",
]

# Two references are the same once in 28^8 pairs; then the next one is tried.
MOST_REFERENCES = 3
HOUR = datetime.timedelta(hours=1)
# What the rules of booking ask of a page, whose other fields are long.
RULES = (
    "booking",
    "bookings_close_hours",
    "has_waiting_list",
    "is_template",
    "largest_party",
    "live",
)


def closes_at(date: EventDate, event: EventPage) -> datetime.datetime:
    """Return when people can no longer book a date. Staff can until it ends."""
    return date.start_at - event.bookings_close_hours * HOUR


def refusal_now(
    date: EventDate, *, now: datetime.datetime, source: str = BookingSource.WEB
) -> Refusal | None:
    """Say why nobody can book a date now, however small the party; None if they can ask.

    A date without a free place is no reason: there may be a waiting list.
    """
    event = date.event
    if not is_bookable(event) or not event.live or event.is_template:
        return Refusal.NOT_BOOKABLE
    if not date.takes_place:
        return Refusal.CALLED_OFF
    last = date.end_at if source == BookingSource.STAFF else closes_at(date, event)
    return Refusal.CLOSED if now >= min(last, date.end_at) else None


def book(request: BookingRequest, *, now: datetime.datetime) -> Outcome:
    """Book places, or stand in the line for them.

    Raises:
        BookingRefused: FULL, SESSION_FULL, PARTY_TOO_LARGE, CLOSED, CALLED_OFF, NOT_BOOKABLE, BUSY.
    """
    for tries_left in reversed(range(MOST_REFERENCES)):
        try:
            return in_turn(lambda: _book(request, now))
        except IntegrityError:
            if first := _booked_before(request):
                return Outcome(first, is_new=False)
            if not tries_left:
                raise
    raise AssertionError("The last try returns or raises.")


def _booked_before(request: BookingRequest) -> Booking | None:
    return Booking.objects.filter(idempotency_key=request.idempotency_key).first()


def _book(request: BookingRequest, now: datetime.datetime) -> Outcome:
    date = lock_date(request.date_id)
    if first := _booked_before(request):
        return Outcome(first, is_new=False)
    date.event = EventPage.objects.only(*RULES).get(pk=date.event_id)
    if refusal := refusal_now(date, now=now, source=request.source):
        raise BookingRefused(refusal)
    slots = _wanted_slots(request, date, now=now)
    ids = [slot.pk for slot in slots]
    is_held = take(ids, request.party_size)
    if not is_held and (not date.event.has_waiting_list or now >= date.start_at):
        raise BookingRefused(Refusal.FULL)
    booking = Booking.objects.create(
        idempotency_key=request.idempotency_key,
        date=date,
        name=request.name,
        email=request.email,
        phone=request.phone,
        party_size=request.party_size,
        language=request.language,
        source=request.source,
        state=BookingState.CONFIRMED if is_held else BookingState.WAITING,
        confirmed_at=now if is_held else None,
        waiting_since=None if is_held else next_turn(date.pk, now=now),
        created_at=now,
    )
    BookedSlot.objects.bulk_create([BookedSlot(booking=booking, slot_id=pk) for pk in ids])
    if request.access:
        AccessNeed.objects.create(
            booking=booking,
            kinds=list(request.access.kinds),
            language=request.access.language,
            text=request.access.text,
        )
    if is_held:
        notices.queue(booking, NoticeKind.CONFIRMED, now=now)
    else:
        facts = {"position": position(booking)}
        notices.queue(booking, NoticeKind.WAITING, facts=facts, now=now)
    return Outcome(booking, is_new=True)


def _wanted_slots(
    request: BookingRequest, date: EventDate, *, now: datetime.datetime
) -> list[Slot]:
    """Return the slot of the date and those of the talks, where the party can fit at all."""
    slots = slots_of(date.pk)
    whole = slots.get(WHOLE_DATE)
    if whole is None:
        raise BookingRefused(Refusal.NOT_BOOKABLE)
    most = date.event.largest_party if whole.capacity is None else whole.capacity
    if not 1 <= request.party_size <= min(date.event.largest_party, most):
        raise BookingRefused(Refusal.PARTY_TOO_LARGE)
    if whole.places_left != 0 and in_line(date.pk).exists() and fill(date, now=now):
        slots = slots_of(date.pk)  # somebody waited, and fits
    keys = dict.fromkeys(key for key in request.session_keys if key != WHOLE_DATE)
    sessions = [slots[key] for key in keys if key in slots]
    if len(sessions) < len(keys) or not fits(sessions, request.party_size):
        raise BookingRefused(Refusal.SESSION_FULL)
    return [slots[WHOLE_DATE], *sessions]


def cancel(booking: Booking, *, now: datetime.datetime) -> Booking:
    """Cancel a booking or leave the line; what it held goes to who waits. Twice is once.

    Raises BookingRefused: CLOSED when the date is over or the party has come, NOT_BOOKABLE when
    the booking is gone.
    """

    def work(date: EventDate, mine: Booking) -> None:
        if mine.state in (BookingState.CANCELLED, BookingState.LAPSED):
            return
        _must_be_ahead(date, mine, now)
        _give_up(date, mine, now=now)

    return _change(booking, work)


def reduce_party(booking: Booking, size: int, *, now: datetime.datetime) -> Booking:
    """Make a party smaller; the places go to who waits. The same size changes nothing.

    Raises BookingRefused: PARTY_TOO_LARGE for a larger party, CLOSED and NOT_BOOKABLE as
    ``cancel``, NOT_BOOKABLE for a booking that is cancelled or lapsed.
    """
    if size < 1:
        raise ValueError(f"size must be 1 or more, not {size}")

    def work(date: EventDate, mine: Booking) -> None:
        if size > mine.party_size:
            raise BookingRefused(Refusal.PARTY_TOO_LARGE)
        if mine.state in (BookingState.CANCELLED, BookingState.LAPSED):
            raise BookingRefused(Refusal.NOT_BOOKABLE)
        _must_be_ahead(date, mine, now)
        fewer = mine.party_size - size
        if not fewer:
            return
        if mine.holds_places:
            release(slot_ids(mine), fewer)
        mine.party_size = size
        mine.save(update_fields=["party_size"])
        notices.queue(mine, NoticeKind.CHANGED, about=about(now), now=now)
        fill(date, now=now)
        mine.refresh_from_db()

    return _change(booking, work)


def accept_offer(booking: Booking, *, now: datetime.datetime) -> Booking:
    """Take an offered place. Twice is once.

    Raises BookingRefused: OFFER_ENDED when its time is over or there is no offer, CALLED_OFF,
    NOT_BOOKABLE when the booking is gone.
    """

    def work(date: EventDate, mine: Booking) -> None:
        if mine.state != BookingState.OFFERED:
            return
        if not date.takes_place:
            raise BookingRefused(Refusal.CALLED_OFF)
        if _has_ended(date, mine, now):
            lapse(mine, date, now=now)
            fill(date, now=now)
            return
        mine.state = BookingState.CONFIRMED
        mine.confirmed_at = now
        mine.offer_expires_at = None
        mine.save(update_fields=["state", "confirmed_at", "offer_expires_at"])
        notices.queue(mine, NoticeKind.CONFIRMED, now=now)

    changed = _change(booking, work)
    if changed.state != BookingState.CONFIRMED:  # only now: that it lapsed is saved
        raise BookingRefused(Refusal.OFFER_ENDED)
    return changed


def decline_offer(booking: Booking, *, now: datetime.datetime) -> Booking:
    """Give an offered place to the next in the line. Twice is once.

    Raises BookingRefused: OFFER_ENDED when there is no offer, NOT_BOOKABLE when it is gone.
    """

    def work(date: EventDate, mine: Booking) -> None:
        if mine.state == BookingState.CANCELLED:
            return
        if mine.state != BookingState.OFFERED:
            raise BookingRefused(Refusal.OFFER_ENDED)
        _give_up(date, mine, now=now)

    return _change(booking, work)


def forget(booking: Booking, *, now: datetime.datetime | None = None) -> None:
    """Delete a booking with everything that tells of its person. What it held is free.

    Its address and its messages are gone with it; its numbers stay, as when bookings are pruned.
    Twice is once. Without ``now`` the next run of ``lapse_offers`` offers its places on.
    """

    def work() -> None:
        date = lock_date(booking.date_id)
        mine = _as_it_is(booking)
        if mine is None:
            return
        if mine.holds_places:
            release(slot_ids(mine), mine.party_size)
        if mine.arrived_at is None and (now is None or now < date.end_at):
            mine.state = BookingState.CANCELLED
            mine.save(update_fields=["state"])
        delete_bookings(Booking.objects.filter(pk=mine.pk), date.pk)
        if now:
            fill(date, now=now)

    in_turn(work)


def _change(booking: Booking, work: Callable[[EventDate, Booking], None]) -> Booking:
    """Do something to a booking as it is now, with its date locked, and return it."""

    def in_order() -> Booking:
        date = lock_date(booking.date_id)
        mine = _as_it_is(booking)
        if mine is None:
            raise BookingRefused(Refusal.NOT_BOOKABLE)
        work(date, mine)
        return mine

    return in_turn(in_order)


def _as_it_is(booking: Booking) -> Booking | None:
    """Return a booking as it is now, kept from being pruned. Its date is locked."""
    return Booking.objects.select_for_update(no_key=True).filter(pk=booking.pk).first()


def _must_be_ahead(date: EventDate, booking: Booking, now: datetime.datetime) -> None:
    if date.is_over(now) or booking.arrived_at is not None:
        raise BookingRefused(Refusal.CLOSED)


def _has_ended(date: EventDate, booking: Booking, now: datetime.datetime) -> bool:
    ends = booking.offer_expires_at
    return ends is None or now >= min(ends, date.start_at)


def _give_up(date: EventDate, booking: Booking, *, now: datetime.datetime) -> None:
    """Cancel a booking and offer on what it held."""
    was = booking.state
    if booking.holds_places:
        release(slot_ids(booking), booking.party_size)
    booking.state = BookingState.CANCELLED
    booking.cancelled_at = now
    booking.offer_expires_at = None
    booking.save(update_fields=["state", "cancelled_at", "offer_expires_at"])
    notices.queue(booking, NoticeKind.CANCELLED, facts={"was": was}, now=now)
    fill(date, now=now)
