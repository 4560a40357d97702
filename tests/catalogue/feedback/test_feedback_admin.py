"""What editors see of answers about pages and of what nobody found."""

import pytest
from django.urls import reverse

from catalogue.feedback.models import MissingReport, PageFeedback
from portal.accounts.groups import EDITORS, EVENTS_TEAM
from tests.staff import signed_in, words

pytestmark = pytest.mark.django_db
LISTS = ("page-feedback:index", "missing-reports:index")


@pytest.fixture
def told() -> None:
    PageFeedback.objects.create(
        path="/help/cv/", language="ur", is_useful=False, text="The form is too small."
    )
    MissingReport.objects.create(words="esol evening", place="Bilston", language="en-gb")


def test_editors_read_what_people_say_about_pages(told) -> None:
    client = signed_in(EDITORS)

    page = words(client.get(reverse("page-feedback:index")))

    assert "/help/cv/" in page
    assert "The form is too small." in page


def test_editors_read_what_is_missing_where(told) -> None:
    client = signed_in(EDITORS)

    page = words(client.get(reverse("missing-reports:index")))

    assert "esol evening" in page
    assert "Bilston" in page


@pytest.mark.parametrize("name", LISTS)
def test_the_lists_can_be_saved_as_a_table(told, name) -> None:
    client = signed_in(EDITORS)

    response = client.get(reverse(name), {"export": "csv"})

    assert response["Content-Type"].startswith("text/csv")
    assert b"esol" in b"".join(response.streaming_content) or name.startswith("page")


@pytest.mark.parametrize("name", LISTS)
def test_the_events_team_does_not_see_them(told, name) -> None:
    client = signed_in(EVENTS_TEAM)

    assert client.get(reverse(name)).status_code == 302
