"""The commands as people call them: exit status, report, provider, problem files."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from catalogue.courses.enums import CourseStatus
from catalogue.courses.models import Course, CourseRun
from catalogue.feeds.models import ImportRecord
from catalogue.providers.models import Organisation
from catalogue.vacancies.models import Vacancy
from portal.core.models import Place
from tests.catalogue.feeds.conftest import DATA_DIR, course_csv

pytestmark = pytest.mark.django_db
Run = Callable[..., int]
PROVIDER = ("--provider", "10009999")
A = {"COURSE_NAME": "A", "YOUR_REFERENCE": "R1"}
B = {"COURSE_NAME": "B", "YOUR_REFERENCE": "R2"}


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., str]:
    def run(content: bytes, *, name: str = "courses.csv") -> str:
        path = tmp_path / name
        path.write_bytes(content)
        return str(path)

    return run


@pytest.mark.parametrize(
    ("content", "status"),
    [(course_csv(A), 0), (course_csv(A, B | {"COST": "dear"}), 1), (b"no,courses\n1,2\n", 2)],
    ids=["all loaded", "some held", "refused"],
)
def test_the_exit_status_says_how_it_went(
    provider: Organisation, run_command: Run, write: Run, content: bytes, status: int
) -> None:
    assert run_command("import_courses", write(content), *PROVIDER) == status


def test_the_report_has_the_agreed_shape(
    provider: Organisation, run_command: Run, write: Run, tmp_path: Path
) -> None:
    out = tmp_path / "out.json"

    odd = course_csv(A | {"COURSE_NAME": "Welding \U0001f525"})
    run_command("import_courses", write(odd), *PROVIDER, "--report", str(out))

    report = json.loads(out.read_text(encoding="utf-8"))
    assert report["format"] == "course-directory"
    assert (report["rows_read"], report["rows_loaded"], report["rows_held"]) == (1, 1, 0)
    assert report["courses"] == {"added": 1, "changed": 0, "unchanged": 0, "withdrawn": 0}
    assert report["runs"] == {"added": 1, "changed": 0, "unchanged": 0, "withdrawn": 0}
    assert set(report["issues"][0]) == {"row", "column", "code", "severity", "value", "message"}


def test_json_on_the_screen_is_nothing_but_json(
    provider: Organisation, run_command: Run, write: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    files = write(course_csv(A)), write(course_csv(B), name="more.csv")

    run_command("import_courses", *files, *PROVIDER, "--json")

    reports = json.loads(capsys.readouterr().out)
    assert [report["rows_loaded"] for report in reports] == [1, 1]


def test_the_summary_is_for_people(
    provider: Organisation, run_command: Run, write: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    run_command("import_courses", write(course_csv(A, B | {"COST": "dear"})), *PROVIDER)

    words = capsys.readouterr().out
    assert "2 rows read, 1 loaded, 1 held" in words
    assert "row 3 COST: “dear” is not a cost" in words


def test_the_operator_hears_once_that_the_learning_aims_are_not_loaded(
    provider: Organisation, run_command: Run, write: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    files = write(course_csv(A)), write(course_csv(B), name="more.csv")

    run_command("import_courses", *files, *PROVIDER)

    assert capsys.readouterr().out.count("import_lars loads it") == 1


def test_several_files_are_one_whole_list(
    provider: Organisation, run_command: Run, write: Run
) -> None:
    one, other = write(course_csv(A), name="a.csv"), write(course_csv(B), name="b.csv")
    gone = write(course_csv({"COURSE_NAME": "C", "YOUR_REFERENCE": "R3"}), name="c.csv")
    run_command("import_courses", one, other, gone, *PROVIDER)

    assert run_command("import_courses", one, other, *PROVIDER, "--full") == 0

    withdrawn = Course.objects.filter(status=CourseStatus.WITHDRAWN)
    assert [course.title for course in withdrawn] == ["C"]


@pytest.mark.parametrize("broken_first", [True, False], ids=["first", "last"])
def test_a_broken_file_of_a_whole_list_withdraws_nothing(
    provider: Organisation, run_command: Run, write: Run, broken_first: bool
) -> None:
    run_command("import_courses", write(course_csv(A, B)), *PROVIDER)
    files = [write(b"\x89PNG", name="broken.csv"), write(course_csv(A), name="a.csv")]
    if not broken_first:
        files.reverse()

    assert run_command("import_courses", *files, *PROVIDER, "--full") == 2

    assert not Course.objects.filter(status=CourseStatus.WITHDRAWN).exists()


def test_a_new_provider_is_made_only_when_asked(run_command: Run, write: Run) -> None:
    path = write(course_csv(A | {"DELIVERY_MODE": "Online", "VENUE_NAME": ""}))

    with pytest.raises(CommandError, match="--create-provider"):
        call_command("import_courses", path, *PROVIDER)
    with pytest.raises(CommandError, match="not a UKPRN"):
        call_command("import_courses", path, "--provider", "42", "--create-provider", "X")
    assert not Organisation.objects.exists()

    new = ("--create-provider", "New Training")
    assert run_command("import_courses", path, *PROVIDER, *new, "--dry-run") == 0
    assert not Organisation.objects.exists()
    assert run_command("import_courses", path, *PROVIDER, *new) == 0
    assert Organisation.objects.get().slug == "new-training"
    assert CourseRun.objects.count() == 1


def test_a_file_that_is_not_there_is_refused(
    provider: Organisation, run_command: Run, tmp_path: Path
) -> None:
    assert run_command("import_courses", str(tmp_path / "none.csv"), *PROVIDER) == 2
    assert run_command("import_courses", str(tmp_path), *PROVIDER) == 2
    assert ImportRecord.objects.filter(is_refused=True).count() == 2


def test_a_named_format_is_held_to_its_headings(
    provider: Organisation, run_command: Run, write: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ("--format", "course-directory-non-lars")

    assert run_command("import_courses", write(course_csv(A)), *PROVIDER, *arguments) == 2

    assert "COURSE_TYPE, SECTOR, EDUCATION_LEVEL, AWARDING_BODY" in capsys.readouterr().out


def test_the_day_can_be_set(provider: Organisation, run_command: Run, write: Run) -> None:
    path = write(course_csv(A | {"START_DATE": "01/07/2019"}))

    run_command("import_courses", path, *PROVIDER, "--today", "2019-06-01")
    assert "COURSERUN_START_DATE_INVALID" not in str(ImportRecord.objects.last().issues)

    run_command("import_courses", path, *PROVIDER, "--today", "2019-08-01")
    assert "COURSERUN_START_DATE_INVALID" in str(ImportRecord.objects.last().issues)


def test_places_come_in_by_a_command(write: Run, capsys: pytest.CaptureFixture[str]) -> None:
    table = "portal/core/data/west_midlands_places.csv"

    call_command("import_places", table, "--dry-run")
    assert not Place.objects.exists()
    call_command("import_places", table, "--json")
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["added"] == Place.objects.count()
    with pytest.raises(CommandError, match="refused, nothing changed"):
        call_command("import_places", write(b"a,b\n1,2\n"))


VACANCY_PAGE = DATA_DIR / "adverts_v2_page_1.json"
SOURCE = ("--source", "Find an apprenticeship", "--today", "2026-11-25")


def test_vacancies_are_imported_under_the_slug_of_their_source(
    run_command: Run, tmp_path: Path
) -> None:
    out = tmp_path / "out.json"

    status = run_command(
        "import_vacancies", str(VACANCY_PAGE), *SOURCE, "--full", "--report", str(out)
    )

    report = json.loads(out.read_text(encoding="utf-8"))
    assert status == 1  # the second page is missing
    assert set(Vacancy.objects.values_list("source", flat=True)) == {"find-an-apprenticeship"}
    assert report["format"] == "display-advert"
    assert report["vacancies"]["added"] == 4
    assert [found["code"] for found in report["issues"]] == ["VACANCY_PAGES_MISSING"]
    assert ImportRecord.objects.get().file_name == VACANCY_PAGE.name


def test_a_file_of_vacancies_that_is_not_there_is_refused(run_command: Run) -> None:
    assert run_command("import_vacancies", "nowhere.json", *SOURCE) == 2


def test_a_source_needs_a_name(run_command: Run) -> None:
    with pytest.raises(CommandError, match="is not a name"):
        run_command("import_vacancies", str(VACANCY_PAGE), "--source", "!!")


def test_a_file_of_vacancies_is_told_from_one_of_courses(
    provider: Organisation, run_command: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_command("import_courses", str(DATA_DIR / "local_vacancies.csv"), *PROVIDER) == 2
    assert "import_vacancies" in capsys.readouterr().out
