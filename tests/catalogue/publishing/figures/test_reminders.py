"""One letter a person and day before the last date of courses passes."""

import datetime

import pytest

from catalogue.courses.enums import CourseStatus, RunStatus
from catalogue.providers.enums import MemberRole
from catalogue.publishing.enums import LetterKind
from catalogue.publishing.figures.reminders import write_reminders
from catalogue.publishing.letter_writing import render_letter
from catalogue.publishing.models import Letter
from tests.factories import CourseFactory, CourseRunFactory
from tests.publishing_factories import make_member

TODAY = datetime.date(2026, 11, 26)
NOW = datetime.datetime(2026, 11, 26, 0, 5, tzinfo=datetime.UTC)


def closing(college, days: int, title: str = "Welding", **values):
    return CourseRunFactory(
        course=CourseFactory(provider=college, title=title),
        start_date=TODAY + datetime.timedelta(days=days),
        **values,
    )


def written(*, day: datetime.date = TODAY, since: datetime.date | None = None) -> int:
    return write_reminders(now=NOW, today=day, since=since)


def test_all_courses_of_a_day_are_in_one_letter(college, member):
    closing(college, 28, "Welding")
    closing(college, 7, "Plumbing")
    closing(college, 0, "Care")
    closing(college, 12, "Excel")

    assert written() == 1

    letter = Letter.objects.get()
    assert (letter.kind, letter.email) == (LetterKind.EXPIRY, member.user.email)
    assert letter.facts["number"] == 3
    assert [course["title"] for course in letter.facts["courses"]] == [
        *("Care", "Plumbing", "Welding")
    ]
    assert letter.facts["days"] == 0
    assert letter.due_at == datetime.datetime(2026, 11, 26, 8, tzinfo=datetime.UTC)


@pytest.mark.parametrize("days", [29, 27, 8, 6, 1, -1])
def test_on_other_days_nothing_is_written(college, days):
    closing(college, days)
    assert written() == 0


def test_the_last_day_to_join_counts_when_it_is_before_the_start(college):
    closing(college, 40, enrol_by_date=TODAY + datetime.timedelta(days=7))
    assert written() == 1


@pytest.mark.parametrize("is_flexible", [True, False], ids=["any time", "a date nobody told"])
def test_a_course_that_only_says_until_when_to_join_is_reminded_of(college, is_flexible):
    CourseRunFactory(
        course=CourseFactory(provider=college),
        start_date=None,
        is_flexible_start=is_flexible,
        enrol_by_date=TODAY + datetime.timedelta(days=7),
    )
    assert written() == 1


@pytest.mark.parametrize(
    "later",
    [
        pytest.param({"start_date": TODAY + datetime.timedelta(days=90)}, id="a later date"),
        pytest.param({"start_date": None, "is_flexible_start": True}, id="at any time"),
        pytest.param({"start_date": None}, id="a date nobody told"),
    ],
)
def test_a_course_that_stays_open_is_left_alone(college, later):
    run = closing(college, 7)
    CourseRunFactory(course=run.course, **later)
    assert written() == 0


def test_a_cancelled_later_date_keeps_nothing_open(college):
    run = closing(college, 7)
    CourseRunFactory(
        course=run.course,
        start_date=TODAY + datetime.timedelta(days=90),
        status=RunStatus.CANCELLED,
    )
    assert written() == 1


@pytest.mark.parametrize("status", [CourseStatus.PAUSED, CourseStatus.WITHDRAWN])
def test_a_course_that_is_off_is_left_alone(college, status):
    run = closing(college, 7)
    run.course.status = status
    run.course.save()
    assert written() == 0


def test_twice_a_day_writes_once_and_a_missed_day_is_made_up_for(college):
    closing(college, 7)
    assert (written(), written()) == (1, 0)
    Letter.objects.all().delete()

    late = TODAY + datetime.timedelta(days=2)
    assert written(day=late, since=TODAY - datetime.timedelta(days=1)) == 1
    assert written(day=late, since=TODAY) == 0
    assert Letter.objects.get().facts["days"] == 5


def test_only_people_who_can_set_dates_are_written_to(college):
    closing(college, 7)
    make_member(MemberRole.VIEWER, organisation=college, name="vic")
    make_member(MemberRole.OWNER, organisation=college, name="olu")
    make_member(MemberRole.EDITOR, organisation=college, name="sam", is_suspended=True)
    make_member(MemberRole.EDITOR, name="elsewhere")
    written()
    assert sorted(Letter.objects.values_list("email", flat=True)) == [
        "lena@lockgate.example",
        "olu@lockgate.example",
    ]


def test_the_whole_site_is_asked_once(college, django_assert_max_num_queries):
    for _number in range(20):
        closing(college, 7)
    with django_assert_max_num_queries(12):
        written()


def test_the_letter_names_the_courses_and_the_page_of_dates(college):
    for number in range(12):
        closing(college, 7, f"Course {number:02}")
    written()
    rendered = render_letter(Letter.objects.get())
    assert rendered.subject == "Dates pass soon: 12 courses"
    assert "Course 00: Thursday 3 December 2026" in rendered.text
    assert "and 2 more" in rendered.text
    assert f"/manage/{college.slug}/dates/" in rendered.text
