"""Nothing of a person in the log: a booking from its first message to its last, with failures."""

import logging
import uuid

import pytest
import time_machine
from django.conf import settings
from django.core import mail
from django.test import override_settings

from catalogue.events.bookings import sending, services
from catalogue.events.bookings.records import Booking, Notice
from catalogue.events.bookings.reminders import remind
from catalogue.events.bookings.tokens import manage_token
from catalogue.events.enums import NoticeState
from portal.core.logs import scrub
from portal.operations import retention
from tests.catalogue.events.booking_pages.journey import book
from tests.event_factories import NOW, at, make_date, make_event

pytestmark = pytest.mark.django_db
NAME, EMAIL, PHONE = "Zofia Brzeszczykowska", "zofia.brz@example.org", "+447700900123"
REQUEST_LOG = "portal.core.middleware.request_log"
NEED = "I use a wheelchair called Bolt"


@pytest.fixture
def everything_logged(caplog):
    """Take what any part says, also what is not written as a rule."""
    caplog.set_level(logging.DEBUG)
    names = ("django", "catalogue", "portal", "search")
    loggers = [logging.getLogger(name) for name in names]
    before = [(one, one.propagate, one.level) for one in loggers]
    for one in loggers:
        one.propagate = True
        one.setLevel(logging.DEBUG)
    logging.getLogger("django.db.backends").setLevel(logging.INFO)  # statements, off in production
    yield caplog
    for one, propagate, level in before:
        one.propagate, one.level = propagate, level


def journey(date, *, key: uuid.UUID, name: str = NAME) -> None:
    request = services.BookingRequest(
        date_id=date.pk,
        name=name,
        email=EMAIL,
        phone=PHONE,
        party_size=2,
        language="en-gb",
        access=services.Access(kinds=("OTHER",), text=NEED),
        idempotency_key=key,
    )
    booking = services.book(request, now=NOW).booking
    sending.send_due(now=NOW)
    booking = services.reduce_party(booking, 1, now=at(1))
    sending.send_due(now=at(1))
    remind(now=at(12))
    sending.send_due(now=at(12))
    services.cancel(booking, now=at(13))
    sending.send_due(now=at(13))


def test_a_whole_booking_leaves_no_trace_of_the_person_in_the_log(
    everything_logged, troubled, capfd
):
    date = make_date(make_event(), capacity=10)
    journey(date, key=uuid.uuid4())
    assert len(mail.outbox) == 4

    # Again, while everything goes wrong: refused, choked on, away, a broken sender of texts.
    troubled.refused = {EMAIL: 452}
    journey(date, key=uuid.uuid4())
    troubled.refused, troubled.chokes_on = {}, {EMAIL}
    journey(date, key=uuid.uuid4())
    troubled.is_away = True
    journey(date, key=uuid.uuid4())
    retention.prune(now=at(100))
    assert not Booking.objects.exists()

    printed = "".join(capfd.readouterr())
    for text in (everything_logged.text, printed):
        for secret in SECRETS:
            assert secret.casefold() not in text.casefold()


SECRETS = (NAME, "Brzeszczykowska", EMAIL, "zofia", PHONE, "7700900123", "wheelchair", "Bolt")


@time_machine.travel(NOW, tick=False)
@pytest.mark.parametrize("is_away", [False, True], ids=["mail works", "mail is down"])
def test_the_pages_of_a_booking_leave_no_trace_in_the_log_of_production(
    everything_logged, troubled, capfd, is_away, client, django_capture_on_commit_callbacks
):
    """Every page, as the log of production writes it: with the line of each request."""
    troubled.is_away = is_away
    event = make_event()
    make_date(event, capacity=10)
    answers = {
        "people": {"party_size": "2"},
        "name": {"name": NAME},
        "contact": {"email": EMAIL, "phone": "07700 900123"},
        "access": {"kinds": ["OTHER"], "text": NEED},
    }
    with django_capture_on_commit_callbacks(execute=True):
        booking = book(client, event, **answers)
    token = manage_token(booking)
    with (
        django_capture_on_commit_callbacks(execute=True),
        override_settings(MIDDLEWARE=[REQUEST_LOG, *settings.MIDDLEWARE]),
    ):
        for step in ("", "people/", "access/", "cancel/", "calendar.ics", "forget/"):
            assert client.get(f"/b/{token}/{step}").status_code == 200
        assert client.post(f"/b/{token}/people/", {"party_size": "1"}).status_code in (200, 302)
        assert client.post(f"/b/{token}/cancel/").status_code in (200, 302)
        client.get(f"/b/{token}x/")
    assert is_away == (not mail.outbox)

    written = [scrub(record.getMessage()) for record in everything_logged.records]
    assert any("/b/(token)/" in line for line in written), "requests are in the log"
    text = "\n".join([*written, *capfd.readouterr()])
    for secret in (*SECRETS, token, booking.reference):
        assert secret.casefold() not in text.casefold()


def test_what_staff_see_of_a_failure_holds_nothing_of_the_person(troubled):
    date = make_date(make_event(), capacity=10)
    troubled.refused = {EMAIL: 550}
    request = services.BookingRequest(
        date_id=date.pk, name=NAME, email=EMAIL, phone="", party_size=1, language="en-gb",
        idempotency_key=uuid.uuid4(),
    )  # fmt: skip
    services.book(request, now=NOW)
    sending.send_due(now=NOW)
    notice = Notice.objects.get()
    assert notice.state == NoticeState.FAILED
    assert notice.problem == "refused 550"
    assert EMAIL not in str(notice.facts)
