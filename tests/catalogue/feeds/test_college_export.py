"""The export of an invented college, as messy as real ones: in by two commands."""

import json
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from catalogue.courses.models import Course, CourseRun
from catalogue.feeds.models import ImportRecord
from catalogue.providers.models import Organisation, Venue
from portal.core.place_table import load_places
from tests.catalogue.feeds import college_messes, make_college_export
from tests.catalogue.feeds.conftest import DATA_DIR, TODAY
from tests.catalogue.feeds.place_rows import some_places

Run = Callable[..., int]
COURSES, VENUES = str(DATA_DIR / "college_courses.csv"), str(DATA_DIR / "college_venues.csv")
AIMS = str(DATA_DIR / "college_learning_aims.csv")
PROVIDER = ("--provider", "10009999", "--create-provider", "Heathermoor College")


@pytest.fixture
def college(db: None, run_command: Run, tmp_path: Path) -> dict[str, object]:
    """Load the venues and the courses. Return the report of the courses."""
    load_places(some_places(), today=TODAY)
    assert run_command("import_lars", AIMS) == 0
    assert run_command("import_venues", VENUES, *PROVIDER) == 0
    report = tmp_path / "report.json"
    arguments = ("--today", "2026-11-25", "--report", str(report))
    assert run_command("import_courses", COURSES, "--provider", "10009999", *arguments) == 1
    return json.loads(report.read_text(encoding="utf-8"))


def test_every_row_is_loaded_or_explained(college: dict) -> None:
    errors = [found for found in college["issues"] if found["severity"] == "error"]

    assert 600 <= college["rows_read"] <= 700
    assert college["rows_loaded"] + college["rows_held"] == college["rows_read"]
    assert college["rows_held"] == college_messes.HELD_ROWS
    assert len({found["row"] for found in errors}) == college["rows_held"]
    assert Counter(found["code"] for found in errors) == {
        "COURSERUN_VENUE_NAME_INVALID": 3,
        "COURSERUN_START_DATE_INVALID": 1,
        "COURSERUN_DELIVERY_MODE_REQUIRED": 1,
        "ROW_SURPLUS_CELLS": 1,
        "COURSERUN_COST_INVALID": 1,
    }
    assert all(found["message"].endswith(".") for found in college["issues"])


def test_every_loaded_row_is_a_run(college: dict) -> None:
    repeated = sum(found["code"] == "ROW_REPEATED" for found in college["issues"])

    assert repeated >= college_messes.REPEATED_ROWS
    assert CourseRun.objects.count() == college["rows_loaded"] - repeated
    assert Course.objects.count() == college["courses"]["added"] > 230


def test_the_messes_of_the_file_end_as_they_should(college: dict) -> None:
    titles = set(Course.objects.values_list("title", flat=True))

    assert "Heathermoor Award: Level 2 Barbering" in titles
    assert "Photography for Beginners 📷" in titles
    assert all(title == title.strip() for title in titles)
    cooking = Course.objects.get(title="Cook Well for Less")
    assert cooking.what_you_will_learn.startswith("You will learn to chop, roast & season.\n")
    pottery = Course.objects.get(title="Pottery: Throw and Glaze").references.get().reference
    assert Course.objects.filter(references__reference=pottery).count() == 2
    assert Course.objects.filter(learn_aim_ref__startswith="00").exists()
    assert CourseRun.objects.filter(cost_description__startswith="=HYPERLINK").exists()
    assert CourseRun.objects.filter(cost_pence=125000).exists()
    assert Course.objects.get(title="ESOL for Care Work").esol == "VOCATIONAL"
    assert Course.objects.get(title="Level 2 Site Carpentry").level == "LEVEL_2"


def test_the_venues_stand_on_the_map_with_their_councils(college: dict) -> None:
    venue = Venue.objects.get(reference="HM03")

    assert (venue.council.name, venue.town_place.name) == ("Wolverhampton", "Bilston")
    assert venue.is_location_approximate
    assert Venue.objects.filter(latitude__isnull=True).count() == 0
    assert Venue.objects.get(reference="HM02").phone == "01632960102"
    assert Venue.objects.get(reference="HM02").postcode == "WS10 7ZY"


def test_the_same_export_again_changes_nothing(
    college: dict, run_command: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    before = list(Course.objects.values()), list(CourseRun.objects.values())
    capsys.readouterr()

    status = run_command(
        "import_courses", COURSES, *PROVIDER, "--today", "2026-11-25", "--json", "--full"
    )

    report = json.loads(capsys.readouterr().out)
    assert status == 1
    assert report["courses"]["unchanged"] == len(before[0])
    assert (list(Course.objects.values()), list(CourseRun.objects.values())) == before


def test_each_load_leaves_a_record(college: dict) -> None:
    record = ImportRecord.objects.get(file_name="college_courses.csv")

    assert record.provider == Organisation.objects.get(ukprn="10009999")
    assert (record.rows_read, record.rows_held) == (college["rows_read"], college["rows_held"])
    assert len(record.issues) == 200 < record.issues_total == len(college["issues"])


def test_the_files_are_what_their_script_makes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(make_college_export, "DATA_DIR", tmp_path)

    make_college_export.main()

    for name in ("college_courses.csv", "college_venues.csv", "college_learning_aims.csv"):
        assert (tmp_path / name).read_bytes() == (DATA_DIR / name).read_bytes()
    shutil.rmtree(tmp_path)


def test_what_was_held_is_printed_before_any_warning(
    college: dict, run_command: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    run_command("import_courses", COURSES, "--provider", "10009999", "--today", "2026-11-25")

    lines = capsys.readouterr().out.splitlines()
    kinds = [line.split()[0] for line in lines if " row " in line]
    held = college_messes.HELD_ROWS
    assert kinds[:held] == ["error"] * held
    assert set(kinds[held:]) == {"warning"}
