"""Who needs help to take part: seen by permitted staff alone, and every look is written down."""

import datetime
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from catalogue.events.bookings.records import AccessLook, AccessNeed
from catalogue.events.dates import EventDate
from catalogue.events.enums import AccessNeedKind, BookingState

PERMISSION = "events.view_accessneed"
# Who will come. Nobody arranges an interpreter for a place that is not theirs.
_COMING = (BookingState.CONFIRMED, BookingState.OFFERED)


@dataclass(frozen=True, slots=True)
class Need:
    """``Need(12, "K7QM4XPD", "Amina K", 2, ("A seat without steps",), "", "", False)``."""

    booking_id: int
    reference: str
    name: str
    people: int
    kinds: tuple[str, ...]
    language: str
    text: str
    has_arrived: bool


@dataclass(frozen=True, slots=True)
class NeedsSummary:
    """How many bookings ask for what: ``NeedsSummary(3, {"BSL": 1}, {"Polish": 1})``. No names."""

    bookings: int = 0
    kinds: dict[str, int] = field(default_factory=dict)
    languages: dict[str, int] = field(default_factory=dict)

    @property
    def labelled(self) -> list[tuple[str, int]]:
        """The kinds in words: ``[("A sign language (BSL) interpreter", 1)]``."""
        kinds = AccessNeedKind
        return [(str(kind.label), self.kinds[kind]) for kind in kinds if kind in self.kinds]


@transaction.atomic
def needs_of(date: EventDate, *, user: Any, where: str, now: datetime.datetime) -> list[Need]:
    """Return the access needs of who comes to a date, by name, and write down who looked.

    ``where`` says on which page, in 20 characters: ``"door"``, ``"admin"``. The look is kept
    before anything is shown, and also when there is nothing to show.

    Raises:
        PermissionDenied: the user has no right to see access needs.
    """
    if not user.has_perm(PERMISSION):
        raise PermissionDenied
    needs = [_need(row) for row in _coming(date).order_by("booking__name", "booking__pk")]
    AccessLook.objects.create(user=user, date=date, where=where, needs=len(needs), looked_at=now)
    return needs


def summary_of(date: EventDate) -> NeedsSummary:
    """Return how many bookings of a date ask for what. Numbers alone: it needs no right."""
    rows = list(_coming(date))
    kinds = Counter(kind for row in rows for kind in row.kinds)
    languages = Counter(row.language.strip() for row in rows if row.language.strip())
    return NeedsSummary(len(rows), dict(kinds), dict(languages))


def _coming(date: EventDate) -> Any:
    needs = AccessNeed.objects.filter(booking__date=date, booking__state__in=_COMING)
    return needs.select_related("booking")


def _need(row: AccessNeed) -> Need:
    booking = row.booking
    labels = dict(AccessNeedKind.choices)
    return Need(
        booking_id=booking.pk,
        reference=booking.reference,
        name=booking.name,
        people=booking.party_size,
        kinds=tuple(str(labels.get(kind, kind)) for kind in row.kinds),
        language=row.language,
        text=row.text,
        has_arrived=booking.arrived_at is not None,
    )
