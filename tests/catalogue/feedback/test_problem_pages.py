"""Reporting a problem with a course."""

import smtplib

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client
from django.urls import reverse

from catalogue.courses.enums import CourseStatus
from catalogue.courses.models import Course
from catalogue.feedback.enums import ProblemReason
from catalogue.feedback.forms import COURSE_REASONS
from catalogue.feedback.models import ProblemReport
from catalogue.feedback.services import report_problem
from portal.core.models import SiteContact
from tests.factories import CourseFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_cache():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def course() -> Course:
    return CourseFactory(title="Welding Level 2", provider__email="college@example.org")


def address(course: Course) -> str:
    return reverse("feedback:report", args=[course.slug])


def send(client: Client, course: Course, **data):
    return client.post(address(course), {"reason": "WRONG_DATE", "text": "", **data})


def test_the_form_offers_five_reasons_and_needs_no_account(client, course):
    page = client.get(address(course)).content.decode()
    assert page.count('type="radio"') == 5
    assert all(str(label) in page for _code, label in COURSE_REASONS)
    assert 'name="csrfmiddlewaretoken"' in page
    assert "You do not need an account" in page


def test_a_report_is_kept_and_thanked_with_what_happens_next(client, course):
    response = send(client, course, reason="WRONG_COST", text="It is £20.")
    assert response.status_code == 302
    report = ProblemReport.objects.get()
    assert (report.course, report.reason, report.text) == (course, "WRONG_COST", "It is £20.")
    page = client.get(response["Location"]).content.decode()
    assert "Thank you for telling us" in page
    assert "What happens next" in page


def test_no_reason_is_an_error_told_twice_with_the_words_kept(client, course):
    response = send(client, course, reason="", text="The hall is shut.")
    page = response.content.decode()
    assert response.status_code == 200
    assert "<title>Error: " in page
    assert page.count("Choose what is wrong") == 2
    assert 'href="#id_reason"' in page
    assert 'id="id_reason"' in page
    assert "The hall is shut." in page
    assert not ProblemReport.objects.exists()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        pytest.param({"reason": "NONSENSE"}, "Choose one of the five reasons", id="other reason"),
        pytest.param({"text": "x" * 1001}, "Write 1,000 characters or fewer", id="too long"),
        pytest.param({"text": "a\x00b"}, "Take out the characters", id="NUL"),
    ],
)
def test_what_cannot_be_kept_is_explained(client, course, data, message):
    assert message in send(client, course, **data).content.decode()
    assert not ProblemReport.objects.exists()


def test_a_thousand_characters_fit(client, course):
    send(client, course, text="x" * 1000)
    assert len(ProblemReport.objects.get().text) == 1000


def test_markup_in_the_text_is_never_rendered(client, course):
    page = send(client, course, reason="", text="</textarea><script>alert(1)</script>")
    assert "<script>alert" not in page.content.decode()


def test_a_program_that_fills_the_hidden_box_is_thanked_and_not_kept(client, course):
    response = send(client, course, website="https://spam.example")
    assert response["Location"].endswith("/report/thanks/")
    assert not ProblemReport.objects.exists()


def test_a_form_without_the_token_is_refused(course):
    response = send(Client(enforce_csrf_checks=True), course)
    assert response.status_code == 403
    assert not ProblemReport.objects.exists()


def test_one_network_can_send_ten_reports_an_hour(client, course):
    for _ in range(10):
        assert send(client, course).status_code == 302
    refused = send(client, course, text="Kept words")
    assert refused.status_code == 429
    assert refused["Retry-After"] == "3600"
    assert "Kept words" in refused.content.decode()
    assert ProblemReport.objects.count() == 10


def test_neighbours_share_a_limit_and_other_networks_do_not(client, course):
    for number in range(11):
        client.post(address(course), {"reason": "WRONG_DATE"}, REMOTE_ADDR=f"203.0.113.{number}")
    other = client.post(address(course), {"reason": "WRONG_DATE"}, REMOTE_ADDR="198.51.100.1")
    odd = client.post(address(course), {"reason": "WRONG_DATE"}, REMOTE_ADDR="not an address")
    assert (other.status_code, odd.status_code) == (302, 302)
    assert ProblemReport.objects.count() == 12


def test_provider_and_moderators_are_told_each_in_a_message_of_their_own(
    course, django_capture_on_commit_callbacks
):
    contact = SiteContact.objects.first() or SiteContact()
    contact.email = "help@example.org"
    contact.save()
    with django_capture_on_commit_callbacks(execute=True):
        report_problem(course, reason=ProblemReason.WRONG_PLACE, text="It moved.")
        assert mail.outbox == []
    assert [message.to for message in mail.outbox] == [
        ["college@example.org"],
        ["help@example.org"],
    ]
    message = mail.outbox[0]
    assert message.subject == "Problem with a course: Welding Level 2"
    assert "The place is wrong" in message.body
    assert "It moved." in message.body
    assert f"http://127.0.0.1:8000/courses/welding-level-2-{course.pk}/" in message.body


def test_a_title_of_two_lines_makes_no_mail_header(course, django_capture_on_commit_callbacks):
    course.title = "Welding\nBcc: everyone@example.org"
    course.save()
    with django_capture_on_commit_callbacks(execute=True):
        report_problem(course, reason=ProblemReason.SOMETHING_ELSE)
    assert "\n" not in mail.outbox[0].subject
    assert mail.outbox[0].recipients() == ["college@example.org"]


def test_nobody_to_tell_is_no_error(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        report_problem(CourseFactory(), reason=ProblemReason.SOMETHING_ELSE)
    assert mail.outbox == []


def test_a_mail_server_that_is_down_loses_no_report(
    course, settings, django_capture_on_commit_callbacks
):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # nobody listens there
    with django_capture_on_commit_callbacks(execute=True):
        report_problem(course, reason=ProblemReason.SOMETHING_ELSE)
    assert ProblemReport.objects.count() == 1


class NoCollege(EmailBackend):
    """A server that knows no mailbox of the college."""

    def send_messages(self, messages):
        if messages[0].to == ["college@example.org"]:
            raise smtplib.SMTPRecipientsRefused({"college@example.org": (550, b"unknown")})
        return super().send_messages(messages)


def test_an_address_that_is_refused_keeps_nothing_from_the_moderators(
    course, settings, django_capture_on_commit_callbacks
):
    contact = SiteContact.current()
    contact.email = "help@example.org"
    contact.save()
    settings.EMAIL_BACKEND = f"{__name__}.NoCollege"
    with django_capture_on_commit_callbacks(execute=True):
        report_problem(course, reason=ProblemReason.SOMETHING_ELSE)
    assert [message.to for message in mail.outbox] == [["help@example.org"]]


@pytest.mark.parametrize("status", [CourseStatus.DRAFT, CourseStatus.WITHDRAWN])
def test_only_a_listed_course_has_the_form(client, course, status):
    Course.objects.update(status=status)
    assert client.get(address(course)).status_code == 404
    assert send(client, course).status_code == 404


def test_an_unknown_course_is_not_found(client):
    assert client.get("/courses/x-999999999999999999/report/").status_code == 404
