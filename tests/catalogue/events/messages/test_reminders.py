"""Reminders: two days and two hours before, once, by the clock on the wall, and never untrue."""

import datetime

import pytest
from django.core import mail

from catalogue.events.bookings import notices, sending
from catalogue.events.bookings.messages.sms import MemorySender
from catalogue.events.bookings.records import Notice
from catalogue.events.bookings.reminders import days_before, remind
from catalogue.events.enums import BookingState, EventStatus, NoticeKind
from portal.core.clock import REGION_TIME
from tests.event_factories import NOW, at, make_booking, make_date, make_event

pytestmark = pytest.mark.django_db
MINUTE = datetime.timedelta(minutes=1)
HOUR = datetime.timedelta(hours=1)
# The event: Wednesday 9 December 2026, 10am to 3pm, two weeks after NOW.
TWO_DAYS = at(12)
TWO_HOURS = at(14, 8)


@pytest.fixture
def date():
    return make_date(make_event(title="Jobs fair"))


def run(now: datetime.datetime) -> list[str]:
    """Do what run_due does and return the subjects of what went out."""
    before = len(mail.outbox)
    remind(now=now)
    sending.send_due(now=now)
    return [message.subject for message in mail.outbox[before:]]


def kinds() -> list[str]:
    return list(Notice.objects.order_by("pk").values_list("kind", flat=True))


def test_one_is_sent_two_days_before_and_one_two_hours_before(date):
    make_booking(date)
    assert run(TWO_DAYS - MINUTE) == []
    assert run(TWO_DAYS) == ["In 2 days: Jobs fair"]
    assert run(TWO_HOURS - MINUTE) == []
    assert run(TWO_HOURS) == ["Today: Jobs fair"]
    assert run(at(14, 9)) == []


def test_it_says_when_where_how_to_arrive_whom_to_ask_and_how_to_cancel():
    date = make_date(make_event(arrival_note="Use the side door."))
    booking = make_booking(date)
    run(TWO_DAYS)
    body = mail.outbox[0].body
    for words in (
        "The event that you booked is in 2 days.",
        "When: Wednesday 9 December 2026, 10am to 3pm",
        f"Where: {date.event.venue.name}",
        "Arriving: Use the side door.",
        "Questions? Call 0121 496 0142.",
        "If you cannot come, cancel with this link.",
        f"Your reference: {booking.reference}",
    ):
        assert words in body


def test_running_twice_reminds_once(date):
    make_booking(date)
    assert remind(now=TWO_DAYS) == 1
    assert remind(now=TWO_DAYS) == 0
    assert remind(now=TWO_DAYS + 10 * MINUTE) == 0
    assert kinds() == ["REMINDER_DAYS"]


@pytest.mark.parametrize(
    ("state", "is_reminded"),
    [(state, state == BookingState.CONFIRMED) for state in BookingState],
    ids=list(BookingState),
)
def test_only_who_has_a_place_is_reminded(date, state, is_reminded):
    make_booking(date, state=state, waiting_since=NOW, offer_expires_at=at(13))
    assert remind(now=TWO_DAYS) == int(is_reminded)


def test_who_cancels_between_writing_and_sending_hears_nothing(date):
    booking = make_booking(date)
    assert remind(now=TWO_DAYS) == 1
    booking.state = BookingState.CANCELLED
    booking.save()
    assert sending.send_due(now=TWO_DAYS)["dropped"] == 1
    assert mail.outbox == []


@pytest.mark.parametrize("status", [EventStatus.CANCELLED, EventStatus.POSTPONED])
def test_nobody_is_reminded_of_a_date_that_was_called_off(date, status):
    make_booking(date)
    remind(now=TWO_DAYS)
    date.status = status
    date.save()
    assert run(TWO_DAYS) == []
    assert run(TWO_HOURS) == []


@pytest.mark.parametrize(
    ("made_at", "now", "expected"),
    [
        (at(12, 11), at(12, 12), []),
        (at(12, 11), TWO_HOURS, ["Today: Jobs fair"]),
        (at(14, 9), at(14, 9, 30), []),
        (at(12, 9), at(12, 12), ["In 2 days: Jobs fair"]),
    ],
    ids=[
        "booked less than two days before: none of two days",
        "booked less than two days before: one of two hours",
        "booked an hour before: none",
        "booked just in time",
    ],
)
def test_who_booked_after_the_moment_of_a_reminder_gets_none(date, made_at, now, expected):
    make_booking(date, created_at=made_at, confirmed_at=made_at)
    assert run(now) == expected


def test_who_got_a_place_from_the_waiting_list_yesterday_is_not_reminded_of_two_days(date):
    make_booking(date, confirmed_at=at(13))
    assert run(at(13, 12)) == []


@pytest.mark.parametrize(
    ("now", "expected", "words"),
    [
        (at(13, 9), ["Tomorrow: Jobs fair"], "The event that you booked is tomorrow."),
        (at(14, 0, 5), ["Today: Jobs fair"], "The event that you booked is today."),
        (at(12, 23, 59), ["In 2 days: Jobs fair"], "is in 2 days."),
    ],
    ids=["a day late", "after midnight", "late on the same day"],
)
def test_a_machine_that_was_off_tells_the_real_day(date, now, expected, words):
    make_booking(date)
    assert run(now) == expected
    assert words in mail.outbox[0].body


def test_a_message_that_waited_for_the_mail_server_tells_the_real_day(date, troubled):
    make_booking(date)
    troubled.is_away = True
    assert run(TWO_DAYS) == []
    troubled.is_away = False
    assert run(at(13, 9)) == ["Tomorrow: Jobs fair"]


def test_of_both_reminders_late_only_the_second_is_sent(date, troubled):
    make_booking(date)
    troubled.is_away = True
    run(TWO_DAYS)
    troubled.is_away = False
    assert run(at(14, 9)) == ["Today: Jobs fair"]
    assert kinds() == ["REMINDER_DAYS", "REMINDER_HOURS"]


def test_nobody_is_reminded_of_what_has_begun(date, troubled):
    make_booking(date)
    assert run(date.start_at) == []
    remind(now=TWO_HOURS)
    assert sending.send_due(now=date.start_at)["dropped"] == 1


def move(date, start_at: datetime.datetime, *, now: datetime.datetime) -> None:
    old = date.start_at
    date.start_at, date.end_at = start_at, start_at + 5 * HOUR
    date.status, date.previous_start_at = EventStatus.RESCHEDULED, old
    date.sequence += 1
    date.save()
    notices.queue_for_date(
        date,
        NoticeKind.EVENT_CHANGED,
        about=str(date.sequence),
        facts={"previous_start_at": old.isoformat()},
        now=now,
    )


def test_after_a_new_time_reminders_follow_it(date):
    make_booking(date)
    move(date, at(20), now=at(5))
    assert run(at(5)) == ["New date or time: Jobs fair"]
    assert run(TWO_DAYS) == []
    assert run(TWO_HOURS) == []
    assert run(at(18)) == ["In 2 days: Jobs fair"]
    assert run(at(20, 8)) == ["Today: Jobs fair"]


def test_who_was_reminded_of_the_old_time_is_reminded_of_the_new_one(date):
    make_booking(date)
    assert run(TWO_DAYS) == ["In 2 days: Jobs fair"]
    move(date, at(20), now=at(13))
    run(at(13))
    assert run(at(18)) == ["In 2 days: Jobs fair"]


def test_a_reminder_of_the_old_time_that_was_not_sent_yet_is_dropped(date):
    make_booking(date)
    remind(now=TWO_DAYS)
    move(date, at(20), now=TWO_DAYS)
    assert run(TWO_DAYS) == ["New date or time: Jobs fair"]


def test_who_is_told_today_of_a_new_time_tomorrow_is_not_reminded_of_two_days_as_well(date):
    make_booking(date)
    move(date, at(6), now=at(5))
    assert run(at(5)) == ["New date or time: Jobs fair"]
    assert run(at(5, 13)) == []
    assert run(at(6, 8)) == ["Today: Jobs fair"]


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("2027-03-29T10:00", "2027-03-27T10:00"),
        ("2027-03-28T10:00", "2027-03-26T10:00"),
        ("2026-10-26T10:00", "2026-10-24T10:00"),
        ("2026-10-25T10:00", "2026-10-23T10:00"),
    ],
)
def test_two_days_before_is_the_same_hour_when_the_clocks_change(start, expected):
    start_at = datetime.datetime.fromisoformat(start).replace(tzinfo=REGION_TIME)
    moment = days_before(start_at.astimezone(datetime.UTC))
    assert moment.astimezone(REGION_TIME).isoformat()[:16] == expected


@pytest.mark.parametrize("day", ["2027-03-28", "2026-10-25"])
def test_on_the_day_the_clocks_change_the_second_reminder_is_two_real_hours_before(day):
    """At ten on such a day two hours before is eight o'clock: the hour went, or came, at one."""
    start_at = datetime.datetime.fromisoformat(f"{day}T10:00").replace(tzinfo=REGION_TIME)
    event = make_event(first_start=start_at, first_end=start_at + HOUR)
    date = make_date(event)
    long_ago = start_at - datetime.timedelta(days=60)
    make_booking(date, created_at=long_ago, confirmed_at=long_ago)
    start = start_at.astimezone(datetime.UTC)
    assert remind(now=days_before(start) - MINUTE) == 0
    assert remind(now=days_before(start)) == 1
    assert remind(now=start - 2 * HOUR - MINUTE) == 0
    assert remind(now=start - 2 * HOUR) == 1


def test_each_date_of_a_series_is_reminded_of_alone():
    event = make_event(title="Drop-in")
    first = make_date(event, key="2026-12-09")
    second = make_date(event, key="2026-12-16", start_at=at(21), end_at=at(21, 12))
    make_booking(first)
    make_booking(second)
    assert len(run(TWO_DAYS)) == 1
    assert len(run(at(19))) == 1


def test_a_thousand_reminders_take_a_few_queries(date, django_assert_max_num_queries):
    for _ in range(100):
        make_booking(date)
    with django_assert_max_num_queries(10):
        assert remind(now=TWO_DAYS) == 100


def test_a_phone_number_is_reminded_by_text_message(date):
    make_booking(date, email="", phone="+447700900123")
    run(TWO_DAYS)
    [(number, text)] = MemorySender.outbox
    assert number == "+447700900123"
    assert text.startswith("Reminder: Jobs fair, Wednesday 9 December 2026, 10am to 3pm")
