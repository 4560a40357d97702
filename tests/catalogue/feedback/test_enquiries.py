"""Asking to join: no account, one question, sent once, taken back when somebody likes."""

import datetime
import re
import uuid

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from catalogue.courses.enums import CourseStatus, JoinMethod
from catalogue.courses.models import Course
from catalogue.feedback.enquiry_limits import MOST_BY_CONTACT, MOST_BY_NETWORK
from catalogue.feedback.models import Enquiry
from catalogue.publishing.enums import LetterKind
from catalogue.publishing.letter_writing import render_letter
from catalogue.publishing.models import Letter
from portal.operations import retention
from tests.catalogue.feedback.enquiring import NOON, course, noon
from tests.factories import TODAY, CourseFactory, CourseRunFactory

__all__ = ["course", "noon"]  # fixtures
pytestmark = pytest.mark.django_db


def address(course: Course) -> str:
    return reverse("feedback:ask", args=[course.slug])


def send(client: Client, course: Course, **data: str):
    typed = {
        "name": "Amina K",
        "email": "amina@mail.example",
        "phone": "",
        "access": "STEP_FREE",
        "text": "Is there a lift?",
        "once": str(uuid.uuid4()),
    }
    return client.post(address(course), {**typed, **data})


def test_the_page_of_a_course_without_booking_offers_it(client, course):
    page = client.get(course.get_absolute_url()).content.decode()
    assert address(course) in page
    form = client.get(address(course)).content.decode()
    assert 'name="csrfmiddlewaretoken"' in form
    assert "Do not write private details" in form
    assert "noindex" in form
    assert form.count("(optional)") == 1  # the question; of email and phone one is needed


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"how_to_join": JoinMethod.BOOK}, id="has a booking"),
        pytest.param({"how_to_join": JoinMethod.PHONE}, id="wants calls"),
        pytest.param({"takes": False}, id="provider takes none"),
        pytest.param({"is_over": True}, id="has started"),
    ],
)
def test_no_other_course_offers_it(client, course, changes):
    if not changes.pop("takes", True):
        course.provider.takes_enquiries = False
        course.provider.save()
    if changes.pop("is_over", False):
        course.runs.update(start_date=TODAY - datetime.timedelta(days=3))
    Course.objects.update(**changes) if changes else None
    assert address(course) not in client.get(course.get_absolute_url()).content.decode()
    answer = send(client, course)
    assert (answer.status_code, answer["Location"]) == (302, course.get_absolute_url())
    assert not Enquiry.objects.exists()


def test_a_course_that_is_off_is_not_found(client, course):
    Course.objects.update(status=CourseStatus.PAUSED)
    assert client.get(address(course)).status_code == 404


def test_a_question_goes_to_the_checked_inbox_in_english(client, course):
    answer = client.post(
        f"/ur{address(course)}",
        {
            "name": "Amina K",
            "email": "amina@mail.example",
            "phone": "07700 900123",
            "access": "STEP_FREE",
            "text": "Is there a lift?\n<b>x</b>",
            "once": str(uuid.uuid4()),
        },
    )
    enquiry = Enquiry.objects.get()
    assert answer["Location"] == f"/ur/enquiries/{enquiry.key}/"
    assert (enquiry.name, enquiry.email, enquiry.phone) == (
        *("Amina K", "amina@mail.example", "+447700900123"),
    )
    assert enquiry.language == "ur"
    letter = Letter.objects.get()
    assert (letter.kind, letter.email) == (LetterKind.ENQUIRY, "hello@lockgate.example")
    rendered = render_letter(letter)
    assert rendered.subject == "Somebody asks to join: Sewing for beginners"
    for words in (
        "Amina K asks to join",
        "Email: amina@mail.example",
        "What would help: A place without steps",
        "They read our site in: Urdu",
        "Is there a lift?",
    ):
        assert words in rendered.text
    assert "<b>x</b>" not in rendered.html


def test_an_inbox_that_nobody_checked_gets_nothing(client, course):
    course.provider.enquiry_email_verified_at = None
    course.provider.save()
    send(client, course)
    assert Enquiry.objects.count() == 1
    assert not Letter.objects.exists()


def test_a_form_that_is_sent_twice_asks_once(client, course):
    key = re.search(r'name="once" value="([^"]+)"', client.get(address(course)).content.decode())[1]
    first, second = send(client, course, once=key), send(client, course, once=key)
    assert first["Location"] == second["Location"]
    assert Enquiry.objects.count() == Letter.objects.count() == 1


@pytest.mark.parametrize("once", ["", "x", "' OR 1=1", "0" * 5000])
def test_a_key_of_nonsense_is_replaced(client, course, once):
    assert send(client, course, once=once).status_code == 302
    assert uuid.UUID(Enquiry.objects.get().idempotency_key.partition(":")[0])


def test_a_key_that_another_course_has_seen_is_another_question(client, course):
    other = CourseFactory(provider=course.provider)
    CourseRunFactory(course=other)
    once = str(uuid.uuid4())
    answers = [send(client, one, once=once).status_code for one in (course, other)]
    assert answers == [302, 302]
    assert set(Enquiry.objects.values_list("course", flat=True)) == {course.pk, other.pk}


@pytest.mark.parametrize(
    ("data", "words"),
    [
        pytest.param({"name": ""}, "Enter your name", id="no name"),
        pytest.param({"email": ""}, "Enter an email address or a phone number", id="no contact"),
        pytest.param({"email": "amina"}, "Email address must have an @", id="no address"),
        pytest.param({"phone": "12"}, "Phone number has too few digits", id="short number"),
        pytest.param({"access": "MONEY"}, "Choose one of these answers", id="odd answer"),
        pytest.param({"text": "x" * 501}, "Write 500 characters or fewer", id="long"),
        pytest.param({"text": "a\x00b"}, "Take out the characters", id="nul"),
    ],
)
def test_a_mistake_is_named_and_what_was_typed_stays(client, course, data, words):
    answer = send(client, course, **data)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert page.count(words) >= 2  # in the summary and at the field
    assert "<title>Error:" in page
    assert "Amina K" in page or "name" in data
    assert not Enquiry.objects.exists()


def test_a_program_that_fills_every_box_is_sent_away(client, course):
    answer = send(client, course, website="https://spam.example")
    assert answer.status_code == 302
    assert not Enquiry.objects.exists()


def test_one_contact_and_one_network_ask_only_so_often(client, course):
    codes = [send(client, course).status_code for _n in range(MOST_BY_CONTACT + 1)]
    assert codes == [302] * MOST_BY_CONTACT + [429]
    cache.clear()
    codes = [
        send(client, course, email=f"p{n}@mail.example").status_code
        for n in range(MOST_BY_NETWORK + 1)
    ]
    assert codes[-2:] == [302, 429]


def test_the_next_page_shows_nothing_of_the_person_and_takes_it_back(client, course):
    there = send(client, course)["Location"]
    page = client.get(there)
    assert "no-store" in page["Cache-Control"]
    assert "What happens next" in page.content.decode()
    for private in ("Amina", "amina@mail.example", "lift"):
        assert private not in page.content.decode()

    assert client.get(there).status_code == 200  # looking takes nothing back
    client.post(there)

    assert not Enquiry.objects.exists()
    assert not Letter.objects.exists()  # its facts held the name
    gone = client.get(there)
    assert gone.status_code == 410
    assert "This question is deleted" in gone.content.decode()
    assert client.post(there).status_code == 410


def test_after_ninety_days_nothing_is_left(client, course):
    send(client, course)
    Enquiry.objects.update(created_at=NOON - datetime.timedelta(days=90))
    assert retention.prune(now=NOON)["enquiries"] == 0
    assert retention.prune(now=timezone.now() + datetime.timedelta(hours=1))["enquiries"] == 1


@pytest.mark.parametrize("language", ["ur", "pl"])
def test_it_can_be_asked_in_every_language(client, course, language):
    assert client.get(f"/{language}{address(course)}").status_code == 200
