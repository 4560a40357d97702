"""What staff read about a file that was loaded."""

import pytest
from django.urls import reverse

from catalogue.feeds.models import ImportRecord
from portal.accounts.groups import EDITORS
from tests.staff import signed_in, words

pytestmark = pytest.mark.django_db


def record(**values: object) -> ImportRecord:
    return ImportRecord.objects.create(file_name="courses.csv", **values)


def test_findings_are_read_row_by_row_and_as_text() -> None:
    made = record(
        rows_held=1,
        counts={"courses": {"added": 3, "changed": 1}},
        issues_total=201,
        issues=[
            {
                "row": 14,
                "column": "START_DATE",
                "code": "DATE",
                "severity": "error",
                "value": "<b>soon</b>",
                "message": "Write the date as 12/01/2027.",
            }
        ],
    )

    page = signed_in(EDITORS).get(reverse("imports:inspect", args=[made.pk]))

    assert "14 START_DATE Held Write the date as 12/01/2027. <b>soon</b>" in words(page)
    assert "<b>soon</b>" not in page.content.decode()
    assert "200 more are not kept here." in words(page)
    assert "courses : 3 added, 1 changed" in words(page)


@pytest.mark.parametrize(
    ("values", "outcome"),
    [
        ({"is_refused": True}, "Refused"),
        ({"is_dry_run": True}, "Only tried"),
        ({"rows_held": 2}, "Some rows held"),
        ({}, "All loaded"),
    ],
    ids=["refused", "tried", "held", "loaded"],
)
def test_the_list_says_how_each_file_went(values: dict[str, object], outcome: str) -> None:
    record(**values)

    assert outcome in words(signed_in(EDITORS).get(reverse("imports:index")))


def test_a_file_whose_findings_are_past_their_time_keeps_its_number() -> None:
    made = record(issues_total=7)

    page = words(signed_in(EDITORS).get(reverse("imports:inspect", args=[made.pk])))

    assert "7 findings. Their texts were removed after 90 days." in page
