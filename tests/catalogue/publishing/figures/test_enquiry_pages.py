"""The list of people who asked to join."""

import pytest
from django.urls import reverse

from catalogue.feedback.enums import EnquiryState
from catalogue.feedback.models import Enquiry
from catalogue.providers.enums import AuditAction
from catalogue.providers.models import AuditEntry
from tests.factories import CourseFactory
from tests.publishing_factories import client_of, make_member


def asked(college, name: str = "Amina", **values) -> Enquiry:
    told = {
        "course": values.pop("course", None) or CourseFactory(provider=college, title="Sewing"),
        "email": f"{name.lower()}@mail.example",
        "phone": "+447700900123",
        "text": "Is there a lift? <i>",
        "language": "ur",
        "idempotency_key": name,
    }
    return Enquiry.objects.create(name=name, **{**told, **values})


def address(college) -> str:
    return reverse("publishing:enquiries", args=[college.slug])


def answer_address(college, enquiry: Enquiry) -> str:
    return reverse("publishing:enquiry_answered", args=[college.slug, enquiry.pk])


def page_of(client, college) -> str:
    response = client.get(address(college))
    assert response.status_code == 200
    return response.content.decode()


def test_new_ones_come_first_with_their_contact(editor, college):
    asked(college, "Old", state=EnquiryState.ANSWERED)
    asked(college, "Amina")
    page = page_of(editor, college)
    assert page.index("Amina") < page.index("Old")
    assert "New: 1. Answered: 1." in page
    assert 'href="mailto:amina@mail.example"' in page
    assert 'href="tel:+447700900123"' in page
    assert "07700 900123" in page
    assert "Reads our site in: Urdu." in page
    assert "&lt;i&gt;" in page


def test_who_may_only_look_sees_how_many_and_no_person(viewer, college):
    enquiry = asked(college)
    page = page_of(viewer, college)
    assert "New: 1. Answered: 0." in page
    for private in ("Amina", "mail.example", "900123", "lift"):
        assert private not in page
    assert viewer.post(answer_address(college, enquiry)).status_code == 403


def test_marking_as_answered_is_kept_once_and_logged_without_the_person(editor, college):
    enquiry = asked(college)
    for _press in range(2):
        answer = editor.post(answer_address(college, enquiry))
        assert answer["Location"] == address(college)
    enquiry.refresh_from_db()
    assert enquiry.state == EnquiryState.ANSWERED
    assert enquiry.answered_at is not None
    entry = AuditEntry.objects.get(action=AuditAction.ENQUIRY)
    assert entry.about == "Sewing"
    assert "Amina" not in str(entry.facts)
    assert editor.get(answer_address(college, enquiry)).status_code == 405


def test_nobody_reaches_the_questions_of_others(college):
    enquiry = asked(college)
    other = make_member(name="other")
    stranger = client_of(other.user)
    assert stranger.get(address(college)).status_code == 404
    assert stranger.post(answer_address(college, enquiry)).status_code == 404
    assert stranger.post(answer_address(other.organisation, enquiry)).status_code == 404
    enquiry.refresh_from_db()
    assert enquiry.state == EnquiryState.NEW


@pytest.mark.parametrize("takes", [True, False])
def test_the_page_says_whether_learners_can_ask(editor, college, takes):
    college.takes_enquiries = takes
    college.save()
    page = page_of(editor, college)
    assert ("Learners cannot ask at the moment." in page) is not takes


def test_the_number_of_queries_does_not_grow(editor, college, django_assert_max_num_queries):
    course = CourseFactory(provider=college)
    for number in range(20):
        asked(college, f"Person{number}", course=course)
    with django_assert_max_num_queries(13):
        page_of(editor, college)
