"""Editors see a page on a phone and from right to left before anybody else does."""

import pytest
from django.test import Client
from django.urls import reverse

from pathways.models import PathwayPage, RolePage
from pathways.support.models import ProgrammePage
from portal.accounts.groups import EDITORS
from portal.pages.models import GuidePage, HomePage, NewsPage, StoryPage
from tests.factories import TODAY
from tests.pathways.admin.conftest import Desk
from tests.pathways.admin.test_publishing_checks import role_form
from tests.staff import signed_in

pytestmark = pytest.mark.django_db


def test_a_role_is_previewed_with_what_was_typed_in_both_directions(desk: Desk) -> None:
    client = signed_in(EDITORS)
    url = reverse("wagtailadmin_pages:preview_on_edit", args=[desk.porter.pk])
    client.post(url, role_form(desk.porter, overview="You keep the lamp."))

    plain = client.get(url).content.decode()
    turned = client.get(f"{url}?mode=ur").content.decode()

    assert "You keep the lamp." in plain
    assert '<html lang="en-GB" dir="ltr"' in plain
    assert "You keep the lamp." in turned
    assert '<html lang="ur" dir="rtl"' in turned


def test_a_guide_with_routes_is_previewed_from_right_to_left_too(desk: Desk) -> None:
    home = HomePage.objects.get(locale__language_code="en-gb")
    guide = home.add_child(instance=GuidePage(title="Write a CV", slug="write-a-cv"))

    answer = guide.make_preview_request(preview_mode="ur")

    assert '<html lang="ur" dir="rtl"' in answer.content.decode()


def test_the_first_size_of_a_preview_is_a_phone(desk: Desk) -> None:
    sizes = desk.porter.preview_sizes

    assert desk.porter.default_preview_size == sizes[0]["name"]
    assert sizes[0]["device_width"] <= 390


@pytest.mark.parametrize("name", ["careers_page", "pathway", "roles_page"])
def test_every_page_of_careers_has_previews_in_both_directions(desk: Desk, name: str) -> None:
    page = getattr(desk.careers, name)

    for mode, opening in (("", 'lang="en-GB" dir="ltr"'), ("ur", 'lang="ur" dir="rtl"')):
        answer = page.make_preview_request(preview_mode=mode)
        assert answer.status_code == 200
        assert f"<html {opening}" in answer.content.decode()


@pytest.mark.parametrize("mode", ["", "ur"], ids=["as it is", "turned"])
@pytest.mark.parametrize(
    "make",
    [
        lambda: RolePage(title="New", slug="new"),
        lambda: PathwayPage(title="New", slug="new"),
        lambda: ProgrammePage(title="New", slug="new"),
        lambda: GuidePage(title="New", slug="new"),
        lambda: NewsPage(title="New", slug="new", published_date=TODAY),
        lambda: StoryPage(
            title="New",
            slug="new",
            person_name="Asha",
            now_does="cook",
            starting_point="NO_WORK",
            consent_given_date=TODAY,
            consent_until_date=TODAY,
        ),
    ],
    ids=["role", "pathway", "scheme", "guide", "news", "story"],
)
def test_a_page_that_was_never_saved_is_previewed(desk: Desk, make, mode: str) -> None:
    parents = {
        "RolePage": desk.careers.roles_page,
        "PathwayPage": desk.careers.careers_page,
        "ProgrammePage": desk.schemes,
    }
    page = make()
    parent = parents.get(type(page).__name__) or HomePage.objects.first()
    parent.refresh_from_db()
    page.set_url_path(parent)
    page.path = f"{parent.path}0099"
    page.depth = parent.depth + 1
    page.locale = parent.locale

    answer = page.make_preview_request(preview_mode=mode)

    assert answer.status_code == 200
    assert "New" in answer.content.decode()


def test_a_preview_may_be_framed_by_the_editor_and_the_page_by_nobody(desk: Desk) -> None:
    preview = desk.porter.make_preview_request()
    page = Client().get(desk.porter.url)

    assert "frame-ancestors 'self'" in preview.headers["Content-Security-Policy"]
    assert preview.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]
    assert page.headers["X-Frame-Options"] == "DENY"
