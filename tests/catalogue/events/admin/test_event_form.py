"""Posting an event: what is asked, and what each mistake says."""

import datetime
from typing import Any

import pytest
from django.test import Client

from catalogue.events.dates import EventDate, Slot
from catalogue.events.enums import EventStatus
from catalogue.events.pages import EventPage
from catalogue.providers.models import Organisation, Venue
from tests.catalogue.events.admin.event_form import add, form_data, local
from tests.event_factories import at, events_page
from tests.factories import OrganisationFactory, VenueFactory
from tests.staff import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def organiser() -> Organisation:
    return OrganisationFactory(name="Skills Hub")


@pytest.fixture
def venue(organiser: Organisation) -> Venue:
    return VenueFactory(provider=organiser, name="Town Hall")


def test_the_events_team_posts_a_careers_fair(
    team: Client, organiser: Organisation, venue: Venue
) -> None:
    employer = OrganisationFactory(name="Hill Foods")
    data = form_data(
        organiser,
        venue=str(venue.pk),
        contact_phone="0121 496 0142",
        sessions=[
            {"title": "Write a CV", "starts_at": "11:00", "ends_at": "11:30", "capacity": "20"}
        ],
        exhibitors=[
            {
                "organisation": str(employer.pk),
                "stand": "A1",
                "roles_wanted": "Baker",
                "languages_spoken": {"ur", "pl"},
            }
        ],
        languages_spoken={"ur"},
    )

    answer = add(team, data)

    assert answer.status_code == 302, words(answer)
    event = EventPage.objects.get()
    assert event.live
    assert event.cost_pence == 0
    assert event.exhibitors.get().languages_spoken == ["pl", "ur"]
    date = event.dates.get()
    assert (date.start_at, date.end_at, date.status) == (at(21), at(21, 15), EventStatus.SCHEDULED)
    assert sorted(Slot.objects.values_list("capacity", flat=True)) == [20, 100]


def test_the_form_has_its_parts_and_says_what_they_are_for(team: Client) -> None:
    page = team.get(f"/admin/pages/add/events/eventpage/{events_page().pk}/")

    said = words(page)
    for tab in ("Words", "When and where", "Access", "Booking", "Who comes", "Settings"):
        assert tab in said
    assert "Times are those of the clock in England" in said
    assert "Polish · polski" in said


def test_a_draft_may_be_unfinished(team: Client, organiser: Organisation) -> None:
    answer = add(team, form_data(organiser, capacity=""), publish=False)

    assert answer.status_code == 302
    assert not EventPage.objects.get().live
    assert not EventDate.objects.exists()


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({}, "Choose the venue, or choose “Online” above."),
        ({"attendance_mode": "ONLINE"}, "Write the address of the online room."),
        (
            {"attendance_mode": "ONLINE", "booking": "NONE"},
            "The address of the online room goes to people who book.",
        ),
        ({"booking": "EXTERNAL", "venue": "1"}, "Write the address where people book"),
        ({"status": "CANCELLED"}, "Say why. Everybody who booked reads it."),
        ({"capacity": "3"}, "There are fewer places than people in one booking."),
        (
            {"first_start": local(at(21, 15)), "first_end": local(at(21, 10))},
            "The event ends before it starts.",
        ),
        ({"repeats": "WEEKLY"}, "A series needs its last day"),
        (
            {"repeats": "WEEKLY", "repeat_until": "2026-12-01"},
            "The last day is before the first date.",
        ),
        ({"repeats": "WEEKLY", "repeat_until": "2040-12-01"}, "This makes more than 200 dates."),
        ({"repeat_until": "2027-12-01"}, "Choose how it repeats, or clear this day."),
        ({"quiet_from": "10:00"}, "Write both times, or clear both."),
        ({"quiet_from": "12:00", "quiet_until": "11:00"}, "The quiet time ends before it begins."),
        ({"quiet_from": "08:00", "quiet_until": "09:00"}, "The quiet time is outside the event."),
        (
            {"sessions": [{"title": "Talk", "starts_at": "16:00", "ends_at": "17:00"}]},
            "This is outside the event.",
        ),
        (
            {"sessions": [{"title": "Talk", "starts_at": "12:00", "ends_at": "11:00"}]},
            "It ends before it starts. Check both times.",
        ),
        (
            {"date_changes": [{"on_date": "2026-12-17", "kind": "CANCELLED"}]},
            "The event has no date on this day. The nearest is Wednesday 16 December 2026.",
        ),
        (
            {"date_changes": [{"on_date": "2026-12-16", "kind": "MOVED"}]},
            "Write the day and the time.",
        ),
        (
            {
                "date_changes": [
                    {
                        "on_date": "2026-12-16",
                        "kind": "ADDED",
                        "new_start": "2026-12-16 10:00",
                        "new_end": "2026-12-16 12:00",
                    }
                ]
            },
            "This is a date of the event already.",
        ),
        (
            {
                "date_changes": [
                    {
                        "on_date": "2026-12-16",
                        "kind": "MOVED",
                        "new_start": "2026-12-17 12:00",
                        "new_end": "2026-12-17 10:00",
                    }
                ]
            },
            "It ends before it starts. Check both.",
        ),
        (
            {
                "date_changes": [
                    {"on_date": "2026-12-16", "kind": "CANCELLED"},
                    {"on_date": "2026-12-16", "kind": "POSTPONED"},
                ]
            },
            "This day is listed twice.",
        ),
        (
            {"first_start": "2027-03-28 01:30", "first_end": "2027-03-28 04:00"},
            "2027-03-28 01:30",
        ),
    ],
    ids=lambda value: None if isinstance(value, dict) else str(value)[:40],
)
def test_a_mistake_is_named_with_its_remedy(
    team: Client, organiser: Organisation, facts: dict[str, Any], said: str
) -> None:
    answer = add(team, form_data(organiser, **facts))

    assert answer.status_code == 200
    assert said in words(answer)
    assert not EventPage.objects.exists()


def test_an_employer_stands_once(team: Client, organiser: Organisation, venue: Venue) -> None:
    employer = str(OrganisationFactory().pk)
    rows = [{"organisation": employer, "languages_spoken": set()}] * 2

    answer = add(team, form_data(organiser, venue=str(venue.pk), exhibitors=rows))

    assert "This organisation is listed twice." in words(answer)


@pytest.mark.parametrize(
    "facts",
    [
        {"repeats": "WEEKLY"},
        {"first_start": local(at(21, 15)), "first_end": local(at(21, 10))},
        {"date_changes": [{"on_date": "2026-12-16", "kind": "MOVED"}]},
    ],
    ids=["series without end", "upside down", "moved to nowhere"],
)
def test_even_a_draft_is_never_impossible(
    team: Client, organiser: Organisation, facts: dict[str, Any]
) -> None:
    assert add(team, form_data(organiser, **facts), publish=False).status_code == 200
    assert not EventPage.objects.exists()


def test_a_new_event_begins_with_the_organiser_of_the_last(
    team: Client, organiser: Organisation, venue: Venue
) -> None:
    add(team, form_data(organiser, venue=str(venue.pk), contact_phone="0121 496 0142"))

    page = team.get(f"/admin/pages/add/events/eventpage/{events_page().pk}/")

    form = page.context["form"]
    assert form["organiser"].value() == organiser.pk
    assert form["contact_phone"].value() == "0121 496 0142"
    assert form["first_start"].value() is None


def test_the_price_is_typed_in_pounds(team: Client, organiser: Organisation, venue: Venue) -> None:
    add(team, form_data(organiser, venue=str(venue.pk), cost_pence="2.50"))

    event = EventPage.objects.get()
    assert event.cost_pence == 250
    assert (
        team.get(f"/admin/pages/{event.pk}/edit/").context["form"]["cost_pence"].value() == "2.50"
    )


def test_times_are_those_of_the_clock_in_england(
    team: Client, organiser: Organisation, venue: Venue
) -> None:
    data = form_data(
        organiser,
        venue=str(venue.pk),
        first_start="2027-07-01 10:00",
        first_end="2027-07-01 12:00",
    )

    add(team, data)

    start = EventDate.objects.get().start_at.astimezone(datetime.UTC)
    assert (start.hour, start.minute) == (9, 0)
