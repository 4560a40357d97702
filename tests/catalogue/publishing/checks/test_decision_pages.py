"""What a press of the moderators’ pages puts live, and the pages of files and jobs."""

import uuid
from typing import Any

import pytest
from django.conf import settings
from django.template import Context, Template
from django.test import Client
from django.utils.translation import override

from catalogue.courses.enums import CourseStatus
from catalogue.courses.models import Course, CourseRun
from catalogue.providers.enums import MemberRole
from catalogue.providers.models import Membership, Organisation
from catalogue.publishing.checks import services
from catalogue.publishing.checks.risks import reasons_for
from catalogue.publishing.employers.services import content_of_job
from catalogue.publishing.enums import (
    ChangeKind,
    DraftKind,
    ReviewKind,
    ReviewReason,
    ReviewState,
    UploadKind,
    UploadState,
)
from catalogue.publishing.letter_writing import render_letter
from catalogue.publishing.models import Draft, Letter, Review, Upload, UploadChange
from catalogue.publishing.people.services import Asked, ask_to_join, withdraw_request
from tests.catalogue.publishing.checks.asking import (
    HOSTILE,
    NOW,
    ask,
    ask_for_course,
    text_of,
    ticks,
    url_of,
)
from tests.factories import (
    VacancyFactory,
)
from tests.publishing_factories import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_clock")]


EVERY_TICK = ticks("price", "place", "link", "words", "real")


def test_an_approved_course_is_live_and_its_draft_is_gone(
    moderator: Client, organisation: Organisation, lena: Any
) -> None:
    review = ask_for_course(organisation, lena)

    moderator.post(url_of(review), {"do": "approve", "version": "1", **EVERY_TICK})

    course = Course.objects.get()
    assert (course.title, course.status) == ("Forklift truck: with licence", CourseStatus.LIVE)
    assert course.runs.get().cost_pence == 29500
    assert not Draft.objects.exists()
    words = text_of(moderator.get(url_of(review)))
    assert "Approved today at 10am, Sam" in words


@pytest.mark.parametrize("language", ["en-gb", "pl", "ur"])
def test_who_sent_it_is_led_to_the_page_in_the_language_of_the_letter(
    moderator: Client, organisation: Organisation, lena: Any, language: str
) -> None:
    review = ask_for_course(organisation, lena)
    with override("pl"):  # the moderator reads Polish
        url = url_of(review)
    moderator.post(url, {"do": "approve", "version": "1", **EVERY_TICK})
    Letter.objects.update(language=language)

    course = Course.objects.get()
    with override(language):
        address = settings.SITE_URL + course.get_absolute_url()
    assert f"\n{address}\n" in render_letter(Letter.objects.get()).text


def test_when_it_can_no_longer_be_published_nothing_is_decided(
    moderator: Client, organisation: Organisation, lena: Any
) -> None:
    review = ask_for_course(organisation, lena)
    CourseRun.objects.update(cost_pence=99900)  # a file changed what the draft changes too

    response = moderator.post(url_of(review), {"do": "approve", "version": "1", **EVERY_TICK})

    assert "A file changed the live course meanwhile." in text_of(response)
    review.refresh_from_db()
    assert (review.state, review.checks) == (ReviewState.OPEN, {})
    assert CourseRun.objects.get().cost_pence == 99900


def test_an_approved_request_makes_an_organisation_with_an_owner(
    moderator: Client, django_capture_on_commit_callbacks: Any
) -> None:
    person = make_user("amir", email="amir@lockgate.example")
    asked = Asked(person_name="Amir", organisation_name="Ash Centre", kind="COMMUNITY")
    ask_to_join(person, asked=asked, now=NOW)
    review = Review.objects.get()

    with django_capture_on_commit_callbacks(execute=True):
        moderator.post(
            url_of(review), {"do": "approve", **ticks("body", "person", "once", "purpose")}
        )

    membership = Membership.objects.get(user=person)
    review.refresh_from_db()
    assert (membership.role, membership.organisation.name) == (MemberRole.OWNER, "Ash Centre")
    assert review.organisation == membership.organisation
    assert not membership.organisation.is_trusted


def test_a_request_that_was_taken_back_is_not_approved(moderator: Client) -> None:
    person = make_user("amir", email="amir@lockgate.example")
    asked = Asked(person_name="Amir", organisation_name="Ash Centre", kind="COMMUNITY")
    ask_to_join(person, asked=asked, now=NOW)
    review = Review.objects.get()
    withdraw_request(person, now=NOW)

    response = moderator.post(url_of(review), {"do": "approve", "comment": "Yes."})

    assert response.status_code == 409
    assert not Membership.objects.filter(user=person).exists()


def test_a_file_of_places_is_shown_by_the_fields_of_places(
    moderator: Client, organisation: Organisation, lena: Any
) -> None:
    upload = Upload.objects.create(
        organisation=organisation,
        key=uuid.uuid4(),
        kind=UploadKind.VENUES,
        state=UploadState.CHECKED,
        file_name="places.csv",
        counts={"venues": {"added": 0, "changed": 1}},
    )
    before = {"name": "Hall", "postcode": "WS1 1AA", "step_free_entrance": "UNKNOWN"}
    UploadChange.objects.create(
        upload=upload,
        position=1,
        kind=ChangeKind.CHANGED,
        title="Hall",
        before=before,
        after=before | {"postcode": "B1 1AA", "step_free_entrance": "YES"},
    )
    kind = ReviewKind.UPLOAD
    reasons = reasons_for(organisation, before=None, after=None, kind=kind, upload=upload)
    review = ask(organisation, lena, kind=kind, title="places.csv", upload=upload)

    words = text_of(moderator.get(url_of(review)))

    assert ReviewReason.VENUE_CHANGED in reasons
    assert "Postcode WS1 1AA B1 1AA" in words
    assert "Step-free entrance Not known Yes" in words
    services.withdraw(review, now=NOW)
    upload.refresh_from_db()
    assert upload.state == UploadState.CHECKED


def test_a_job_is_shown_with_what_the_guard_found(
    moderator: Client, organisation: Organisation, lena: Any
) -> None:
    job = VacancyFactory(employer=organisation, title="Packer", wage_low_pence=1300)
    content = content_of_job(job) | {
        "title": HOSTILE[:200],
        "description": "Pay a £30 registration fee to apply.",
        "apply_url": "https://bit.ly/pack",
        "wage_low_pence": 950,
        "wage_unit": "HOUR",
        "closing_date": "2027-01-18",
    }
    draft = Draft.objects.create(
        organisation=organisation,
        kind=DraftKind.VACANCY,
        vacancy=job,
        title="Packer",
        content=content,
    )
    review = ask(organisation, lena, kind=ReviewKind.VACANCY, title="Packer", draft=draft)

    response = moderator.get(url_of(review))

    words = text_of(response)
    assert "Look: Asks applicants for a fee or deposit" in words
    assert "Look: A shortened link hides where it leads" in words
    assert "Look: Legal under 21 only: £9.50 an hour" in words
    assert "Pay from, in pounds £13 £9.50 Check" in words
    assert "18 January 2027" in words
    assert "The pay is a figure, and not under the legal minimum" in words
    assert "<script>alert(1)" not in response.content.decode()


def test_the_time_of_the_answer_is_shown_to_who_waits(
    organisation: Organisation, lena: Any
) -> None:
    draft = ask_for_course(organisation, lena).draft
    template = Template("{% load review_times %}{% answer_by thing %}")

    assert template.render(Context({"thing": draft})) == "Thursday 26 November 2026, 2pm"
    services.withdraw(Review.objects.get(), now=NOW)
    assert template.render(Context({"thing": draft})) == ""
    assert template.render(Context({"thing": None})) == ""
