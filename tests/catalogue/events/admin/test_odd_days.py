"""Days that no event has and numbers that no door counts: refused with words, never a failure."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from catalogue.events.dates import DoorPress
from catalogue.events.pages import EventPage
from tests.catalogue.events.admin.event_form import add, form_data
from tests.event_factories import NOW, make_date, make_event
from tests.factories import OrganisationFactory
from tests.staff import words

pytestmark = pytest.mark.django_db
MISTAKE = "Check the year. It must be from 2000 to 2099."


@pytest.mark.parametrize("repeats", ["ONCE", "WEEKLY", "MONTHLY"])
@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("0026-12-16 10:00", "0026-12-16 12:00"),
        ("0001-01-01 00:00", "0001-01-01 10:00"),
        ("9999-12-31 10:00", "9999-12-31 23:59"),
        ("2026-12-16 10:00", "9999-12-31 23:59"),
    ],
)
def test_an_event_of_another_age_is_refused(
    team: Client, repeats: str, start: str, end: str
) -> None:
    until = "" if repeats == "ONCE" else "9999-12-31"
    data = form_data(
        OrganisationFactory(),
        attendance_mode="ONLINE",
        online_url="https://example.org/room",
        first_start=start,
        first_end=end,
        repeats=repeats,
        repeat_until=until,
    )

    answer = add(team, data)

    assert answer.status_code == 200
    assert MISTAKE in words(answer)
    assert not EventPage.objects.exists()


@pytest.mark.parametrize("year", ["0001", "0026", "9999"])
@pytest.mark.parametrize("repeats", ["ONCE", "WEEKLY", "MONTHLY"])
def test_a_copy_to_another_age_is_refused(team: Client, year: str, repeats: str) -> None:
    event = make_event(repeats=repeats, repeat_until=NOW.date() if repeats != "ONCE" else None)
    answer = team.post(
        reverse("events_team:copy", args=[event.pk]),
        {
            "title": "Copy",
            "first_start": f"{year}-12-31 10:00",
            "first_end": f"{year}-12-31 11:00",
            "repeat_until": "9999-12-31",
        },
    )

    assert answer.status_code == 200
    assert MISTAKE in words(answer)
    assert EventPage.objects.count() == 1


def test_one_date_of_a_series_is_not_moved_to_another_age(team: Client) -> None:
    change = {
        "on_date": "2026-12-16",
        "kind": "MOVED",
        "new_start": "0001-01-01 00:00",
        "new_end": "9999-12-31 23:59",
    }
    data = form_data(
        OrganisationFactory(), repeats="WEEKLY", repeat_until="2027-01-20", date_changes=[change]
    )

    answer = add(team, data)

    assert answer.status_code == 200
    assert words(answer).count(MISTAKE) == 2


@pytest.mark.parametrize(
    ("first", "last"),
    [("9999-12-01", "9999-12-31"), ("0001-01-01", "0001-01-02"), ("2026-01-01", "9999-12-31")],
)
def test_a_sheet_of_another_age_is_refused(team: Client, first: str, last: str) -> None:
    answer = team.get(reverse("events_team:attendance"), {"first": first, "last": last})

    assert "text/html" in answer["Content-Type"]
    assert MISTAKE in words(answer)


@pytest.mark.parametrize(
    "other", ["00019999999999", "0001" + "9" * 40, "0" * 5000 + "3", "٣", "²", "11", "-1", "3\x00"]
)
def test_no_crowd_comes_through_the_door_in_one_press(team: Client, other: str) -> None:
    make_date(make_event(slug="fair", days=0))

    answer = team.post(
        "/events/fair/checkin/?date=once",
        {"key": str(uuid.uuid4()), "press": "walk:other", "other": other},
    )

    assert answer.status_code == 400
    assert not DoorPress.objects.exists()
