"""Our own template: for people whose courses are in no other system."""

import datetime
import io
from collections.abc import Callable
from typing import Any

import pytest

from catalogue.courses.contents import content_of
from catalogue.courses.models import Course, CourseRun
from catalogue.feeds.formats.base import EXAMPLE_REFERENCE
from catalogue.feeds.formats.waymark import WAYMARK
from catalogue.feeds.loader import LoadOptions, load
from catalogue.feeds.report import LoadReport
from catalogue.providers.models import Organisation, Venue
from tests.catalogue.feeds.conftest import NOW, TODAY, codes_of, course_csv

pytestmark = pytest.mark.django_db
FULL = {
    "COURSE_NAME": "Sewing for beginners",
    "YOUR_REFERENCE": "S1",
    "LEVEL": "Entry 2",
    "ABOUT": "Anybody who wants to mend clothes.",
    "YOU_NEED": "Two hours a week; To be 19 or over",
    "IT_HELPS": "",
    "NOT_NEEDED": "A machine\nExperience",
    "HOW_TO_JOIN": "Phone",
    "JOIN_DETAILS": "01632 960001",
    "DELIVERY_MODE": "In person",
    "VENUE_NAME": "St Oswin Hall",
    "POSTCODE": "ws1 1zz",
    "START_DATE": "11/01/2027; 2027-01-18",
    "DAYS": "Mon",
    "START_TIME": "6.30pm",
    "END_TIME": "20:30",
    "COST": "Free",
    "DURATION": "6",
    "DURATION_UNIT": "weeks",
    "STUDY_MODE": "",
}
Load = Callable[..., LoadReport]


@pytest.fixture
def load_template(provider: Organisation) -> Load:
    def run(*rows: dict[str, str], headings: Any = WAYMARK.headings, **options: Any) -> LoadReport:
        full = [FULL | {"COURSE_WEBPAGE": "", "COST_DESCRIPTION": ""} | row for row in rows]
        return load(
            io.BytesIO(course_csv(*full, headings=headings)),
            file_name="plain.csv",
            provider=provider,
            options=LoadOptions(today=TODAY, now=NOW, **options),
        )

    return run


def test_a_row_becomes_a_course_with_its_dates_and_its_place(load_template: Load) -> None:
    report = load_template({})

    course = Course.objects.get()
    assert report.format == "waymark"
    assert (report.rows_read, report.rows_loaded, report.rows_held) == (1, 1, 0)
    assert (course.level, course.how_to_join, course.join_value) == (
        "ENTRY_2",
        "PHONE",
        "01632 960001",
    )
    assert course.you_need == "Two hours a week\nTo be 19 or over"
    assert course.not_needed == "A machine\nExperience"
    runs = list(course.runs.order_by("start_date"))
    assert [run.start_date for run in runs] == [
        datetime.date(2027, 1, 11),
        datetime.date(2027, 1, 18),
    ]
    assert {run.venue.name for run in runs} == {"St Oswin Hall"}
    assert runs[0].venue.postcode == "WS1 1ZZ"
    assert (runs[0].days_of_week, runs[0].start_time) == (["MON"], datetime.time(18, 30))
    assert runs[0].cost_pence == 0


def test_the_same_file_again_changes_nothing_and_makes_no_second_place(
    load_template: Load,
) -> None:
    load_template({})
    before = content_of(Course.objects.get())

    report = load_template({})

    assert content_of(Course.objects.get()) == before
    assert report.counts["courses"]["unchanged"] == 1
    assert Venue.objects.filter(name="St Oswin Hall").count() == 1


def test_what_the_template_does_not_tell_stays(load_template: Load) -> None:
    load_template({})
    Course.objects.update(entry_requirements="Typed by hand.", learn_aim_ref="60333078")
    CourseRun.objects.update(study_mode="PART_TIME", places=12)

    load_template({"WHERE_NEXT": "Our second course."})

    course = Course.objects.get()
    assert (course.entry_requirements, course.learn_aim_ref) == ("Typed by hand.", "60333078")
    assert course.where_next == "Our second course."
    assert set(course.runs.values_list("study_mode", "places")) == {("PART_TIME", 12)}


def test_columns_that_may_be_left_out_leave_their_values_alone(load_template: Load) -> None:
    load_template({})
    few = [name for name in WAYMARK.headings if name not in WAYMARK.optional] + ["YOUR_REFERENCE"]

    report = load_template({}, headings=few)

    assert not report.refused
    assert Course.objects.get().you_need.startswith("Two hours")
    assert set(CourseRun.objects.values_list("duration", flat=True)) == {6}


@pytest.mark.parametrize(
    ("cells", "code", "severity"),
    [
        ({"POSTCODE": ""}, "COURSERUN_VENUE_POSTCODE_REQUIRED", "error"),
        ({"VENUE_NAME": ""}, "COURSERUN_VENUE_REQUIRED", "error"),
        ({"START_DATE": "11/01/2027; 31/02/2027"}, "COURSERUN_START_DATE_INVALID", "error"),
        ({"YOUR_REFERENCE": EXAMPLE_REFERENCE}, "ROW_EXAMPLE", "error"),
        ({"LEVEL": "NVQ2"}, "COURSE_LEVEL_INVALID", "warning"),
        ({"HOW_TO_JOIN": "Pigeon"}, "COURSE_HOW_TO_JOIN_INVALID", "warning"),
        ({"JOIN_DETAILS": "1632960118"}, "COURSE_HOW_TO_JOIN_ZERO", "warning"),
        (
            {"VENUE_NAME": "Main Campus", "POSTCODE": "DY1 1ZZ"},
            "COURSERUN_VENUE_POSTCODE_DIFFERS",
            "warning",
        ),
        ({"POSTCODE": "WS1"}, "COURSERUN_VENUE_POSTCODE_FORMAT", "warning"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_can_be_wrong_is_said_once_a_row(
    load_template: Load, cells: dict[str, str], code: str, severity: str
) -> None:
    Venue.objects.filter(name="Main Campus").update(postcode="WS2 2ZZ")

    report = load_template(cells)

    assert (code, severity) in codes_of(report)
    assert [found["code"] for found in report.issues].count(code) == 1
    assert report.rows_held == (severity == "error" or code.endswith("POSTCODE_FORMAT"))


@pytest.mark.parametrize(
    ("way", "typed", "kept"),
    [
        ("Phone", "1632960118", "01632960118"),
        ("Phone", "01632 960118", "01632 960118"),
        ("Phone", "Ask at the desk", "Ask at the desk"),
        ("Walk in", "1632960118", "1632960118"),
    ],
)
def test_a_phone_number_to_join_gets_back_its_first_zero(
    load_template: Load, way: str, typed: str, kept: str
) -> None:
    load_template({"HOW_TO_JOIN": way, "JOIN_DETAILS": typed})
    assert Course.objects.get().join_value == kept


def test_any_time_is_a_flexible_start(load_template: Load) -> None:
    load_template({"START_DATE": "Any time"})

    run = CourseRun.objects.get()
    assert run.is_flexible_start
    assert run.start_date is None


def test_a_dry_run_makes_no_place(load_template: Load) -> None:
    report = load_template({}, is_dry_run=True)

    assert report.counts["courses"]["added"] == 1
    assert not Venue.objects.filter(name="St Oswin Hall").exists()
    assert not Course.objects.exists()
