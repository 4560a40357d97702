"""What the database itself refuses about events and bookings."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from catalogue.events.dates import Slot
from catalogue.events.enums import BookingState
from tests.event_factories import make_booking, make_date, make_event

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)


def test_a_slot_never_holds_more_than_its_places():
    slot = make_date(make_event(), capacity=2).slots.get()
    Slot.objects.filter(pk=slot.pk).update(places_taken=2)
    with pytest.raises(IntegrityError, match=r"slot_never_over_full|CHECK"), transaction.atomic():
        Slot.objects.filter(pk=slot.pk).update(places_taken=3)


def test_a_booking_needs_an_email_or_a_phone():
    date = make_date(make_event())
    with pytest.raises(IntegrityError), transaction.atomic():
        make_booking(date, email="", phone="")
    assert make_booking(date, email="", phone="07700 900123").pk


@pytest.mark.parametrize("size", [0, 5])
def test_a_party_is_one_to_four(size):
    date = make_date(make_event())
    with pytest.raises(IntegrityError), transaction.atomic():
        make_booking(date, party_size=size)


def test_an_offer_has_an_end():
    date = make_date(make_event())
    with pytest.raises(IntegrityError), transaction.atomic():
        make_booking(date, state=BookingState.OFFERED, waiting_since=date.start_at)


def test_a_date_is_named_by_the_clock_in_england():
    start_at = datetime.datetime(2027, 6, 1, 9, 0, tzinfo=datetime.UTC)
    date = make_date(make_event(title="Fair"), start_at=start_at, end_at=start_at + HOUR)

    date.refresh_from_db()

    assert str(date) == "Fair (01 Jun 2027 10:00)"
