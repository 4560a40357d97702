"""The waiting list: who is next, what is offered to them, and for how long.

The line is ordered by (``waiting_since``, id). A free place is offered to the first party that
fits; a larger party is passed over and keeps its turn. An offer holds its places until it is
taken, declined or lapsed, so a place that was offered is there when somebody presses the button.
"""

import datetime
from collections.abc import Iterator

from django.db.models import F, Max, Q, QuerySet

from catalogue.events.bookings import notices
from catalogue.events.bookings.places import WHOLE_DATE, fits, release, slots_of, take
from catalogue.events.bookings.records import Booking
from catalogue.events.bookings.turns import in_turn, lock_date
from catalogue.events.dates import EventDate, Slot
from catalogue.events.enums import BookingState, NoticeKind
from catalogue.events.pages import EventSession

BATCH = 20
OFFER_HOURS = 24
OFFER_HOURS_ON_THE_DAY = 2
HOUR = datetime.timedelta(hours=1)
ON_THE_DAY = datetime.timedelta(hours=24)


def offer_free_places(date_id: int, *, now: datetime.datetime) -> int:
    """Offer what is free on a date to who waits, and return to how many bookings.

    Call it when there are more places, or when a date takes place after all.
    """

    def work() -> int:
        return fill(lock_date(date_id), now=now)

    return in_turn(work)


def lapse_offers(*, now: datetime.datetime) -> int:
    """End the offers whose time is over and offer their places on. Return how many ended.

    Each date is a transaction: what was killed half-way is done by the next run.
    """
    over = Booking.objects.filter(state=BookingState.OFFERED, offer_expires_at__lte=now)
    date_ids = set(over.values_list("date", flat=True)) | _dates_with_places_and_a_line(now)
    return sum(_lapse_on(date_id, now=now) for date_id in sorted(date_ids))


def _dates_with_places_and_a_line(now: datetime.datetime) -> set[int]:
    """Dates where an offer may be due that nobody made: more places, or postponed no longer."""
    free = Q(capacity__isnull=True) | Q(places_taken__lt=F("capacity"))
    found = Slot.objects.filter(
        free,
        session_key=WHOLE_DATE,
        date__start_at__gt=now,
        date__bookings__state=BookingState.WAITING,
    )
    return set(found.values_list("date", flat=True))


def _lapse_on(date_id: int, *, now: datetime.datetime) -> int:
    def work() -> int:
        date = lock_date(date_id)
        over = in_line(date_id, BookingState.OFFERED).filter(offer_expires_at__lte=now)
        ended = list(over)
        for booking in ended:
            lapse(booking, date, now=now)
        fill(date, now=now)
        return len(ended)

    return in_turn(work)


def in_line(date_id: int, state: BookingState = BookingState.WAITING) -> QuerySet[Booking]:
    """Return the bookings of a date in the order of their turn."""
    waiting = Booking.objects.filter(date=date_id, state=state)
    return waiting.order_by("waiting_since", "pk").prefetch_related("slots")


def slot_ids(booking: Booking) -> list[int]:
    """Return the slots that a booking holds, or waits for."""
    return [row.slot_id for row in booking.slots.all()]


def lapse(booking: Booking, date: EventDate, *, now: datetime.datetime) -> None:
    """End an offer that was not taken. The date is locked.

    Where the date is called off, the offer ended without its reader's doing: they wait again.
    """
    release(slot_ids(booking), booking.party_size)
    if not date.takes_place:
        booking.state = BookingState.WAITING
        booking.offered_at = booking.offer_expires_at = None
        booking.save(update_fields=["state", "offered_at", "offer_expires_at"])
        return
    booking.state = BookingState.LAPSED
    booking.save(update_fields=["state"])
    notices.queue(booking, NoticeKind.LAPSED, about=about(booking.offered_at), now=now)


def fill(date: EventDate, *, now: datetime.datetime) -> int:
    """Offer every free place to the first party that fits. The date is locked."""
    if not date.takes_place or now >= date.start_at:
        return 0
    slots = {slot.pk: slot for slot in slots_of(date.pk).values()}
    whole = next((slot for slot in slots.values() if slot.session_key == WHOLE_DATE), None)
    if whole is None or whole.places_left == 0:
        return 0
    talks: set[str] | None = None
    offered = 0
    for booking in _parties(date.pk, most=whole.places_left):
        wanted = [slots[pk] for pk in slot_ids(booking)]
        if len(wanted) > 1:
            talks = _talks_with_places(date) if talks is None else talks
            wanted = _still_held(booking, wanted, talks)
        if not fits(wanted, booking.party_size) or not take(
            [slot.pk for slot in wanted], booking.party_size
        ):
            continue
        for slot in wanted:
            slot.places_taken += booking.party_size
        _offer(booking, date, now=now)
        offered += 1
        if whole.places_left == 0:
            break
    return offered


def _parties(date_id: int, *, most: int | None) -> Iterator[Booking]:
    """Give the parties of a line one by one, of so many people at most; few are read at once."""
    line = in_line(date_id)
    if most is not None:
        line = line.filter(party_size__lte=most)
    rest = line
    while True:
        batch = list(rest[:BATCH])
        yield from batch
        if len(batch) < BATCH:
            return
        since, pk = batch[-1].waiting_since, batch[-1].pk
        rest = line.filter(Q(waiting_since__gt=since) | Q(waiting_since=since, pk__gt=pk))


def _talks_with_places(date: EventDate) -> set[str]:
    """Return the keys of talks that are still on the page of the event and are booked."""
    talks = EventSession.objects.filter(event=date.event_id, capacity__isnull=False)
    return set(talks.values_list("key", flat=True))


def _still_held(booking: Booking, wanted: list[Slot], talks: set[str]) -> list[Slot]:
    """Leave out of a booking the talks that are no longer held."""
    held = [slot for slot in wanted if slot.session_key in talks | {WHOLE_DATE}]
    if len(held) < len(wanted):
        booking.slots.exclude(slot__in=held).delete()
    return held


def _offer(booking: Booking, date: EventDate, *, now: datetime.datetime) -> None:
    booking.state = BookingState.OFFERED
    booking.offered_at = now
    booking.offer_expires_at = offer_until(date, now=now)
    booking.save(update_fields=["state", "offered_at", "offer_expires_at"])
    notices.queue(
        booking,
        NoticeKind.OFFERED,
        about=about(now),
        facts={"until": booking.offer_expires_at.isoformat()},
        now=now,
    )


def offer_until(date: EventDate, *, now: datetime.datetime) -> datetime.datetime:
    """Return the end of an offer made now: 24 hours, 2 on the day, and never past the start."""
    is_near = date.start_at - now <= ON_THE_DAY
    hours = OFFER_HOURS_ON_THE_DAY if is_near else OFFER_HOURS
    return min(now + hours * HOUR, date.start_at)


def next_turn(date_id: int, *, now: datetime.datetime) -> datetime.datetime:
    """Return the time that puts a booking at the end of the line. The date is locked.

    Clocks of two machines differ and a request may wait for its turn; who comes later to the
    lock stands later in the line, so a position that was told never gets worse.
    """
    line = Booking.objects.filter(
        date=date_id, state__in=[BookingState.WAITING, BookingState.OFFERED]
    )
    last: datetime.datetime | None = line.aggregate(last=Max("waiting_since"))["last"]
    return max(now, last) if last else now


def about(moment: datetime.datetime | None) -> str:
    """Tell two offers, or two changes, to one person apart: ``"2026-11-25T12:00:00+00:00"``."""
    return moment.astimezone(datetime.UTC).isoformat() if moment else ""
