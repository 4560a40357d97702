"""The editors' form of a course: runs, references, lists, and errors beside their field."""

import datetime
from typing import Any

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from catalogue.courses.models import Course, CourseRun, FundingRule
from catalogue.providers.models import Organisation, Venue
from portal.accounts.groups import EDITORS
from search.models import OutboxEntry
from tests.staff import signed_in, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def provider() -> Organisation:
    return Organisation.objects.create(name="Moor College", slug="moor-college")


@pytest.fixture
def venue(provider: Organisation) -> Venue:
    return Venue.objects.create(provider=provider, name="Main site", town="Walsall")


@pytest.fixture
def rule() -> FundingRule:
    return FundingRule.objects.create(name="Free under 24", effect="FREE")


def form_of(provider: Organisation, *, runs: list[dict[str, Any]], **course: Any) -> dict[str, Any]:
    """Return what the browser sends for a new course: ``runs=[{"delivery_mode": "ONLINE"}]``."""
    data: dict[str, Any] = {
        "title": "Welding Level 2",
        "provider": provider.pk,
        "status": "LIVE",
        "esol": "NO",
        "references-TOTAL_FORMS": 1,
        "references-INITIAL_FORMS": 0,
        "references-0-reference": "CB1003",
        "runs-TOTAL_FORMS": len(runs),
        "runs-INITIAL_FORMS": sum(1 for run in runs if run.get("id")),
        **course,
    }
    for number, run in enumerate(runs):
        data |= {
            f"runs-{number}-{name}": value for name, value in {"status": "SCHEDULED", **run}.items()
        }
    return data


def run_of(at: Venue, **changes: Any) -> dict[str, Any]:
    return {
        "delivery_mode": "CLASSROOM",
        "venue": at.pk,
        "start_date": "2027-01-12",
        "days_of_week": ["THU", "TUE"],
        "cost_pence": "120.50",
        "sub_regions": "",
        **changes,
    }


def test_a_course_is_made_with_its_run_its_reference_and_funding(
    provider: Organisation, venue: Venue, rule: FundingRule
) -> None:
    data = form_of(
        provider,
        runs=[run_of(venue, funding_rules=[rule.pk])],
        needs=["NO_TEST", "CHILDCARE"],
    )

    response = signed_in(EDITORS).post(reverse("courses:add"), data)

    assert response.status_code == 302, words(response)
    course = Course.objects.get()
    run = course.runs.get()
    assert course.needs == ["CHILDCARE", "NO_TEST"]
    assert [one.reference for one in course.references.all()] == ["CB1003"]
    assert (run.cost_pence, run.days_of_week) == (12050, ["TUE", "THU"])
    assert run.start_date == datetime.date(2027, 1, 12)
    assert list(run.funding_rules.all()) == [rule]


def test_saving_a_course_tells_the_search_and_the_log(provider: Organisation, venue: Venue) -> None:
    signed_in(EDITORS).post(reverse("courses:add"), form_of(provider, runs=[run_of(venue)]))

    course = Course.objects.get()
    assert OutboxEntry.objects.filter(kind="course", object_id=course.pk).exists()
    assert ModelLogEntry.objects.filter(object_id=str(course.pk), action="wagtail.create").exists()


def test_a_run_can_be_changed_and_its_cost_is_shown_in_pounds(
    provider: Organisation, venue: Venue, rule: FundingRule
) -> None:
    course = Course.objects.create(provider=provider, title="Welding")
    run = CourseRun.objects.create(
        course=course, delivery_mode="CLASSROOM", venue=venue, cost_pence=12000
    )
    run.funding_rules.add(rule)
    client = signed_in(EDITORS)
    address = reverse("courses:edit", args=[course.pk])
    page = client.get(address)
    changed = run_of(venue, id=run.pk, cost_pence="0")

    response = client.post(address, form_of(provider, runs=[changed]))

    assert 'name="runs-0-cost_pence" value="120"' in page.content.decode()
    assert response.status_code == 302, words(response)
    run.refresh_from_db()
    assert run.cost_pence == 0
    assert list(run.funding_rules.all()) == []


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"venue": ""}, "A class in person needs a venue."),
        ({"is_flexible_start": "on"}, "Clear the date, or turn off"),
        ({"end_date": "2026-12-01"}, "The last day is before the first."),
        ({"duration": "6"}, "Choose hours, days, weeks or another unit."),
        ({"duration_unit": "WEEKS"}, "Write how many, or clear the unit."),
        ({"places": "8", "places_left": "9"}, "more places left than places"),
        ({"start_time": "10:00", "end_time": "09:00"}, "The class ends before it begins."),
    ],
    ids=["venue", "flexible", "dates", "unit", "length", "places", "times"],
)
def test_answers_that_do_not_fit_are_refused_in_words(
    provider: Organisation, venue: Venue, changes: dict[str, Any], message: str
) -> None:
    response = signed_in(EDITORS).post(
        reverse("courses:add"), form_of(provider, runs=[run_of(venue, **changes)])
    )

    assert response.status_code == 200
    assert message in words(response)
    assert "is violated" not in words(response)
    assert not Course.objects.exists()


def test_an_office_is_no_place_for_a_class(provider: Organisation, venue: Venue) -> None:
    Venue.objects.update(is_study_place=False)

    response = signed_in(EDITORS).post(
        reverse("courses:add"), form_of(provider, runs=[run_of(venue)])
    )

    assert "People do not study at this venue." in words(response)


def test_a_live_course_needs_a_run_and_a_draft_does_not(provider: Organisation) -> None:
    client = signed_in(EDITORS)

    refused = client.post(reverse("courses:add"), form_of(provider, runs=[]))
    accepted = client.post(reverse("courses:add"), form_of(provider, runs=[], status="DRAFT"))

    assert "Add a run under “Runs” before the course is live" in words(refused)
    assert accepted.status_code == 302
    assert Course.objects.get().status == "DRAFT"


def test_the_last_run_of_a_live_course_cannot_be_removed(
    provider: Organisation, venue: Venue
) -> None:
    course = Course.objects.create(provider=provider, title="Welding")
    run = CourseRun.objects.create(course=course, delivery_mode="CLASSROOM", venue=venue)
    removed = run_of(venue, id=run.pk, DELETE="on")

    response = signed_in(EDITORS).post(
        reverse("courses:edit", args=[course.pk]), form_of(provider, runs=[removed])
    )

    assert "Add a run under “Runs” before the course is live" in words(response)
    assert CourseRun.objects.filter(pk=run.pk).exists()


def test_the_list_filters_by_courses_nobody_can_join(provider: Organisation, venue: Venue) -> None:
    for title, day in [("Long ago", "2020-01-01"), ("Far ahead", "2099-01-01")]:
        course = Course.objects.create(provider=provider, title=title)
        CourseRun.objects.create(
            course=course, delivery_mode="CLASSROOM", venue=venue, start_date=day
        )
    client = signed_in(EDITORS)

    nobody = words(client.get(reverse("courses:index"), {"runs": "none"}))
    found = words(client.get(reverse("courses:index"), {"q": "ahead"}))

    assert "Long ago" in nobody
    assert "Far ahead" not in nobody
    assert "Far ahead" in found
    assert "Long ago" not in found
