"""Each page of the desk for each role, and for those who have no desk there."""

import re

import pytest
from django.test import Client

from catalogue.courses.enums import CourseStatus
from catalogue.publishing.enums import DraftKind
from catalogue.publishing.models import Draft
from tests.factories import CourseFactory, CourseRunFactory, OrganisationFactory, VenueFactory
from tests.publishing_factories import client_of, make_member, make_user

pytestmark = pytest.mark.django_db
PAGES = ["", "courses/", "profile/", "people/", "log/"]


@pytest.mark.parametrize("path", PAGES, ids=[page or "start" for page in PAGES])
@pytest.mark.parametrize("role", ["VIEWER", "EDITOR", "OWNER"])
def test_members_read_every_page(path: str, role: str) -> None:
    member = make_member(role)
    client = client_of(member.user)
    response = client.get(f"/manage/{member.organisation.slug}/{path}")
    assert response.status_code == 200
    assert response.headers["Cache-Control"].startswith("max-age=0")
    assert "noindex" in response.content.decode()
    assert client.get(f"/ur/manage/{member.organisation.slug}/{path}").status_code == 200


@pytest.mark.parametrize("path", PAGES, ids=[page or "start" for page in PAGES])
@pytest.mark.parametrize("who", ["other", "suspended", "closed", "stranger", "moderator"])
def test_others_are_not_even_told_that_there_is_a_desk(
    path: str, who: str, admin_user: object
) -> None:
    organisation = OrganisationFactory()
    if who == "moderator":
        client = client_of(admin_user)
    elif who == "stranger":
        client = client_of(make_user("stranger"))
    elif who == "other":
        client = client_of(make_member("OWNER").user)
    else:
        member = make_member("OWNER", organisation=organisation, is_suspended=who == "suspended")
        client = client_of(member.user)
        if who == "closed":
            member.user.is_active = False
            member.user.save()
    found = client.get(f"/manage/{organisation.slug}/{path}")
    nothing = client.get(f"/manage/no-such-organisation/{path}")
    assert found.status_code == nothing.status_code
    assert found.status_code == (302 if who == "closed" else 404)


@pytest.mark.parametrize("path", PAGES, ids=[page or "start" for page in PAGES])
def test_a_visitor_is_asked_to_sign_in_whether_or_not_there_is_such_a_desk(path: str) -> None:
    here = OrganisationFactory()
    for slug in (here.slug, "no-such-organisation"):
        response = Client().get(f"/manage/{slug}/{path}")
        assert response.status_code == 302
        assert "/login/" in response.url


@pytest.mark.parametrize("path", ["", "courses/", "log/"])
def test_pages_that_only_show_take_no_form(path: str) -> None:
    member = make_member("OWNER")
    url = f"/manage/{member.organisation.slug}/{path}"
    assert client_of(member.user).post(url).status_code == 405


def test_a_viewer_is_offered_nothing_that_changes() -> None:
    member = make_member("VIEWER")
    client = client_of(member.user)
    for path in ("", "courses/"):
        page = client.get(f"/manage/{member.organisation.slug}/{path}").content.decode()
        assert "Add a course" not in page
        assert "Upload a file" not in page


@pytest.mark.parametrize("path", ["", "courses/", "jobs/", "quality/", "venues/", "feeds/"])
def test_every_link_of_a_page_opens_for_a_viewer(path: str) -> None:
    member = make_member("VIEWER")
    organisation = member.organisation
    for status in CourseStatus:
        CourseRunFactory(course=CourseFactory(provider=organisation, title=status, status=status))
    VenueFactory(provider=organisation)
    for kind in (DraftKind.COURSE, DraftKind.VACANCY):
        Draft.objects.create(
            organisation=organisation, kind=kind, state="RETURNED", title=f"Draft {kind}"
        )
    client = client_of(member.user)
    page = client.get(f"/manage/{organisation.slug}/{path}").content.decode()
    links = re.findall(r'<a[^>]* href="(/[^"#]*)', page[page.index("<main") : page.index("</main")])
    assert {url: client.get(url).status_code for url in links} == dict.fromkeys(links, 200)
    assert "Do this first" not in page
