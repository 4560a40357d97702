"""The address of the calendar of one event."""

import datetime

import pytest
from django.test import Client, TestCase
from icalendar import Calendar
from time_machine import travel

from catalogue.events.dates import EventDate
from catalogue.events.enums import Audience, EventStatus, Repeats
from catalogue.events.scheduling import ensure_events_page, sync_dates
from portal.pages.services import ensure_site_pages
from tests.event_factories import NOW, at, make_date, make_event

pytestmark = [pytest.mark.django_db]


@pytest.fixture(autouse=True)
def _clock():
    with travel(NOW, tick=False):
        yield


def entries(content: bytes) -> list[tuple[str, str, int]]:
    """Return UID, status and sequence of each entry."""
    found = Calendar.from_ical(content).walk("VEVENT")
    return [(str(one["UID"]), str(one["STATUS"]), one["SEQUENCE"]) for one in found]


def test_it_is_a_calendar_that_may_be_kept_for_a_while(client: Client) -> None:
    make_date(make_event(slug="jobs-fair"))

    answer = client.get("/feeds/events/jobs-fair.ics")

    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Cache-Control"] == "public, max-age=900"
    assert answer["Content-Disposition"] == 'inline; filename="jobs-fair.ics"'
    assert "Cookie" not in answer.get("Vary", "")
    assert len(entries(answer.content)) == 1


def test_who_has_it_already_gets_nothing(client: Client) -> None:
    make_date(make_event(slug="jobs-fair"))
    etag = client.get("/feeds/events/jobs-fair.ics")["ETag"]

    again = client.get("/feeds/events/jobs-fair.ics", headers={"if-none-match": etag})
    assert (again.status_code, again.content) == (304, b"")

    EventDate.objects.update(status=EventStatus.CANCELLED, sequence=1)
    changed = client.get("/feeds/events/jobs-fair.ics", headers={"if-none-match": etag})
    assert changed.status_code == 200


def test_one_date_can_be_asked_for(client: Client) -> None:
    event = make_event(slug="drop-in", repeats=Repeats.WEEKLY, repeat_until=at(28).date(), days=14)
    sync_dates(event, now=NOW)
    wanted = event.dates.all()[1]

    one = client.get(f"/feeds/events/drop-in.ics?date={wanted.key}")

    assert [uid for uid, _status, _number in entries(one.content)] == [wanted.uid]
    assert len(entries(client.get("/feeds/events/drop-in.ics").content)) == 3


def test_a_cancelled_event_is_said_with_the_same_uid_and_a_higher_number(client: Client) -> None:
    event = make_event(slug="jobs-fair")
    sync_dates(event, now=NOW)
    ((uid, _status, number),) = entries(client.get("/feeds/events/jobs-fair.ics").content)
    event.status = EventStatus.CANCELLED
    event.save()
    sync_dates(event, now=NOW)

    found = entries(client.get("/feeds/events/jobs-fair.ics").content)

    assert found == [(uid, "CANCELLED", number + 1)]


def test_a_cancelled_event_stays_ninety_days_after_its_day(client: Client) -> None:
    event = make_event(slug="jobs-fair", days=1)
    make_date(event, status=EventStatus.CANCELLED)

    with travel(NOW + datetime.timedelta(days=90), tick=False):
        assert client.get("/feeds/events/jobs-fair.ics").status_code == 200
    with travel(NOW + datetime.timedelta(days=92), tick=False):
        assert client.get("/feeds/events/jobs-fair.ics").status_code == 404


@pytest.mark.parametrize(
    "facts",
    [{"live": False}, {"audience": Audience.STAFF}, {"is_template": True}],
    ids=["draft", "for staff", "template"],
)
def test_what_is_not_public_has_no_calendar(client: Client, facts: dict[str, object]) -> None:
    make_date(make_event(slug="jobs-fair", **facts))

    assert client.get("/feeds/events/jobs-fair.ics").status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/feeds/events/no-such.ics",
        "/feeds/events/jobs-fair.ics?date=2099-01-01",
        "/feeds/events/jobs-fair.ics?date=%00",
        "/feeds/events/%00.ics",
    ],
)
def test_an_address_of_nothing_is_not_found(client: Client, address: str) -> None:
    make_date(make_event(slug="jobs-fair"))

    assert client.get(address).status_code == 404


@pytest.mark.parametrize("language", ["xx", "", "ur'", "en-gb"])
def test_an_unknown_language_is_english(client: Client, language: str) -> None:
    make_date(make_event(slug="jobs-fair", status=EventStatus.CANCELLED))

    answer = client.get("/feeds/events/jobs-fair.ics", {"lang": language})

    assert answer.status_code == 200
    assert "/ur/" not in answer.content.decode()


def test_a_language_leads_to_the_page_in_that_language(client: Client) -> None:
    make_date(make_event(slug="jobs-fair"))

    answer = client.get("/feeds/events/jobs-fair.ics?lang=ur")

    (entry,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert str(entry["URL"]).endswith("/ur/events/jobs-fair/")


def test_it_is_made_with_few_questions(client: Client, django_assert_max_num_queries) -> None:
    event = make_event(
        slug="drop-in", repeats=Repeats.WEEKLY, repeat_until=at(14 + 7 * 30).date(), days=14
    )
    sync_dates(event, now=NOW)

    with django_assert_max_num_queries(4):
        client.get("/feeds/events/drop-in.ics?lang=ur")


def test_nothing_can_be_sent_to_it(client: Client) -> None:
    make_date(make_event(slug="jobs-fair"))

    assert client.post("/feeds/events/jobs-fair.ics").status_code == 405


def test_who_follows_an_event_that_was_renamed_is_sent_on(client: Client) -> None:
    ensure_site_pages()
    ensure_events_page()
    event = make_event(slug="jobs-fair")
    make_date(event)
    event.slug = "spring-fair"
    with TestCase.captureOnCommitCallbacks(execute=True):
        event.save_revision().publish()

    answer = client.get("/feeds/events/jobs-fair.ics?lang=ur")

    assert (answer.status_code, answer["Location"]) == (
        301,
        "/feeds/events/spring-fair.ics?lang=ur",
    )
    event.refresh_from_db()
    event.unpublish()
    assert client.get("/feeds/events/jobs-fair.ics").status_code == 404
