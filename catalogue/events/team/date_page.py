"""One date as the team sees it: who comes, who waits, and the numbers of who needs what."""

from dataclasses import dataclass

from catalogue.events.bookings.access import NeedsSummary, summary_of
from catalogue.events.bookings.phone_numbers import shown_number
from catalogue.events.bookings.places import Places, places_of, session_places_of
from catalogue.events.bookings.records import Booking
from catalogue.events.dates import EventDate
from catalogue.events.enums import BookingState


@dataclass(frozen=True, slots=True)
class BookingRow:
    """A booking with the titles of its talks. ``turn`` is the place in the waiting line."""

    booking: Booking
    phone: str
    talks: tuple[str, ...]
    turn: int = 0

    @property
    def can_be_cancelled(self) -> bool:
        """Whether it stands, and nobody of it has come."""
        gone = (BookingState.CANCELLED, BookingState.LAPSED)
        return self.booking.state not in gone and self.booking.arrived_at is None


@dataclass(frozen=True, slots=True)
class TalkPlaces:
    """``TalkPlaces("Write a CV", <Places>)``."""

    title: str
    places: Places


@dataclass(frozen=True, slots=True)
class DatePage:
    """What the page of a date shows. Access needs are numbers here, never beside a name."""

    places: Places | None
    talks: tuple[TalkPlaces, ...]
    booked: tuple[BookingRow, ...]
    waiting: tuple[BookingRow, ...]
    gone: tuple[BookingRow, ...]
    arrived_people: int
    needs: NeedsSummary


def date_page(date: EventDate) -> DatePage:
    """Read everything about a date in a fixed number of questions."""
    titles = {session.key: session.title for session in date.event.sessions.all()}
    rows = date.bookings.prefetch_related("slots__slot").order_by("name", "pk")
    booked: list[BookingRow] = []
    gone: list[BookingRow] = []
    for booking in rows:
        talks = (one.slot.session_key for one in booking.slots.all() if one.slot.session_key)
        row = BookingRow(
            booking=booking,
            phone=shown_number(booking.phone) if booking.phone else "",
            talks=tuple(titles.get(key, key) for key in talks),
        )
        is_gone = booking.state in (BookingState.CANCELLED, BookingState.LAPSED)
        (gone if is_gone else booked).append(row)
    waiting = [row for row in booked if row.booking.state == BookingState.WAITING]
    waiting.sort(key=lambda row: (row.booking.waiting_since, row.booking.pk))
    return DatePage(
        places=places_of([date.pk]).get(date.pk),
        talks=tuple(
            TalkPlaces(titles.get(key, key), places)
            for key, places in session_places_of(date.pk).items()
        ),
        booked=tuple(row for row in booked if row.booking.state != BookingState.WAITING),
        waiting=tuple(
            BookingRow(row.booking, row.phone, row.talks, number)
            for number, row in enumerate(waiting, start=1)
        ),
        gone=tuple(gone),
        arrived_people=sum(
            row.booking.party_size for row in booked if row.booking.arrived_at is not None
        ),
        needs=summary_of(date),
    )
