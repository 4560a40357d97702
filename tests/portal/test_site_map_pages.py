"""Site maps, robots.txt and the sign of life."""

import datetime
import re

import pytest

from portal.core import clock
from tests.factories import (
    CourseFactory,
    CourseRunFactory,
    OrganisationFactory,
    PlaceFactory,
    VenueFactory,
)


def soon(number: int = 10) -> datetime.date:
    return clock.today() + datetime.timedelta(days=number)


def addresses(client, name: str) -> list[str]:
    response = client.get(f"/{name}.xml")
    assert response.status_code == 200
    return re.findall(r"<loc>(.*?)</loc>", response.content.decode())


@pytest.mark.django_db
def test_only_courses_to_join_are_mapped_with_the_day_they_changed(client):
    listed = CourseFactory()
    CourseRunFactory(course=listed, start_date=soon())
    CourseRunFactory(start_date=soon(-10))
    CourseRunFactory(course__status="DRAFT", start_date=soon())
    CourseRunFactory(course__provider__is_live=False, start_date=soon())
    assert addresses(client, "sitemap-courses") == [
        f"http://127.0.0.1:8000{listed.get_absolute_url()}"
    ]
    assert "<lastmod>" in client.get("/sitemap-courses.xml").content.decode()


@pytest.mark.django_db
def test_addresses_come_from_the_settings_and_in_english(client):
    OrganisationFactory(slug="abbey")
    OrganisationFactory(slug="hidden", is_live=False)
    response = client.get(
        "/sitemap-providers.xml", HTTP_HOST="localhost", HTTP_ACCEPT_LANGUAGE="ur"
    )
    found = re.findall(r"<loc>(.*?)</loc>", response.content.decode())
    assert found == ["http://127.0.0.1:8000/providers/abbey/"]


@pytest.mark.django_db
def test_the_index_names_the_maps_that_have_something(client):
    assert not any("courses" in one for one in addresses(client, "sitemap"))
    CourseRunFactory(start_date=soon())
    found = addresses(client, "sitemap")
    assert "http://127.0.0.1:8000/sitemap-courses.xml" in found
    assert "http://127.0.0.1:8000/sitemap-providers.xml" in found


@pytest.mark.django_db
def test_a_place_is_mapped_from_three_courses_on(client):
    for slug, number in (("walsall", 3), ("dudley", 2)):
        council = PlaceFactory(slug=slug)
        for _ in range(number):
            venue = VenueFactory(council=council)
            CourseRunFactory(course__provider=venue.provider, venue=venue, start_date=soon())
    assert addresses(client, "sitemap-places") == ["http://127.0.0.1:8000/courses/in/walsall/"]


@pytest.mark.django_db
def test_an_unknown_map_is_not_found(client):
    assert client.get("/sitemap-nonsense.xml").status_code == 404


def test_robots_may_read_the_site_and_not_the_admin(client):
    text = client.get("/robots.txt").content.decode()
    assert "Disallow: /admin/" in text
    assert "Sitemap: http://127.0.0.1:8000/sitemap.xml" in text
    assert "Disallow: /\n" not in text


def test_the_sign_of_life_asks_no_database(client):
    """Without the database mark any query would fail this test."""
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")
    assert response["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_pages_that_are_no_editors_are_mapped_too(client):
    found = addresses(client, "sitemap-fixed")
    assert "http://127.0.0.1:8000/help/near-you/" in found
    assert "http://127.0.0.1:8000/young-people/" in found
    assert "http://127.0.0.1:8000/careers/i-have-a-job/" in found
