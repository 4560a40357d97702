"""A course as one plain value: read, checked, written, compared, joined."""

import datetime
from typing import Any

import pytest

from catalogue.courses.contents import (
    ContentError,
    Known,
    blank_content,
    blank_run,
    checked,
    content_of,
    contents_of,
    unsaved_course,
    write_content,
)
from catalogue.courses.course_page import course_page
from catalogue.courses.enums import CourseStatus, ListingSource
from catalogue.courses.models import Course, CourseReference, CourseRun, FundingRule
from portal.core.signals import listings_changed
from tests.catalogue.courses.whole_contents import NOW, full_content, write
from tests.factories import (
    TODAY,
    CourseFactory,
    CourseRunFactory,
    OrganisationFactory,
    SectorFactory,
    SubjectFactory,
)

pytestmark = pytest.mark.django_db

# What belongs to the row and not to its content: nobody edits it in a draft or undoes it.
OF_THE_ROW = {
    Course: {
        *("provider", "source", "status", "identity_key", "is_demo"),
        *("created_at", "updated_at", "checked_date", "withdrawn_at"),
    },
    CourseRun: {"course"},
}


@pytest.mark.parametrize(
    ("model", "content"),
    [(Course, blank_content()), (CourseRun, blank_run())],
    ids=["course", "run"],
)
def test_every_field_is_content_or_is_known_to_belong_to_the_row(
    model: Any, content: dict[str, Any]
) -> None:
    fields = {field.name for field in model._meta.get_fields() if not field.auto_created}

    assert fields - OF_THE_ROW[model] == set(content) - {"id", "key", "runs", "references"}


def test_what_is_written_is_what_is_read(venue) -> None:
    rule = FundingRule.objects.create(name="Free for all", effect="FREE")
    content = full_content(venue, subject=SubjectFactory().pk, sectors=[SectorFactory().pk])
    content["runs"][0]["funding_rules"] = [rule.pk]

    course = write(content, provider=venue.provider)

    read = content_of(course)
    assert read["runs"][0].pop("id") == course.runs.get().pk
    content["runs"][0].pop("id")
    assert read == content
    assert course.status == CourseStatus.LIVE
    assert course.checked_date == TODAY
    assert course.source == ListingSource.MANUAL


def test_a_second_write_of_the_same_changes_no_run(venue) -> None:
    course = write(full_content(venue), provider=venue.provider)
    before = content_of(course)

    write(before, course)

    assert content_of(course) == before


def test_dates_keep_their_numbers_and_others_go(venue) -> None:
    course = write(full_content(venue), provider=venue.provider)
    content = content_of(course)
    kept = content["runs"][0]["id"]
    content["runs"][0]["cost_pence"] = 0
    content["runs"].append({**blank_run(), "delivery_mode": "ONLINE", "start_date": "2027-02-01"})
    course = write(content, course)
    assert [run["id"] == kept for run in content_of(course)["runs"]] == [True, False]

    content = content_of(course)
    del content["runs"][0]
    write(content, course)

    assert not CourseRun.objects.filter(pk=kept).exists()
    assert course.runs.count() == 1


def test_one_write_tells_the_search_once(venue) -> None:
    heard: list[Any] = []

    def hear(ids: Any, **kwargs: Any) -> None:
        heard.append(list(ids))

    listings_changed.connect(hear)
    try:
        course = write(full_content(venue), provider=venue.provider)
        content = content_of(course)
        content["references"] = ["W2"]
        content["runs"][0]["places_left"] = 0
        write(content, course)
    finally:
        listings_changed.disconnect(hear)

    assert heard == [[course.pk], [course.pk]]


def test_a_run_of_another_course_is_never_touched(venue) -> None:
    other = CourseRunFactory(course__provider=venue.provider, cost_pence=100)
    content = full_content(venue)
    content["runs"][0]["id"] = other.pk

    course = write(content, provider=venue.provider)

    other.refresh_from_db()
    assert other.cost_pence == 100
    assert course.runs.get().pk != other.pk


def test_a_course_of_another_provider_is_not_written(venue) -> None:
    with pytest.raises(Course.DoesNotExist):
        write(full_content(venue), CourseFactory(), provider=venue.provider)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("title", ""),
        ("title", 12),
        ("title", ["a"]),
        ("title", "x" * 256),
        ("title", "<script>alert(1)</script>Welding"),
        ("course_type", "NVQ2"),
        ("level", {"a": 1}),
        ("esol", ""),
        ("esol_levels", ["LEVEL_7"]),
        ("esol_levels", "ENTRY_1"),
        ("subject", 999_999),
        ("subject", True),
        ("subject", 2**70),
        ("sectors", [999_999]),
        ("sectors", [[1]]),
        ("needs", [{}]),
        ("age_min", -1),
        ("age_min", 40_000),
        ("age_min", 18.5),
        ("age_max", 12),
        ("webpage", "javascript:alert(1)"),
        ("references", [1]),
        ("references", ["x" * 256]),
        ("what_you_will_learn", "x" * 1501),
        ("runs", "none"),
        ("runs", [1]),
        ("runs.12.id", "12"),
        ("runs.12.delivery_mode", ""),
        ("runs.12.start_date", "TBC"),
        ("runs.12.start_date", "0001-01-01"),
        ("runs.12.start_date", 20270118),
        ("runs.12.end_date", "2026-12-01"),
        ("runs.12.start_time", "25:00"),
        ("runs.12.end_time", "17:00"),
        ("runs.12.hours_per_week", "NaN"),
        ("runs.12.hours_per_week", "1e9"),
        ("runs.12.hours_per_week", "2.55"),
        ("runs.12.duration", 0),
        ("runs.12.duration_unit", ""),
        ("runs.12.venue", 999_999),
        ("runs.12.is_national", "yes"),
        ("runs.12.is_flexible_start", 1),
        ("runs.12.cost_pence", "TBC"),
        ("runs.12.cost_pence", 10**30),
        ("runs.12.places_left", 13),
        ("runs.12.days_of_week", ["Monday"]),
        ("runs.12.sub_regions", ["x" * 121]),
        ("runs.12.funding_rules", ["1"]),
    ],
    ids=lambda value: str(value)[:30],
)
def test_a_wrong_value_is_named_with_its_remedy_and_nothing_is_written(venue, path, value) -> None:
    content = full_content(venue)
    content["runs"][0]["key"] = "12"
    target = content["runs"][0] if path.startswith("runs.") else content
    target[path.rsplit(".", 1)[-1]] = value

    with pytest.raises(ContentError) as refused:
        write(content, provider=venue.provider)

    assert any(one.path.endswith(path.rsplit(".", 1)[-1]) for one in refused.value.problems)
    assert all(one.message.endswith(".") for one in refused.value.problems)
    assert not Course.objects.exists()


@pytest.mark.parametrize("content", [None, [], "x", 3, {}, {"runs": [{}]}], ids=repr)
def test_what_is_no_course_at_all_is_refused_in_words(content) -> None:
    with pytest.raises(ContentError, match=r"name of the course|one object"):
        write(content, provider=OrganisationFactory())


def test_a_venue_of_another_provider_is_refused(venue) -> None:
    with pytest.raises(ContentError, match="one of your places"):
        write(full_content(venue), provider=OrganisationFactory())


def test_marks_that_nobody_sees_are_taken_out(venue) -> None:
    content = full_content(
        venue, title="Wel\u202eding\x00 \ud800 now", who_this_course_is_for="a\r\nb"
    )

    course = write(content, provider=venue.provider)

    assert course.title == "Welding now"
    assert course.who_this_course_is_for == "a\nb"


def test_many_courses_are_read_with_the_same_questions(django_assert_num_queries, venue) -> None:
    ids = []
    for number in range(12):
        course = CourseFactory(provider=venue.provider)
        CourseRunFactory.create_batch(3, course=course, venue=venue)
        CourseReference.objects.create(course=course, reference=f"W{number}")
        ids.append(course.pk)

    with django_assert_num_queries(5):
        contents = contents_of(ids)

    assert len(contents) == 12
    assert all(len(content["runs"]) == 3 for content in contents.values())


def test_an_unsaved_course_has_the_public_page(django_assert_max_num_queries, venue) -> None:
    rule = FundingRule.objects.create(name="Free for all", effect="FREE")
    content = full_content(venue, subject=SubjectFactory().pk)
    content["runs"][0]["funding_rules"] = [rule.pk]
    content["runs"].append({**blank_run(), "delivery_mode": "ONLINE", "cost_pence": "TBC"})

    with django_assert_max_num_queries(8):
        page = course_page(unsaved_course(content, venue.provider), today=TODAY)

    assert page.title == "Welding for beginners"
    assert [row.cost for row in page.rows] == ["£295", "Not known"]
    assert [card.name for card in page.venues] == ["Walsall campus"]
    assert [one.name for one in page.funding] == ["Free for all"]
    assert not Course.objects.exists()


def test_a_hostile_draft_still_has_a_preview(venue) -> None:
    hostile = {"title": 3, "runs": [{"start_date": [], "venue": "x"}, {}], "needs": {"a": 1}}

    page = course_page(unsaved_course(hostile, venue.provider), today=TODAY)

    assert len(page.rows) == 2


def test_a_status_can_be_given_with_the_content(venue) -> None:
    course = write(full_content(venue), provider=venue.provider)
    Course.objects.update(status=CourseStatus.WITHDRAWN, withdrawn_at=NOW)

    course = write_content(
        course,
        provider=venue.provider,
        content=content_of(course),
        source=ListingSource.MANUAL,
        now=NOW,
        today=TODAY + datetime.timedelta(days=1),
        status=CourseStatus.LIVE,
    )

    course.refresh_from_db()
    assert (course.status, course.withdrawn_at) == (CourseStatus.LIVE, None)
    assert course.checked_date == TODAY + datetime.timedelta(days=1)


def test_known_rows_are_fetched_once_for_many(django_assert_num_queries, venue) -> None:
    known = Known.of(venue.provider)
    with django_assert_num_queries(0):
        _found, problems = checked(full_content(venue), known)
    assert problems == []
