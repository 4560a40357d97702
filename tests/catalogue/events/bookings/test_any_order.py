"""Whatever happens in whatever order: places add up, and nobody who fits is left waiting."""

import datetime
import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import hypothesis
import pytest
from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from catalogue.events.bookings import services
from catalogue.events.bookings.party import change_party
from catalogue.events.bookings.records import Booking, Notice
from catalogue.events.dates import ArrivalCount, EventDate, Slot
from catalogue.events.enums import AgeBand, BookingState, EventStatus
from catalogue.events.pages import EventPage
from tests.catalogue.events.bookings.asking import (
    HOLDING,
    add_talk,
    ask,
    assert_nobody_waits_who_fits,
    assert_places_add_up,
)
from tests.event_factories import NOW, make_date, make_event

BANDS = st.sampled_from([AgeBand.UNDER_18, AgeBand.FROM_50])
TALKS = st.lists(st.sampled_from(["talk", "workshop"]), max_size=2)
WHICH = st.integers(0, 30)
PEOPLE = st.integers(1, 4)


@contextmanager
def allowed(*reasons: str) -> Iterator[None]:
    """Let a refusal pass if it is one that may be."""
    try:
        yield
    except services.BookingRefused as refusal:
        if refusal.reason not in reasons:
            raise


class AnyOrder(RuleBasedStateMachine):
    """A date of four days ahead with two talks, and everything that can be done to its bookings."""

    event: EventPage  # one for all runs: a page takes longer to make than a run

    def __init__(self) -> None:
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.now = NOW
        self.keys = itertools.count()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)

    @initialize(capacity=st.integers(2, 8), parties=st.lists(st.tuples(PEOPLE, TALKS), min_size=4))
    def open(self, capacity: int, parties: list[tuple[int, list[str]]]) -> None:
        self.date = make_date(self.event, capacity=capacity)
        for people, talks in parties:
            self.book(people, talks, "WEB")

    def any_booking(self, which: int, **facts: object) -> Booking | None:
        rows = list(Booking.objects.filter(**facts).order_by("pk"))
        return rows[which % len(rows)] if rows else None

    def has(self, **facts: object) -> bool:
        return Booking.objects.filter(**facts).exists()

    def has_begun(self) -> bool:
        return self.now >= EventDate.objects.get(pk=self.date.pk).start_at

    @rule(people=PEOPLE, talks=TALKS, source=st.sampled_from(["WEB", "STAFF"]))
    def book(self, people: int, talks: list[str], source: str) -> None:
        waiting = list(Booking.objects.filter(state="WAITING"))
        try:
            booking = ask(self.date, people, session_keys=talks, source=source, now=self.now)
        except services.BookingRefused:
            return
        if booking.state == "WAITING":  # it stands behind everybody
            assert all(one.waiting_since <= booking.waiting_since for one in waiting)
            assert all(one.pk < booking.pk for one in waiting)

    @rule(which=WHICH, what=st.sampled_from([services.cancel, services.forget]))
    def give_up(self, which: int, what: Callable[..., object]) -> None:
        if booking := self.any_booking(which):
            with allowed("CLOSED"):
                what(booking, now=self.now)

    @precondition(lambda self: self.has(state="OFFERED"))
    @rule(which=WHICH, what=st.sampled_from([services.accept_offer, services.decline_offer]))
    def answer(self, which: int, what: Callable[..., object]) -> None:
        if booking := self.any_booking(which, state="OFFERED"):
            with allowed("OFFER_ENDED", "CALLED_OFF"):
                what(booking, now=self.now)

    @rule(which=WHICH, what=st.sampled_from([services.accept_offer, services.decline_offer]))
    def answer_what_is_no_question(self, which: int, what: Callable[..., object]) -> None:
        if booking := self.any_booking(which):
            with allowed("OFFER_ENDED", "CALLED_OFF"):
                what(booking, now=self.now)

    @precondition(lambda self: self.has(party_size__gt=1, state__in=HOLDING))
    @rule(which=WHICH)
    def shrink(self, which: int) -> None:
        if booking := self.any_booking(which, party_size__gt=1, state__in=HOLDING):
            with allowed("CLOSED"):
                services.reduce_party(booking, 1, now=self.now)

    @rule(which=WHICH, size=PEOPLE)
    def change(self, which: int, size: int) -> None:
        if booking := self.any_booking(which):
            with allowed("CLOSED", "NOT_BOOKABLE", "PARTY_TOO_LARGE", "FULL", "CALLED_OFF"):
                change_party(booking, size, now=self.now)

    @rule(which=WHICH, band=BANDS)
    def arrive(self, which: int, band: AgeBand) -> None:
        if booking := self.any_booking(which):
            with allowed("FULL", "CALLED_OFF"):
                services.arrive(booking, now=self.now, band=band)

    @precondition(lambda self: self.has(arrived_at__isnull=False))
    @rule(which=WHICH, band=BANDS)
    def undo_arrival(self, which: int, band: AgeBand) -> None:
        if booking := self.any_booking(which, arrived_at__isnull=False):
            services.undo_arrival(booking, band=band)

    @rule(people=PEOPLE, band=BANDS)
    def walk_in(self, people: int, band: AgeBand) -> None:
        with allowed("FULL", "CALLED_OFF"):
            services.walk_in(self.date.pk, people, band, now=self.now)

    @rule(people=PEOPLE, band=BANDS)
    def undo_walk_in(self, people: int, band: AgeBand) -> None:
        services.undo_walk_in(self.date.pk, people, band, now=self.now)

    @rule(more=st.integers(0, 3))
    def add_places(self, more: int) -> None:
        slot = Slot.objects.get(date=self.date, session_key="")
        Slot.objects.filter(pk=slot.pk).update(capacity=slot.places_taken + more)
        services.offer_free_places(self.date.pk, now=self.now)

    @rule(hours=st.sampled_from([1, 3, 25]))
    def wait(self, hours: int) -> None:
        self.now += datetime.timedelta(hours=hours)
        services.lapse_offers(now=self.now)
        over = Booking.objects.filter(state="OFFERED", offer_expires_at__lte=self.now)
        assert not over.exists()

    @rule(status=st.sampled_from([EventStatus.SCHEDULED] * 3 + EventStatus.values))
    def publish(self, status: str) -> None:
        EventDate.objects.filter(pk=self.date.pk).update(status=status)
        services.offer_free_places(self.date.pk, now=self.now)

    @precondition(lambda self: hasattr(self, "date"))
    @invariant()
    def places_add_up(self) -> None:
        assert_places_add_up(self.date)

    @precondition(lambda self: hasattr(self, "date") and not self.has_begun())
    @invariant()
    def nobody_who_fits_waits(self) -> None:
        self.date.refresh_from_db()
        if self.date.takes_place:
            assert_nobody_waits_who_fits(self.date)

    @precondition(lambda self: hasattr(self, "date"))
    @invariant()
    def who_came_is_counted(self) -> None:
        came = Booking.objects.filter(arrived_at__isnull=False)
        counted = ArrivalCount.objects.filter(is_walk_in=False)
        here = sum(came.values_list("party_size", flat=True))
        assert sum(counted.values_list("people", flat=True)) >= here  # some were forgotten since
        assert not came.exclude(state=BookingState.CONFIRMED).exists()

    @precondition(lambda self: hasattr(self, "date"))
    @invariant()
    def an_offer_is_told_once_and_ends_by_the_start(self) -> None:
        self.date.refresh_from_db()
        for booking in Booking.objects.filter(state=BookingState.OFFERED):
            assert booking.offer_expires_at <= self.date.start_at
            about = booking.offered_at.astimezone(datetime.UTC).isoformat()
            assert Notice.objects.filter(booking=booking, kind="OFFERED", about=about).count() == 1


@pytest.mark.django_db
def test_places_add_up_after_anything_in_any_order() -> None:
    event = make_event(days=4)
    add_talk(event, places=2)
    add_talk(event, places=3, key="workshop")
    AnyOrder.event = event

    run_state_machine_as_test(
        AnyOrder,
        settings=hypothesis.settings(max_examples=20, stateful_step_count=20, deadline=None),
    )
