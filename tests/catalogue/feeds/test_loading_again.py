"""A file that comes again: unchanged, edited, shorter, longer, and the whole list."""

from collections.abc import Callable

import pytest

from catalogue.courses.enums import CourseStatus
from catalogue.courses.models import Course, CourseReference, CourseRun
from catalogue.feeds.report import LoadReport
from tests.catalogue.feeds.conftest import NOW

Load = Callable[..., LoadReport]
pytestmark = pytest.mark.django_db
UNCHANGED = {"added": 0, "changed": 0, "withdrawn": 0}
A = {"COURSE_NAME": "A", "YOUR_REFERENCE": "R1"}
B = {"COURSE_NAME": "B", "YOUR_REFERENCE": "R2"}


def everything() -> list[object]:
    return [
        list(model.objects.order_by("pk").values())
        for model in (Course, CourseReference, CourseRun)
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [A, B],
        [A, A | {"COST": "5"}, A | {"COST": "5"}],
        [A, A | {"WHERE_NEXT": "x"}],
        [A | {"YOUR_REFERENCE": ""}, B | {"YOUR_REFERENCE": ""}],
        [A, A | {"YOUR_REFERENCE": "R9", "COURSE_WEBPAGE": "www.other.example.org"}],
        [A | {"DELIVERY_MODE": ""}, B],
    ],
    ids=["plain", "twins", "shared reference", "no reference", "two pages", "one held"],
)
def test_the_same_file_twice_changes_nothing(load_rows: Load, rows: list[dict[str, str]]) -> None:
    load_rows(*rows)
    before = everything()

    again = load_rows(*rows)
    turned = load_rows(*reversed(rows))

    for report in (again, turned):
        assert {**report.counts["courses"], "unchanged": 0} == UNCHANGED | {"unchanged": 0}
        assert {**report.counts["runs"], "unchanged": 0} == UNCHANGED | {"unchanged": 0}
    assert everything() == before


def test_an_edited_text_and_name_change_the_course_and_keep_its_id(load_rows: Load) -> None:
    load_rows(A, B)
    before = Course.objects.get(title="A")
    run = before.runs.get()

    report = load_rows(A | {"COURSE_NAME": "A, renewed", "WHERE_NEXT": "Work"}, B)

    after = Course.objects.get(pk=before.pk)
    assert (after.title, after.where_next) == ("A, renewed", "Work")
    assert after.updated_at == NOW
    assert after.runs.get() == run
    assert report.counts["courses"] == {"added": 0, "changed": 1, "unchanged": 1, "withdrawn": 0}


def test_a_run_of_a_new_date_replaces_the_old_one(load_rows: Load) -> None:
    load_rows(A, B)

    report = load_rows(A | {"START_DATE": "06/09/2027"})

    assert report.counts["runs"] == {"added": 1, "changed": 0, "unchanged": 0, "withdrawn": 1}
    assert str(Course.objects.get(title="A").runs.get().start_date) == "2027-09-06"
    assert Course.objects.get(title="B").runs.count() == 1


def test_shared_references_stay_separate_courses_with_a_warning(load_rows: Load) -> None:
    report = load_rows(A, B | {"YOUR_REFERENCE": "R1"})

    found = [one for one in report.issues if one["code"] == "REFERENCE_SHARED"]
    assert Course.objects.count() == 2
    assert [(one["row"], one["value"]) for one in found] == [(3, "R1")]
    assert "Row 2" in found[0]["message"]


def test_without_full_an_absent_course_stays(load_rows: Load) -> None:
    load_rows(A, B)

    load_rows(A)

    assert Course.objects.filter(status=CourseStatus.LIVE).count() == 2


def test_a_withdrawn_course_comes_back_with_its_id(load_rows: Load) -> None:
    load_rows(A, B)
    before = Course.objects.get(title="B").pk
    load_rows(A, is_full=True)

    report = load_rows(A, B, is_full=True)

    assert Course.objects.get(title="B").pk == before
    assert Course.objects.get(title="B").status == CourseStatus.LIVE
    assert Course.objects.get(title="B").withdrawn_at is None
    assert report.counts["courses"]["changed"] == 1


@pytest.mark.parametrize(
    "held",
    [B | {"DELIVERY_MODE": ""}, B | {"YOUR_REFERENCE": "", "START_DATE": "31/02/2027"}],
    ids=["by reference", "by name"],
)
def test_a_held_row_does_not_withdraw_its_course_or_run(
    load_rows: Load, held: dict[str, str]
) -> None:
    load_rows(A, B)

    report = load_rows(A, held, is_full=True)

    assert report.counts["courses"]["withdrawn"] == 0
    assert Course.objects.get(title="B").status == CourseStatus.LIVE
    assert Course.objects.get(title="B").runs.count() == 1


def test_a_held_row_keeps_the_run_that_it_was(load_rows: Load) -> None:
    second = A | {"START_DATE": "06/09/2027"}
    load_rows(A, second)

    load_rows(A, second | {"COST": "dear"})

    assert Course.objects.get().runs.count() == 2


def test_what_an_editor_added_stays(load_rows: Load) -> None:
    load_rows(A)
    Course.objects.update(age_min=19, needs=["CHILDCARE"])
    CourseRun.objects.update(places=12, days_of_week=["TUE"])

    load_rows(A | {"COST": "5"})

    course, run = Course.objects.get(), CourseRun.objects.get()
    assert (course.age_min, course.needs) == (19, ["CHILDCARE"])
    assert (run.places, run.days_of_week, run.cost_pence) == (12, ["TUE"], 500)
