"""What the tests of imports share: a provider with venues, and files made on the spot."""

import datetime
import io
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from catalogue.feeds.formats.course_directory import COURSE_DIRECTORY
from catalogue.feeds.loader import LoadOptions, WholeList, load
from catalogue.feeds.report import LoadReport
from catalogue.providers.models import Organisation, Venue
from catalogue.providers.services import create_organisation

DATA_DIR = Path(__file__).resolve().parent / "data"
TODAY = datetime.date(2026, 11, 25)
NOW = datetime.datetime(2026, 11, 25, 9, 0, tzinfo=datetime.UTC)
PLAIN_ROW = {
    "LARS_QAN": "60333078",
    "WHO_THIS_COURSE_IS_FOR": "People who want to weld.",
    "COURSE_NAME": "Welding Level 2",
    "YOUR_REFERENCE": "W1",
    "DELIVERY_MODE": "Classroom",
    "START_DATE": "11/01/2027",
    "VENUE_NAME": "Main Campus",
    "COURSE_WEBPAGE": "https://college.example.org/welding",
    "COST": "250.00",
    "DURATION": "10",
    "DURATION_UNIT": "Weeks",
    "STUDY_MODE": "Part time",
    "ATTENDANCE_PATTERN": "Evening",
}


def course_csv(
    *rows: dict[str, str],
    headings: Iterable[str] = COURSE_DIRECTORY.headings,
    separator: str = ",",
) -> bytes:
    """Return a course file. Each row is the plain row with the cells that a test names."""
    columns = list(headings)
    lines = [separator.join(columns)]
    for row in rows:
        cells = PLAIN_ROW | row
        lines.append(
            separator.join(
                '"' + cells.get(column.strip(), "").replace('"', '""') + '"' for column in columns
            )
        )
    return ("\r\n".join(lines) + "\r\n").encode()


def issues_of(report: LoadReport) -> list[dict[str, Any]]:
    return list(report.issues)


def codes_of(report: LoadReport) -> set[tuple[str, str]]:
    """Return code and severity of every finding."""
    return {(found["code"], found["severity"]) for found in report.issues}


@pytest.fixture
def provider(db: None) -> Organisation:
    organisation = create_organisation("Heathermoor College", ukprn="10009999")
    Venue.objects.create(provider=organisation, name="Main Campus", reference="007")
    Venue.objects.create(provider=organisation, name="The Forge", reference="F1")
    return organisation


@pytest.fixture
def load_bytes(provider: Organisation) -> Callable[..., LoadReport]:
    """Load bytes as the provider's file."""

    def run(content: bytes, *, is_full: bool = False, **options: Any) -> LoadReport:
        return load(
            io.BytesIO(content),
            file_name="courses.csv",
            provider=provider,
            options=LoadOptions(
                today=TODAY, now=NOW, whole_list=WholeList() if is_full else None, **options
            ),
        )

    return run


@pytest.fixture
def load_rows(load_bytes: Callable[..., LoadReport]) -> Callable[..., LoadReport]:
    """Load rows that each differ from the plain row in the cells named."""

    def run(*rows: dict[str, str], **options: Any) -> LoadReport:
        return load_bytes(course_csv(*rows), **options)

    return run


@pytest.fixture
def run_command(capsys: pytest.CaptureFixture[str]) -> Callable[..., int]:
    """Run a command and return its exit status."""

    def run(*arguments: str) -> int:
        try:
            call_command(*arguments)
        except SystemExit as stop:
            return int(stop.code or 0)
        return 0

    return run
