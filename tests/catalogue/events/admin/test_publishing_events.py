"""What editors are told, and kept from, when people booked."""

import datetime
from typing import Any

import pytest
from django.test import Client

from catalogue.events.bookings.records import Notice
from catalogue.events.dates import DateTally, EventDate
from catalogue.events.enums import AttendanceMode, BookingRule, EventStatus, NoticeKind, Repeats
from catalogue.events.pages import EventPage
from catalogue.events.scheduling import sync_dates
from portal.accounts.groups import ADMINISTRATORS, ensure_groups
from portal.core.publishing import findings
from search.models import OutboxEntry
from tests.event_factories import NOW, at, make_booking, make_date, make_event
from tests.factories import VenueFactory
from tests.staff import signed_in, words

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def said_of(event: EventPage, *, warnings: bool = False) -> list[str]:
    return [one.message for one in findings(event, today=TODAY) if one.is_warning is warnings]


def published(event: EventPage) -> EventPage:
    """Return an event published as an editor does it."""
    event.save_revision().publish()
    return EventPage.objects.get(pk=event.pk)


def a_series(**facts: Any) -> EventPage:
    return published(
        make_event(days=14, repeats=Repeats.WEEKLY, repeat_until=at(35).date(), capacity=9, **facts)
    )


def test_publishing_makes_the_dates_and_tells_search() -> None:
    event = make_event(live=False)
    OutboxEntry.objects.all().delete()

    published(event)

    assert event.dates.count() == 1
    assert OutboxEntry.objects.filter(kind="event", object_id=event.pk).exists()


def test_publishing_again_changes_nothing_and_tells_nobody() -> None:
    event = published(make_event())
    make_booking(event.dates.get())
    before = list(EventDate.objects.values())

    published(event)

    assert list(EventDate.objects.values()) == before
    assert not Notice.objects.exists()


def test_another_venue_is_told_once() -> None:
    event = published(make_event(capacity=9))
    make_booking(event.dates.get())
    event.venue = VenueFactory(provider=event.organiser, name="Library")

    assert said_of(event, warnings=True) == ["1 person booked. They will be told of the new place."]
    published(event)
    published(EventPage.objects.get(pk=event.pk))

    assert list(Notice.objects.values_list("kind", flat=True)) == [NoticeKind.EVENT_CHANGED]
    assert event.dates.get().sequence == 1


def test_a_page_that_goes_live_later_has_no_dates_yet() -> None:
    event = make_event(live=False, go_live_at=NOW + datetime.timedelta(days=3))

    event.save_revision().publish()

    assert not EventPage.objects.get(pk=event.pk).live
    assert not event.dates.exists()


def test_what_is_off_the_site_is_announced() -> None:
    event = published(make_event())
    OutboxEntry.objects.all().delete()

    event.unpublish()

    assert OutboxEntry.objects.filter(kind="event", object_id=event.pk).exists()
    assert not EventDate.objects.public().exists()


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"venue": None}, "Choose the venue, or choose “Online” above."),
        (
            {"attendance_mode": AttendanceMode.ONLINE},
            "Write the address of the online room. It is sent to who booked.",
        ),
        ({"booking": BookingRule.EXTERNAL}, "Write the address where people book"),
        ({"status": EventStatus.POSTPONED}, "Say why. Everybody who booked reads it."),
        ({"is_template": True}, "This is a template."),
        (
            {"repeats": Repeats.WEEKLY, "repeat_until": datetime.date(2040, 1, 1)},
            "This makes more than 200 dates.",
        ),
    ],
    ids=["no venue", "no room", "no address", "no reason", "template", "too long"],
)
def test_what_stops_publishing(facts: dict[str, Any], said: str) -> None:
    event = make_event(live=False, **facts)

    assert any(said in one for one in said_of(event))


def test_places_cannot_go_below_who_booked() -> None:
    event = a_series()
    event.dates.first().slots.update(places_taken=8)
    event.capacity = 5

    day = "Wednesday 9 December 2026"
    assert said_of(event) == [
        f"8 places are taken on {day}. Write at least 8, or cancel bookings first."
    ]


def test_a_date_that_was_is_not_moved() -> None:
    event = make_event(days=-3)
    sync_dates(event, now=at(-10))
    event.first_start, event.first_end = at(9), at(9, 15)

    assert any("is over, and people booked that day" in one for one in said_of(event))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            {"status": EventStatus.CANCELLED, "status_reason": "No hall."},
            "They will be told that it is cancelled.",
        ),
        (
            {"status": EventStatus.POSTPONED, "status_reason": "No hall."},
            "They will be told that it is postponed.",
        ),
        (
            {"first_start": at(14, 11), "first_end": at(14, 16)},
            "They will be told of the new time: Wednesday 16 December 2026, 11am.",
        ),
        (
            {"first_start": at(15), "first_end": at(15, 15)},
            "They will be told that it is cancelled.",
        ),
    ],
    ids=["cancelled", "postponed", "moved", "another weekday"],
)
def test_an_editor_reads_who_would_be_told(change: dict[str, Any], said: str) -> None:
    event = a_series()
    make_booking(event.dates.get(key=str(at(21).date())), party_size=4)
    for name, value in change.items():
        setattr(event, name, value)

    found = [one for one in said_of(event, warnings=True) if "booked" in one]

    assert found == [f"4 people booked Wednesday 16 December 2026. {said}"]
    assert not Notice.objects.exists()


def test_nobody_is_named_when_nothing_changes() -> None:
    event = a_series()
    make_booking(event.dates.first())

    assert said_of(event, warnings=True) == []


def test_a_page_with_bookings_stays_on_the_site_until_they_are_told(team: Client) -> None:
    event = published(make_event())
    make_booking(event.dates.get())

    answer = team.post(f"/admin/pages/{event.pk}/unpublish/", follow=True)

    assert "1 booking stands. Choose “Cancelled” under “State” and publish" in words(answer)
    assert EventPage.objects.get(pk=event.pk).live
    event.status, event.status_reason = EventStatus.CANCELLED, "No hall."
    published(event)
    team.post(f"/admin/pages/{event.pk}/unpublish/")
    assert not EventPage.objects.get(pk=event.pk).live


@pytest.mark.parametrize("chosen", ["event", "list above it"])
def test_a_page_with_bookings_stays_when_many_are_taken_off_the_site(
    team: Client, chosen: str
) -> None:
    event = published(make_event())
    booking = make_booking(event.dates.get())
    page = event if chosen == "event" else event.get_parent()
    address = f"/admin/bulk/wagtailcore/page/unpublish/?id={page.pk}"

    answer = team.post(address, {"include_descendants": "on"}, follow=True)

    assert "1 booking stands." in words(answer)
    assert EventPage.objects.get(pk=event.pk).live
    booking.delete()
    team.post(address, {"include_descendants": "on"})
    assert not EventPage.objects.get(pk=event.pk).live


@pytest.mark.parametrize("kept", ["booking", "numbers"])
def test_an_event_with_bookings_or_their_numbers_is_not_deleted(kept: str) -> None:
    date = make_date(make_event(days=-40))
    if kept == "booking":
        make_booking(date)
    else:
        DateTally.objects.create(date=date, people=30)
    ensure_groups()

    answer = signed_in(ADMINISTRATORS).post(f"/admin/pages/{date.event_id}/delete/")

    assert answer.status_code == 409
    assert EventPage.objects.filter(pk=date.event_id).exists()


def test_an_event_that_nobody_booked_is_deleted() -> None:
    event = make_date(make_event()).event
    ensure_groups()

    signed_in(ADMINISTRATORS).post(f"/admin/pages/{event.pk}/delete/")

    assert not EventPage.objects.exists()


def test_a_translation_shows_words_alone(team: Client, polish: Any) -> None:
    event = published(make_event())
    translation = event.copy_for_translation(polish, copy_parents=True)

    form = team.get(f"/admin/pages/{translation.pk}/edit/").context["form"]

    assert {"title", "bring", "room", "access_note", "status_reason"} <= set(form.fields)
    assert not {"first_start", "venue", "capacity", "organiser", "status"} & set(form.fields)
    assert set(form.formsets) <= {"comments"}


def test_publishing_a_translation_makes_no_dates(polish: Any) -> None:
    event = published(make_event())
    translation = event.copy_for_translation(polish, copy_parents=True)
    OutboxEntry.objects.all().delete()

    translation.save_revision().publish()

    assert EventDate.objects.count() == 1
    assert OutboxEntry.objects.filter(kind="event", object_id=event.pk).exists()


@pytest.fixture
def polish() -> Any:
    from wagtail.models import Locale

    ensure_groups()
    return Locale.objects.get_or_create(language_code="pl")[0]
