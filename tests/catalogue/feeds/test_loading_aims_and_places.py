"""Learning aims of LARS, and the three tables of places."""

import io
from pathlib import Path

import pytest

from catalogue.courses.models import LearningAim
from catalogue.feeds.lars_loader import load_lars
from catalogue.feeds.osgb import point_of
from catalogue.feeds.place_tables import load_place_table
from catalogue.feeds.refusal import FileRefusedError
from catalogue.feeds.report import LoadReport
from catalogue.providers.models import Venue
from catalogue.providers.services import create_organisation
from portal.core.models import Place
from portal.core.place_table import load_places
from tests.catalogue.feeds.conftest import TODAY
from tests.catalogue.feeds.place_rows import some_places

pytestmark = pytest.mark.django_db
OWN_TABLE = Path("portal/core/data/west_midlands_places.csv")
LARS_HEADINGS = (
    "LearnAimRef,LearnAimRefTitle,LearnAimRefType,NotionalNVQLevelv2,AwardOrgCode,EffectiveFrom,"
    "EffectiveTo,SectorSubjectAreaTier1,SectorSubjectAreaTier2,MuchMore"
)
AIM = "60333078,Certificate in Counselling,0006,2,CPCAB,01 Aug 2013,31 Dec 2600,1.00,1.30,x"


def load_aims(*lines: str) -> LoadReport:
    content = "\n".join((LARS_HEADINGS, *lines)).encode()
    return load_lars(io.BytesIO(content), file_name="LearningDelivery.csv")


def test_a_learning_aim_loads_and_twice_changes_nothing() -> None:
    first, second = load_aims(AIM), load_aims(AIM)

    aim = LearningAim.objects.get()
    assert first.counts["learning_aims"]["added"] == 1
    assert second.counts["learning_aims"]["unchanged"] == 1
    assert len(first.issues) == 0
    assert (aim.title, aim.level, aim.ssa_tier2_code) == (
        "Certificate in Counselling",
        "LEVEL_2",
        "1.30",
    )
    assert (str(aim.effective_from_date), aim.effective_to_date) == ("2013-08-01", None)


@pytest.mark.parametrize(
    ("told", "level"),
    [("E", "ENTRY"), ("3", "LEVEL_3"), ("X", ""), ("H", ""), ("1.5", ""), ("8", "")],
)
def test_the_level_of_an_aim_is_ours_or_not_known(told: str, level: str) -> None:
    load_aims(AIM.replace(",2,", f",{told},"))

    assert LearningAim.objects.get().level == level


def test_an_aim_without_code_or_title_is_held_and_a_changed_one_is_changed() -> None:
    load_aims(AIM)

    report = load_aims(AIM.replace("Counselling", "Care"), "12,Title,,,,,,,", "60333079,,,,,,,,")

    assert (report.rows_loaded, report.rows_held, report.exit_status) == (1, 2, 1)
    assert report.counts["learning_aims"]["changed"] == 1
    assert {found["code"] for found in report.issues} == {
        "LARS_AIM_REQUIRED",
        "LARS_TITLE_REQUIRED",
    }


def test_another_table_of_lars_is_refused_with_the_missing_headings() -> None:
    content = b'"CategoryRef","CategoryName"\n"1","Work"\n'

    report = load_lars(io.BytesIO(content), file_name="Category.csv")

    assert report.exit_status == 2
    assert "LEARNAIMREF, LEARNAIMREFTITLE" in report.refused


def test_our_own_table_of_places_loads_and_twice_changes_nothing() -> None:
    first = load_place_table(io.BytesIO(OWN_TABLE.read_bytes()), today=TODAY)
    second = load_place_table(io.BytesIO(OWN_TABLE.read_bytes()), today=TODAY)

    assert (first.file_format, first.added) == ("places", Place.objects.count())
    assert (second.added, second.changed, second.unchanged) == (0, 0, first.added)


ONSPD = (
    "pcd,pcds,doterm,oslaua,lat,long\n"
    "WS1 1AA,WS1 1AA,,E08000030,52.60,-2.00\n"
    "WS1 1AB,WS1 1AB,,E08000030,52.62,-2.02\n"
    "WS1 1AC,WS1 1AC,199606,E08000030,10.0,10.0\n"
    "WS1 1AD,WS1 1AD,,E08000030,99.999999,0.0\n"
    "WV14 1AA,WV14 1AA,,E08000031,52.57,-2.07\n"
    "WV14 1AB,WV14 1AB,,E08000028,52.57,-2.07\n"
    "WV14 1AC,WV14 1AC,,E08000028,52.57,-2.07\n"
    "WS9 1AA,WS9 1AA,,E08000030,52.61,-1.91\n"
    "AB1 0AA,AB1 0AA,,S12000033,57.10,-2.24\n"
)


def test_the_postcode_directory_moves_outward_codes_and_adds_those_of_our_councils() -> None:
    load_places(some_places(), today=TODAY)

    outcome = load_place_table(io.BytesIO(ONSPD.encode()), today=TODAY)
    again = load_place_table(io.BytesIO(ONSPD.encode()), today=TODAY)

    assert (outcome.rows_read, outcome.added, outcome.changed) == (9, 1, 2)
    assert outcome.rows_outside == 1
    assert (again.added, again.changed) == (0, 0)
    moved = Place.objects.get(slug="ws1")
    assert (moved.latitude, moved.longitude) == (52.61, -2.01)
    assert (moved.source, moved.source_date) == ("ONS Postcode Directory", TODAY)
    assert Place.objects.get(slug="wv14").parent.slug == "sandwell"
    assert Place.objects.get(slug="ws9").parent.slug == "walsall"
    assert not Place.objects.filter(slug="ab1").exists()


def test_a_newer_edition_of_the_postcode_directory_names_the_council_otherwise() -> None:
    load_places(some_places(), today=TODAY)
    content = ONSPD.replace("oslaua", "lad25cd").encode()

    assert load_place_table(io.BytesIO(content), today=TODAY).changed == 2


@pytest.mark.parametrize("headings", ["", "Postcode,Quality,Eastings,Northings,a,b,c,d,e,f\n"])
def test_code_point_open_loads_with_and_without_headings(headings: str) -> None:
    load_places(some_places(), today=TODAY)
    content = headings + (
        '"WS1 1AA",10,401600,298600,"E92000001","","","","E08000030","E05001"\n'
        '"WS1 1AB",90,0,0,"E92000001","","","","E08000030","E05001"\n'
    )

    outcome = load_place_table(io.BytesIO(content.encode()), today=TODAY)

    place = Place.objects.get(slug="ws1")
    assert (outcome.file_format, outcome.rows_read, outcome.changed) == ("Code-Point Open", 2, 1)
    assert abs(place.latitude - 52.585) < 0.002
    assert abs(place.longitude + 1.9778) < 0.002


def test_the_grid_agrees_with_the_worked_example_of_ordnance_survey() -> None:
    point = point_of(651409.903, 313177.270)  # Caister water tower, OSGB36

    assert abs(point.latitude - 52.657977) < 0.0001
    assert abs(point.longitude - 1.716038) < 0.0001


def test_venues_move_with_the_table() -> None:
    load_places(some_places(), today=TODAY)
    provider = create_organisation("Heathermoor College")
    Venue.objects.create(
        provider=provider, name="A", postcode="WS1 1AA", latitude=1, longitude=1,
        is_location_approximate=True,
    )  # fmt: skip
    Venue.objects.create(provider=provider, name="B", postcode="WS1 1AA", latitude=1, longitude=1)

    outcome = load_place_table(io.BytesIO(ONSPD.encode()), today=TODAY)

    assert outcome.venues_moved == 1
    assert Venue.objects.get(name="A").latitude == 52.61
    assert Venue.objects.get(name="B").latitude == 1


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"a,b\n1,2\n",
        b"kind,name,slug,parent,latitude,longitude\n",
        b"kind,name,slug,parent,latitude,longitude\nTOWN,A,a,nowhere,1,2\n",
        ONSPD.encode(),
    ],
    ids=["empty", "unknown", "no rows", "unknown parent", "no region yet"],
)
def test_a_table_that_cannot_be_is_refused_and_nothing_changes(content: bytes) -> None:
    with pytest.raises(FileRefusedError):
        load_place_table(io.BytesIO(content), today=TODAY)

    assert not Place.objects.exists()
