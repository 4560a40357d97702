"""An editor's slips in the admin: odd words in a search, pages asked for before their form."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from catalogue.events.pages import EventPage
from portal.accounts.groups import ADMINISTRATORS
from tests.event_factories import make_event
from tests.staff import signed_in

pytestmark = pytest.mark.django_db
SEARCHES = ("/admin/pages/", "/admin/choose-page/search/", "/admin/images/", "/admin/documents/")
ODD_WORDS = ('"', '"jobs fair', 'a"b', "'", "O'Brien", "jobs*", "jobs AND", "NEAR(", "-a", "a:b")


@pytest.fixture
def client() -> Client:
    return signed_in(ADMINISTRATORS)


@pytest.mark.parametrize("path", SEARCHES)
def test_a_search_of_the_admin_takes_any_words(client: Client, path: str) -> None:
    for words in ODD_WORDS:
        assert client.get(path, {"q": words}).status_code == 200, words


def test_a_quotation_mark_hides_no_page_from_a_search(client: Client) -> None:
    make_event(title="Jobs fair at the quay")
    answer = client.get("/admin/pages/", {"q": '"jobs fair at'}).content.decode()
    assert "Jobs fair at the quay" in answer


def test_a_preview_that_is_asked_for_before_anything_is_typed_is_a_page(client: Client) -> None:
    make_event()
    asked = set()
    for parent in Page.objects.filter(depth__gt=1).specific():
        for model in parent.creatable_subpage_models():
            path = reverse(
                "wagtailadmin_pages:preview_on_add",
                args=[model._meta.app_label, model._meta.model_name, parent.pk],
            )
            assert client.get(path).status_code == 200, path
            asked.add(model)
    assert EventPage in asked
