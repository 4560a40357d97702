"""What is thrown away when, and the table that says so."""

import datetime
import re
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session

from catalogue.courses.models import Course
from catalogue.feedback.models import MissingReport, PageFeedback, ProblemReport
from catalogue.feeds.models import ImportRecord
from catalogue.providers.models import Organisation
from portal.operations import retention
from search.models import NearMiss, OutboxEntry, SearchLogEntry

NOW = datetime.datetime(2026, 11, 25, 3, 0, tzinfo=datetime.UTC)
DOCUMENT = Path(__file__).resolve().parents[3] / "docs" / "operations.md"


def ago(days: int) -> datetime.datetime:
    return NOW - datetime.timedelta(days=days)


@pytest.mark.django_db
def test_searches_are_kept_thirteen_months() -> None:
    for words, days in [("old", 397), ("young", 395)]:
        SearchLogEntry.objects.create(
            words=words, hour_at=ago(days), language="en-gb", bucket="NONE", count=1
        )

    assert retention.prune(now=NOW)["search_log"] == 1
    assert [entry.words for entry in SearchLogEntry.objects.all()] == ["young"]


@pytest.mark.django_db
def test_near_misses_that_were_not_made_again_go_after_a_month() -> None:
    provider = Organisation.objects.create(name="Moor College", slug="moor-college")
    for words, days in [("old", 29), ("young", 27)]:
        NearMiss.objects.create(
            organisation=provider, words=words, condition="WHEN", listing="course:1",
            listing_title="Welding", listings=1, times=5, found_at=ago(days),
        )  # fmt: skip

    assert retention.prune(now=NOW)["near_misses"] == 1
    assert [row.words for row in NearMiss.objects.all()] == ["young"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "model", "values"),
    [
        ("page_feedback", PageFeedback, {"path": "/help/", "is_useful": False}),
        ("missing_reports", MissingReport, {"words": "welding"}),
    ],
)
def test_what_visitors_tell_us_is_kept_thirteen_months(name: str, model, values: dict) -> None:
    for days in (397, 395):
        row = model.objects.create(language="en-gb", **values)
        model.objects.filter(pk=row.pk).update(created_at=ago(days))

    assert retention.prune(now=NOW)[name] == 1
    assert model.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("status", "days", "is_kept"),
    [("DONE", 366, False), ("DONE", 364, True), ("OPEN", 3660, True)],
    ids=["done and old", "done lately", "open"],
)
def test_a_reported_problem_goes_a_year_after_it_came_once_done(
    status: str, days: int, is_kept: bool
) -> None:
    provider = Organisation.objects.create(name="Moor College", slug="moor-college")
    course = Course.objects.create(provider=provider, title="Welding")
    report = ProblemReport.objects.create(course=course, reason="WRONG_DATE", status=status)
    ProblemReport.objects.update(created_at=ago(days))

    retention.prune(now=NOW)

    assert ProblemReport.objects.filter(pk=report.pk).exists() is is_kept


@pytest.mark.django_db
def test_findings_go_after_ninety_days_and_the_numbers_stay() -> None:
    ImportRecord.objects.create(file_name="a.csv", issues=[{"row": 2}], issues_total=1, rows_read=9)
    ImportRecord.objects.update(created_at=ago(91))
    recent = ImportRecord.objects.create(file_name="b.csv", issues=[{"row": 3}], issues_total=1)
    ImportRecord.objects.filter(pk=recent.pk).update(created_at=ago(89))

    assert retention.prune(now=NOW)["import_findings"] == 1
    assert retention.prune(now=NOW)["import_findings"] == 0
    old, young = ImportRecord.objects.order_by("file_name")
    assert (old.issues, old.issues_total, old.rows_read) == ([], 1, 9)
    assert young.issues == [{"row": 3}]


@pytest.mark.django_db
def test_ended_sessions_go_and_others_stay() -> None:
    for key, days in [("ended", 1), ("alive", -1)]:
        Session.objects.create(session_key=key, session_data="", expire_date=ago(days))

    assert retention.prune(now=NOW)["sessions"] == 1
    assert [session.pk for session in Session.objects.all()] == ["alive"]


@pytest.mark.django_db
def test_the_outbox_keeps_a_week_and_always_its_newest_entry() -> None:
    for _ in range(2):
        OutboxEntry.objects.create(kind="course", object_id=1)
    OutboxEntry.objects.update(created_at=ago(8))

    assert retention.prune(now=NOW)["outbox"] == 1
    assert OutboxEntry.objects.count() == 1


def test_the_document_says_what_the_code_does() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (.+?) \| (\d+) \|", DOCUMENT.read_text("utf-8"), re.M)

    assert rows == [(rule.name, rule.label, str(rule.days)) for rule in retention.RULES]
