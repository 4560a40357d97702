"""What is true no longer when its turn comes is not told."""

import datetime

import pytest
from django.core import mail

from catalogue.events.bookings import notices, sending
from catalogue.events.bookings.records import Notice
from catalogue.events.enums import BookingState, EventStatus, NoticeKind, NoticeState
from tests.event_factories import NOW, at, make_booking, make_date, make_event

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def date():
    return make_date(make_event(), capacity=10)


def queue_confirmed(date, **facts) -> Notice:
    return notices.queue(make_booking(date, **facts), NoticeKind.CONFIRMED, now=NOW)


def now_is(notice: Notice) -> tuple[str, int]:
    notice.refresh_from_db()
    return notice.state, notice.attempts


@pytest.mark.parametrize(
    ("kind", "state"),
    [
        (NoticeKind.CONFIRMED, BookingState.CANCELLED),
        (NoticeKind.WAITING, BookingState.OFFERED),
        (NoticeKind.OFFERED, BookingState.LAPSED),
        (NoticeKind.OFFERED, BookingState.CONFIRMED),
        (NoticeKind.LAPSED, BookingState.CONFIRMED),
        (NoticeKind.CHANGED, BookingState.CANCELLED),
        (NoticeKind.EVENT_CHANGED, BookingState.CANCELLED),
        (NoticeKind.REMINDER_DAYS, BookingState.CANCELLED),
        (NoticeKind.REMINDER_HOURS, BookingState.CANCELLED),
    ],
)
def test_what_is_true_no_longer_is_dropped(date, kind, state):
    booking = make_booking(date, state=state, waiting_since=NOW, offer_expires_at=at(1))
    notice = notices.queue(booking, kind, now=NOW)
    assert sending.send_due(now=NOW)["dropped"] == 1
    assert now_is(notice)[0] == NoticeState.DROPPED
    assert notice.problem == "no longer so"
    assert mail.outbox == []


def test_an_offer_that_ended_before_it_went_out_is_dropped(date):
    booking = make_booking(
        date, state=BookingState.OFFERED, waiting_since=NOW, offer_expires_at=NOW + HOUR
    )
    notices.queue(booking, NoticeKind.OFFERED, now=NOW)
    assert sending.send_due(now=NOW + HOUR)["dropped"] == 1


def test_a_confirmation_of_a_date_that_was_called_off_is_dropped_and_the_news_goes_out(date):
    notice = queue_confirmed(date)
    date.status = EventStatus.CANCELLED
    date.save()
    notices.queue_for_date(date, NoticeKind.EVENT_CANCELLED, about="1", now=NOW)
    assert sending.send_due(now=NOW) == {"sent": 1, "dropped": 1, "later": 0, "failed": 0}
    assert now_is(notice)[0] == NoticeState.DROPPED
    assert "Event cancelled" in mail.outbox[0].subject


def test_who_cancelled_is_not_told_that_the_event_is_off(date):
    booking = make_booking(date, state=BookingState.CANCELLED)
    notices.queue(booking, NoticeKind.EVENT_CANCELLED, about="1", now=NOW)
    notices.queue(booking, NoticeKind.CANCELLED, now=NOW)
    date.status = EventStatus.CANCELLED
    date.save()
    sending.send_due(now=NOW)
    assert [message.subject.split(":")[0] for message in mail.outbox] == ["Booking cancelled"]


def test_nothing_is_told_of_a_date_that_is_over(date):
    queue_confirmed(date)
    assert sending.send_due(now=date.end_at)["dropped"] == 1


def move(date, start_at: datetime.datetime, *, about: str) -> None:
    old = date.start_at
    date.end_at += start_at - old
    date.start_at = start_at
    date.previous_start_at = date.previous_start_at or old
    date.status = EventStatus.RESCHEDULED
    date.save()
    facts = {"previous_start_at": old.isoformat(), "is_place_changed": False}
    notices.queue_for_date(date, NoticeKind.EVENT_CHANGED, about=about, facts=facts, now=NOW)


def test_of_two_changes_only_the_newest_is_told_with_the_time_people_know(date):
    make_booking(date)
    move(date, at(14, 11), about="1")
    move(date, at(15, 16), about="2")
    assert sending.send_due(now=NOW) == {"sent": 1, "dropped": 1, "later": 0, "failed": 0}
    body = mail.outbox[0].body
    assert "Before, it was: Wednesday 9 December 2026, 10am\n" in body
    assert "Now it is: Thursday 10 December 2026, 4pm to 9pm" in body


def test_each_change_is_told_with_the_time_that_was_told_before(date):
    make_booking(date)
    move(date, at(14, 11), about="1")
    sending.send_due(now=NOW)
    move(date, at(15, 16), about="2")
    sending.send_due(now=NOW)
    assert "Before, it was: Wednesday 9 December 2026, 11am to 4pm" in mail.outbox[1].body


def test_a_change_that_was_taken_back_before_anybody_heard_is_not_told(date):
    queue_confirmed(date)
    sending.send_due(now=NOW)
    first = date.start_at
    move(date, at(14, 11), about="1")
    move(date, first, about="2")
    assert sending.send_due(now=NOW) == {"sent": 0, "dropped": 2, "later": 0, "failed": 0}


def test_an_event_that_takes_place_after_all_is_told_to_who_heard_that_it_is_off(date):
    queue_confirmed(date)
    date.status = EventStatus.CANCELLED
    date.save()
    notices.queue_for_date(date, NoticeKind.EVENT_CANCELLED, about="1", now=NOW)
    sending.send_due(now=NOW)
    date.status = EventStatus.SCHEDULED
    date.save()
    facts = {"previous_start_at": date.start_at.isoformat()}
    notices.queue_for_date(date, NoticeKind.EVENT_CHANGED, about="2", facts=facts, now=NOW)
    assert sending.send_due(now=NOW)["sent"] == 1
    assert "This event takes place after all." in mail.outbox[-1].body
