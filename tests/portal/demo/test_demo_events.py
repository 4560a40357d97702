"""The events of the demonstration: dates that never grow old, states that show everything."""

import datetime

import pytest
from django.core import mail
from django.db import transaction
from wagtail.models import Locale

from catalogue.events.bookings.records import Booking, Notice
from catalogue.events.bookings.reminders import remind
from catalogue.events.bookings.sending import send_due
from catalogue.events.dates import EventDate, Slot
from catalogue.events.enums import BookingState, EventStatus, NoticeState
from catalogue.events.pages import EventPage
from portal.core.clock import REGION_TIME
from portal.core.loading import LoadCounts
from portal.demo.editorial import clear_editorial
from portal.demo.event_days import next_clock_change
from portal.demo.event_seeding import load_events
from portal.demo.services import clear, seed
from portal.pages.services import ensure_site_pages
from tests.event_factories import make_event
from tests.factories import TODAY

NOON = datetime.datetime.combine(TODAY, datetime.time(12), tzinfo=REGION_TIME)


@pytest.fixture(scope="module")
def seeded(django_db_setup, django_db_blocker):
    """The demonstration with its events, as on a fixed day: once for all tests of this file."""
    with django_db_blocker.unblock(), transaction.atomic():
        seed(today=TODAY)
        ensure_site_pages(is_demonstration=True)
        load_events(today=TODAY)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def events(seeded, db):
    """What a test changes is undone; the seeding stays."""


def dates(slug):
    return list(EventDate.objects.filter(event__slug=slug).order_by("start_at"))


def test_every_event_has_a_date_to_come(events):
    assert EventPage.objects.filter(is_demo=True, live=True).count() >= 30
    without = EventPage.objects.exclude(dates__end_at__gt=NOON)
    assert list(without.values_list("slug", flat=True)) == []


def test_seeding_twice_changes_nothing(events):
    before = list(EventDate.objects.order_by("pk").values())
    bookings = set(Booking.objects.values_list("pk", flat=True))
    counts = load_events(today=TODAY)
    assert counts["events"] == LoadCounts(unchanged=EventPage.objects.count())
    assert list(EventDate.objects.order_by("pk").values()) == before
    assert set(Booking.objects.values_list("pk", flat=True)) == bookings


def test_events_that_are_over_get_new_days(events):
    later = TODAY + datetime.timedelta(days=40)
    counts = load_events(today=later)
    assert counts["events"].changed > 10
    noon = NOON + datetime.timedelta(days=40)
    without = EventPage.objects.exclude(dates__end_at__gt=noon)
    assert list(without.values_list("slug", flat=True)) == []


def test_a_full_event_has_a_line(events):
    [date] = dates("family-day-try-a-trade")
    slot = Slot.objects.get(date=date)
    assert slot.places_left == 0
    assert date.bookings.filter(state=BookingState.WAITING).count() == 6


def test_states_of_dates_are_all_shown(events):
    assert [d.status for d in dates("hotel-work-open-evening")] == [EventStatus.CANCELLED]
    assert [d.status for d in dates("green-jobs-fair")] == [EventStatus.POSTPONED]
    [moved] = dates("forklift-open-morning")
    assert moved.status == EventStatus.RESCHEDULED
    assert moved.previous_start_at == moved.start_at - datetime.timedelta(days=7)
    states = {d.status for d in dates("youth-hub-drop-in")}
    assert states == {EventStatus.SCHEDULED, EventStatus.CANCELLED}


def test_a_series_keeps_its_hour_when_the_clocks_change(events):
    found = dates("jobs-drop-in-bilston-library")
    change = next_clock_change(TODAY)
    assert found[0].start_at.date() < change < found[-1].start_at.date()
    moved = [d for d in found if d.previous_start_at]
    hours = {d.start_at.astimezone(REGION_TIME).hour for d in found if d not in moved}
    assert (hours, len(moved)) == ({10}, 1)


def test_nobody_is_told(events):
    assert Booking.objects.count() > 100
    assert not Notice.objects.exclude(state=NoticeState.DROPPED).exists()


def test_clearing_takes_events_and_bookings_away(events):
    clear_editorial()
    assert not EventPage.objects.filter(is_demo=True).exists()
    assert not Booking.objects.exists()


def test_no_reminder_of_an_invented_booking_goes_out(events):
    booking = Booking.objects.filter(state=BookingState.CONFIRMED).order_by("date__start_at")[0]
    soon = booking.date.start_at - datetime.timedelta(hours=1)
    assert remind(now=soon) > 0

    counts = send_due(now=soon)

    assert (counts["sent"], len(mail.outbox)) == (0, 0)
    assert not Notice.objects.exclude(state=NoticeState.DROPPED).exists()


def test_clearing_takes_translations_away_and_keeps_the_organiser_of_a_real_event(events):
    invented = EventPage.objects.get(slug="green-jobs-fair")
    urdu = Locale.objects.get_or_create(language_code="ur")[0]
    invented.copy_for_translation(urdu, copy_parents=True)
    real = make_event(organiser=invented.organiser, venue=invented.venue)

    clear_editorial()
    report = clear()

    assert list(EventPage.objects.values_list("pk", flat=True)) == [real.pk]
    assert report.kept == [invented.organiser.name]
