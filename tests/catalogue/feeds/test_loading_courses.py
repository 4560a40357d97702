"""Rows to courses: what is loaded, what is held, and that each row has its word in the report."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest

from catalogue.courses.enums import CourseStatus
from catalogue.courses.models import Course, CourseRun, LearningAim
from catalogue.feeds.formats.course_directory import COURSE_DIRECTORY
from catalogue.feeds.formats.course_directory_legacy import COURSE_DIRECTORY_LEGACY
from catalogue.feeds.formats.course_directory_non_lars import COURSE_DIRECTORY_NON_LARS
from catalogue.feeds.report import LoadReport
from portal.core.models import Subject
from portal.core.signals import listings_changed
from tests.catalogue.feeds.cell_cases import HELD, TOLERATED
from tests.catalogue.feeds.conftest import NOW, PLAIN_ROW, TODAY, codes_of, course_csv, issues_of

Load = Callable[..., LoadReport]
pytestmark = pytest.mark.django_db


def test_a_plain_row_loads_whole_and_without_a_word(load_rows: Load) -> None:
    report = load_rows({})

    run = CourseRun.objects.select_related("course", "venue").get()
    assert codes_of(report) == set()
    assert (report.exit_status, report.rows_read, report.rows_loaded) == (0, 1, 1)
    assert run.course.title == "Welding Level 2"
    assert run.course.learn_aim_ref == "60333078"
    assert run.course.level == "LEVEL_2"
    assert run.course.source == "FILE"
    assert [one.reference for one in run.course.references.all()] == ["W1"]
    assert run.venue.name == "Main Campus"
    assert run.start_date == datetime.date(2027, 1, 11)
    assert (run.duration, run.duration_unit) == (10, "WEEKS")
    assert (run.study_mode, run.attendance_pattern) == ("PART_TIME", "EVENING")
    assert run.cost_pence == 25000


@pytest.mark.parametrize(
    ("cells", "field", "value", "codes"),
    TOLERATED,
    ids=[f"{list(case[0])[-1]}={list(case[0].values())[-1][:20]!r}" for case in TOLERATED],
)
def test_what_is_clear_is_loaded_and_said(
    load_rows: Load, cells: dict[str, str], field: str, value: object, codes: set[str]
) -> None:
    report = load_rows(cells)

    assert CourseRun.objects.values_list(field, flat=True).get() == value
    assert codes_of(report) == {(code, "warning") for code in codes}
    assert report.exit_status == 0


@pytest.mark.parametrize(
    ("cells", "code", "column"),
    HELD,
    ids=[f"{list(case[0])[-1]}={list(case[0].values())[-1][:20]!r}" for case in HELD],
)
def test_what_is_unclear_is_held_with_row_column_and_words(
    load_rows: Load, cells: dict[str, str], code: str, column: str
) -> None:
    report = load_rows({"YOUR_REFERENCE": "W0", "COURSE_NAME": "Other"}, cells)

    errors = [found for found in report.issues if found["severity"] == "error"]
    assert [(one["row"], one["column"], one["code"]) for one in errors] == [(3, column, code)]
    assert errors[0]["value"] == (PLAIN_ROW | cells)[column]
    assert errors[0]["message"].endswith(".")
    assert (report.rows_read, report.rows_loaded, report.rows_held) == (2, 1, 1)
    assert report.exit_status == 1
    assert Course.objects.get().title == "Other"


def test_a_row_with_more_cells_than_headings_is_held(load_bytes: Load) -> None:
    content = course_csv({}) + course_csv({}).split(b"\r\n")[1] + b",over\r\n"

    report = load_bytes(content)

    assert ("ROW_SURPLUS_CELLS", "error") in codes_of(report)
    assert report.rows_held == 1


def test_a_row_that_swallowed_the_next_one_is_held(load_bytes: Load) -> None:
    heading, quoted, _ = course_csv({}).split(b"\r\n")
    plain = quoted.replace(b'"', b"")
    broken = plain.replace(b"People", b'"People')
    closing = plain.replace(b"People who want to weld.", b'"People who want to weld."')

    report = load_bytes(b"\r\n".join([heading, broken, plain, closing, plain, b""]))

    assert ("ROW_RUNS_ON", "error") in codes_of(report)
    assert (report.rows_read, report.rows_loaded, report.rows_held) == (2, 1, 1)


def test_many_commas_in_a_text_of_several_lines_are_a_text(load_rows: Load) -> None:
    report = load_rows({"WHAT_YOU_WILL_LEARN": "Welding:\n" + "cut, bend, join, check, " * 20})

    assert codes_of(report) == set()


def test_a_row_without_its_last_cells_is_loaded_with_a_word(load_bytes: Load) -> None:
    content = course_csv({"WHO_THIS_COURSE_IS_FOR": "One\ntwo"}).rsplit(b",", 1)[0]

    report = load_bytes(content + b"\r\n")

    assert ("ROW_MISSING_CELLS", "warning") in codes_of(report)
    assert report.rows_loaded == 1


def test_an_empty_name_takes_the_lars_title_level_and_subject(load_rows: Load) -> None:
    LearningAim.objects.create(
        learn_aim_ref="60333078",
        title="Certificate in Metalwork",
        level="LEVEL_3",
        ssa_tier2_code="4.20",
        effective_to_date=datetime.date(2020, 7, 31),
    )
    subject = Subject.objects.create(name="Making", slug="making", ssa_tier2_codes=["04.2"])

    report = load_rows({"COURSE_NAME": ""}, {"COURSE_NAME": "X", "LARS_QAN": "60000000"})

    course = Course.objects.get(title="Certificate in Metalwork")
    assert (course.level, course.subject) == ("LEVEL_3", subject)
    assert course.qualification_title == "Certificate in Metalwork"
    assert codes_of(report) >= {
        ("COURSE_LARS_QAN_EXPIRED", "warning"),
        ("COURSE_LARS_QAN_INVALID", "warning"),
    }


def test_a_past_run_is_kept_and_no_search_shows_it(load_rows: Load) -> None:
    load_rows({"START_DATE": "01/09/2026"})

    assert CourseRun.objects.count() == 1
    assert not Course.objects.listed_on(TODAY).exists()


def test_an_esol_title_gives_kind_levels_and_offer(load_rows: Load) -> None:
    load_rows({"COURSE_NAME": "ESOL Entry 1 and 2 for Work"})

    course = Course.objects.get()
    assert (course.esol, course.esol_levels) == ("VOCATIONAL", ["ENTRY_1", "ENTRY_2"])
    assert (course.level, course.course_type) == ("", "ESOL")


def test_a_skills_bootcamp_loads_from_the_format_without_lars(load_bytes: Load) -> None:
    subject = Subject.objects.create(name="Coding", slug="coding-and-data", title_words=["python"])
    Subject.objects.create(name="IT", slug="it-support")
    cells = {
        "COURSE_TYPE": "skills bootcamp",
        "SECTOR": "digital",
        "EDUCATION_LEVEL": "three",
        "AWARDING_BODY": "NCFE",
        "COURSE_NAME": "Python in 12 Weeks",
    }

    report = load_bytes(course_csv(cells, headings=COURSE_DIRECTORY_NON_LARS.headings))

    course = Course.objects.get()
    assert report.format == "course-directory-non-lars"
    assert codes_of(report) == set()
    assert (course.course_type, course.level) == ("SKILLS_BOOTCAMP", "LEVEL_3")
    assert (course.awarding_body, course.subject) == ("NCFE", subject)


def test_a_row_of_the_2019_format_inherits_the_texts_above_it(load_bytes: Load) -> None:
    first = {
        "WHO_IS_THIS_COURSE_FOR": "Everyone",
        "ID": "A1",
        "VENUE": "Main Campus",
        "URL": "www.example.org",
        "WHERE_NEXT": "Work",
    }
    second = first | {
        "WHO_IS_THIS_COURSE_FOR": "",
        "WHERE_NEXT": "ignored",
        "ID": "A2",
        "START_DATE": "2/28/2027 12:00:00 AM",
    }

    report = load_bytes(course_csv(first, second, headings=COURSE_DIRECTORY_LEGACY.headings))

    course = Course.objects.get()
    assert report.format == "course-directory-legacy"
    assert (course.who_this_course_is_for, course.where_next) == ("Everyone", "Work")
    assert [one.reference for one in course.references.order_by("pk")] == ["A1", "A2"]
    assert course.runs.count() == 2
    assert {found["column"] for found in report.issues if found["row"] == 3} == {"START_DATE"}


def test_the_report_names_columns_as_the_file_does(load_bytes: Load) -> None:
    cells = {"WHO_IS_THIS_COURSE_FOR": "Everyone", "ID": "A1", "VENUE": "Atlantis", "URL": ""}

    report = load_bytes(course_csv(cells, headings=COURSE_DIRECTORY_LEGACY.headings))

    assert {found["column"] for found in report.issues if found["row"] == 2} == {"VENUE", "URL"}


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        (course_csv(), "FILE_EMPTY", "no rows"),
        (
            course_csv({}, headings=[h for h in COURSE_DIRECTORY.headings if h[:4] != "COST"]),
            "FILE_HEADINGS_MISSING",
            "COST, COST_DESCRIPTION",
        ),
        (b"A,B\n1,2\n", "FILE_FORMAT_UNKNOWN", "A, B"),
        (
            b"YOUR_VENUE_REFERENCE,VENUE_NAME,ADDRESS_LINE_1,ADDRESS_LINE_2\n1,2,3,4\n",
            "FILE_FORMAT_UNKNOWN",
            "import_venues",
        ),
        (
            b"STANDARD_CODE,FRAMEWORK_CODE,APPRENTICESHIP_WEBPAGE\n1,2,3\n",
            "FILE_FORMAT_UNKNOWN",
            "apprenticeships",
        ),
        (course_csv({}, {}) + b'"never closed', "FILE_QUOTE_NOT_CLOSED", "line 4"),
    ],
    ids=["no rows", "missing headings", "unknown", "venues", "apprenticeships", "open quote"],
)
def test_a_refused_file_changes_nothing_and_says_why(
    load_rows: Load, load_bytes: Load, content: bytes, code: str, words: str
) -> None:
    load_rows({})
    before = list(CourseRun.objects.values())

    report = load_bytes(content, is_full=True)

    assert report.exit_status == 2
    assert words in report.refused
    assert [found["code"] for found in report.issues if found["severity"] == "error"] == [code]
    assert list(CourseRun.objects.values()) == before
    assert Course.objects.get().status == CourseStatus.LIVE


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (course_csv({}, separator=";"), "FILE_SEPARATOR"),
        (course_csv({}, separator="\t"), "FILE_SEPARATOR"),
        (course_csv({}, headings=[*COURSE_DIRECTORY.headings, "NOTES"]), "FILE_EXTRA_HEADINGS"),
        (course_csv({"WHERE_NEXT": "Café"}).decode().encode("cp1252"), "FILE_WINDOWS_1252"),
    ],
    ids=["semicolon", "tab", "extra column", "windows-1252"],
)
def test_what_is_odd_about_the_file_is_said_at_row_1(
    load_bytes: Load, content: bytes, code: str
) -> None:
    report = load_bytes(content)

    assert codes_of(report) == {(code, "warning")}
    assert [found["row"] for found in issues_of(report)] == [1]
    assert report.rows_loaded == 1


def test_one_announcement_names_every_changed_course(
    load_rows: Load, django_capture_on_commit_callbacks: Any
) -> None:
    heard: list[list[int]] = []

    def listen(sender: object, kind: str, ids: list[int], **kwargs: object) -> None:
        heard.append(ids)

    listings_changed.connect(listen)
    try:
        load_rows({}, {"COURSE_NAME": "B", "YOUR_REFERENCE": "B"})
        load_rows({}, {"COURSE_NAME": "B", "YOUR_REFERENCE": "B"})
        load_rows({}, {"COURSE_NAME": "B", "YOUR_REFERENCE": "B", "COST": "1"})
    finally:
        listings_changed.disconnect(listen)

    assert heard == [
        sorted(Course.objects.values_list("pk", flat=True)),
        [Course.objects.get(title="B").pk],
    ]


def test_a_dry_run_counts_and_changes_nothing(load_rows: Load) -> None:
    load_rows({})
    before = list(Course.objects.values()), list(CourseRun.objects.values())

    report = load_rows(
        {"WHERE_NEXT": "Work"}, {"COURSE_NAME": "B", "YOUR_REFERENCE": "B"}, is_dry_run=True
    )

    assert report.counts["courses"] == {"added": 1, "changed": 1, "unchanged": 0, "withdrawn": 0}
    assert (list(Course.objects.values()), list(CourseRun.objects.values())) == before


def test_now_is_when_a_course_is_withdrawn(load_rows: Load) -> None:
    load_rows({}, {"COURSE_NAME": "B", "YOUR_REFERENCE": "B"})

    report = load_rows({}, is_full=True)

    gone = Course.objects.get(title="B")
    assert report.counts["courses"]["withdrawn"] == 1
    assert (gone.status, gone.withdrawn_at) == (CourseStatus.WITHDRAWN, NOW)
