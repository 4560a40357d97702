"""A file of a new organisation, from the page of the provider to the moderator and live."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from catalogue.courses.models import CourseRun
from catalogue.providers.models import Membership
from catalogue.publishing.enums import ReviewState, UploadState
from catalogue.publishing.models import Letter, Review, Upload
from tests.catalogue.publishing.checks.conftest import moderator, sam
from tests.catalogue.publishing.uploads.sending import A, B, live, publish, send_rows

__all__ = ["moderator", "sam"]  # fixtures
pytestmark = pytest.mark.django_db
TICKS = {"do": "approve", "done": ["sample", "price", "place", "link", "removed"]}


@pytest.fixture
def waiting(member: Membership) -> Upload:
    """Return a file of two new courses that waits for a check."""
    member.organisation.is_trusted = False
    member.organisation.save()
    upload = send_rows(member, A, B)
    assert publish(upload).result == "IN_REVIEW"
    return upload


def url_of(upload: Upload) -> str:
    return reverse("publishing:check", args=[Review.objects.get(upload=upload).pk])


def test_an_approved_file_is_live_with_its_decision(
    moderator: Client, waiting: Upload, member: Membership
) -> None:
    page = moderator.get(url_of(waiting)).content.decode()
    response = moderator.post(url_of(waiting), TICKS)

    waiting.refresh_from_db()
    assert "Art" in page
    assert response.status_code == 302
    assert waiting.state == UploadState.PUBLISHED
    assert len(live(member)) == 2
    assert Review.objects.get().state == ReviewState.APPROVED
    assert Letter.objects.filter(email=member.user.email, kind="APPROVED").count() == 1


def test_a_file_that_would_do_something_else_now_is_not_decided(
    moderator: Client, waiting: Upload, member: Membership
) -> None:
    Upload.objects.update(diff_sha256="0" * 64)  # what was shown is another thing than what it does

    response: Any = moderator.post(url_of(waiting), TICKS)

    assert "The file cannot be published as it is." in response.content.decode()
    assert Review.objects.get().state == ReviewState.OPEN
    assert not live(member)
    assert not CourseRun.objects.exists()


def test_a_file_that_was_sent_back_can_be_sent_again(
    moderator: Client, waiting: Upload, member: Membership
) -> None:
    moderator.post(url_of(waiting), {"do": "return", "comment": "Prices are missing."})
    waiting.refresh_from_db()

    assert (waiting.state, waiting.message) == (UploadState.CHECKED, "Prices are missing.")
    assert publish(waiting).result == "IN_REVIEW"
    assert Review.objects.filter(state=ReviewState.OPEN).count() == 1
