"""The door of one date as its page shows it: who is expected, who is here, who is found."""

import datetime
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.events.bookings.access import PERMISSION, Need, needs_of
from catalogue.events.bookings.places import WHOLE_DATE
from catalogue.events.bookings.records import Booking
from catalogue.events.dates import ArrivalCount, EventDate, Slot
from catalogue.events.enums import AccessNeedKind, AgeBand, BookingState
from catalogue.events.event_times import on_the_wall
from catalogue.events.pages import EventPage

ROWS_AT_FIRST = 40
_HELD = (BookingState.CONFIRMED, BookingState.OFFERED)
# What no decomposition takes apart. check_in.js has the same letters.
_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "ß": "ss"}
)
_SHORT_NEEDS = {
    AccessNeedKind.BSL: gettext_lazy("BSL"),
    AccessNeedKind.INTERPRETER: gettext_lazy("Helper"),
    AccessNeedKind.STEP_FREE: gettext_lazy("Seat without steps"),
    AccessNeedKind.QUIET: gettext_lazy("Quiet place"),
    AccessNeedKind.OTHER: gettext_lazy("Other help"),
}


@dataclass(frozen=True, slots=True)
class Tag:
    """What somebody asked for: ``Tag("Helper", "اردو")``. The second part is in their words."""

    label: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class DoorRow:
    """One booking at the door. ``is_hidden``: below the first rows, until somebody asks for all."""

    booking: Booking
    tags: tuple[Tag, ...]
    left: int | None
    is_hidden: bool = False

    @property
    def is_in(self) -> bool:
        """Whether they have come."""
        return self.booking.arrived_at is not None

    @property
    def is_held(self) -> bool:
        """Whether a place is theirs."""
        return self.booking.holds_places

    @property
    def has_room(self) -> bool:
        """Whether they can be let in: a place is theirs, or enough are free."""
        return self.is_held or self.left is None or self.left >= self.booking.party_size

    @property
    def find(self) -> str:
        """What a search compares: ``"aminak k7qm4xpd"``."""
        return f"{fold(self.booking.name)} {fold(self.booking.reference)}"


@dataclass(frozen=True)
class Totals:
    """Numbers of a date. ``here`` are people with and without a booking, ``expected`` not yet."""

    expected: int
    left: int | None
    counts: Mapping[tuple[str, bool], int]

    @cached_property
    def here(self) -> int:
        """How many people came."""
        return sum(self.counts.values())

    @cached_property
    def walk_in(self) -> int:
        """How many of them without a booking."""
        return sum(people for (_band, is_walk_in), people in self.counts.items() if is_walk_in)

    @property
    def bands(self) -> list[tuple[str, str, int]]:
        """How many by age: ``[("UNDER_18", "Under 18", 4), ...]``, all bands, in their order."""
        return [(band.value, str(band.label), self._of(band)) for band in AgeBand]

    def _of(self, band: AgeBand) -> int:
        return sum(self.counts.get((band.value, is_walk_in), 0) for is_walk_in in (True, False))


def fold(text: str) -> str:
    """Return letters and figures alone, small and without marks: ``"Michał Ó-Fé"``: michalofe."""
    plain = unicodedata.normalize("NFKD", text.casefold()).translate(_LETTERS)
    return "".join(one for one in plain if unicodedata.category(one)[0] in "LN")


def is_found(row: DoorRow, wanted: str) -> bool:
    """Whether a name has all words that were typed, or name or reference has them as one."""
    name, reference = row.find.split(" ", 1)
    whole = fold(wanted)
    if not whole:
        return False
    words = [fold(word) for word in wanted.split()]
    return whole in name or whole in reference or all(word in name for word in words)


def choose_date(dates: Iterable[EventDate], *, now: datetime.datetime) -> EventDate | None:
    """Return the date of today that is not over, else one of today, the next, the last."""
    rows = sorted(dates, key=lambda one: one.start_at)
    rows = [one for one in rows if one.takes_place] or rows
    today = [one for one in rows if is_today(one, now=now)]
    ahead = [one for one in rows if one.end_at > now]
    for some in ([one for one in today if one.end_at > now], today, ahead, rows[-1:]):
        if some:
            return some[0]
    return None


def is_today(date: EventDate, *, now: datetime.datetime) -> bool:
    """Whether a date takes place on this day by the clock in England."""
    day = on_the_wall(now).date()
    return on_the_wall(date.start_at).date() <= day <= on_the_wall(date.end_at).date()


def totals_of(date: EventDate) -> Totals:
    """Return the numbers of a date in three questions."""
    held = Booking.objects.filter(date=date, state__in=_HELD, arrived_at=None)
    slot = Slot.objects.filter(date=date, session_key=WHOLE_DATE).first()
    return Totals(
        expected=sum(held.values_list("party_size", flat=True)),
        left=slot.places_left if slot else 0,
        counts={
            (row.band, row.is_walk_in): row.people
            for row in ArrivalCount.objects.filter(date=date, people__gt=0)
        },
    )


def rows_of(
    date: EventDate, totals: Totals, needs: Mapping[int, Need], *, wanted: str = "", all_rows: bool
) -> list[DoorRow]:
    """Return who is expected, by name; with ``wanted`` also who is found without a place.

    Rows that are not asked for are hidden, not left out: where the network is gone, the script
    finds people among them.
    """
    bookings = Booking.objects.filter(date=date).only(
        "public_id", "reference", "name", "party_size", "state", "arrived_at", "date"
    )
    if not wanted:
        bookings = bookings.filter(state__in=_HELD)
    rows: list[DoorRow] = []
    for booking in sorted(bookings, key=lambda one: (fold(one.name), one.pk)):
        row = DoorRow(booking, _tags(needs.get(booking.pk)), totals.left)
        is_shown = is_found(row, wanted) if wanted else all_rows or len(rows) < ROWS_AT_FIRST
        if is_shown or row.is_held:
            rows.append(row if is_shown else replace(row, is_hidden=True))
    return rows


def needs_for(
    date: EventDate, user: Any, *, now: datetime.datetime
) -> tuple[dict[int, Need], bool]:
    """Return who asked for what, and whether it may be shown. To show it is a look, written down.

    Only on the day itself, and only to staff with the right to it.
    """
    if not is_today(date, now=now) or not user.has_perm(PERMISSION):
        return {}, False
    needs = needs_of(date, user=user, where="door", now=now)
    return {need.booking_id: need for need in needs}, True


def event_dates(source: EventPage) -> list[EventDate]:
    """Return every date of an event with its page, in one question."""
    dates = list(source.dates.order_by("start_at", "pk"))
    for date in dates:
        date.event = source
    return dates


def _tags(need: Need | None) -> tuple[Tag, ...]:
    if need is None:
        return ()
    short = {str(kind.label): (kind, str(words)) for kind, words in _SHORT_NEEDS.items()}
    tags = []
    for label in need.kinds:
        kind, words = short.get(label, (None, label))
        language = need.language if kind == AccessNeedKind.INTERPRETER else ""
        tags.append(Tag(words, language))
    if not tags:
        tags.append(Tag(_("Helper"), need.language) if need.language else Tag(_("Other help")))
    return tuple(tags)
