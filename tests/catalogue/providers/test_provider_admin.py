"""The editors' forms of organisations and venues, and deletes that are refused in words."""

import pytest
from django.urls import reverse

from catalogue.courses.models import Course, CourseRun
from catalogue.providers.models import Organisation, Venue
from portal.accounts.groups import ADMINISTRATORS, EDITORS
from portal.core.deletion import uses_of
from portal.core.models import Place, Sector, Subject
from tests.staff import signed_in, words

pytestmark = pytest.mark.django_db

ORGANISATION = "wagtailsnippets_providers_organisation"
VENUE = "wagtailsnippets_providers_venue"


@pytest.fixture
def provider() -> Organisation:
    return Organisation.objects.create(name="Moor College", slug="moor-college", ukprn="10001234")


def venue_form(provider: Organisation, **changes: object) -> dict[str, object]:
    access = (
        "step_free_entrance lift accessible_toilet hearing_loop quiet_space prayer_room parking "
        "blue_badge_parking"
    )
    return {
        "provider": provider.pk,
        "name": "Main site",
        "venue_type": "CAMPUS",
        "is_study_place": "on",
        "is_live": "on",
        "postcode": "ws13hh",
        **dict.fromkeys(access.split(), "UNKNOWN"),
        **changes,
    }


def test_an_organisation_is_made_with_languages_on_lines() -> None:
    response = signed_in(EDITORS).post(
        reverse(f"{ORGANISATION}:add"),
        {
            "name": "Beacon Learning",
            "slug": "beacon-learning",
            "kind": "COMMUNITY",
            "languages_spoken": "Panjabi\n\n  Polish \nPanjabi",
            "is_live": "on",
        },
    )

    assert response.status_code == 302, words(response)
    assert Organisation.objects.get().languages_spoken == ["Panjabi", "Polish"]


def test_an_organisation_takes_no_address_of_the_providers_area() -> None:
    data = {"name": "Join", "slug": "join", "kind": "COMMUNITY", "is_live": "on"}

    response = signed_in(EDITORS).post(reverse(f"{ORGANISATION}:add"), data)

    assert "Another page has this address." in words(response)
    assert not Organisation.objects.exists()


def test_a_ukprn_that_is_taken_names_who_has_it(provider: Organisation) -> None:
    response = signed_in(EDITORS).post(
        reverse(f"{ORGANISATION}:add"),
        {"name": "Other", "slug": "other", "kind": "COLLEGE", "ukprn": provider.ukprn},
    )

    assert "Moor College already has this number." in words(response)
    assert "is violated" not in words(response)


def test_a_venue_is_made_with_its_postcode_in_order(provider: Organisation) -> None:
    response = signed_in(EDITORS).post(reverse(f"{VENUE}:add"), venue_form(provider))

    assert response.status_code == 302, words(response)
    assert Venue.objects.get().postcode == "WS1 3HH"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"postcode": "Walsall"}, "Write the whole postcode, such as WS1 3HH."),
        ({"latitude": "52.5"}, "Fill in both latitude and longitude, or neither."),
        ({"latitude": "152", "longitude": "-2"}, "A latitude lies between -90 and 90."),
        ({"name": "OLD SITE"}, "This provider already has a venue with this name."),
        ({"reference": "old"}, "This provider already uses this reference."),
    ],
    ids=["postcode", "half a point", "off the earth", "name", "reference"],
)
def test_a_venue_that_cannot_be_is_refused_in_words(
    provider: Organisation, changes: dict[str, str], message: str
) -> None:
    Venue.objects.create(provider=provider, name="Old site", reference="OLD")

    response = signed_in(EDITORS).post(reverse(f"{VENUE}:add"), venue_form(provider, **changes))

    assert message in words(response)
    assert "is violated" not in words(response)
    assert Venue.objects.count() == 1


def test_a_venue_in_use_is_not_deleted_and_its_course_is_named(provider: Organisation) -> None:
    venue = Venue.objects.create(provider=provider, name="Main site")
    course = Course.objects.create(provider=provider, title="Welding")
    CourseRun.objects.create(course=course, delivery_mode="CLASSROOM", venue=venue)
    client = signed_in(EDITORS)
    address = reverse(f"{VENUE}:delete", args=[venue.pk])

    asked = client.get(address)
    forced = client.post(address)

    assert "You cannot delete the venue" in words(asked)
    assert "Welding" in words(asked)
    assert "Yes, delete" not in words(asked)
    assert forced.status_code == 409
    assert Venue.objects.exists()


def test_an_organisation_with_courses_is_not_deleted(provider: Organisation) -> None:
    course = Course.objects.create(provider=provider, title="Welding")
    client = signed_in(EDITORS)
    address = reverse(f"{ORGANISATION}:delete", args=[provider.pk])

    page = client.get(address)
    forced = client.post(address)

    assert reverse("courses:edit", args=[course.pk]) in page.content.decode()
    assert forced.status_code == 409
    assert Organisation.objects.exists()


def test_deleting_many_at_once_is_refused_when_one_is_in_use(provider: Organisation) -> None:
    Course.objects.create(provider=provider, title="Welding")
    free = Organisation.objects.create(name="Nobody needs this", slug="free")
    address = reverse("wagtail_bulk_action", args=["providers", "organisation", "delete"])

    response = signed_in(EDITORS).post(
        f"{address}?id={provider.pk}&id={free.pk}&next={reverse(f'{ORGANISATION}:list')}",
        follow=True,
    )

    assert Organisation.objects.count() == 2
    assert "Still in use: “Moor College”" in words(response)


def test_a_free_organisation_is_deleted() -> None:
    free = Organisation.objects.create(name="Nobody needs this", slug="free")

    signed_in(EDITORS).post(reverse(f"{ORGANISATION}:delete", args=[free.pk]))

    assert not Organisation.objects.exists()


def test_sectors_subjects_and_places_in_use_know_their_users(provider: Organisation) -> None:
    sector = Sector.objects.create(name="Care", slug="care")
    subject = Subject.objects.create(name="Nursing", slug="nursing", sector=sector)
    course = Course.objects.create(provider=provider, title="Nursing", subject=subject)
    other = Sector.objects.create(name="Health", slug="health")
    course.sectors.add(other)
    council = Place.objects.create(
        kind="COUNCIL", name="Walsall", slug="walsall", latitude=52.6, longitude=-2.0
    )
    Venue.objects.create(provider=provider, name="Main site", council=council)

    users = {
        row: [(use.label, use.total) for use in uses_of(row)]
        for row in (sector, subject, other, council)
    }

    assert users[sector] == [("Subject", 1)]
    assert users[subject] == [("Course", 1)]
    assert users[other] == [("Course", 1)]
    assert users[council] == [("Venue", 1)]


def test_names_in_other_languages_have_a_box_each() -> None:
    client = signed_in(ADMINISTRATORS)

    response = client.post(
        reverse("wagtailsnippets_core_sector:add"),
        {
            "name": "Health",
            "slug": "health",
            "motif": "HEALTH",
            "position": 1,
            "translations_pl": "Zdrowie",
            "translations_ur": "",
        },
    )

    assert response.status_code == 302, words(response)
    assert Sector.objects.get().translations == {"pl": "Zdrowie"}


def test_a_code_of_lars_that_cannot_be_is_named_by_its_line() -> None:
    response = signed_in(ADMINISTRATORS).post(
        reverse("wagtailsnippets_core_subject:add"),
        {"name": "Nursing", "slug": "nursing", "position": 1, "ssa_tier2_codes": "01.3\nnursing"},
    )

    assert "Line 2, “nursing”, cannot be used. Write a code of LARS, such as 01.3." in words(
        response
    )
    assert not Subject.objects.exists()


@pytest.fixture
def walsall() -> Place:
    council = Place.objects.create(
        kind="COUNCIL", name="Walsall", slug="walsall", latitude=52.6, longitude=-2.0
    )
    Place.objects.create(
        kind="OUTWARD_CODE", name="WS1", slug="ws1", parent=council, latitude=52.58, longitude=-1.98
    )
    return council


def test_a_venue_without_a_point_stands_in_its_part_postcode(
    provider: Organisation, walsall: Place
) -> None:
    signed_in(EDITORS).post(reverse(f"{VENUE}:add"), venue_form(provider))

    venue = Venue.objects.get()
    assert (venue.latitude, venue.longitude, venue.is_location_approximate) == (52.58, -1.98, True)
    assert venue.council == walsall


def test_a_point_and_a_council_that_an_editor_chose_stay(
    provider: Organisation, walsall: Place
) -> None:
    other = Place.objects.create(
        kind="COUNCIL", name="Dudley", slug="dudley", latitude=52.5, longitude=-2.1
    )
    chosen = {"latitude": "52.5", "longitude": "-2.1", "council": other.pk}

    signed_in(EDITORS).post(reverse(f"{VENUE}:add"), venue_form(provider, **chosen))

    venue = Venue.objects.get()
    assert (venue.latitude, venue.is_location_approximate, venue.council) == (52.5, False, other)


def test_a_place_cannot_lie_inside_its_own_town(walsall: Place) -> None:
    town = Place.objects.create(
        kind="TOWN", name="Bloxwich", slug="bloxwich", parent=walsall, latitude=52.6, longitude=-2
    )

    response = signed_in(ADMINISTRATORS).post(
        reverse("wagtailsnippets_core_place:edit", args=[walsall.pk]),
        {
            "kind": "COUNCIL",
            "name": "Walsall",
            "slug": "walsall",
            "parent": town.pk,
            "latitude": "52.6",
            "longitude": "-2",
        },
    )

    assert "A place cannot lie inside itself." in words(response)


def test_choosing_an_organisation_takes_part_of_its_name(provider: Organisation) -> None:
    Organisation.objects.create(name="Beacon Learning", slug="beacon")

    response = signed_in(EDITORS).get(
        reverse("wagtailsnippetchoosers_providers_organisation:choose_results"), {"q": "coll moor"}
    )

    assert "Moor College" in words(response)
    assert "Beacon" not in words(response)
