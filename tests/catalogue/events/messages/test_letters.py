"""What the messages say, in English and in Urdu, and what they never say."""

import email.policy
import itertools
import re
from email import message_from_bytes
from email.message import EmailMessage

import icalendar
import pytest
from django.core import mail

from catalogue.events.bookings import notices, sending
from catalogue.events.bookings.notice_truth import about_start
from catalogue.events.bookings.records import AccessNeed, BookedSlot, Booking
from catalogue.events.bookings.tokens import booking_of
from catalogue.events.dates import Slot
from catalogue.events.enums import BookingState, EventStatus, NoticeKind
from catalogue.events.pages import EventSession
from portal.core.models import SiteContact
from tests.event_factories import NOW, at, make_booking, make_date, make_event

pytestmark = pytest.mark.django_db
ISOLATE, END_OF_ISOLATE, LEFT_TO_RIGHT = "\u2068", "\u2069", "\u200e"
BEGIN_AN_ISOLATE = "\u2066\u2067\u2068"  # left to right, right to left, by the first letter

# A state in which a message of each kind is true, and how its date then stands.
TRUE_IN = {
    NoticeKind.CONFIRMED: BookingState.CONFIRMED,
    NoticeKind.WAITING: BookingState.WAITING,
    NoticeKind.OFFERED: BookingState.OFFERED,
    NoticeKind.LAPSED: BookingState.LAPSED,
    NoticeKind.CANCELLED: BookingState.CANCELLED,
    NoticeKind.CHANGED: BookingState.CONFIRMED,
    NoticeKind.EVENT_CHANGED: BookingState.CONFIRMED,
    NoticeKind.EVENT_CANCELLED: BookingState.CONFIRMED,
    NoticeKind.REMINDER_DAYS: BookingState.CONFIRMED,
    NoticeKind.REMINDER_HOURS: BookingState.CONFIRMED,
}
KINDS = list(NoticeKind)
# After these there is nothing left to manage.
ENDS = (NoticeKind.LAPSED, NoticeKind.CANCELLED, NoticeKind.EVENT_CANCELLED)
LANGUAGES = ["en-gb", "ur", "pl"]


@pytest.fixture
def event():
    return make_event(
        title="Jobs fair in Walsall",
        slug="jobs-fair",
        attendance_mode="MIXED",
        online_url="https://meet.example.org/secret-room",
        arrival_note="Arrive any time.",
        room="Main hall",
        bring="A CV\nYour phone",
        doors_minutes=15,
        contact_name="Sam, events team",
        contact_email="team@example.org",
    )


def sent(event, kind: NoticeKind, **facts) -> tuple[Booking, EmailMessage]:
    """Send one message and return it as a mail program reads it."""
    date = event.dates.first() or make_date(event, capacity=10)
    values = {
        "state": TRUE_IN[kind],
        "waiting_since": NOW,
        "offer_expires_at": at(1),
        "party_size": 2,
        **facts,
    }
    booking = make_booking(date, **values)
    AccessNeed.objects.create(booking=booking, kinds=["STEP_FREE"], text="I use a wheelchair")
    about = ""
    if kind == NoticeKind.EVENT_CANCELLED:
        date.status = EventStatus.CANCELLED
        date.status_reason = "The hall is closed."
        date.sequence = 3
        date.save()
    if "REMINDER" in kind:
        about = about_start(date.start_at)
    notices.queue(booking, kind, about=about, now=NOW)
    assert sending.send_due(now=NOW)["sent"] == 1
    raw = mail.outbox[-1].message().as_bytes()
    return booking, message_from_bytes(raw, policy=email.policy.default)


def text_of(message: EmailMessage) -> str:
    part = message.get_body(("plain",))
    assert part is not None
    return part.get_content()


def calendar_of(message: EmailMessage) -> tuple[str, icalendar.Event] | None:
    for part in message.walk():
        if part.get_content_type() == "text/calendar":
            calendar = icalendar.Calendar.from_ical(part.get_content())
            [entry] = calendar.walk("VEVENT")
            assert calendar["METHOD"] == part.get_param("method")
            assert part.get_filename() == "event.ics"
            return str(calendar["METHOD"]), entry
    return None


BOTH = list(itertools.product(KINDS, LANGUAGES))


@pytest.mark.parametrize(("kind", "language"), BOTH, ids=[f"{k}-{lang}" for k, lang in BOTH])
def test_every_message_says_what_when_and_whom_to_ask(event, kind, language):
    booking, message = sent(event, kind, language=language)
    text = text_of(message)
    assert "Jobs fair in Walsall" in text
    assert booking.reference in text
    assert "2026" in text
    assert "0121 496 0142" in text
    assert "{{" not in text
    assert "%(" not in text
    assert "\n\n\n" not in text
    assert "Jobs fair in Walsall" in message["Subject"]
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Reply-To"] == "team@example.org"
    assert message["To"] == booking.email


@pytest.mark.parametrize(("kind", "language"), BOTH, ids=[f"{k}-{lang}" for k, lang in BOTH])
def test_no_message_holds_a_name_or_what_somebody_needs(event, kind, language):
    _booking, message = sent(event, kind, language=language, name="Visit http://spam.example now")
    whole = message.as_string() + text_of(message)
    for secret in ("spam.example", "wheelchair", "STEP_FREE", "without steps"):
        assert secret not in whole
    for part in message.walk():
        if part.get_content_maintype() == "text":
            assert "spam" not in part.get_content()
            assert "wheelchair" not in part.get_content()


def test_a_confirmation_has_everything_that_somebody_needs_to_come(event):
    booking, message = sent(event, NoticeKind.CONFIRMED)
    lines = text_of(message).splitlines()
    venue = event.venue
    for line in (
        "Your place is booked.",
        "When: Wednesday 9 December 2026, 10am to 3pm",
        "Doors open: 9:45am",
        f"Where: {venue.name}, {venue.town}",
        venue.postcode,
        "Room: Main hall",
        "Arriving: Arrive any time.",
        "Bring: A CV; Your phone",
        "https://meet.example.org/secret-room",
        "For: 2 people",
        f"Your reference: {booking.reference}",
        "Questions? Call 0121 496 0142 or write to team@example.org.",
        "Ask for: Sam, events team",
    ):
        assert line in lines
    assert message["Subject"] == "Place booked: Jobs fair in Walsall"


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ENDS])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_link_leads_to_this_booking_in_its_language(event, kind, language):
    booking, message = sent(event, kind, language=language)
    prefix = "" if language == "en-gb" else f"/{language}"
    [token] = re.findall(rf"{prefix}/b/([^/\s]+)/", text_of(message))
    assert booking_of(token, now=NOW) == booking


def test_the_words_are_those_of_the_readers_language(event):
    _booking, message = sent(event, NoticeKind.CONFIRMED, language="ur")
    assert "دسمبر" in text_of(message)
    assert message["Content-Language"] == "ur"


def test_a_language_that_is_gone_is_english(event):
    _booking, message = sent(event, NoticeKind.CONFIRMED, language="xx")
    assert "Your place is booked." in text_of(message)


def test_in_urdu_names_numbers_and_hours_have_a_direction_of_their_own(event):
    booking, message = sent(event, NoticeKind.CONFIRMED, language="ur")
    text = text_of(message)
    for value in ("Jobs fair in Walsall", booking.reference, "0121 496 0142", "team@example.org"):
        assert f"{ISOLATE}{value}{END_OF_ISOLATE}" in text
    begun = sum(text.count(one) for one in BEGIN_AN_ISOLATE)
    assert begun == text.count(END_OF_ISOLATE)


def test_in_urdu_a_link_stands_alone_and_no_mark_sticks_to_it(event):
    _booking, message = sent(event, NoticeKind.CONFIRMED, language="ur")
    links = [line for line in text_of(message).splitlines() if "http" in line]
    assert len(links) == 2
    for line in links:
        assert line.startswith(f"{LEFT_TO_RIGHT}http")
        assert line.endswith(f" {LEFT_TO_RIGHT}")


@pytest.mark.parametrize("language", ["en-gb", "pl"])
def test_from_left_to_right_no_mark_is_needed(event, language):
    _booking, message = sent(event, NoticeKind.CONFIRMED, language=language)
    assert not set(text_of(message)) & {ISOLATE, END_OF_ISOLATE, LEFT_TO_RIGHT}


@pytest.mark.parametrize(("language", "direction"), [("en-gb", "ltr"), ("ur", "rtl")])
def test_the_same_words_as_a_light_page_say_their_direction(event, language, direction):
    booking, message = sent(event, NoticeKind.CONFIRMED, language=language)
    part = message.get_body(("html",))
    assert part is not None
    page = part.get_content()
    assert f'dir="{direction}"' in page
    assert booking.reference in page
    assert 'href="https://meet.example.org/secret-room" dir="ltr"' in page
    assert len(page) < 5_000
    assert not re.search(r"<(img|script|style|link)\b", page)
    # Programs show the last form they know; plain text comes first.
    kinds = [one.get_content_type() for one in message.walk()]
    assert kinds.index("text/plain") < kinds.index("text/html")


@pytest.mark.parametrize("state", [s for s in BookingState if s != BookingState.CONFIRMED], ids=str)
def test_only_who_has_a_place_gets_the_address_of_the_online_room(event, state):
    kind = {v: k for k, v in TRUE_IN.items()}.get(state)
    _booking, message = sent(event, kind, state=state)
    for part in message.walk():
        if part.get_content_maintype() == "text":
            assert "secret-room" not in part.get_content()


def test_somebody_who_waits_hears_of_a_change_without_the_online_room(event):
    _booking, message = sent(event, NoticeKind.EVENT_CHANGED, state=BookingState.WAITING)
    assert "You are still on the waiting list." in text_of(message)
    assert "secret-room" not in text_of(message)


@pytest.mark.parametrize(
    ("kind", "method", "status"),
    [
        (NoticeKind.CONFIRMED, "PUBLISH", "CONFIRMED"),
        (NoticeKind.CHANGED, "PUBLISH", "CONFIRMED"),
        (NoticeKind.EVENT_CHANGED, "PUBLISH", "CONFIRMED"),
        (NoticeKind.CANCELLED, "CANCEL", "CANCELLED"),
        (NoticeKind.EVENT_CANCELLED, "CANCEL", "CANCELLED"),
    ],
)
@pytest.mark.parametrize("language", ["en-gb", "ur"])
def test_the_calendar_part_parses_and_says_what_to_do(event, kind, method, status, language):
    booking, message = sent(event, kind, language=language)
    found = calendar_of(message)
    assert found is not None
    assert found[0] == method
    entry = found[1]
    assert entry["UID"] == booking.date.uid
    assert entry["STATUS"] == status
    assert entry["DTSTART"].dt == booking.date.start_at


@pytest.mark.parametrize(
    "kind",
    [
        NoticeKind.WAITING,
        NoticeKind.OFFERED,
        NoticeKind.LAPSED,
        NoticeKind.REMINDER_DAYS,
        NoticeKind.REMINDER_HOURS,
    ],
)
def test_what_changes_no_calendar_carries_none(event, kind):
    _booking, message = sent(event, kind)
    assert calendar_of(message) is None


def test_a_title_can_add_no_header_and_no_line_to_the_subject(event):
    event.title = "Fair\r\nBcc: everybody@example.org\n\u202eevil"
    event.save()
    SiteContact.objects.create(service_name="Way\nmark")
    _booking, message = sent(event, NoticeKind.CONFIRMED)
    assert message["Bcc"] is None
    assert message["Subject"] == "Place booked: Fair Bcc: everybody@example.org evil"


def test_a_long_title_is_cut_in_the_subject_and_whole_in_the_text(event):
    event.title = "A careers fair about everything that anybody ever wanted to do in Walsall"
    event.save()
    _booking, message = sent(event, NoticeKind.CONFIRMED)
    assert message["Subject"].endswith("…")
    assert len(message["Subject"]) <= 80
    assert event.title in text_of(message)


def test_the_offer_says_until_when(event):
    _booking, message = sent(event, NoticeKind.OFFERED)
    assert "Take it before: Thursday 26 November 2026, 10am" in text_of(message)


def test_who_waits_is_told_their_place_in_the_line(event):
    date = make_date(event, capacity=10)
    make_booking(date, state=BookingState.WAITING, waiting_since=at(-1))
    _booking, message = sent(event, NoticeKind.WAITING)
    assert "You are number 2." in text_of(message)


def test_a_cancelled_event_says_why_and_not_to_travel(event):
    _booking, message = sent(event, NoticeKind.EVENT_CANCELLED)
    text = text_of(message)
    assert "This event is cancelled. Do not travel.\nWhy: The hall is closed." in text
    assert "It was planned for: Wednesday 9 December 2026, 10am to 3pm" in text
    assert "/b/" not in text


def test_a_postponed_event_promises_no_day(event):
    date = make_date(event)
    date.status = EventStatus.POSTPONED
    date.save()
    _booking, message = sent(event, NoticeKind.EVENT_CHANGED)
    text = text_of(message)
    assert "This event is postponed. There is no new date yet." in text
    assert "When: not known yet" in text
    assert message["Subject"] == "Postponed: Jobs fair in Walsall"


def test_booked_talks_are_named(event):
    session = EventSession.objects.create(
        event=event, title="Writing a CV", starts_at="10:30", ends_at="11:00", capacity=5
    )
    date = make_date(event)
    booking = make_booking(date)
    slot = Slot.objects.get(date=date, session_key=session.key)
    BookedSlot.objects.create(booking=booking, slot=slot)
    notices.queue(booking, NoticeKind.CONFIRMED, now=NOW)
    sending.send_due(now=NOW)
    assert "Talk or workshop: 10:30am to 11am, Writing a CV" in mail.outbox[0].body


def test_without_an_email_of_the_event_answers_go_to_the_site(event):
    event.contact_email = ""
    event.save()
    SiteContact.objects.create(email="help@example.org")
    _booking, message = sent(event, NoticeKind.CONFIRMED)
    assert message["Reply-To"] == "help@example.org"
