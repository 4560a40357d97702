"""Another region needs only settings and its facts table: two northern councils prove it."""

import datetime
from pathlib import Path

import pytest

from catalogue.courses.models import Course, CourseRun
from catalogue.courses.services import add_courses, add_runs, announce_courses
from catalogue.providers.models import Venue
from catalogue.providers.services import create_organisation, save_venue
from portal.core.models import Place, Subject
from portal.demo.scale import services as scale
from portal.demo.services import load_region
from search import indexing
from search.reference import forget_reference

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2026, 11, 25)
PLACES = Path(__file__).parent / "data" / "calderdale_and_kirklees_places.csv"
VENUES = (
    ("Halifax", "HX1 1AA", "Welding in Halifax"),
    ("Hebden Bridge", "HX7 1AA", "Welding in the upper valley"),
    ("Huddersfield", "HD1 1AA", "Welding at the wharf"),
    ("Holmfirth", "HD9 1AA", "Welding for sculptors"),
)


@pytest.fixture(autouse=True)
def frozen_day(time_machine):
    time_machine.move_to(datetime.datetime(2026, 11, 25, 9, tzinfo=datetime.UTC))


@pytest.fixture
def region(settings):
    """The second region: its settings, its places, a provider, and a course at each venue."""
    settings.REGION = {
        "name": "Calderdale and Kirklees",
        "short_name": "Calderdale and Kirklees",
        "places_file": PLACES,
    }
    load_region(today=TODAY)
    provider = create_organisation("Upper Valley College")
    subject = Subject.objects.get(slug="welding-and-fabrication")
    courses = [Course(provider=provider, title=title, subject=subject) for *_, title in VENUES]
    add_courses(courses)
    runs = []
    for course, (town, postcode, _) in zip(courses, VENUES, strict=True):
        venue = Venue(provider=provider)
        save_venue(venue, values={"name": town, "town": town, "postcode": postcode})
        start = TODAY + datetime.timedelta(days=30)
        runs.append(
            CourseRun(course=course, delivery_mode="CLASSROOM", venue=venue, start_date=start)
        )
    add_runs(runs)
    announce_courses([course.pk for course in courses])
    indexing.rebuild(today=TODAY)
    forget_reference()
    yield provider
    forget_reference()


def titles_on_page(client, **parameters):
    response = client.get("/search/", parameters)
    assert response.status_code == 200
    page = response.content.decode()
    found = [title for *_, title in VENUES if title in page]
    return sorted(found, key=page.index)


def test_the_settings_alone_decide_which_places_there_are(region):
    assert set(Place.objects.filter(kind="COUNCIL").values_list("slug", flat=True)) == {
        "calderdale",
        "kirklees",
    }
    assert not Place.objects.filter(name="Birmingham").exists()


def test_venues_stand_in_their_councils_and_towns(region):
    stands = {
        venue.name: (venue.council.slug, venue.town_place.slug) for venue in region.venues.all()
    }

    assert stands == {
        "Halifax": ("calderdale", "halifax"),
        "Hebden Bridge": ("calderdale", "hebden-bridge"),
        "Huddersfield": ("kirklees", "huddersfield"),
        "Holmfirth": ("kirklees", "holmfirth"),
    }


@pytest.mark.parametrize(
    ("near", "expected"),
    [
        pytest.param(
            "Kirklees", {"Welding at the wharf", "Welding for sculptors"}, id="by council"
        ),
        pytest.param(
            "Calderdale", {"Welding in Halifax", "Welding in the upper valley"}, id="other council"
        ),
    ],
)
def test_a_search_by_council_finds_the_courses_inside_it(region, client, near, expected):
    assert set(titles_on_page(client, q="welding", near=near, within="area")) == expected


@pytest.mark.parametrize(
    ("near", "first"),
    [
        pytest.param("HD9", "Welding for sculptors", id="by outward code"),
        pytest.param("Hebden", "Welding in the upper valley", id="by another name"),
        pytest.param("Halifax", "Welding in Halifax", id="by town"),
    ],
)
def test_a_search_by_place_shows_the_nearest_first(region, client, near, first):
    assert titles_on_page(client, near=near, sort="nearest")[0] == first


def test_a_full_postcode_is_understood(region, client):
    response = client.get("/search/", {"q": "welding", "near": "HX1 1AA"}, follow=True)

    assert "Welding in Halifax" in response.content.decode()


@pytest.mark.parametrize("near", ["Walsall", "WS1"])
def test_the_first_region_lies_outside_the_second(region, client, near):
    page = client.get("/search/", {"q": "welding", "near": near}).content.decode()

    assert "Walsall is outside our area" in page
    assert "We cover Calderdale and Kirklees" in page
    assert not any(title in page for *_, title in VENUES)


def test_the_scale_catalogue_fits_any_region(region):
    counts = scale.generate(courses=40, seed=1, today=TODAY)

    assert counts.courses == 40
    towns = set(Venue.objects.filter(reference__startswith="GEN-").values_list("town", flat=True))
    assert towns <= {"Halifax", "Elland", "Hebden Bridge", "Huddersfield", "Holmfirth", "Kirklees"}
