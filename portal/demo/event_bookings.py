"""Invented people who booked an invented event, by the services that real people use."""

import datetime
import itertools
import uuid
from collections.abc import Iterator

from catalogue.events.bookings.notice_truth import INVENTED, INVENTED_MAIL
from catalogue.events.bookings.records import Notice
from catalogue.events.bookings.services import Access, BookingRequest, book
from catalogue.events.enums import AccessNeedKind, BookingState, NoticeState
from catalogue.events.pages import EventPage
from portal.demo.event_records import EventRecord

FIRST_NAMES = (
    *("Amina", "Marek", "Jaspreet", "Dan", "Priya", "Chidi", "Kasia", "Tariq", "Lou", "Bogdan"),
    *("Farah", "Dawn", "Yusuf", "Ioana", "Sam", "Nadia", "Piotr", "Grace", "Imran", "Hana"),
)
LETTERS = "KNSBROMTWA"
PARTIES = (1, 2, 1, 1, 3, 1, 2, 1, 4)
LANGUAGES = ("en-gb", "ur", "en-gb", "pl", "en-gb")
# What every ninth booking asks for.
NEEDS = (
    Access(kinds=(AccessNeedKind.BSL,)),
    Access(kinds=(AccessNeedKind.INTERPRETER,), language="اردو"),
    Access(kinds=(AccessNeedKind.STEP_FREE,)),
    Access(kinds=(AccessNeedKind.QUIET,), text="I come with my support worker."),
)
_ASKS_EVERY = 9


def book_places(event: EventPage, record: EventRecord, *, now: datetime.datetime) -> int:
    """Book the first date ahead for so many people as the record says. Return how many bookings."""
    date = event.dates.ahead(now).first()
    if date is None or not (record.booked or record.waiting):
        return 0
    made = []
    for number, size in enumerate(_parties(record, event.largest_party)):
        name = f"{FIRST_NAMES[number % len(FIRST_NAMES)]} {LETTERS[number % len(LETTERS)]}"
        request = BookingRequest(
            date_id=date.pk,
            name=name,
            email=f"guest{number + 1}{INVENTED_MAIL}",
            party_size=size,
            language=LANGUAGES[number % len(LANGUAGES)],
            access=NEEDS[number // _ASKS_EVERY % len(NEEDS)] if number % _ASKS_EVERY == 0 else None,
            idempotency_key=uuid.uuid5(
                uuid.NAMESPACE_URL, f"waymark:booking:{record.key}:{date.start_at}:{number}"
            ),
        )
        made.append(book(request, now=now).booking)
    waiting = sum(one.state == BookingState.WAITING for one in made)
    if waiting != record.waiting:
        raise AssertionError(f"{record.key}: {waiting} wait, and {record.waiting} should.")
    return len(made)


def tell_nobody(event: EventPage) -> None:
    """Drop the messages of seeding. Later ones, like reminders, are dropped when they are due."""
    queued = Notice.objects.filter(booking__date__event=event, state=NoticeState.QUEUED)
    queued.update(state=NoticeState.DROPPED, problem=INVENTED)


def _parties(record: EventRecord, largest: int) -> Iterator[int]:
    """Give sizes of parties that come to just so many people, then those who wait."""
    left = record.booked
    for size in itertools.cycle(PARTIES):
        if left <= 0:
            break
        taken = min(size, left, largest)
        left -= taken
        yield taken
    yield from itertools.repeat(1, record.waiting)
