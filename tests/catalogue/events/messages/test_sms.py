"""Text messages: short enough in every script, to numbers that can have them, by any sender."""

import pytest

from catalogue.events.bookings import notices, sending
from catalogue.events.bookings.messages import sms
from catalogue.events.bookings.messages.sms import MemorySender, SmsFailed
from catalogue.events.bookings.records import Notice
from catalogue.events.enums import BookingState, NoticeKind, NoticeState
from tests.event_factories import NOW, at, make_booking, make_date, make_event

pytestmark = pytest.mark.django_db
LONG = "A careers fair about everything that anybody ever wanted to do with “health” – and care"
STATES = {
    NoticeKind.CONFIRMED: BookingState.CONFIRMED,
    NoticeKind.WAITING: BookingState.WAITING,
    NoticeKind.OFFERED: BookingState.OFFERED,
    NoticeKind.LAPSED: BookingState.LAPSED,
    NoticeKind.CANCELLED: BookingState.CANCELLED,
    NoticeKind.CHANGED: BookingState.CONFIRMED,
    NoticeKind.EVENT_CHANGED: BookingState.CONFIRMED,
}


def text_of(kind: NoticeKind, *, language: str = "en-gb", title: str = LONG) -> str:
    date = make_date(make_event(title=title))
    booking = make_booking(
        date,
        email="",
        phone="+447700900123",
        language=language,
        state=STATES[kind],
        waiting_since=NOW,
        offer_expires_at=at(1),
    )
    facts = {"previous_start_at": at(10).isoformat()}
    notices.queue(booking, kind, facts=facts, now=NOW)
    assert sending.send_due(now=NOW)["sent"] == 1
    [(number, text)] = MemorySender.outbox
    assert number == "+447700900123"
    return text


@pytest.mark.parametrize("language", ["en-gb", "pl", "ur"])
@pytest.mark.parametrize("kind", STATES, ids=str)
def test_every_text_fits_with_its_whole_link(kind, language):
    text = text_of(kind, language=language)
    assert sms.fits(text)
    assert len(text) <= 306
    prefix = "" if language == "en-gb" else f"/{language}"
    assert f"http://127.0.0.1:8000{prefix}/b/" in text
    assert text.endswith("/")
    assert "\n" not in text


def test_english_stays_in_the_alphabet_of_text_messages():
    assert sms.is_gsm(text_of(NoticeKind.CONFIRMED))


def test_a_title_of_another_script_is_cut_until_it_fits():
    text = text_of(NoticeKind.CONFIRMED, title="ملازمتوں کا میلہ " * 12)
    assert not sms.is_gsm(text)
    assert len(text) <= sms.LONGEST_UCS2


def test_no_text_holds_a_name():
    date = make_date(make_event())
    booking = make_booking(date, name="Zofia Nowak", email="", phone="+447700900123")
    notices.queue(booking, NoticeKind.CONFIRMED, now=NOW)
    sending.send_due(now=NOW)
    assert "Zofia" not in MemorySender.outbox[0][1]


@pytest.mark.parametrize(
    ("text", "does_fit"),
    [
        ("a" * 306, True),
        ("a" * 307, False),
        ("€" * 153, True),
        ("€" * 154, False),
        ("ا" * 268, True),
        ("ا" * 269, False),
        ("😀" * 134, True),
        ("😀" * 135, False),
    ],
    ids=["gsm", "gsm, long", "two a letter", "two, long", "urdu", "urdu, long", "pair", "pairs"],
)
def test_the_length_is_counted_as_networks_count(text, does_fit):
    assert sms.fits(text) is does_fit


@pytest.mark.parametrize("phone", ["07700 900123", "+447700900123"])
def test_a_number_is_written_for_the_world(phone):
    booking = make_booking(make_date(make_event()), email="", phone=phone)
    notices.queue(booking, NoticeKind.CONFIRMED, now=NOW)
    sending.send_due(now=NOW)
    assert MemorySender.outbox[0][0] == "+447700900123"


@pytest.mark.parametrize("phone", ["0121 496 0142", "12"], ids=["fixed", "no number"])
def test_who_cannot_have_text_messages_is_for_staff_to_call(phone):
    booking = make_booking(make_date(make_event()), email="", phone=phone)
    notices.queue(booking, NoticeKind.CONFIRMED, now=NOW)
    assert sending.send_due(now=NOW)["failed"] == 1
    assert MemorySender.outbox == []


class Refusing:
    failure = SmsFailed("busy 429")

    def send(self, number: str, text: str) -> None:
        raise self.failure


@pytest.mark.parametrize(
    ("failure", "state", "attempts"),
    [
        (SmsFailed("busy 429"), NoticeState.QUEUED, 1),
        (SmsFailed("refused 21211", is_final=True), NoticeState.FAILED, 1),
        (SmsFailed("no answer", is_unreachable=True), NoticeState.QUEUED, 0),
    ],
    ids=["later", "final", "away"],
)
def test_a_sender_says_how_it_failed(settings, monkeypatch, failure, state, attempts):
    settings.SMS_BACKEND = f"{__name__}.Refusing"
    monkeypatch.setattr(sms, "import_string", lambda _path: Refusing)
    monkeypatch.setattr(Refusing, "failure", failure)
    booking = make_booking(make_date(make_event()), email="", phone="+447700900123")
    notices.queue(booking, NoticeKind.CONFIRMED, now=NOW)
    sending.send_due(now=NOW)
    notice = Notice.objects.get()
    assert (notice.state, notice.attempts, notice.problem) == (state, attempts, failure.problem)


def test_the_console_sender_prints_and_the_file_sender_writes(settings, capsys, tmp_path):
    sms.ConsoleSender().send("+447700900123", "Hello")
    assert "+447700900123" in capsys.readouterr().out
    settings.VAR_DIR = tmp_path
    sms.FileSender().send("+447700900123", "سلام")
    [path] = (tmp_path / "sms").iterdir()
    assert path.read_text("utf-8") == "+447700900123\nسلام\n"


@pytest.mark.parametrize("name", ["ConsoleSender", "FileSender", "MemorySender"])
def test_the_setting_names_the_sender(settings, name):
    settings.SMS_BACKEND = f"catalogue.events.bookings.messages.sms.{name}"
    assert type(sms.sender()).__name__ == name
