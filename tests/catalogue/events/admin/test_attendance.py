"""The sheet of attendance."""

import csv
import datetime
import io

import pytest
from time_machine import travel

from catalogue.events.bookings.records import AccessNeed
from catalogue.events.bookings.retention import prune_bookings
from catalogue.events.dates import ArrivalCount
from catalogue.events.enums import AgeBand, BookingState
from catalogue.events.exports import attendance_sheet
from portal.accounts.groups import EVENTS_TEAM, ensure_groups
from tests.event_factories import NOW, at, events_page, make_booking, make_date, make_event
from tests.factories import OrganisationFactory
from tests.staff import signed_in, words

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def rows_of(sheet: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(sheet.removeprefix("\ufeff"))))


def a_past_fair():
    """Return a date of last week: 3 people booked, 2 came, 1 walked in, 1 waited, 1 cancelled."""
    date = make_date(make_event(title="Jobs fair", days=-7, capacity=50))
    came = make_booking(date, name="Amina", party_size=2, arrived_at=at(-7, 11))
    AccessNeed.objects.create(booking=came, kinds=["BSL"], text="Front row")
    make_booking(date, name="Bilal", phone="+447700900123")
    make_booking(date, name="Cora", state=BookingState.CANCELLED)
    make_booking(date, name="Dev", state=BookingState.WAITING, waiting_since=NOW)
    ArrivalCount.objects.create(date=date, band=AgeBand.FROM_50, people=2)
    ArrivalCount.objects.create(date=date, is_walk_in=True, people=1)
    return date


def test_it_has_numbers_by_date() -> None:
    a_past_fair()

    (row,) = rows_of(attendance_sheet(at(-8).date(), at(-6).date()))

    assert row["Event"] == "Jobs fair"
    assert row["Day"] == str(at(-7).date())
    numbers = {
        "Places": "50",
        "Bookings": "2",
        "People booked": "3",
        "Bookings cancelled": "1",
        "Never got a place": "1",
        "Asked for help to take part": "1",
        "People who booked and came": "2",
        "People who came without a booking": "1",
        "50 or over": "2",
        "Not asked": "1",
    }
    assert {name: row[name] for name in numbers} == numbers


def test_it_says_nothing_of_any_person() -> None:
    a_past_fair()

    sheet = attendance_sheet(at(-8).date(), at(-6).date())

    for word in ("Amina", "Bilal", "example.org", "7700", "Front row"):
        assert word not in sheet


def test_numbers_stay_when_the_bookings_are_deleted() -> None:
    a_past_fair()
    before = attendance_sheet(at(-8).date(), at(-6).date())

    prune_bookings(NOW + 30 * DAY)

    assert attendance_sheet(at(-8).date(), at(-6).date()) == before


@pytest.mark.parametrize("title", ["=1+1", "+cmd", "-2", "@SUM(A1)", "\t=1", "  =1"])
def test_no_title_becomes_a_formula(title: str) -> None:
    make_date(make_event(title=title, days=-7, organiser=OrganisationFactory(name="=evil()")))

    (row,) = rows_of(attendance_sheet(at(-8).date(), at(-6).date()))

    assert row["Event"].startswith("'")
    assert row["Organiser"] == "'=evil()"


def test_both_days_count_and_others_do_not() -> None:
    for days in (-9, -8, -6, -5):
        make_date(make_event(title=f"Fair {days}", days=days))

    found = rows_of(attendance_sheet(at(-8).date(), at(-6).date()))

    assert [row["Event"] for row in found] == ["Fair -8", "Fair -6"]


def test_it_asks_the_same_number_of_questions_for_many(django_assert_max_num_queries) -> None:
    for _number in range(15):
        make_date(make_event(days=-7))

    with django_assert_max_num_queries(6):
        attendance_sheet(at(-8).date(), at(-6).date())


def test_the_team_downloads_it() -> None:
    events_page()
    a_past_fair()
    ensure_groups()
    with travel(NOW, tick=False):
        team = signed_in(EVENTS_TEAM)
        days = {"first": str(at(-8).date()), "last": str(at(-6).date())}
        answer = team.get("/admin/events/attendance/", days)
        upside_down = team.get(
            "/admin/events/attendance/", {"first": days["last"], "last": days["first"]}
        )
        too_long = team.get(
            "/admin/events/attendance/", {"first": "2000-01-01", "last": "2026-01-01"}
        )

    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert "attachment" in answer["Content-Disposition"]
    assert "no-store" in answer["Cache-Control"]
    assert len(rows_of(answer.content.decode())) == 1
    assert "The last day is before the first." in words(upside_down)
    assert "Choose three years at most." in words(too_long)
