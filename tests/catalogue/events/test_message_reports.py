"""What staff see of messages that failed and of looks at access needs, and who may."""

import pytest
from django.core import mail
from django.urls import reverse

from catalogue.events.bookings import notices, sending
from catalogue.events.bookings.records import AccessLook, Notice
from catalogue.events.enums import NoticeKind, NoticeState
from portal.accounts.groups import ADMINISTRATORS, EDITORS, EVENTS_TEAM, MODERATORS
from tests.event_factories import NOW, make_booking, make_date, make_event
from tests.staff import signed_in

pytestmark = pytest.mark.django_db
INDEX = "messages-to-people:index"


@pytest.fixture(autouse=True)
def clock_of_these_events(time_machine) -> None:
    time_machine.move_to(NOW)


@pytest.fixture
def failed() -> Notice:
    booking = make_booking(make_date(make_event()), name="Zofia Nowak", email="zofia@example.org")
    notice = notices.queue(booking, NoticeKind.CONFIRMED, now=NOW)
    Notice.objects.update(state=NoticeState.FAILED, problem="refused 550", attempts=1)
    return notice


def test_the_events_team_sees_what_failed_by_reference_and_no_name(failed):
    page = signed_in(EVENTS_TEAM).get(reverse(INDEX)).content.decode()
    assert failed.booking.reference in page
    assert "refused 550" in page
    assert "Send again" in page
    assert "Zofia" not in page
    assert "zofia@" not in page


def test_what_went_well_is_not_listed(failed):
    Notice.objects.update(state=NoticeState.SENT, problem="")
    page = signed_in(EVENTS_TEAM).get(reverse(INDEX)).content.decode()
    assert failed.booking.reference not in page


def test_one_press_sends_it_again(failed):
    client = signed_in(EVENTS_TEAM)
    address = reverse("messages-to-people:again", args=[failed.pk])
    assert client.get(address).status_code == 405
    assert client.post(address).status_code == 302
    failed.refresh_from_db()
    assert (failed.state, failed.attempts) == (NoticeState.QUEUED, 0)

    sending.send_due(now=failed.due_at)
    assert [message.to for message in mail.outbox] == [["zofia@example.org"]]
    client.post(address)
    failed.refresh_from_db()
    assert failed.state == NoticeState.SENT, "what was sent is not sent again"


@pytest.mark.parametrize("group", [EDITORS, MODERATORS])
def test_nobody_else_sees_or_sends(failed, group):
    client = signed_in(group)
    assert client.get(reverse(INDEX)).status_code == 302
    client.post(reverse("messages-to-people:again", args=[failed.pk]))
    failed.refresh_from_db()
    assert failed.state == NoticeState.FAILED


def test_administrators_see_who_looked_and_nobody_else(failed):
    AccessLook.objects.create(date=failed.booking.date, where="door", needs=4, looked_at=NOW)
    page = signed_in(ADMINISTRATORS).get(reverse("access-looks:index"))
    assert page.status_code == 200
    assert "door" in page.content.decode()
    assert signed_in(EVENTS_TEAM).get(reverse("access-looks:index")).status_code == 302
