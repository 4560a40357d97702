"""Who presses a button of the desk while signed out comes back to it, to press again."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.http import HttpResponse
from django.test import Client

from catalogue.courses.enums import CourseStatus
from catalogue.providers.models import Membership
from tests.factories import CourseFactory
from tests.markup import folded
from tests.publishing_factories import client_of, make_member

pytestmark = pytest.mark.django_db
SITE = "http://testserver"
TOLD = "You are signed out, so nothing was sent. Sign in, then press again."


@pytest.fixture
def member() -> Membership:
    return make_member("OWNER")


def button(member: Membership) -> str:
    """Return the address of a button that is no page."""
    course = CourseFactory(provider=member.organisation, status=CourseStatus.LIVE)
    return f"/manage/{member.organisation.slug}/courses/{course.pk}/pause/"


def next_of(response: HttpResponse) -> str:
    assert response.status_code == 302, response
    return parse_qs(urlsplit(response.headers["Location"]).query)["next"][0]


@pytest.mark.parametrize("language", ["", "/ur"])
def test_signing_in_leads_back_to_the_page_with_the_button(
    member: Membership, language: str
) -> None:
    page = f"{language}/manage/{member.organisation.slug}/courses/?show=live&page=2"
    client = Client()
    answer = client.post(language + button(member), headers={"referer": f"{SITE}{page}#top"})
    assert next_of(answer) == page
    signed = client_of(member.user)
    assert signed.get(next_of(answer)).status_code == 200


@pytest.mark.parametrize(
    "came_from",
    [
        "",
        "https://evil.example/manage/x/",
        "//evil.example/manage/x/",
        "javascript:alert(1)",
        f"{SITE}//evil.example/manage/",
        f"{SITE}/\\evil.example/manage/",
        f"{SITE}@evil.example/manage/x/",
        f"{SITE}/",
        f"{SITE}/courses/welding-1/",
        "http://[",
    ],
)
def test_any_other_address_leads_to_the_dashboard(member: Membership, came_from: str) -> None:
    answer = Client().post(button(member), headers={"referer": came_from})
    assert next_of(answer) == f"/manage/{member.organisation.slug}/"


def test_the_answer_does_not_say_whether_there_is_such_a_desk(member: Membership) -> None:
    answer = Client().post("/manage/no-such-organisation/courses/1/pause/")
    assert next_of(answer) == "/manage/no-such-organisation/"


@pytest.mark.parametrize("path", ["/manage/join/take-back/", "/manage/checks/1/links/"])
def test_a_button_of_no_organisation_leads_to_the_way_in(path: str) -> None:
    assert next_of(Client().post(path)) == "/manage/"


def test_the_page_of_signing_in_says_that_nothing_was_sent(member: Membership) -> None:
    client = Client()
    answer = client.post(button(member), follow=True)
    assert TOLD in folded(answer.content.decode())
    assert TOLD not in folded(client.get("/accounts/login/").content.decode())


def test_who_only_opens_a_page_is_told_nothing_and_comes_back_to_it(member: Membership) -> None:
    client = Client()
    page = f"/manage/{member.organisation.slug}/courses/?show=live"
    answer = client.get(page, headers={"referer": f"{SITE}/manage/"})
    assert next_of(answer) == page
    assert TOLD not in folded(client.get(answer.headers["Location"]).content.decode())


def test_who_needs_a_second_step_comes_back_to_the_page_with_the_button() -> None:
    owner = make_member("OWNER", second_step=False)
    page = f"/manage/{owner.organisation.slug}/people/"
    answer = client_of(owner.user).post(
        f"{page}invitations/1/again/", headers={"referer": f"{SITE}{page}"}
    )
    assert next_of(answer) == page
