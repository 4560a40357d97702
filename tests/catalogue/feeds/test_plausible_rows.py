"""Numbers and days that nobody would believe: each names its cell, its value and the remedy."""

import datetime
import io
from typing import Any

import pytest

from catalogue.courses.models import Course, CourseRun
from catalogue.feeds.formats.waymark import WAYMARK
from catalogue.feeds.loader import LoadOptions, load
from catalogue.feeds.report import LoadReport
from catalogue.providers.models import Organisation
from tests.catalogue.feeds.conftest import NOW, TODAY, course_csv, issues_of

pytestmark = pytest.mark.django_db
MORE = ("END_DATE", "ENROL_BY_DATE", "HOURS_PER_WEEK", "WAITING_WEEKS", "AGE_FROM", "AGE_TO")
ROW = {"DELIVERY_MODE": "Online", "HOW_TO_JOIN": "Book", "STUDY_MODE": "", "VENUE_NAME": ""}


def loaded(provider: Organisation, cells: dict[str, str]) -> LoadReport:
    content = course_csv(ROW | cells, headings=[*WAYMARK.headings, *MORE])
    options = LoadOptions(today=TODAY, now=NOW)
    return load(io.BytesIO(content), file_name="a.csv", provider=provider, options=options)


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        (
            {"COST": "99,999"},
            (
                "“99,999” is more than £50,000. Check the figure. If it is right, leave the cell "
                "empty and write it into COST_DESCRIPTION."
            ),
        ),
        (
            {"DURATION": "999"},
            "A length of “999” is more than 10 years. Check the number and the unit.",
        ),
        (
            {"START_DATE": "11/01/2046"},
            "The start date 11/01/2046 is more than 3 years away. Check the year.",
        ),
    ],
    ids=["cost", "duration", "start"],
)
def test_what_a_course_page_shows_first_holds_its_row(
    provider: Organisation, cells: dict[str, str], message: str
) -> None:
    report = loaded(provider, cells)

    held = [one for one in issues_of(report) if one["severity"] == "error"]
    assert [(one["row"], one["column"], one["message"]) for one in held] == [
        (2, next(iter(cells)), message)
    ]
    assert not Course.objects.exists()


@pytest.mark.parametrize(
    ("cells", "field", "message"),
    [
        (
            {"HOURS_PER_WEEK": "100"},
            "hours_per_week",
            "“100” is not a number of hours a week up to 60, like 4 or 2.5. It is left out.",
        ),
        (
            {"WAITING_WEEKS": "999"},
            "waiting_weeks",
            "“999” is not a whole number from 0 to 104. It is left out.",
        ),
        (
            {"AGE_TO": "125"},
            "course__age_max",
            "“125” is not a whole number from 0 to 120. It is left out.",
        ),
        (
            {"END_DATE": "02/07/2047"},
            "end_date",
            "The date 02/07/2047 is years away. Check the year. It is left out.",
        ),
        (
            {"ENROL_BY_DATE": "02/07/2046"},
            "enrol_by_date",
            "The date 02/07/2046 is years away. Check the year. It is left out.",
        ),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_what_is_told_beside_is_left_out_with_a_warning(
    provider: Organisation, cells: dict[str, str], field: str, message: str
) -> None:
    report = loaded(provider, cells)

    told = [(one["row"], one["severity"], one["message"]) for one in issues_of(report)]
    assert (2, "warning", message) in told
    assert CourseRun.objects.values_list(field, flat=True).get() is None


@pytest.mark.parametrize(
    ("cells", "field", "value"),
    [
        ({"HOURS_PER_WEEK": "60"}, "hours_per_week", 60),
        ({"WAITING_WEEKS": "104"}, "waiting_weeks", 104),
        ({"AGE_TO": "120"}, "course__age_max", 120),
        ({"END_DATE": "25/11/2039"}, "end_date", datetime.date(2039, 11, 25)),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_what_is_large_and_possible_is_kept(
    provider: Organisation, cells: dict[str, str], field: str, value: Any
) -> None:
    loaded(provider, cells)

    assert CourseRun.objects.values_list(field, flat=True).get() == value
