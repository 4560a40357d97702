"""Places of dates and sessions: read in one query, changed by one conditional UPDATE."""

import dataclasses
from collections.abc import Iterable, Sequence

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from catalogue.events.bookings.records import Booking
from catalogue.events.dates import Slot
from catalogue.events.enums import BookingState

WHOLE_DATE = ""  # the session key of the slot that stands for the date as a whole


@dataclasses.dataclass(frozen=True)
class Places:
    """Places of a date or a session. ``capacity`` and ``left`` are None where nothing limits.

    ``waiting`` counts bookings on the waiting list, not people. ``left`` may be above 0 while
    somebody waits: a party that is larger than what is left keeps its turn.
    """

    capacity: int | None
    taken: int
    left: int | None
    waiting: int

    @property
    def is_full(self) -> bool:
        """Whether not even one person can book."""
        return self.left is not None and self.left <= 0


def places_of(date_ids: Iterable[int]) -> dict[int, Places]:
    """Return the places of dates as a whole, in one query. A date without a slot is left out."""
    slots = Slot.objects.filter(date__in=list(date_ids), session_key=WHOLE_DATE)
    waiting = Booking.objects.filter(date=OuterRef("date"), state=BookingState.WAITING)
    return {slot.date_id: _places(slot) for slot in _with_waiting(slots, waiting)}


def session_places_of(date_id: int) -> dict[str, Places]:
    """Return the places of each session of a date that is booked, by its key, in one query."""
    slots = Slot.objects.filter(date=date_id).exclude(session_key=WHOLE_DATE)
    waiting = Booking.objects.filter(slots__slot=OuterRef("pk"), state=BookingState.WAITING)
    return {slot.session_key: _places(slot) for slot in _with_waiting(slots, waiting)}


def position(booking: Booking) -> int:
    """Return the place in the waiting list, 1 for the first, in one query; 0 if not waiting."""
    if booking.state != BookingState.WAITING:
        return 0
    since = booking.waiting_since
    return (
        Booking.objects.filter(date=booking.date_id, state=BookingState.WAITING)
        .filter(Q(waiting_since__lt=since) | Q(waiting_since=since, pk__lte=booking.pk))
        .count()
    )


def slots_of(date_id: int) -> dict[str, Slot]:
    """Return the slots of a date by session key, in the order in which they are changed."""
    return {slot.session_key: slot for slot in Slot.objects.filter(date=date_id).order_by("pk")}


def take(slot_ids: Sequence[int], people: int) -> bool:
    """Take places of all slots or of none. Return whether they were taken.

    To be called in a transaction that holds the date, so that nothing is seen half-way.
    """
    taken: list[int] = []
    for pk in sorted(slot_ids):
        room = Q(capacity__isnull=True) | Q(capacity__gte=F("places_taken") + people)
        if not Slot.objects.filter(room, pk=pk).update(places_taken=F("places_taken") + people):
            release(taken, people)
            return False
        taken.append(pk)
    return True


def release(slot_ids: Sequence[int], people: int) -> None:
    """Give places back. That somebody gives back more than was taken breaks a constraint."""
    for pk in sorted(slot_ids):
        Slot.objects.filter(pk=pk).update(places_taken=F("places_taken") - people)


def fits(slots: Sequence[Slot], people: int) -> bool:
    """Whether a party finds room in all slots, as they were read."""
    return all(slot.places_left is None or slot.places_left >= people for slot in slots)


def _with_waiting(slots: QuerySet[Slot], waiting: QuerySet[Booking]) -> QuerySet[Slot]:
    count = waiting.order_by().values("state").annotate(number=Count("pk")).values("number")
    return slots.annotate(waiting=Coalesce(Subquery(count), 0))


def _places(slot: Slot) -> Places:
    waiting: int = vars(slot)["waiting"]
    return Places(slot.capacity, slot.places_taken, slot.places_left, waiting)
