"""What editors meet in the admin."""

import pytest
from django.urls import reverse

from portal.pages.models import StandardPage
from tests.staff import signed_in


@pytest.fixture
def editor(home):
    return signed_in("Administrators")


def test_an_editor_can_open_the_home_page_and_a_page_of_text(editor, home):
    page = StandardPage.objects.get(slug="privacy")

    for pk in (home.pk, page.pk):
        assert editor.get(reverse("wagtailadmin_pages:edit", args=[pk])).status_code == 200


def test_an_editor_can_change_the_contact_details(editor):
    address = reverse("wagtailsettings:edit", args=["core", "sitecontact"])

    assert editor.get(address, follow=True).status_code == 200


def test_a_draft_can_be_previewed(editor):
    page = StandardPage.objects.get(slug="privacy")
    page.title = "How we keep your words"
    page.save_revision()

    response = editor.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))

    assert response.status_code == 200
    assert b"How we keep your words" in response.content


def test_marks_that_turn_a_page_are_taken_out_of_a_title(home) -> None:
    page = home.add_child(instance=StandardPage(title="Help\u202e pleH\nnow", summary="a\u2067b"))

    page.save_revision().publish()
    page.refresh_from_db()

    assert (page.title, page.summary) == ("Help pleH now", "ab")
