"""Each message goes out once, or again later, or not at all when it is no longer true."""

import contextlib
import datetime

import pytest
import time_machine
from django.core import mail
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext

from catalogue.events.bookings import notices, sending
from catalogue.events.bookings.messages.sms import MemorySender
from catalogue.events.bookings.records import Notice
from catalogue.events.bookings.turns import MOST_TRIES
from catalogue.events.enums import BookingState, EventStatus, NoticeKind, NoticeState
from tests.event_factories import NOW, at, make_booking, make_date, make_event

pytestmark = pytest.mark.django_db
MINUTE = datetime.timedelta(minutes=1)
HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def date():
    return make_date(make_event(), capacity=10)


def queue_confirmed(date, **facts) -> Notice:
    return notices.queue(make_booking(date, **facts), NoticeKind.CONFIRMED, now=NOW)


def in_turn_of_its_own(work):
    """Repeat as ``turns.in_turn`` does where no transaction is open, as it is in a test."""
    for _ in range(MOST_TRIES):
        with contextlib.suppress(OperationalError):
            return work()
    raise AssertionError("it was busy all the time")


def now_is(notice: Notice) -> tuple[str, int]:
    notice.refresh_from_db()
    return notice.state, notice.attempts


# --- telling everybody ---------------------------------------------------------------------------


def test_everybody_of_a_date_is_told_with_the_same_few_queries_however_many_they_are(date):
    def queries(number: int, about: str) -> int:
        for _ in range(number):
            make_booking(date)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            notices.queue_for_date(date, NoticeKind.EVENT_CHANGED, about=about, now=NOW)
        return len([q for q in captured if "INSERT" not in q["sql"]])

    few = queries(2, "1")
    many = queries(80, "2")
    assert many == few
    assert Notice.objects.filter(about="2").count() == 82


def test_who_gave_a_booking_up_hears_nothing_of_a_change(date):
    for state in BookingState.values:
        make_booking(date, name=state, state=state, waiting_since=NOW, offer_expires_at=at(1))

    assert notices.queue_for_date(date, NoticeKind.EVENT_CANCELLED, about="1", now=NOW) == 3
    told = Notice.objects.values_list("booking__name", flat=True)
    assert set(told) == {"CONFIRMED", "WAITING", "OFFERED"}


def test_what_was_written_down_is_not_written_down_again(date):
    make_booking(date)
    assert notices.queue_for_date(date, NoticeKind.EVENT_CHANGED, about="1", now=NOW) == 1
    assert notices.queue_for_date(date, NoticeKind.EVENT_CHANGED, about="1", now=NOW) == 0
    assert notices.queue_for_date(date, NoticeKind.EVENT_CHANGED, about="2", now=NOW) == 1
    assert Notice.objects.count() == 2


@time_machine.travel(NOW, tick=False)
def test_a_message_goes_out_after_the_commit(date, django_capture_on_commit_callbacks):
    booking = make_booking(date, created_at=NOW)
    with django_capture_on_commit_callbacks(execute=True):
        notices.queue(booking, NoticeKind.CONFIRMED, now=NOW)
        assert mail.outbox == []
    assert [message.to for message in mail.outbox] == [[booking.email]]


@time_machine.travel(NOW, tick=False)
def test_a_mail_server_that_is_down_frightens_nobody_and_loses_nothing(
    date, troubled, django_capture_on_commit_callbacks
):
    troubled.is_away = True
    with django_capture_on_commit_callbacks(execute=True):
        notice = queue_confirmed(date)
    assert now_is(notice) == (NoticeState.QUEUED, 0)
    assert notice.problem == "mail server: ConnectionRefusedError"

    troubled.is_away = False
    later = notice.due_at
    assert sending.send_due(now=later)["sent"] == 1
    assert now_is(notice) == (NoticeState.SENT, 1)


# --- once ----------------------------------------------------------------------------------------


def test_a_message_that_is_sent_is_not_sent_again(date):
    notice = queue_confirmed(date)
    assert sending.send_due(now=NOW) == {"sent": 1, "dropped": 0, "later": 0, "failed": 0}
    assert sending.send_due(now=NOW)["sent"] == 0
    assert len(mail.outbox) == 1
    notice.refresh_from_db()
    assert notice.sent_at is not None


def test_a_message_that_somebody_else_claimed_is_left_to_them(date):
    notice = queue_confirmed(date)
    Notice.objects.update(state=NoticeState.SENDING, claimed_at=NOW, attempts=1)

    assert sending.send_due(now=NOW + 14 * MINUTE)["sent"] == 0
    assert now_is(notice) == (NoticeState.SENDING, 1)


def test_a_claim_of_a_worker_that_died_is_taken_up_again_after_a_quarter_of_an_hour(date):
    notice = queue_confirmed(date)
    Notice.objects.update(state=NoticeState.SENDING, claimed_at=NOW, attempts=1)

    assert sending.send_due(now=NOW + 15 * MINUTE)["sent"] == 1
    assert now_is(notice) == (NoticeState.SENT, 2)
    assert len(mail.outbox) == 1


def test_a_message_sent_twice_has_the_same_id_and_another_message_another(date):
    booking = make_booking(date)
    notices.queue(booking, NoticeKind.CONFIRMED, now=NOW)
    sending.send_due(now=NOW)
    Notice.objects.update(state=NoticeState.SENDING, claimed_at=NOW)
    sending.send_due(now=NOW + HOUR)
    notices.queue(booking, NoticeKind.CHANGED, now=NOW, about="1")
    sending.send_due(now=NOW + HOUR)

    ids = [message.message()["Message-ID"] for message in mail.outbox]
    assert len(ids) == 3
    assert ids[0] == ids[1] != ids[2]


def test_a_worker_that_dies_before_sending_loses_nothing(date, monkeypatch):
    queue_confirmed(date)

    class Killed(BaseException):
        pass

    def die(*args, **kwargs):
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(sending, "reason_to_drop", die)
        with pytest.raises(Killed):
            sending.send_due(now=NOW)
    assert Notice.objects.get().state == NoticeState.SENDING
    assert mail.outbox == []

    sending.send_due(now=NOW + 20 * MINUTE)
    assert len(mail.outbox) == 1


def test_a_message_that_kills_every_worker_fails_in_the_end(date):
    notice = queue_confirmed(date)
    Notice.objects.update(state=NoticeState.SENDING, claimed_at=NOW, attempts=sending.MOST_ATTEMPTS)
    assert sending.send_due(now=NOW + HOUR)["failed"] == 1
    assert now_is(notice)[0] == NoticeState.FAILED
    assert mail.outbox == []


def test_somebody_who_deletes_their_booking_meanwhile_gets_nothing(date):
    notice = queue_confirmed(date)
    run = sending._Run(NOW)
    [pk] = run.next_ids(10)
    notice.booking.delete()
    run.handle(pk)
    assert mail.outbox == []


def test_a_database_that_is_busy_after_sending_makes_no_message_go_out_twice(date, monkeypatch):
    queue_confirmed(date)
    whole, busy = sending._Run._note_sent, []

    def once_busy(run, notice, claim, told):
        update, tries = claim.update, []

        def update_late(**values):
            tries.append(values)
            busy.append(len(tries))
            if len(tries) < 3:
                raise OperationalError("database is locked")
            return update(**values)

        claim.update = update_late
        whole(run, notice, claim, told)

    monkeypatch.setattr(sending._Run, "_note_sent", once_busy)
    monkeypatch.setattr(sending, "in_turn", in_turn_of_its_own)
    assert sending.send_due(now=NOW)["sent"] == 1
    assert busy == [1, 2, 3]
    assert sending.send_due(now=NOW + HOUR)["sent"] == 0
    assert len(mail.outbox) == 1


def test_a_database_that_fails_after_sending_queues_nothing_again(date, monkeypatch):
    notice = queue_confirmed(date)

    def fails(*args):
        raise OperationalError("disk full")

    monkeypatch.setattr(sending._Run, "_note_sent", fails)
    with pytest.raises(OperationalError):
        sending.send_due(now=NOW)
    assert now_is(notice) == (NoticeState.SENDING, 1)
    assert len(mail.outbox) == 1


# --- again ---------------------------------------------------------------------------------------


def test_a_failure_is_tried_again_with_growing_pauses_and_in_the_end_told_to_staff(date, troubled):
    notice = queue_confirmed(date)
    troubled.chokes_on = {notice.booking.email}
    now, pauses = NOW, []
    for _ in range(sending.MOST_ATTEMPTS - 1):
        assert sending.send_due(now=now)["later"] == 1
        notice.refresh_from_db()
        pauses.append(round((notice.due_at - now).total_seconds() / 60))
        assert sending.send_due(now=notice.due_at - MINUTE)["later"] == 0
        now = notice.due_at
    assert pauses == [2, 10, 30, 120, 360, 720, 1440]

    assert sending.send_due(now=now)["failed"] == 1
    assert now_is(notice) == (NoticeState.FAILED, 8)
    assert notice.problem == "SMTPServerDisconnected"
    assert sending.send_due(now=now + 100 * HOUR) == dict.fromkeys(
        ("sent", "dropped", "later", "failed"), 0
    )


def test_staff_can_send_again_what_failed(date, troubled):
    notice = queue_confirmed(date)
    troubled.refused = {notice.booking.email: 550}
    sending.send_due(now=NOW)
    assert now_is(notice) == (NoticeState.FAILED, 1)

    troubled.refused = {}
    assert sending.send_again(Notice.objects.all(), now=NOW) == 1
    assert sending.send_due(now=NOW)["sent"] == 1
    assert sending.send_again(Notice.objects.all(), now=NOW) == 0


def test_an_address_that_is_full_for_now_is_tried_again(date, troubled):
    notice = queue_confirmed(date)
    troubled.refused = {notice.booking.email: 452}
    assert sending.send_due(now=NOW)["later"] == 1
    assert notice.booking.email not in Notice.objects.get().problem


def test_who_cannot_be_reached_by_email_gets_a_text_message(date, troubled):
    notice = queue_confirmed(date, phone="+447700900123")
    troubled.refused = {notice.booking.email: 550}
    sending.send_due(now=NOW)
    [(number, text)] = MemorySender.outbox
    assert number == "+447700900123"
    assert notice.booking.reference in text
    assert now_is(notice)[0] == NoticeState.SENT


def test_one_message_that_cannot_be_sent_keeps_back_no_other(date, troubled):
    bad = queue_confirmed(date)
    good = queue_confirmed(date)
    troubled.chokes_on = {bad.booking.email}
    assert sending.send_due(now=NOW) == {"sent": 1, "dropped": 0, "later": 1, "failed": 0}
    assert now_is(good)[0] == NoticeState.SENT


def test_a_message_that_cannot_be_written_keeps_back_no_other(date, monkeypatch, caplog):
    bad = queue_confirmed(date, name="Zofia Nowak", email="zofia@example.org")
    good = queue_confirmed(date)
    whole = sending.reason_to_drop

    def broken(notice, *, now):
        if notice.pk == bad.pk:
            raise KeyError(notice.booking.email)
        return whole(notice, now=now)

    monkeypatch.setattr(sending, "reason_to_drop", broken)
    assert sending.send_due(now=NOW) == {"sent": 1, "dropped": 0, "later": 1, "failed": 0}
    assert now_is(good)[0] == NoticeState.SENT
    assert "KeyError at" in caplog.text
    assert "zofia" not in caplog.text.lower()


def test_a_server_that_is_away_for_a_week_costs_no_message_an_attempt(date, troubled):
    found = [queue_confirmed(date) for _ in range(3)]
    troubled.is_away = True
    for hours in range(0, 7 * 24, 12):
        sending.send_due(now=NOW + hours * HOUR)
        assert {now_is(notice) for notice in found} == {(NoticeState.QUEUED, 0)}
    assert troubled.opened == 14, "one look a run is enough"

    troubled.is_away = False
    assert sending.send_due(now=NOW + 7 * 24 * HOUR)["sent"] == 3


def test_a_server_that_takes_nothing_is_left_in_peace_after_five_failures(date, troubled):
    found = [queue_confirmed(date) for _ in range(20)]
    troubled.chokes_on = {notice.booking.email for notice in found}
    assert sending.send_due(now=NOW)["later"] == 5
    assert Notice.objects.filter(attempts=0).count() == 15


def test_text_messages_go_out_while_the_mail_server_is_away(date, troubled):
    troubled.is_away = True
    queue_confirmed(date)
    queue_confirmed(date, email="", phone="+447700900123")
    assert sending.send_due(now=NOW) == {"sent": 1, "dropped": 0, "later": 1, "failed": 0}


# --- not too many --------------------------------------------------------------------------------


def test_the_seventh_confirmation_in_an_hour_waits_and_is_not_lost(date):
    found = [queue_confirmed(date, email="amina@example.org") for _ in range(8)]
    assert sending.send_due(now=NOW) == {"sent": 6, "dropped": 0, "later": 2, "failed": 0}
    assert sending.send_due(now=NOW + 30 * MINUTE)["sent"] == 0
    assert {now_is(notice)[1] for notice in found[6:]} == {0}, "waiting costs no attempt"

    assert sending.send_due(now=NOW + HOUR + MINUTE)["sent"] == 2


def test_a_cancelled_event_does_not_wait_for_anything(date):
    for _ in range(8):
        queue_confirmed(date, email="amina@example.org")
    sending.send_due(now=NOW)
    date.status = EventStatus.CANCELLED
    date.save()
    notices.queue_for_date(date, NoticeKind.EVENT_CANCELLED, about="1", now=NOW)
    assert sending.send_due(now=NOW + MINUTE)["sent"] == 8


def test_others_do_not_wait_for_somebody_with_much_mail(date):
    for _ in range(60):
        queue_confirmed(date, email="amina@example.org")
    other = queue_confirmed(date)
    assert sending.send_due(now=NOW)["sent"] == 7
    assert now_is(other)[0] == NoticeState.SENT


def test_what_is_urgent_goes_first(date):
    queue_confirmed(date)
    offered = make_booking(
        date, state=BookingState.OFFERED, waiting_since=NOW, offer_expires_at=at(1)
    )
    notices.queue(offered, NoticeKind.OFFERED, now=NOW)
    assert sending.send_due(now=NOW, limit=1)["sent"] == 1
    assert mail.outbox[0].to == [offered.email]
