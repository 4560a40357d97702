"""Open, started, cancelled, gone, moved and unknown: what stands at a course's address."""

import datetime
import re

import pytest
import time_machine

from catalogue.courses.enums import (
    CourseStatus,
    RunStatus,
)
from catalogue.courses.models import Course
from catalogue.courses.runs import is_open
from tests.catalogue.courses.course_pages import days, page_of, words_of
from tests.factories import (
    TODAY,
    CourseFactory,
    CourseRunFactory,
    OrganisationFactory,
    SubjectFactory,
    VenueFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def test_a_run_is_still_open_on_the_day_it_starts_and_gone_the_next(client, course):
    run = CourseRunFactory(course=course, start_date=TODAY)
    assert "has started" not in words_of(page_of(client, course))
    with time_machine.travel(datetime.datetime.combine(days(1), datetime.time(0, 30))):
        page = page_of(client, course)
    assert "This course has started" in words_of(page)
    assert f'id="run-{run.pk}"' in page


def test_a_run_whose_last_day_to_join_has_passed_is_gone(client, course):
    CourseRunFactory(course=course, start_date=days(20), enrol_by_date=days(-1))
    assert "This course has started" in words_of(page_of(client, course))


def test_a_course_that_has_started_offers_others_and_stays_out_of_search_engines(client, course):
    Course.objects.filter(pk=course.pk).update(
        subject=SubjectFactory(name="Welding", slug="welding")
    )
    CourseRunFactory(course=course, start_date=days(-3))
    page = page_of(client, course)
    assert 'content="noindex,follow"' in page
    assert "/search/?kind=course&amp;subject=welding" in page
    assert "<title>This course has started" in page


def test_a_course_with_only_cancelled_runs_says_cancelled(client, course):
    CourseRunFactory(course=course, status=RunStatus.CANCELLED)
    words = words_of(page_of(client, course))
    assert "This course is cancelled" in words
    assert "has started" not in words


def test_dates_that_have_gone_are_kept_below_those_to_join(client, course):
    gone = CourseRunFactory(course=course, start_date=days(-40))
    coming = CourseRunFactory(course=course, start_date=days(40))
    page = page_of(client, course)
    assert page.index(f'id="run-{coming.pk}"') < page.index(f'id="run-{gone.pk}"')
    assert "<del>" in page


def test_a_course_that_was_never_published_is_not_found(client, course):
    Course.objects.update(status=CourseStatus.DRAFT)
    page = page_of(client, course, status=404)
    assert "Welding" not in page


@pytest.mark.parametrize("status", [CourseStatus.WITHDRAWN, CourseStatus.PAUSED])
def test_a_course_that_was_taken_away_is_gone_with_ways_on(client, course, status):
    subject = SubjectFactory(name="Welding", slug="welding")
    Course.objects.update(status=status, subject=subject)
    other = CourseFactory(subject=subject, provider=course.provider)
    CourseRunFactory(course=other)
    page = page_of(client, course, status=410)
    words = words_of(page)
    assert "1 Courses: Welding" in words
    assert "1 Courses at Moor College" in words
    assert "Search all courses" in words
    assert ("paused" in words) == (status == CourseStatus.PAUSED)
    assert page.count("Talk to a person") == 1


def test_the_day_a_course_was_taken_away_is_that_of_england(client, course):
    late = datetime.datetime(2026, 6, 30, 23, 30, tzinfo=datetime.UTC)  # half past midnight
    Course.objects.update(status=CourseStatus.WITHDRAWN, withdrawn_at=late)
    assert "1 July 2026" in words_of(page_of(client, course, status=410))


def test_a_way_on_never_counts_nothing(client, course):
    Course.objects.update(status=CourseStatus.WITHDRAWN, subject=SubjectFactory(name="Welding"))
    words = words_of(page_of(client, course, status=410))
    assert "Courses: Welding" not in words
    assert "Search all courses" in words


def test_a_course_of_a_hidden_provider_is_gone_and_does_not_name_it(client, course):
    course.provider.is_live = False
    course.provider.save()
    page = page_of(client, course, status=410)
    assert "Moor College" not in page


def test_an_old_address_leads_to_the_new_one_for_good(client, course):
    old = course.get_absolute_url()
    course.title = "Welding for beginners"
    course.save()
    response = client.get(f"{old}?from=mail")
    assert response.status_code == 301
    assert response["Location"] == f"{course.get_absolute_url()}?from=mail"


def test_an_old_address_keeps_its_language(client, course):
    response = client.get(f"/ur/courses/old-name-{course.pk}/")
    assert response.status_code == 301
    assert response["Location"] == f"/ur/courses/welding-level-2-{course.pk}/"


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("x-0", id="nought"),
        pytest.param("x-999999999999999999", id="huge"),
        pytest.param("x-9999999999999999999999", id="beyond any database"),
        pytest.param("welding", id="no number"),
        pytest.param("--", id="only dashes"),
        pytest.param("x-%D9%A1", id="Arabic digit"),
        pytest.param("%00-1", id="NUL"),
        pytest.param("..%2f1", id="slash"),
        pytest.param("-1-", id="dash at the end"),
    ],
)
def test_odd_addresses_are_not_found(client, address):
    assert client.get(f"/courses/{address}/").status_code == 404


def test_head_answers_without_a_body_and_post_is_refused(client, course):
    CourseRunFactory(course=course)
    head = client.head(course.get_absolute_url())
    assert (head.status_code, head.content) == (200, b"")
    assert client.post(course.get_absolute_url()).status_code == 405


def test_a_course_without_a_slug_of_latin_letters_has_an_address(client):
    course = CourseFactory(title="انگریزی", provider=OrganisationFactory())
    CourseRunFactory(course=course)
    assert course.get_absolute_url() == f"/courses/course-{course.pk}/"
    page_of(client, course)


def test_a_started_course_shows_three_others_within_ten_miles_soonest_first(client, course):
    subject = SubjectFactory(name="Welding")
    Course.objects.update(subject=subject)
    here = VenueFactory(provider=course.provider, name="Forge")
    CourseRunFactory(course=course, venue=here, start_date=days(-3))
    for title, latitude, start in (
        ("Later", 52.60, 40),
        ("Far away", 52.90, 2),
        ("Sooner", 52.60, 10),
        ("Third", 52.58, 50),
        ("Fourth", 52.58, 60),
        ("Gone", 52.58, -1),
    ):
        other = CourseFactory(title=title, subject=subject)
        venue = VenueFactory(provider=other.provider, latitude=latitude)
        CourseRunFactory(course=other, venue=venue, start_date=days(start))
    page = page_of(client, course)
    words = words_of(page)
    assert "within 10 miles of Forge" in words
    titles = re.findall(r"<bdi[^>]*>(Later|Far away|Sooner|Third|Fourth|Gone)<", page)
    assert titles == ["Sooner", "Later", "Third"]
    assert "1.4 miles" in words


def test_the_page_and_the_lists_agree_on_which_runs_are_open(course):
    for start in (None, days(-1), TODAY, days(1)):
        for last_day in (None, days(-1), TODAY):
            for status in RunStatus.values:
                CourseRunFactory(
                    course=course, start_date=start, enrol_by_date=last_day, status=status
                )
    CourseRunFactory(course=course, start_date=None, is_flexible_start=True)
    listed = set(course.runs.open_on(TODAY).values_list("pk", flat=True))
    shown = {run.pk for run in course.runs.all() if is_open(run, today=TODAY)}
    assert shown == listed
    assert 0 < len(shown) < course.runs.count()
