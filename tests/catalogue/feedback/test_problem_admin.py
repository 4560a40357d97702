"""The moderators' queue: order, urgency and the one click that closes a report."""

import datetime

import pytest
from django.urls import reverse

from catalogue.courses.models import Course
from catalogue.feedback.models import ProblemReport
from catalogue.feedback.queue import queue
from catalogue.providers.models import Organisation
from portal.accounts.groups import EDITORS, MODERATORS
from tests.staff import signed_in, words

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2026, 11, 25, 9, 0, tzinfo=datetime.UTC)


def course(title: str) -> Course:
    provider, _ = Organisation.objects.get_or_create(name="Moor College", slug="moor-college")
    return Course.objects.create(provider=provider, title=title)


def report(about: Course, *, days_ago: int, reason: str = "DOES_NOT_EXIST", status: str = "OPEN"):
    made = ProblemReport.objects.create(course=about, reason=reason, status=status)
    ProblemReport.objects.filter(pk=made.pk).update(
        created_at=NOW - datetime.timedelta(days=days_ago)
    )
    return made


def test_three_reports_in_fourteen_days_that_a_course_is_gone_go_to_the_top() -> None:
    waiting = report(course("Waits longest"), days_ago=60, reason="WRONG_DATE")
    gone = course("Gone")
    urgent = [report(gone, days_ago=days) for days in (13, 8, 1)]
    closed = report(course("Done"), days_ago=90, status="DONE")

    ordered = list(queue(now=NOW))

    assert ordered == [*urgent, waiting, closed]
    assert [one.is_urgent for one in ordered] == [True, True, True, False, False]


@pytest.mark.parametrize(
    "third",
    [{"days_ago": 15}, {"days_ago": 1, "reason": "WRONG_COST"}, {"days_ago": 1, "status": "DONE"}],
    ids=["too long ago", "another reason", "closed"],
)
def test_two_such_reports_are_not_urgent(third: dict) -> None:
    gone = course("Gone")
    for days in (3, 2):
        report(gone, days_ago=days)
    report(gone, **third)

    assert not queue(now=NOW).filter(is_urgent=True).exists()


def test_one_click_closes_a_report() -> None:
    made = report(course("Welding"), days_ago=1)

    response = signed_in(MODERATORS).post(
        reverse("problem-reports:done", args=[made.pk]), follow=True
    )

    made.refresh_from_db()
    assert made.status == "DONE"
    assert "Done: This course does not exist: Welding" in words(response)


def test_people_without_the_right_cannot_close_a_report() -> None:
    made = report(course("Welding"), days_ago=1)

    signed_in(EDITORS).post(reverse("problem-reports:done", args=[made.pk]))

    made.refresh_from_db()
    assert made.status == "OPEN"


def test_nobody_writes_a_report_in_the_admin() -> None:
    assert signed_in(MODERATORS).get(reverse("problem-reports:add")).status_code in {302, 403}


def test_the_first_page_says_how_many_wait() -> None:
    report(course("Welding"), days_ago=1)

    assert "1 report to look at" in words(signed_in(MODERATORS).get("/admin/"))
    assert "report to look at" not in words(signed_in(EDITORS).get("/admin/"))
