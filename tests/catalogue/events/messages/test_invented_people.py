"""People of the demonstration are invented: nobody writes to them."""

import pytest
from django.core import mail

from catalogue.events.bookings import notices, sending
from catalogue.events.enums import NoticeKind, NoticeState
from tests.event_factories import NOW, make_booking, make_date, make_event

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("is_demo", "email", "state"),
    [
        (True, "guest1@example.org", NoticeState.DROPPED),
        (True, "visitor@example.com", NoticeState.SENT),
        (False, "guest1@example.org", NoticeState.SENT),
    ],
    ids=["invented person", "visitor of the demonstration", "real event"],
)
def test_people_of_the_demonstration_get_no_message(is_demo, email, state):
    date = make_date(make_event(is_demo=is_demo), capacity=10)
    notice = notices.queue(make_booking(date, email=email), NoticeKind.CONFIRMED, now=NOW)

    sending.send_due(now=NOW)

    notice.refresh_from_db()
    assert notice.state == state
    assert len(mail.outbox) == (state == NoticeState.SENT)
