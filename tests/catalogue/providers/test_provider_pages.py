"""The directory of providers and each profile."""

import datetime
import json
import re

import pytest
import time_machine

from catalogue.courses.enums import RunStatus
from catalogue.providers.enums import OrganisationKind
from catalogue.providers.page_links import Cut, cut_of, page_links
from portal.core.models import SiteContact
from tests.factories import (
    TODAY,
    CourseFactory,
    CourseRunFactory,
    OrganisationFactory,
    PlaceFactory,
    VenueFactory,
)

pytestmark = pytest.mark.django_db
LIST_QUERIES = 8
PROFILE_QUERIES = 8  # two of them for its next events and its openings


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(datetime.datetime.combine(TODAY, datetime.time(12)), tick=False):
        yield TODAY


def names_on(client, query: str = "") -> list[str]:
    page = client.get(f"/providers/{query}").content.decode()
    return re.findall(r'<h3><a href="[^"]+"><bdi lang="en-GB">([^<]+)</bdi>', page)


def test_providers_stand_by_name_and_hidden_ones_do_not(client):
    for name in ("Zed College", "Abbey College"):
        OrganisationFactory(name=name)
    OrganisationFactory(name="Hidden College", is_live=False)
    assert names_on(client) == ["Abbey College", "Zed College"]


def test_employers_are_listed_only_when_they_teach(client):
    OrganisationFactory(name="Care Homes", kind=OrganisationKind.EMPLOYER)
    teaching = OrganisationFactory(name="Car Works", kind=OrganisationKind.EMPLOYER)
    CourseFactory(provider=teaching)
    assert names_on(client) == ["Car Works"]


def test_each_kind_counts_what_choosing_it_shows(client):
    OrganisationFactory(name="Abbey", kind=OrganisationKind.COLLEGE)
    OrganisationFactory(name="Brook", kind=OrganisationKind.COLLEGE)
    OrganisationFactory(name="Castle", kind=OrganisationKind.UNIVERSITY)
    page = client.get("/providers/").content.decode()
    for kind, count in re.findall(
        r'name="kind" type="checkbox" value="([^"]+)".*?wm-num">(\d+)<', page, re.DOTALL
    ):
        assert len(names_on(client, f"?kind={kind}")) == int(count)
    assert names_on(client, "?kind=college") == ["Abbey", "Brook"]
    assert names_on(client, "?kind=college&kind=university") == ["Abbey", "Brook", "Castle"]


def test_a_place_shows_who_teaches_there(client):
    walsall = PlaceFactory(name="Walsall", slug="walsall")
    there = OrganisationFactory(name="Abbey")
    VenueFactory(provider=there, council=walsall)
    VenueFactory(provider=there, council=walsall)
    closed = OrganisationFactory(name="Brook")
    VenueFactory(provider=closed, council=walsall, is_live=False)
    assert names_on(client, "?place=walsall") == ["Abbey"]
    page = client.get("/providers/").content.decode()
    assert re.search(r'value="walsall".*?wm-num">1<', page, re.DOTALL)


def test_a_name_is_found_by_part_and_by_trading_name(client):
    OrganisationFactory(name="Abbey College")
    OrganisationFactory(name="Brook", trading_name="The Forge")
    assert names_on(client, "?q=abb") == ["Abbey College"]
    assert names_on(client, "?q=forge") == ["Brook"]


def test_letters_in_use_are_links_and_narrow_the_list(client):
    OrganisationFactory(name="Abbey")
    OrganisationFactory(name="brook")
    page = client.get("/providers/").content.decode()
    assert 'href="/providers/?letter=b"' in page
    assert "letter=c" not in page
    assert names_on(client, "?letter=b") == ["brook"]
    narrowed = client.get("/providers/?kind=training_provider&letter=b").content.decode()
    assert 'href="/providers/?kind=training_provider">See all letters' in narrowed


def test_many_providers_are_parted_into_pages(client):
    for number in range(65):
        OrganisationFactory(name=f"College {number:03}")
    assert len(names_on(client)) == 30
    assert len(names_on(client, "?page=3")) == 5
    assert names_on(client, "?page=99") == names_on(client)
    page = client.get("/providers/?page=2").content.decode()
    assert "(page 2 of 3)" in page
    assert 'href="/providers/?page=3"' in page
    assert 'rel="prev"' in page


@pytest.mark.parametrize(
    "query",
    [
        pytest.param("?kind=nonsense&place=nowhere&letter=zz&page=-1", id="unknown values"),
        pytest.param("?q=%00%ED%A0%80'%22%3Cscript%3E", id="broken text"),
        pytest.param("?page=99999999999999999999", id="huge page"),
        pytest.param("?page=%D9%A1&letter=%C3%9F", id="odd digits and letters"),
        pytest.param("?q=" + "x" * 5000, id="long"),
        pytest.param("?" + "&".join("kind=college" for _ in range(500)), id="repeated"),
    ],
)
def test_odd_questions_are_answered(client, query):
    OrganisationFactory(name="Abbey")
    response = client.get(f"/providers/{query}")
    assert response.status_code == 200
    assert "<script>" not in response.content.decode()


def test_nothing_found_offers_the_whole_list(client):
    OrganisationFactory(name="Abbey")
    page = client.get("/providers/?q=xyz").content.decode()
    assert "No provider matches" in page
    assert "See all providers" in page


def test_narrowed_lists_stay_out_of_search_engines(client):
    OrganisationFactory(name="Abbey")
    assert "noindex" not in client.get("/providers/").content.decode()
    assert "noindex" in client.get("/providers/?letter=a").content.decode()


def test_the_list_takes_the_same_queries_for_any_number(client, django_assert_num_queries):
    SiteContact.current()
    for number in (1, 20):
        for _ in range(number):
            provider = OrganisationFactory()
            VenueFactory(provider=provider, council=PlaceFactory())
            CourseRunFactory(course=CourseFactory(provider=provider))
        client.get("/providers/")
        with django_assert_num_queries(LIST_QUERIES):
            client.get("/providers/")


def test_a_profile_tells_who_where_and_how_to_reach_them(client):
    provider = OrganisationFactory(
        name="Abbey College",
        slug="abbey",
        about="We teach.\n\nWe have a mock ward.",
        phone="01632 960 118",
        email="hello@example.org",
        website="https://www.example.org/",
        inspection_url="https://example.org/report",
        languages_spoken=["Urdu", "Polish"],
        address="1 Abbey Lane, Walsall, WS1 2AB",
    )
    VenueFactory(provider=provider, name="Forge", step_free_entrance="YES")
    page = client.get("/providers/abbey/").content.decode()
    for part in (
        "Abbey College",
        "We have a mock ward.",
        'href="tel:01632960118"',
        'href="mailto:hello@example.org"',
        "Their website, example.org (leaves this site)",
        "Inspection report (leaves this site)",
        "Urdu, Polish",
        "Forge",
        "You can get in without steps.",
        "1 Abbey Lane, Walsall, WS1\u00a02AB",  # the halves stay on one line
        "Walsall, WS1\u00a01AA",
    ):
        assert part in page


def test_a_profile_lists_the_next_courses_soonest_first_and_links_to_all(client):
    provider = OrganisationFactory(slug="abbey")
    for number in range(8):
        course = CourseFactory(provider=provider, title=f"Course {number}")
        CourseRunFactory(course=course, start_date=TODAY + datetime.timedelta(days=20 - number))
    gone = CourseFactory(provider=provider, title="Gone")
    CourseRunFactory(course=gone, start_date=TODAY - datetime.timedelta(days=1))
    off = CourseFactory(provider=provider, title="Off")
    CourseRunFactory(course=off, status=RunStatus.CANCELLED)
    page = client.get("/providers/abbey/").content.decode()
    titles = re.findall(r"<bdi[^>]*>(Course \d|Gone|Off)</bdi>", page)
    assert titles == [f"Course {n}" for n in (7, 6, 5, 4, 3, 2)]
    assert "See all 8 courses in the search" in page
    assert 'href="/search/?kind=course&amp;provider=abbey"' in page


def test_an_empty_profile_says_not_known(client):
    OrganisationFactory(slug="abbey")
    page = client.get("/providers/abbey/").content.decode()
    assert "Not known" in page
    assert "No courses listed now" in page
    assert "None" not in page


def test_a_hidden_provider_is_gone_and_an_unknown_one_not_found(client):
    OrganisationFactory(slug="abbey", name="Abbey", is_live=False)
    gone = client.get("/providers/abbey/")
    assert gone.status_code == 410
    assert "Abbey" not in gone.content.decode()
    assert gone.content.decode().count("Talk to a person") == 1
    assert client.get("/providers/nobody/").status_code == 404


def test_a_profile_takes_the_same_queries_for_any_number(client, django_assert_num_queries):
    SiteContact.current()
    for number in (1, 12):
        provider = OrganisationFactory()
        for _ in range(number):
            venue = VenueFactory(provider=provider)
            CourseRunFactory(course=CourseFactory(provider=provider), venue=venue)
        client.get(provider.get_absolute_url())
        with django_assert_max(django_assert_num_queries, number):
            client.get(provider.get_absolute_url())


def django_assert_max(assert_num, number: int):
    """The count of all courses is asked only when there are more than the page shows."""
    return assert_num(PROFILE_QUERIES if number > 5 else PROFILE_QUERIES - 1)


def test_schema_org_names_the_provider_and_no_text_breaks_out(client):
    OrganisationFactory(slug="abbey", name="Abbey</script><b>", ukprn="10001234")
    page = client.get("/providers/abbey/").content.decode()
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    data = json.loads(blocks[0])
    assert data["name"] == "Abbey</script><b>"
    assert data["@type"] == "EducationalOrganization"
    assert data["identifier"]["value"] == "10001234"
    assert json.loads(blocks[1])["@type"] == "BreadcrumbList"


def test_page_numbers_leave_gaps():
    links = page_links(5, 9, lambda number: f"?page={number}")
    assert [link and link.number for link in links.pages] == [1, None, 4, 5, 6, None, 9]
    assert (links.previous_url, links.next_url) == ("?page=4", "?page=6")
    near = page_links(4, 6, str)
    assert [link and link.number for link in near.pages] == [1, 2, 3, 4, 5, 6]
    assert page_links(1, 1, str).next_url == ""


@pytest.mark.parametrize(
    ("total", "wanted", "cut"),
    [
        (120, "2", Cut(2, 3, 50, 100)),
        (120, "99", Cut(3, 3, 100, 150)),
        (120, "0", Cut(1, 3, 0, 50)),
        (120, "-1", Cut(1, 3, 0, 50)),
        (120, "²", Cut(1, 3, 0, 50)),
        (120, "9" * 400, Cut(1, 3, 0, 50)),
        (0, "", Cut(1, 1, 0, 50)),
    ],
)
def test_an_address_asks_for_a_page_that_there_is(total, wanted, cut):
    assert cut_of(total, 50, wanted) == cut
