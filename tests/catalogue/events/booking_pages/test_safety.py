"""Headers, forged forms, programs, limits: nobody reads, guesses or floods bookings."""

import pytest
from django.test import Client

from catalogue.events.bookings.records import Booking
from catalogue.events.bookings.tokens import manage_token
from catalogue.events.enums import BookingState
from tests.catalogue.events.booking_pages.journey import book, go_to_check, press_book, url_of
from tests.event_factories import make_date, make_event

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(db):
    event = make_event()
    make_date(event, capacity=500)
    return event


def all_pages(client: Client, event) -> list[str]:
    booking = book(client, event)
    token = manage_token(booking)
    client.post(url_of(event))
    go_to_check(client, event)
    steps = ("", "people", "name", "contact", "access", "check", "done")
    below = ("", "cancel/", "people/", "access/", "forget/", "accept/", "decline/", "calendar.ics")
    return [
        *(url_of(event, step) for step in steps),
        *(f"/b/{token}/{one}" for one in below),
        "/b/deleted/",
        "/b/no-such-token/",
    ]


def test_no_page_is_kept_or_found_or_told_of(client: Client, event) -> None:
    for url in all_pages(client, event):
        response = client.get(url)
        assert response.headers["Cache-Control"] == "private, no-store", url
        assert "noindex" in response.headers["X-Robots-Tag"], url
        # "no-referrer" would have browsers send "Origin: null" with a form.
        assert response.headers["Referrer-Policy"] == "strict-origin", url
        if response.status_code == 200 and "html" in response.headers["Content-Type"]:
            text = response.content.decode()
            assert 'content="noindex, nofollow"' in text, url
            assert "canonical" not in text, url
            assert "hreflang" not in text.partition("</head>")[0], url
            assert 'name="page"' not in text, "no other form carries the address"


def test_a_form_without_its_token_is_refused_with_a_way_on(
    client: Client, event, help_phone
) -> None:
    addresses = all_pages(client, event)
    stranger = Client(enforce_csrf_checks=True)
    stranger.cookies = client.cookies.copy()
    before = list(Booking.objects.values())

    for url in [*addresses, url_of(event, "clear")]:
        response = stranger.post(url, {"party_size": "4", "name": "X"})
        assert response.status_code == 403, url
        assert help_phone in response.content.decode()
        assert response.headers["Cache-Control"] == "private, no-store"

    assert list(Booking.objects.values()) == before


def test_cookies_that_are_off_are_named(event, help_phone) -> None:
    browser = Client(enforce_csrf_checks=True)
    assert browser.get(url_of(event, "people")).status_code == 200
    browser.cookies.clear()

    response = browser.post(url_of(event, "people"), {"party_size": "1"})

    text = response.content.decode()
    assert response.status_code == 403
    assert "Your browser blocks cookies" in text
    assert help_phone in text
    assert url_of(event, "people") in text


def test_another_site_cannot_send_the_form(client: Client, event) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.get(url_of(event, "people"))
    token = browser.cookies["csrftoken"].value
    sent = {"party_size": "1", "csrfmiddlewaretoken": token}

    for origin in ("https://evil.example", "null"):
        response = browser.post(url_of(event, "people"), sent, headers={"origin": origin})
        assert response.status_code == 403
    assert browser.post(url_of(event, "people"), sent).status_code == 302


def test_a_program_is_sent_to_the_phone(client: Client, event) -> None:
    page = go_to_check(client, event)

    response = press_book(client, event, page, website="https://spam.example")

    assert response.status_code == 400
    text = response.content.decode()
    assert "Call us and we book for you." in text
    assert "0121 496 0142" in text
    assert "Was this" not in text
    assert not Booking.objects.exists()


def test_too_many_bookings_get_a_calm_page(client: Client, event) -> None:
    statuses = []
    for _time in range(12):
        client.post(url_of(event))
        response = press_book(client, event, go_to_check(client, event))
        statuses.append(response.status_code)

    assert statuses[0] == 302
    assert statuses[-1] == 429
    text = response.content.decode()
    assert "You did nothing wrong" in text
    assert "0121 496 0142" in text
    assert int(response.headers["Retry-After"]) > 0
    assert Booking.objects.count() == statuses.count(302)
    # a press that is repeated is no new attempt
    assert client.get(url_of(event, "check")).status_code == 200


def test_what_cannot_be_done_so_is_said(client: Client, event) -> None:
    assert client.put(url_of(event)).status_code == 405
    assert client.delete(url_of(event, "people")).status_code == 405
    assert client.post(url_of(event, "done")).status_code == 405
    assert client.get(url_of(event, "clear")).status_code == 405
    assert client.post("/b/deleted/").status_code == 405


def test_a_name_is_shown_as_text(client: Client, event) -> None:
    booking = book(client, event, name={"name": "<b>Amina</b> {{7*7}}"})

    for url in (url_of(event, "done"), f"/b/{manage_token(booking)}/forget/"):
        text = client.get(url).content.decode()
        assert "<b>Amina" not in text
    assert booking.state == BookingState.CONFIRMED
