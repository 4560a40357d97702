"""What editors do with Wagtail's own buttons leaves dates, places and bookings as they were."""

import datetime
from collections.abc import Iterator

import pytest
from django.core.management import call_command
from time_machine import travel
from wagtail.models import Locale

from catalogue.events.bookings.records import Notice
from catalogue.events.dates import EventDate, Slot
from catalogue.events.enums import EventStatus, NoticeKind
from catalogue.events.pages import EventPage, EventSession
from tests.catalogue.events.bookings.asking import ask, taken
from tests.event_factories import NOW, at, make_event

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    with travel(NOW, tick=False):
        yield


def with_talk(**facts: object) -> EventPage:
    """Return a live event with ten places and a talk with five, as an editor published it."""
    event = make_event(**{"capacity": 10, **facts})
    page = EventPage.objects.get(pk=event.pk)
    page.sessions.add(
        EventSession(
            title="Write a CV", starts_at=datetime.time(11), ends_at=datetime.time(12), capacity=5
        )
    )
    return published(page)


def published(page: EventPage) -> EventPage:
    page.save_revision().publish()
    return EventPage.objects.get(pk=page.pk)


def test_an_old_revision_brings_back_the_words_and_no_places() -> None:
    event = with_talk(title="Jobs fair")
    old = event.latest_revision
    date, key = event.dates.get(), event.sessions.get().key
    ask(date, 2, session_keys=(key,))
    event.title = "Spring jobs fair"
    event.sessions.clear()
    published(event)

    old.publish()

    event = EventPage.objects.get(pk=event.pk)
    assert (event.title, event.sessions.get().key) == ("Jobs fair", key)
    assert event.dates.get() == date
    assert (taken(date), taken(date, key)) == (2, 2)
    assert Slot.objects.get(session_key=key).capacity == 5


def test_an_old_revision_with_another_time_moves_the_date_and_tells_who_booked() -> None:
    event = with_talk()
    old = event.latest_revision
    event.first_start += 24 * HOUR
    event.first_end += 24 * HOUR
    event = published(event)
    ask(event.dates.get())

    old.publish()

    assert event.dates.get().start_at == at(14)
    assert Notice.objects.filter(kind=NoticeKind.EVENT_CHANGED).count() == 1


def test_a_copy_by_wagtail_has_dates_and_places_of_its_own() -> None:
    event = with_talk()
    ask(event.dates.get(), 3)

    copy = event.copy(update_attrs={"title": "Copy", "slug": "copy"}, keep_live=True)

    date = copy.dates.get()
    assert date.uid != event.dates.get().uid
    assert [(slot.capacity, slot.places_taken) for slot in date.slots.order_by("pk")] == [
        (10, 0),
        (5, 0),
    ]
    assert taken(event.dates.get()) == 3


def test_a_translation_and_its_alias_have_no_dates_and_the_same_talks() -> None:
    event = with_talk()
    urdu = Locale.objects.get_or_create(language_code="ur")[0]
    polish = Locale.objects.get_or_create(language_code="pl")[0]
    translated = published(event.copy_for_translation(urdu, copy_parents=True))
    event.copy_for_translation(polish, copy_parents=True, alias=True)

    published(event)

    assert set(EventDate.objects.values_list("event", flat=True)) == {event.pk}
    assert translated.sessions.get().key == event.sessions.get().key


def test_a_page_that_was_off_the_site_comes_back_with_its_dates() -> None:
    event = with_talk()
    before = list(event.dates.values())
    event.unpublish()
    assert not EventDate.objects.public().exists()

    published(event)

    assert list(event.dates.values()) == before


def test_a_page_that_goes_live_by_its_hour_gets_its_dates_then() -> None:
    event = make_event(live=False)
    event.go_live_at = NOW + HOUR
    event.save_revision(approved_go_live_at=event.go_live_at)
    event.save()
    call_command("publish_scheduled")
    assert not event.dates.exists()

    with travel(NOW + 2 * HOUR, tick=False):
        call_command("publish_scheduled")

    assert [date.status for date in event.dates.all()] == [EventStatus.SCHEDULED]
