"""One stranger, one victim: how much mail comes of a name that is not the visitor's own."""

import datetime

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client

from catalogue.events.bookings.limits import MOST_BY_CONTACT
from catalogue.events.bookings.records import Booking
from catalogue.events.bookings.sending import MOST_AN_HOUR, send_due
from catalogue.events.bookings.tokens import manage_token
from portal.core import clock
from tests.catalogue.events.booking_pages.journey import answer, go_to_check, press_book, url_of
from tests.event_factories import make_date, make_event

pytestmark = pytest.mark.django_db
MAILBOXES = {
    "the same": ["victim@example.org"],
    "in capitals": ["Victim@example.org", "VICTIM@example.org", "victim@EXAMPLE.org"],
    "with a plus": [f"victim+{number}@example.org" for number in range(12)],
    "with dots": ["vic.tim@gmail.com", "v.i.c.t.i.m@gmail.com", "victim@googlemail.com"],
}


@pytest.mark.parametrize("addresses", MAILBOXES.values(), ids=MAILBOXES)
def test_a_stranger_cannot_fill_a_mailbox(time_machine, addresses: list[str]) -> None:
    events = [make_event(days=40) for _number in range(4)]
    for event in events:
        make_date(event, capacity=500)
    cache.clear()
    booked = 0
    for number in range(12):
        client = Client(REMOTE_ADDR=f"198.51.{number}.7")
        event = events[number % 4]
        contact = {"email": addresses[number % len(addresses)], "phone": ""}
        page = go_to_check(client, event, contact=contact)
        if press_book(client, event, page).status_code != 302:
            continue
        booked += 1
        token = manage_token(Booking.objects.latest("pk"))
        for size in (2, 3, 4, 1, 2, 3, 4, 1):
            client.post(f"/b/{token}/people/", {"party_size": str(size)})
            time_machine.shift(datetime.timedelta(seconds=20))
            send_due(now=clock.now())

    hosts = len({address.rpartition("@")[2].lower() for address in addresses})
    assert booked <= MOST_BY_CONTACT * hosts
    assert 1 <= len(mail.outbox) <= MOST_AN_HOUR * hosts


@pytest.mark.parametrize("email", ['"victim"@example.org', "victim@[127.0.0.1]", "v@[::1]"])
def test_other_names_of_one_mailbox_and_of_our_machine_are_refused(
    client: Client, email: str
) -> None:
    event = make_event()
    make_date(event, capacity=5)
    go_to_check(client, event)

    response = answer(client, event, "contact", email=email)

    assert response.status_code == 200
    assert "email" in response.context["form"].errors
    assert client.get(url_of(event, "contact")).status_code == 200
