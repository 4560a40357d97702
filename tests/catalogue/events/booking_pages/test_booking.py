"""From the first question to the page that says it is done."""

import datetime
import re

import pytest
from django.test import Client

from catalogue.events.bookings.records import AccessNeed, Booking
from catalogue.events.bookings.services import BookingRequest
from catalogue.events.bookings.services import book as book_directly
from catalogue.events.enums import BookingState
from tests.catalogue.events.booking_pages.journey import (
    answer,
    book,
    go_to_check,
    press_book,
    url_of,
)
from tests.event_factories import NOW, at, make_date, make_event

pytestmark = pytest.mark.django_db


def take(date, people: int = 1, name: str = "Somebody") -> Booking:
    """Take places as somebody else."""
    asked = BookingRequest(date.pk, name=name, email="else@example.org", party_size=people)
    return book_directly(asked, now=NOW).booking


def test_answers_become_one_booking(client: Client) -> None:
    event = make_event(title="Jobs fair in the Town Hall")
    make_date(event, capacity=5)

    page = go_to_check(client, event, people={"party_size": "2"})
    response = press_book(client, event, page)

    assert response.headers["Location"] == url_of(event, "done")
    booking = Booking.objects.get()
    assert (booking.name, booking.email, booking.party_size) == ("Amina K", "amina@example.org", 2)
    assert (booking.state, booking.language) == (BookingState.CONFIRMED, "en-gb")
    done = client.get(url_of(event, "done")).content.decode()
    assert booking.reference in done
    assert "amina@example.org" in done
    assert "You have 2 places" in done
    assert re.search(r'href="(/b/[^/]+/)"[^>]*>Change your booking<', done)
    assert "Jobs fair in the Town Hall" in done


def test_a_phone_number_alone_is_enough(client: Client) -> None:
    event = make_event()
    make_date(event, capacity=5)

    booking = book(client, event, contact={"email": "", "phone": "+44 (0)7700 900-123"})

    assert (booking.email, booking.phone) == ("", "+447700900123")
    assert "07700 900123" in client.get(url_of(event, "done")).content.decode()


def test_the_language_of_the_page_is_the_language_of_the_booking(client: Client) -> None:
    event = make_event()
    make_date(event, capacity=5)

    booking = book(client, event, prefix="/ur")

    assert booking.language == "ur"
    assert 'dir="rtl"' in client.get(url_of(event, "done", prefix="/ur")).content.decode()


def test_only_questions_that_matter_are_asked(client: Client) -> None:
    event = make_event(largest_party=1)
    make_date(event, capacity=5)

    first = client.get(url_of(event), follow=True)

    assert first.redirect_chain[-1][0] == url_of(event, "name")
    assert "Question 1 of 3" in first.content.decode()
    assert client.get(url_of(event, "people")).status_code == 302
    assert client.get(url_of(event, "date")).status_code == 302


def test_a_party_is_never_larger_than_the_event(client: Client) -> None:
    event = make_event(largest_party=4)
    make_date(event, capacity=2)

    page = client.get(url_of(event, "people")).content.decode()

    assert "2 people" in page
    assert "3 people" not in page


def test_the_date_is_asked_when_there_are_several(client: Client) -> None:
    event = make_event(repeats="WEEKLY", repeat_until=at(30).date())
    make_date(event, capacity=5, key="2026-12-09", start_at=at(14), end_at=at(14, 12))
    second = make_date(event, capacity=5, key="2026-12-16", start_at=at(21), end_at=at(21, 12))

    first = client.get(url_of(event), follow=True)
    assert first.redirect_chain[-1][0] == url_of(event, "date")
    booking = book(client, event, date={"date": "2026-12-16"})

    assert booking.date == second


def test_a_date_of_the_address_is_taken_and_can_be_changed(client: Client) -> None:
    event = make_event(repeats="WEEKLY", repeat_until=at(30).date())
    one = make_date(event, capacity=5, key="2026-12-09", start_at=at(14), end_at=at(14, 12))
    two = make_date(event, capacity=5, key="2026-12-16", start_at=at(21), end_at=at(21, 12))

    opened = client.get(f"{url_of(event)}?date=2026-12-16")
    assert opened.headers["Location"] == f"{url_of(event, 'people')}?date=2026-12-16"
    client.post(opened.headers["Location"], {"party_size": "1"})
    page = go_to_check(client, event)
    assert "Wednesday 16 December" in page.content.decode()

    page = client.get(f"{url_of(event)}?date=2026-12-09", follow=True)
    press_book(client, event, page)
    assert Booking.objects.get().date == one
    assert two.bookings.count() == 0


@pytest.mark.parametrize("date", ["", "2026-12-17", "%00", "x" * 5000, "2026-12-09%0a"])
def test_an_unknown_date_in_the_address_is_asked_for(client: Client, date: str) -> None:
    event = make_event(repeats="WEEKLY", repeat_until=at(30).date())
    for day in (14, 21):
        key = at(day).date().isoformat()
        make_date(event, capacity=5, key=key, start_at=at(day), end_at=at(day, 12))

    response = client.get(f"{url_of(event)}?date={date}")

    assert response.headers["Location"] == url_of(event, "date")


def test_a_later_question_leads_to_the_first_without_an_answer(client: Client) -> None:
    event = make_event()
    make_date(event, capacity=5)

    for step in ("contact", "access", "check"):
        assert client.get(url_of(event, step)).headers["Location"] == url_of(event, "people")
    answer(client, event, "people")
    assert client.get(url_of(event, "access")).headers["Location"] == url_of(event, "name")
    assert client.get(url_of(event, "nonsense")).status_code == 404


def test_changing_one_answer_keeps_the_others(client: Client) -> None:
    event = make_event()
    make_date(event, capacity=5)
    go_to_check(client, event)

    change = client.get(url_of(event, "name"))
    assert 'value="Amina K"' in change.content.decode()
    assert "Change your answer" in change.content.decode()
    response = answer(client, event, "name", name="Leila")

    assert response.headers["Location"] == url_of(event, "check")
    page = client.get(url_of(event, "check")).content.decode()
    assert "Leila" in page
    assert "amina@example.org" in page


def test_two_events_do_not_mix(client: Client) -> None:
    one, other = make_event(), make_event()
    make_date(one, capacity=5)
    make_date(other, capacity=5)

    first = go_to_check(client, one, name={"name": "Amina"})
    second = go_to_check(client, other, name={"name": "Leila"}, people={"party_size": "3"})
    press_book(client, one, first)
    press_book(client, other, second)

    booked = Booking.objects.values_list("date__event", "name", "party_size")
    assert set(booked) == {(one.pk, "Amina", 1), (other.pk, "Leila", 3)}


def test_answers_stand_in_no_address_and_are_gone_when_done(client: Client) -> None:
    event = make_event()
    make_date(event, capacity=5)
    page = go_to_check(client, event)
    for address, _status in page.redirect_chain:
        assert "mina" not in address

    press_book(client, event, page)

    kept = dict(client.session.items())
    assert "amina" not in str(kept).lower()
    assert set(kept) <= {"bookings", "_session_expiry"}
    assert kept["_session_expiry"] == 2 * 3600


def test_answers_are_forgotten_after_two_hours(client: Client, time_machine) -> None:
    event = make_event()
    make_date(event, capacity=5)
    page = go_to_check(client, event)
    seen = page.context["seen"]

    time_machine.move_to(NOW + datetime.timedelta(hours=2, minutes=1), tick=False)
    response = client.post(url_of(event, "check"), {"seen": seen, "expects": "place"})

    assert response.status_code == 409
    assert "Your answers are no longer here" in response.content.decode()
    assert client.get(url_of(event, "check")).headers["Location"] == url_of(event, "people")
    assert not Booking.objects.exists()


def test_a_full_event_offers_the_waiting_list_and_says_the_turn(client: Client) -> None:
    event = make_event()
    date = make_date(event, capacity=2)
    take(date, 2)
    take(date)

    page = go_to_check(client, event)
    text = page.content.decode()
    assert "This event is full. You can join the waiting list." in text
    assert "You would be number 2." in text
    assert "Join the waiting list" in text
    press_book(client, event, page)

    booking = Booking.objects.get(name="Amina K")
    assert booking.state == BookingState.WAITING
    done = client.get(url_of(event, "done")).content.decode()
    assert "You are number 2 on the waiting list" in done
    assert "Leave the waiting list" in done
    assert "Add to my calendar" not in done


def test_who_finds_the_event_full_at_the_press_is_asked_first(client: Client) -> None:
    event = make_event()
    date = make_date(event, capacity=2)
    page = go_to_check(client, event)
    take(date, 2)

    response = press_book(client, event, page)

    text = response.content.decode()
    assert response.status_code == 200
    assert "The last places went while you answered. Your answers are kept." in text
    assert "amina@example.org" in text
    assert not Booking.objects.filter(name="Amina K").exists()
    assert press_book(client, event, response).status_code == 302
    assert Booking.objects.get(name="Amina K").state == BookingState.WAITING


def test_a_party_that_does_not_fit_hears_how_many_places_there_are(client: Client) -> None:
    event = make_event()
    date = make_date(event, capacity=4)
    take(date, 2)

    page = go_to_check(client, event, people={"party_size": "4"})

    assert "There are 2 places left, and you are 4 people." in page.content.decode()
    assert page.context["mode"] == "waiting"
    answer(client, event, "people", party_size="2")
    assert client.get(url_of(event, "check")).context["mode"] == "place"


def test_a_party_that_does_not_fit_without_a_waiting_list_cannot_press(client: Client) -> None:
    event = make_event(has_waiting_list=False)
    date = make_date(event, capacity=4)
    take(date, 3)

    page = go_to_check(client, event, people={"party_size": "2"})

    assert "There is 1 place left, and you are 2 people." in page.content.decode()
    assert "Change how many people" in page.content.decode()
    press_book(client, event, page)
    assert not Booking.objects.filter(name="Amina K").exists()


def test_an_event_that_fills_without_a_waiting_list_keeps_the_answers(client: Client) -> None:
    event = make_event(has_waiting_list=False)
    date = make_date(event, capacity=1)
    page = go_to_check(client, event)
    taken = take(date)

    response = press_book(client, event, page)
    assert response.status_code == 409
    assert "This event is full" in response.content.decode()
    assert "We keep your answers" in response.content.decode()
    taken.delete()
    date.slots.update(places_taken=0)
    assert client.get(url_of(event, "check")).status_code == 200


@pytest.mark.row(55)
def test_there_is_one_question_about_access_and_it_may_stay_empty(client: Client) -> None:
    event = make_event(interpreters="ON_REQUEST", bsl="ON_REQUEST")
    make_date(event, capacity=5)

    book(client, event)
    assert not AccessNeed.objects.exists()
    client.post(url_of(event))
    page = client.get(url_of(event), follow=True)
    asked = {"kinds": ["INTERPRETER", "BSL"], "language": "اردو", "text": "A chair at the front"}
    booking = book(client, event, access=asked)

    need = AccessNeed.objects.get(booking=booking)
    assert set(need.kinds) == {"INTERPRETER", "BSL"}
    assert (need.language, need.text) == ("اردو", "A chair at the front")
    done = client.get(url_of(event, "done")).content.decode()
    assert "اردو" in done
    assert "A chair at the front" in done
    assert page.status_code == 200


@pytest.mark.row(55)
def test_the_question_about_access_says_how_long_it_is_kept(client: Client) -> None:
    event = make_event()
    make_date(event, capacity=5)
    for step in ("people", "name", "contact"):
        answer(client, event, step)

    page = client.get(url_of(event, "access")).content.decode()

    assert page.count("<h1") == 1
    assert "We delete this answer 7 days after the event." in page
    assert "(optional)" in page


def test_a_date_that_lost_its_places_sends_people_to_the_phone(client: Client) -> None:
    event = make_event()
    date = make_date(event, capacity=5)
    page = go_to_check(client, event)
    date.slots.all().delete()

    response = press_book(client, event, page)

    assert response.status_code == 409
    assert "Call us and we book for you." in response.content.decode()


def test_a_computer_of_many_can_be_cleared(client: Client) -> None:
    event = make_event()
    make_date(event, capacity=5)
    booking = book(client, event)

    client.post(url_of(event, "clear"))

    assert "bookings" not in client.session
    assert client.get(url_of(event, "done")).status_code == 302
    assert Booking.objects.filter(pk=booking.pk).exists()


def test_the_done_page_is_for_the_session_that_booked(client: Client) -> None:
    event = make_event()
    make_date(event, capacity=5)
    booking = book(client, event)

    stranger = Client().get(url_of(event, "done"), follow=True)

    assert booking.reference not in stranger.content.decode()
    assert client.get(url_of(event, "done")).status_code == 200
