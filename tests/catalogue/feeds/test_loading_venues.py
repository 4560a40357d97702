"""Rows to venues: found again, placed on the map, firm about names."""

import io
from collections.abc import Callable
from typing import Any

import pytest

from catalogue.feeds.formats.venues import VENUES
from catalogue.feeds.report import LoadReport
from catalogue.feeds.venue_loader import load_venues
from catalogue.providers.locating import PlaceFinder
from catalogue.providers.models import Organisation, Venue
from catalogue.providers.services import create_organisation
from portal.core.place_table import load_places
from tests.catalogue.feeds.conftest import TODAY
from tests.catalogue.feeds.place_rows import some_places

pytestmark = pytest.mark.django_db
Load = Callable[..., LoadReport]
PLAIN = {
    "YOUR_VENUE_REFERENCE": "V1",
    "VENUE_NAME": "Market Hall",
    "ADDRESS_LINE_1": "1 Market Street",
    "TOWN_OR_CITY": "Bilston",
    "POSTCODE": "WV14 0ZZ",
    "EMAIL": "hall@example.org",
    "PHONE": "01632 960001",
    "WEBSITE": "www.example.org",
}
OTHER = {"YOUR_VENUE_REFERENCE": "V2", "VENUE_NAME": "Annexe"}


@pytest.fixture
def organisation(db: None) -> Organisation:
    load_places(some_places(), today=TODAY)
    return create_organisation("Heathermoor College", ukprn="10009999")


@pytest.fixture
def load_rows(organisation: Organisation) -> Load:
    def run(*rows: dict[str, str], is_dry_run: bool = False) -> LoadReport:
        lines = [",".join(VENUES.headings)]
        for row in rows:
            cells = PLAIN | row
            lines.append(",".join(f'"{cells.get(name, "")}"' for name in VENUES.headings))
        stream = io.BytesIO("\n".join(lines).encode())
        return load_venues(
            stream, file_name="venues.csv", provider=organisation, is_dry_run=is_dry_run
        )

    return run


def codes(report: LoadReport) -> set[tuple[str, str]]:
    return {(found["code"], found["severity"]) for found in report.issues}


def test_a_venue_loads_and_the_same_file_twice_changes_nothing(load_rows: Load) -> None:
    first = load_rows({})
    before = list(Venue.objects.values())
    second = load_rows({})

    venue = Venue.objects.get()
    assert codes(first) == set()
    assert first.counts["venues"]["added"] == second.counts["venues"]["unchanged"] == 1
    assert list(Venue.objects.values()) == before
    assert (venue.town_place.name, venue.council.name) == ("Bilston", "Wolverhampton")
    assert (venue.latitude, venue.is_location_approximate) == (52.5622, True)
    assert venue.website == "https://www.example.org"


@pytest.mark.parametrize(
    ("cells", "field", "value", "code"),
    [
        ({"POSTCODE": "wv140zz"}, "postcode", "WV14 0ZZ", ""),
        ({"POSTCODE": "WV14"}, "postcode", "", "VENUE_POSTCODE_FORMAT"),
        ({"POSTCODE": ""}, "latitude", 52.566, "VENUE_POSTCODE_REQUIRED"),
        ({"PHONE": "1632960001"}, "phone", "01632960001", "VENUE_TELEPHONE_ZERO"),
        ({"PHONE": "ask"}, "phone", "", "VENUE_TELEPHONE_FORMAT"),
        ({"EMAIL": "hall at example"}, "email", "", "VENUE_EMAIL_FORMAT"),
        ({"WEBSITE": "no site"}, "website", "", "VENUE_WEBSITE_FORMAT"),
        ({"WEBSITE": "N/A"}, "website", "", ""),
        ({"YOUR_VENUE_REFERENCE": ""}, "reference", "", "VENUE_PROVIDER_VENUE_REF_REQUIRED"),
        ({"TOWN_OR_CITY": ""}, "council__name", "Wolverhampton", "VENUE_TOWN_REQUIRED"),
        ({"ADDRESS_LINE_1": "a" * 120}, "address_line_1", "a" * 100, "VENUE_TEXT_MAXLENGTH"),
        (
            {"POSTCODE": "AB1 0AA", "TOWN_OR_CITY": "Aberdeen"},
            "latitude",
            None,
            "VENUE_NOT_LOCATED",
        ),
    ],
    ids=lambda case: next(iter(case)) if isinstance(case, dict) else None,
)
def test_a_doubtful_cell_is_left_out_and_said(
    load_rows: Load, cells: dict[str, str], field: str, value: object, code: str
) -> None:
    report = load_rows(cells)

    assert Venue.objects.values_list(field, flat=True).get() == value
    assert codes(report) == ({(code, "warning")} if code else set())
    assert report.exit_status == 0


@pytest.mark.parametrize(
    ("rows", "code", "held"),
    [
        ([{}, OTHER | {"VENUE_NAME": "MARKET HALL"}], "VENUE_NAME_UNIQUE", 2),
        ([{}, OTHER | {"YOUR_VENUE_REFERENCE": "v1"}], "VENUE_PROVIDER_VENUE_REF_UNIQUE", 2),
        ([{"VENUE_NAME": ""}, OTHER], "VENUE_NAME_REQUIRED", 1),
        ([{"VENUE_NAME": "!!"}, OTHER], "VENUE_NAME_REQUIRED", 1),
    ],
    ids=["two of one name", "two of one reference", "no name", "marks for a name"],
)
def test_what_leaves_doubt_which_venue_it_is_is_held(
    load_rows: Load, rows: list[dict[str, str]], code: str, held: int
) -> None:
    report = load_rows(*rows)

    assert (code, "error") in codes(report)
    assert (report.rows_held, report.exit_status) == (held, 1)
    assert Venue.objects.count() == 2 - held


def test_a_venue_is_found_by_reference_then_by_name(load_rows: Load) -> None:
    load_rows({})
    before = Venue.objects.get().pk

    load_rows({"VENUE_NAME": "Market Hall East"})
    load_rows({"VENUE_NAME": "Market Hall East", "YOUR_VENUE_REFERENCE": "NEW"})

    assert Venue.objects.get().pk == before
    assert Venue.objects.get().reference == "NEW"


def test_two_venues_may_swap_their_names(load_rows: Load) -> None:
    load_rows({}, OTHER)

    report = load_rows({"VENUE_NAME": "Annexe"}, OTHER | {"VENUE_NAME": "Market Hall"})

    assert report.counts["venues"]["changed"] == 2
    assert Venue.objects.get(reference="V1").name == "Annexe"


def test_the_name_of_a_venue_that_the_file_leaves_alone_is_taken(load_rows: Load) -> None:
    load_rows({}, OTHER)

    report = load_rows({"VENUE_NAME": "Annexe"})

    assert codes(report) == {("VENUE_NAME_UNIQUE", "error")}
    assert Venue.objects.get(reference="V1").name == "Market Hall"


def test_a_dry_run_changes_nothing(load_rows: Load) -> None:
    report = load_rows({}, OTHER, is_dry_run=True)

    assert report.counts["venues"]["added"] == 2
    assert not Venue.objects.exists()


def test_a_file_of_courses_is_refused(organisation: Organisation) -> None:
    stream = io.BytesIO(b"LARS_QAN,COURSE_NAME\n1,2\n")

    report = load_venues(stream, file_name="courses.csv", provider=organisation)

    assert report.exit_status == 2
    assert "YOUR_VENUE_REFERENCE, VENUE_NAME" in report.refused


@pytest.mark.parametrize(
    ("town", "postcode", "council", "place"),
    [
        ("Willenhall", "WV13 1ZZ", "Walsall", "willenhall-walsall"),
        ("willenhall ", "CV3 3ZZ", "Coventry", "willenhall-coventry"),
        ("Willenhall", "", None, None),
        ("Bilston", "WS10 1ZZ", "Wolverhampton", "bilston"),
        ("Nowhere", "WS10 1ZZ", "Sandwell", None),
        ("Walsall", "", "Walsall", "walsall"),
        ("", "ZZ1 1ZZ", None, None),
    ],
    ids=["by code", "other by code", "neither", "town first", "code alone", "council", "nothing"],
)
def test_the_council_comes_from_the_town_then_from_the_code(
    organisation: Organisation, town: str, postcode: str, council: Any, place: Any
) -> None:
    finder = PlaceFinder()

    location = finder.locate(town=town, postcode=postcode)

    names = [finder.by_id[i] if i else None for i in (location.council_id, location.town_place_id)]
    assert (names[0] and names[0].name, names[1] and names[1].slug) == (council, place)


def test_an_exact_point_stays_until_the_postcode_changes(load_rows: Load) -> None:
    load_rows({})
    Venue.objects.update(latitude=52.5, longitude=-2.0, is_location_approximate=False)

    load_rows({"PHONE": "01632 960002"})
    assert Venue.objects.get().latitude == 52.5

    load_rows({"POSTCODE": "WV14 1ZZ"})
    assert Venue.objects.get().latitude == 52.5622


def test_a_second_organisation_of_a_name_gets_an_address_of_its_own(db: None) -> None:
    one, other = create_organisation("Oak College"), create_organisation("Oak College")

    assert (one.slug, other.slug) == ("oak-college", "oak-college-2")
    assert one.kind == "COLLEGE"
