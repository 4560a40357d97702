"""The way into the providers' area: /manage/ for everybody."""

import pytest
from django.test import Client

from catalogue.providers.services import RESERVED_SLUGS
from catalogue.publishing import urls
from catalogue.publishing.people import urls as people_urls
from tests.publishing_factories import client_of, make_member, make_user

pytestmark = pytest.mark.django_db


def test_a_visitor_reads_what_the_area_is() -> None:
    response = Client().get("/manage/")
    assert response.status_code == 200
    assert "For training providers" in response.content.decode()


def test_a_member_of_one_organisation_comes_to_its_desk() -> None:
    member = make_member("VIEWER")
    response = client_of(member.user).get("/manage/", follow=True)
    assert response.redirect_chain == [(f"/manage/{member.organisation.slug}/", 302)]
    assert member.organisation.name in response.content.decode()


def test_a_suspended_member_has_no_desk() -> None:
    member = make_member("OWNER", is_suspended=True)
    client = client_of(member.user)
    assert client.get("/manage/").status_code == 200
    assert client.get(f"/manage/{member.organisation.slug}/").status_code == 404


def test_a_member_of_several_chooses() -> None:
    first = make_member("EDITOR")
    second = make_member("VIEWER", user=first.user)
    page = client_of(first.user).get("/manage/").content.decode()
    assert first.organisation.name in page
    assert second.organisation.name in page


def test_the_second_step_leads_back_to_addresses_of_this_site_only() -> None:
    client = client_of(make_user("amir", second_step=False))
    for address, back in (
        ("/manage/x/", "/manage/x/"),
        ("https://evil.example/", "/manage/"),
        ("//evil.example/", "/manage/"),
        ("javascript:alert(1)", "/manage/"),
        ("", "/manage/"),
    ):
        page = client.get("/manage/second-step/", {"next": address}).content.decode()
        assert "evil.example" not in page.split("<main")[1].split("</main>")[0]
        response = client.post("/manage/second-step/", {"next": address})
        assert response.url == "/accounts/2fa/"
        assert client.get("/manage/second-step/done/").url == back
        assert f'href="{back}">Go back' in page


def test_a_second_step_from_ones_account_leads_back_to_it() -> None:
    client = client_of(make_user("amir", second_step=False))
    assert client.get("/manage/second-step/done/").url == "/accounts/"


def test_who_has_a_second_step_is_told_so_and_goes_on() -> None:
    page = client_of(make_user("lena")).get("/manage/second-step/?next=/manage/x/")
    text = page.content.decode()
    assert "Your second step is set up" in text
    assert 'href="/manage/x/"' in text


def test_no_organisation_can_stand_behind_a_page_of_the_area() -> None:
    routes = [*urls.urlpatterns, *people_urls.urlpatterns]
    first = {str(one.pattern).partition("/")[0] for one in routes}
    assert {word for word in first if word and "<" not in word} <= RESERVED_SLUGS
