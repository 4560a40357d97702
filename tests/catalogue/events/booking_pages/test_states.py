"""What cannot be booked says why, with a way on, and never fails."""

import datetime

import pytest
from django.test import Client
from wagtail.models import Locale

from catalogue.events.pages import EventPage
from tests.catalogue.events.booking_pages.journey import go_to_check, press_book, url_of
from tests.event_factories import NOW, at, make_date, make_event

pytestmark = pytest.mark.django_db

STATES = {
    "turn up": ({"booking": "NONE"}, {}, 200, "You do not need to book"),
    "elsewhere": (
        {"booking": "EXTERNAL", "external_booking_url": "https://book.example.org/fair"},
        {},
        200,
        "Book with the organiser",
    ),
    "elsewhere, address unknown": ({"booking": "EXTERNAL"}, {}, 200, "Book with the organiser"),
    "cancelled": ({}, {"status": "CANCELLED"}, 410, "This event is cancelled"),
    "postponed": ({}, {"status": "POSTPONED"}, 200, "This event is postponed"),
    "postponed, and its day has passed": (
        {}, {"status": "POSTPONED", "start_at": at(-9), "end_at": at(-9, 12)}, 200,
        "This event is postponed",
    ),
    "over": ({}, {"start_at": at(-9), "end_at": at(-9, 12)}, 410, "This event is over"),
    "on now": ({}, {"start_at": at(0, 11), "end_at": at(0, 15)}, 410, "Booking has ended"),
    "closed before": ({"bookings_close_hours": 48}, {"start_at": at(1), "end_at": at(1, 15)}, 410,
                      "Booking has ended"),
    "full": ({"has_waiting_list": False}, {"capacity": 0}, 200, "This event is full"),
}  # fmt: skip


@pytest.mark.parametrize("method", ["get", "post", "head"])
@pytest.mark.parametrize("step", ["", "people", "check"])
@pytest.mark.parametrize(("facts", "date", "status", "words"), STATES.values(), ids=STATES)
def test_a_page_says_why_nothing_can_be_booked(
    client: Client, facts, date, status, words, step, method
) -> None:
    event = make_event(**facts)
    make_date(event, **date)

    response = getattr(client, method)(url_of(event, step))

    assert response.status_code == (409 if method == "post" and status == 200 else status)
    if method != "head":
        text = response.content.decode()
        assert words in text
        assert text.count("<h1") == 1
        assert "0121 496 0142" in text
        assert "/events/" in text
    assert response.headers["Cache-Control"] == "private, no-store"


def test_the_organisers_website_is_a_link_that_tells_nothing(client: Client) -> None:
    event = make_event(booking="EXTERNAL", external_booking_url="https://book.example.org/fair")
    make_date(event)

    text = client.get(url_of(event)).content.decode()

    assert 'href="https://book.example.org/fair" rel="noreferrer"' in text


def test_an_organisers_address_that_is_no_web_address_is_no_link(client: Client) -> None:
    event = make_event(booking="EXTERNAL")
    EventPage.objects.filter(pk=event.pk).update(external_booking_url="javascript:alert(1)")
    make_date(event)

    assert "javascript:" not in client.get(url_of(event)).content.decode()


def test_what_closes_while_somebody_answers_is_said(client: Client) -> None:
    event = make_event()
    date = make_date(event, capacity=5)
    page = go_to_check(client, event)
    date.status = "CANCELLED"
    date.save()

    response = press_book(client, event, page)

    assert response.status_code == 410
    assert "This event is cancelled" in response.content.decode()
    assert "Nothing was sent" in response.content.decode()


def test_a_cancelled_date_of_a_series_is_not_offered(client: Client) -> None:
    event = make_event(repeats="WEEKLY", repeat_until=at(40).date())
    for day, status in ((14, "SCHEDULED"), (21, "CANCELLED"), (28, "RESCHEDULED")):
        key = at(day).date().isoformat()
        make_date(event, capacity=5, key=key, start_at=at(day), end_at=at(day, 12), status=status)

    page = client.get(url_of(event, "date")).content.decode()

    assert "2026-12-09" in page
    assert "2026-12-16" not in page
    assert "2026-12-23" in page


@pytest.mark.parametrize("slug", ["no-such-event", "x" * 300, "jobs-fair-%00", "ایونٹ"])
def test_an_unknown_event_is_not_found(client: Client, slug: str) -> None:
    for step in ("", "people/", "check/", "done/", "clear/"):
        for method in (client.get, client.post):
            response = method(f"/events/{slug}/book/{step}")
            assert response.status_code in (404, 405)


@pytest.mark.parametrize("facts", [{"live": False}, {"is_template": True}])
def test_drafts_and_templates_cannot_be_booked(client: Client, facts) -> None:
    event = make_event(**facts)
    make_date(event, capacity=5)
    assert client.get(url_of(event)).status_code == 404


def test_an_event_without_dates_is_over(client: Client) -> None:
    assert client.get(url_of(make_event())).status_code == 410


def test_an_event_is_booked_in_the_words_of_its_translation(client: Client) -> None:
    event = make_event(title="Jobs fair")
    make_date(event, capacity=5)
    urdu, _is_new = Locale.objects.get_or_create(language_code="ur")
    copy = event.copy_for_translation(urdu, copy_parents=True)
    copy.title, copy.live = "ملازمت میلہ", True
    copy.save()

    page = client.get(url_of(event, "people", prefix="/ur")).content.decode()
    check = go_to_check(client, event, prefix="/ur")
    press_book(client, event, check, prefix="/ur")

    assert "ملازمت میلہ" in page
    done = client.get(url_of(event, "done", prefix="/ur")).content.decode()
    assert "ملازمت میلہ" in done
    assert "Jobs fair" in client.get(url_of(event, "done")).content.decode()


def test_questions_cost_few_queries(client: Client, django_assert_max_num_queries) -> None:
    event = make_event(repeats="WEEKLY", repeat_until=at(90).date())
    for week in range(1, 13):
        key = at(7 * week).date().isoformat()
        start = at(7 * week)
        end = start + datetime.timedelta(hours=2)
        make_date(event, capacity=5, key=key, start_at=start, end_at=end)
    page = go_to_check(client, event, date={"date": at(7).date().isoformat()})

    client.get(url_of(event, "date"))  # what is kept for a minute
    for step, most in (("date", 11), ("people", 11), ("contact", 11), ("check", 11)):
        with django_assert_max_num_queries(most):
            assert client.get(url_of(event, step)).status_code == 200
    press_book(client, event, page)
    with django_assert_max_num_queries(16):
        client.get(url_of(event, "done"))
    assert NOW
