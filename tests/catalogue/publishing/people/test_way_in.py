"""The way into the providers' area: /manage/ for everybody."""

import pytest
from django.test import Client

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
    inside = client.get("/manage/second-step/?next=/manage/x/").content.decode()
    outside = client.get("/manage/second-step/?next=https://evil.example/").content.decode()
    assert 'href="/manage/x/"' in inside
    assert "evil.example" not in outside.split("<main")[1].split("</main>")[0]
