"""Attacks by and on people who ask to join: floods, letters that lie, rows that stay too long."""

import datetime
import uuid
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from catalogue.courses.models import Course
from catalogue.feedback import enquiry_limits
from catalogue.feedback.models import Enquiry
from catalogue.providers.models import AuditEntry, Organisation
from catalogue.publishing.enums import LetterState
from catalogue.publishing.letter_sending import send_due
from catalogue.publishing.letter_writing import mail_of
from catalogue.publishing.models import Letter
from catalogue.publishing.people import member_services
from portal.operations import retention
from tests.catalogue.feedback.enquiring import NOON, course, noon
from tests.publishing_factories import make_member

__all__ = ["course", "noon"]  # fixtures
pytestmark = pytest.mark.django_db


def send(course: Course, *, address: str = "198.51.100.7", **data: str) -> Any:
    typed = {
        "name": "Amina K",
        "email": f"{uuid.uuid4().hex}@mail.example",
        "access": "NOTHING",
        "once": str(uuid.uuid4()),
    }
    url = reverse("feedback:ask", args=[course.slug])
    return Client().post(url, {**typed, **data}, REMOTE_ADDR=address)


def test_one_visitor_who_sends_a_thousand_stops_nobody_else(course: Course, monkeypatch) -> None:
    monkeypatch.setattr(enquiry_limits, "MOST_BY_NETWORK", 6)
    monkeypatch.setattr(enquiry_limits, "MOST_OF_A_PROVIDER", 20)

    statuses = [send(course).status_code for _one in range(50)]
    somebody = send(course, address="203.0.113.9")

    assert statuses == [302] * 6 + [429] * 44
    assert somebody.status_code == 302
    assert Enquiry.objects.count() == 7


def test_many_networks_together_fill_no_inbox(course: Course, monkeypatch) -> None:
    monkeypatch.setattr(enquiry_limits, "MOST_OF_A_PROVIDER", 20)

    statuses = [send(course, address=f"198.51.{one}.7").status_code for one in range(40)]

    assert statuses.count(302) == 20
    assert Letter.objects.count() == 20


LIES = {
    "a header": "Amina\r\nBcc: all@evil.example\r\nSubject: You won",
    "turned": "\u202eAmina\u2066",
    "a link": "Amina https://evil.example/",
    "unseen": "A\u200bm\u200di\u2060na\ufeff",
    "a page": "<b>Amina</b><script>alert(1)</script>",
}


@pytest.mark.parametrize("what", LIES)
def test_a_name_that_lies_changes_no_letter(course: Course, what: str) -> None:
    course.title = LIES[what][:200]
    course.save()
    course.refresh_from_db()
    send(course, name=LIES[what][:100], text=LIES[what])

    for letter in Letter.objects.all():
        message = mail_of(letter)
        assert "\n" not in message.subject
        assert "\r" not in message.subject
        assert not any(mark in message.subject + message.text for mark in "\u202e\u2066")
        assert "<script>" not in message.html
        assert 'href="https://evil.example' not in message.html
    send_due(now=NOON)
    assert [one.to for one in mail.outbox] in ([], [["hello@lockgate.example"]])
    assert all(one.bcc == [] and one.cc == [] for one in mail.outbox)
    assert all("evil.example" not in str(one.message().get("Bcc", "")) for one in mail.outbox)


def test_after_90_days_nothing_is_left_though_the_mail_server_was_down(course: Course) -> None:
    send(course, name="Amina Quellwasser", email="amina@mail.example", text="Zwischenraum?")
    assert Letter.objects.get().state == LetterState.WAITING

    retention.prune(now=NOON + datetime.timedelta(days=91))

    assert not Enquiry.objects.exists()
    left = f"{list(Letter.objects.values())} {list(AuditEntry.objects.values())}"
    assert "amina" not in left.lower()
    assert "Zwischenraum" not in left


def test_a_deleted_course_takes_what_was_asked_of_it_along(course: Course) -> None:
    send(course, name="Amina Quellwasser", email="amina@mail.example")

    course.delete()

    assert not Enquiry.objects.exists()
    assert "Amina" not in str(list(Letter.objects.values()))


@pytest.mark.parametrize("how", ["suspend", "remove", "leave"])
def test_who_goes_reads_no_questions_of_learners_any_more(course: Course, how: str) -> None:
    """The inbox was theirs alone: it is used again after whoever reads it now said yes."""
    organisation = course.provider
    boss = make_member("OWNER", organisation=organisation, name="boss")
    gone = make_member("EDITOR", organisation=organisation, name="gone")
    Organisation.objects.filter(pk=organisation.pk).update(enquiry_email="Gone@lockgate.example")

    if how == "leave":
        member_services.leave(organisation, user=gone.user, now=NOON)
    else:
        getattr(member_services, how)(organisation, gone.pk, actor=boss.user, now=NOON)
    send(course, name="Amina Quellwasser")

    organisation.refresh_from_db()
    assert organisation.enquiry_email_verified_at is None
    assert not Letter.objects.filter(email__iexact="gone@lockgate.example").exists()
    assert Enquiry.objects.count() == 1


def test_an_inbox_of_somebody_else_stays_when_a_person_goes(course: Course) -> None:
    organisation = course.provider
    make_member("OWNER", organisation=organisation, name="boss")
    gone = make_member("EDITOR", organisation=organisation, name="gone")

    member_services.leave(organisation, user=gone.user, now=NOON)

    organisation.refresh_from_db()
    assert organisation.enquiry_email_verified_at == NOON


def test_an_organisation_that_is_taken_off_gets_no_questions_and_no_letters(course: Course) -> None:
    Organisation.objects.update(is_live=False)

    answer = send(course)

    assert answer.status_code == 404
    assert not Letter.objects.exists()
