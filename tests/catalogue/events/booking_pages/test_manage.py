"""Looking after a booking by the link in its message."""

import datetime
import re

import pytest
from django.test import Client

from catalogue.events.bookings.party import change_party
from catalogue.events.bookings.records import AccessNeed, Booking, Notice
from catalogue.events.bookings.services import (
    Access,
    BookingRefused,
    BookingRequest,
    Refusal,
    book,
    cancel,
)
from catalogue.events.bookings.tokens import manage_token
from catalogue.events.dates import EventDate
from catalogue.events.enums import BookingState, EventStatus
from tests.event_factories import NOW, at, make_date, make_event

pytestmark = pytest.mark.django_db
ACTIONS = ("cancel", "accept", "decline", "people", "access", "forget")


def placed(date: EventDate, people: int = 1, **more) -> Booking:
    asked = BookingRequest(
        date.pk, name="Amina K", email="amina@example.org", party_size=people, **more
    )
    return book(asked, now=NOW).booking


def url_of(booking: Booking, action: str = "") -> str:
    return f"/b/{manage_token(booking)}/{f'{action}/' if action else ''}"


def text_of(client: Client, url: str) -> str:
    return client.get(url).content.decode()


@pytest.fixture
def date(db) -> EventDate:
    return make_date(make_event(title="Jobs fair", largest_party=4), capacity=4)


def test_the_page_shows_what_is_booked(client: Client, date: EventDate) -> None:
    booking = placed(date, 2, access=Access(kinds=("BSL",), text="A seat near the door"))

    text = text_of(client, url_of(booking))

    assert "You have 2 places" in text
    assert booking.reference in text
    assert "2 people: you and 1 more" in text
    assert "A seat near the door" in text
    assert "0121 496 0142" in text
    assert "calendar.ics" in text


def test_cancelling_takes_two_presses(client: Client, date: EventDate) -> None:
    booking = placed(date, 2)
    asked = text_of(client, url_of(booking, "cancel"))
    assert "Do you want to cancel all 2 places?" in asked
    booking.refresh_from_db()
    assert booking.state == BookingState.CONFIRMED

    response = client.post(url_of(booking, "cancel"), follow=True)

    booking.refresh_from_db()
    assert booking.state == BookingState.CANCELLED
    assert "This booking is cancelled" in response.content.decode()
    assert date.slots.get().places_taken == 0
    assert client.post(url_of(booking, "cancel")).status_code == 302
    assert client.get(url_of(booking, "cancel")).headers["Location"] == url_of(booking)


def test_opening_a_page_never_changes_anything(client: Client, date: EventDate) -> None:
    booking = placed(date, 4, access=Access(kinds=("BSL",)))
    waiting = placed(date)
    cancel(booking, now=NOW)
    booking = placed(date, 3)
    waiting.refresh_from_db()
    assert waiting.state == BookingState.OFFERED
    before = list(Booking.objects.order_by("pk").values())
    notices = Notice.objects.count()

    for one in (booking, waiting):
        for action in ("", *ACTIONS):
            for method in (client.get, client.head, client.options):
                assert method(url_of(one, action)).status_code in (200, 302), action
        assert client.get(f"{url_of(one)}calendar.ics").status_code == 200

    assert list(Booking.objects.order_by("pk").values()) == before
    assert Notice.objects.count() == notices


def test_an_offer_is_taken_with_one_press(client: Client, date: EventDate) -> None:
    first = placed(date, 4)
    waiting = placed(date, 2)
    cancel(first, now=NOW)

    page = text_of(client, url_of(waiting))
    assert "A place is free for you" in page
    assert "We keep it for you until midday on Thursday 26 November." in page
    assert "Take 2 places" in page
    response = client.post(url_of(waiting, "accept"), follow=True)

    assert "You have 2 places" in response.content.decode()
    assert (
        "You have 2 places" in client.post(url_of(waiting, "accept"), follow=True).content.decode()
    )


def test_an_offer_is_left_with_one_press(client: Client, date: EventDate) -> None:
    first, second = placed(date, 4), placed(date, 4)
    third = placed(date, 4)
    cancel(first, now=NOW)

    response = client.post(url_of(second, "decline"), follow=True)

    assert "You left the waiting list" in response.content.decode()
    third.refresh_from_db()
    assert third.state == BookingState.OFFERED


def test_an_offer_that_ended_says_so(client: Client, date: EventDate, time_machine) -> None:
    first, second = placed(date, 4), placed(date, 1)
    cancel(first, now=NOW)
    time_machine.move_to(NOW + datetime.timedelta(hours=24, minutes=1), tick=False)

    assert "The place went to the next person" in text_of(client, url_of(second))
    response = client.post(url_of(second, "accept"), follow=True)

    text = response.content.decode()
    assert "The place went to the next person" in text
    assert "Book again" in text
    second.refresh_from_db()
    assert second.state == BookingState.LAPSED


@pytest.mark.parametrize("state", ["CONFIRMED", "WAITING", "CANCELLED"])
def test_without_an_offer_nothing_is_taken(client: Client, date: EventDate, state: str) -> None:
    booking = placed(date)
    since = NOW if state == "WAITING" else None
    Booking.objects.filter(pk=booking.pk).update(state=state, waiting_since=since)

    for action in ("accept", "decline"):
        assert client.post(url_of(booking, action)).status_code == 302

    booking.refresh_from_db()
    assert booking.state == state


def test_who_waits_sees_their_number(client: Client, date: EventDate) -> None:
    placed(date, 4)
    first, second = placed(date), placed(date)

    assert "You are number 1 on the waiting list" in text_of(client, url_of(first))
    assert "You are number 2 on the waiting list" in text_of(client, url_of(second))
    assert "Leave the waiting list" in text_of(client, url_of(second))


@pytest.mark.parametrize(("size", "taken"), [(1, 1), (2, 2), (4, 4)])
def test_a_party_becomes_smaller_or_larger(client: Client, date, size: int, taken: int) -> None:
    booking = placed(date, 2)

    response = client.post(url_of(booking, "people"), {"party_size": size}, follow=True)

    booking.refresh_from_db()
    assert booking.party_size == size
    assert date.slots.get().places_taken == taken
    assert "We changed how many people come" in response.content.decode()


def test_a_party_does_not_grow_beyond_the_places(client: Client, date: EventDate) -> None:
    booking, _other = placed(date, 1), placed(date, 2)

    response = client.post(url_of(booking, "people"), {"party_size": 3})

    assert "You can have 1 more place." in response.content.decode()
    assert "Choose how many people are coming, from 1 to 2" in response.content.decode()
    assert re.search(r"<title>\s*Error: ", response.content.decode())
    booking.refresh_from_db()
    assert booking.party_size == 1
    assert date.slots.get().places_taken == 3


def test_places_that_go_while_somebody_chooses_are_not_given_twice(date: EventDate) -> None:
    booking, _other = placed(date, 2), placed(date, 1)

    with pytest.raises(BookingRefused) as refused:
        change_party(booking, 4, now=NOW)

    assert refused.value.reason == Refusal.FULL
    assert date.slots.get().places_taken == 3


@pytest.mark.parametrize("size", ["0", "5", "-1", "", "x", "\x00"])
def test_a_party_is_one_to_four(client: Client, date: EventDate, size: str) -> None:
    booking = placed(date, 2)
    response = client.post(url_of(booking, "people"), {"party_size": size})
    assert "Choose how many people are coming, from 1 to 4" in response.content.decode()


def test_who_waits_cannot_make_their_party_larger(client: Client, date: EventDate) -> None:
    placed(date, 4)
    waiting = placed(date, 2)

    page = text_of(client, url_of(waiting, "people"))
    assert 'value="3"' not in page
    client.post(url_of(waiting, "people"), {"party_size": 3})
    waiting.refresh_from_db()
    assert waiting.party_size == 2
    client.post(url_of(waiting, "people"), {"party_size": 1})
    waiting.refresh_from_db()
    assert waiting.party_size == 1


def test_what_would_help_can_be_changed_and_taken_back(client: Client, date: EventDate) -> None:
    booking = placed(date)

    client.post(url_of(booking, "access"), {"kinds": ["STEP_FREE"], "text": "Near the door"})
    assert AccessNeed.objects.get().kinds == ["STEP_FREE"]
    assert "Near the door" in text_of(client, url_of(booking, "access"))
    client.post(url_of(booking, "access"), {"kinds": [], "text": ""})

    assert not AccessNeed.objects.exists()


def test_everything_is_shown_and_deleted(client: Client, date: EventDate) -> None:
    booking = placed(date, 2, access=Access(text="Near the door"), phone="+447700900123")
    url = url_of(booking, "forget")
    shown = text_of(client, url)
    for fact in ("Amina K", "amina@example.org", "07700 900123", "Near the door"):
        assert fact in shown

    response = client.post(url, follow=True)

    assert "Your details are deleted" in response.content.decode()
    assert not Booking.objects.exists()
    assert not AccessNeed.objects.exists()
    assert date.slots.get().places_taken == 0
    assert client.get(url).status_code == 404
    assert client.post(url).status_code == 404


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (EventStatus.CANCELLED, "This event is cancelled. Do not travel."),
        (EventStatus.POSTPONED, "This event is postponed."),
        (EventStatus.RESCHEDULED, "This event has a new date or time."),
    ],
)
def test_what_happened_to_the_event_comes_first(client: Client, date, status, words) -> None:
    booking = placed(date)
    date.status, date.previous_start_at = status, at(3)
    date.save()

    main = text_of(client, url_of(booking)).partition("<main")[2]

    assert words in main
    assert main.index(words) < main.index("<h1")
    assert ("You have a place" in main) == (status == EventStatus.RESCHEDULED)
    assert ("Change your booking" in main) == (status != EventStatus.CANCELLED)
    for action in ("people", "access"):
        is_open = client.get(url_of(booking, action)).status_code == 200
        assert is_open == (status == EventStatus.RESCHEDULED)


def test_a_booking_of_a_postponed_event_is_cancelled_after_the_day_that_was_planned(
    client: Client, date, time_machine
) -> None:
    booking = placed(date)
    EventDate.objects.filter(pk=date.pk).update(status=EventStatus.POSTPONED)
    time_machine.move_to(date.end_at + datetime.timedelta(days=9), tick=False)

    assert "This event is postponed." in text_of(client, url_of(booking))
    client.post(url_of(booking, "cancel"))

    booking.refresh_from_db()
    assert booking.state == BookingState.CANCELLED
    assert client.get(url_of(booking, "forget")).status_code == 200


def test_after_the_event_nothing_can_be_changed(client: Client, date, time_machine) -> None:
    booking = placed(date)
    time_machine.move_to(date.end_at + datetime.timedelta(minutes=1), tick=False)

    text = text_of(client, url_of(booking))
    assert "This event is over." in text
    assert "Change your booking" not in text
    client.post(url_of(booking, "cancel"))
    client.post(url_of(booking, "people"), {"party_size": 2})
    booking.refresh_from_db()
    assert (booking.state, booking.party_size) == (BookingState.CONFIRMED, 1)
    assert client.post(url_of(booking, "forget")).status_code == 302
    assert not Booking.objects.exists()


def test_the_link_ends_a_day_after_the_event(client: Client, date, time_machine) -> None:
    booking = placed(date)
    time_machine.move_to(date.end_at + datetime.timedelta(days=1, minutes=1), tick=False)

    for action in ("", *ACTIONS, "calendar.ics"):
        url = f"{url_of(booking)}{action}{'' if not action or '.' in action else '/'}"
        for method in (client.get, client.post):
            response = method(url)
            assert response.status_code == 410, action
            assert leaks(response, booking) == []
    booking.refresh_from_db()
    assert booking.state == BookingState.CONFIRMED


def leaks(response, booking: Booking) -> list[str]:
    """Return what an answer tells of a booking."""
    # Links to other languages hold the address as it was typed.
    text = re.sub(r"/b/[^\s\"']*", "", response.content.decode()) + str(dict(response.headers))
    event = booking.date.event.title
    secrets = (booking.name, booking.email, booking.reference, str(booking.public_id), event)
    return [secret for secret in secrets if secret in text]


def test_a_strangers_link_tells_nothing(client: Client, date: EventDate) -> None:
    booking = placed(date)
    token = manage_token(booking)
    body, dot, signature = token.partition(".")
    other = manage_token(placed(date)).partition(".")[0]
    wrong = {
        "reference": booking.reference,
        "id": str(booking.pk),
        "uuid": str(booking.public_id),
        "unsigned": body,
        "signed for another": f"{other}{dot}{signature}",
        "one letter more": f"{token}A",
        "one letter less": token[:-1],
        "empty signature": f"{body}.",
        "long": "x" * 5000,
        "nul": "%00",
        "half of a character": "%ED%A0%80",
    }
    pages = set()
    for name, attempt in wrong.items():
        for action in ("", *(f"{one}/" for one in ACTIONS), "calendar.ics"):
            for method in (client.get, client.post):
                response = method(f"/b/{attempt}/{action}")
                assert response.status_code == 404, (name, action)
                assert leaks(response, booking) == [], (name, action)
                pages.add(main_of(response))
    known = pages.pop() if len(pages) == 1 else ""
    assert "This link does not lead to a booking" in known, "one page for all of them"
    booking.refresh_from_db()
    assert booking.state == BookingState.CONFIRMED


def main_of(response) -> str:
    text = response.content.decode()
    return text.partition("<main")[2].partition("</main>")[0]


def test_a_token_opens_its_own_booking_alone(client: Client, date: EventDate) -> None:
    mine, theirs = placed(date), placed(date)

    for action in ("cancel", "forget"):
        client.post(url_of(mine, action))

    theirs.refresh_from_db()
    assert theirs.state == BookingState.CONFIRMED
    assert theirs.reference not in text_of(client, url_of(theirs)).replace(theirs.reference, "")


def test_the_page_costs_few_queries(client: Client, date, django_assert_max_num_queries) -> None:
    booking = placed(date, 2, access=Access(kinds=("BSL",)))
    client.get(url_of(booking))
    for action in ("", "cancel", "people", "access", "forget"):
        with django_assert_max_num_queries(12):
            client.get(url_of(booking, action))
