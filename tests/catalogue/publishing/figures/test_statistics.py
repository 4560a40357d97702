"""The page of statistics and its sheet."""

import csv
import datetime
import io
import re

import pytest
from django.urls import reverse

from catalogue.courses.enums import CourseMetric, CourseStatus
from catalogue.courses.models import Course, CourseCount, CourseReference
from catalogue.publishing.figures.numbers import numbers_of, numbers_of_courses
from catalogue.publishing.figures.weeks import weeks_until
from tests.factories import CourseFactory
from tests.publishing_factories import client_of, make_member

TODAY = datetime.date(2026, 11, 26)  # a Thursday
MONDAY = datetime.date(2026, 11, 16)


def met(course: Course, day: datetime.date, count: int, metric: str = CourseMetric.SHOWN) -> None:
    CourseCount.objects.create(course=course, date=day, metric=metric, count=count)


def address(college, name: str = "statistics") -> str:
    return reverse(f"publishing:{name}", args=[college.slug])


def page_of(client, college, **query) -> str:
    response = client.get(address(college), query)
    assert response.status_code == 200
    return response.content.decode()


def test_weeks_run_from_monday_to_sunday_and_a_day_that_runs_is_not_counted(college):
    course = CourseFactory(provider=college)
    met(course, MONDAY - datetime.timedelta(days=1), 11)
    met(course, MONDAY, 20)
    met(course, MONDAY + datetime.timedelta(days=6), 30)
    met(course, TODAY, 500)

    numbers = numbers_of(college, today=TODAY)

    shown = {week.monday: week.counted.shown.value for week in numbers.weeks}
    assert len(shown) == 8
    assert shown[MONDAY] == 50
    assert shown[MONDAY - datetime.timedelta(days=7)] == 11
    assert [week.is_running for week in numbers.weeks] == [False] * 7 + [True]
    assert numbers.weeks[-1].counted.shown.words == "Fewer than 5"
    assert numbers.of_course(course.pk).shown.value == 61


def test_on_a_monday_the_last_week_is_whole():
    assert weeks_until(datetime.date(2026, 11, 23), number=2)[-1] == MONDAY


def test_sums_that_would_give_a_small_number_away_are_hidden_on_both_sides(college):
    one, other = CourseFactory(provider=college), CourseFactory(provider=college)
    met(one, MONDAY, 40)
    met(other, MONDAY, 2)
    met(other, MONDAY - datetime.timedelta(days=7), 9)

    numbers = numbers_of(college, today=TODAY)

    weeks = {week.monday: week.counted.shown.words for week in numbers.weeks}
    assert weeks[MONDAY] == "40 or more"
    assert numbers.of_course(one.pk).shown.words == "40"
    assert numbers.of_course(other.pk).shown.words == "11"  # six empty weeks hide among them
    assert numbers_of_courses([one.pk], today=TODAY)[one.pk].shown.words == "40"


def test_the_chart_is_told_in_words_and_as_a_table(editor, college):
    course = CourseFactory(provider=college, title="Forklift <b>")
    met(course, MONDAY, 398)
    met(course, MONDAY, 3, CourseMetric.JOINED)

    page = page_of(editor, college)

    svg = re.search(r"<svg class=\"wm-chart\".*?</svg>", page, re.DOTALL)[0]
    assert 'role="img"' in svg
    assert "398 in the week of 16 November 2026" not in svg  # the last week is the running one
    assert "Fewer than 5 in the week of 23 November 2026" in svg
    assert svg.count("<rect") == 1
    assert "398" in svg
    assert "Last week: 398." in page
    assert "counted up to Wednesday 25 November 2026" in page
    assert "Forklift &lt;b&gt;" in page
    assert ">3<" not in page


def test_an_organisation_without_numbers_is_told_when_they_come(editor, college):
    assert "No numbers yet." in page_of(editor, college)


def test_rows_are_sorted_and_paged_and_nonsense_is_the_first_page(editor, college):
    courses = [CourseFactory(provider=college, title=f"Course {n:02}") for n in range(30)]
    for place, course in enumerate(courses):
        met(course, MONDAY, 10 + place)

    first = page_of(editor, college)
    assert first.index("Course 29") < first.index("Course 28")
    assert "Course 04" not in first
    assert "Course 04" in page_of(editor, college, page="2")
    for nonsense in ("x", "-1", "99999999999", "²", "0"):
        assert "Course 29" in page_of(editor, college, page=nonsense) or nonsense.startswith("9")
    by_title = page_of(editor, college, sort="title")
    assert by_title.index("Course 00") < by_title.index("Course 01")
    assert 'aria-sort="ascending"' in by_title


def test_the_number_of_queries_does_not_grow_with_the_courses(
    editor, college, django_assert_max_num_queries
):
    for _number in range(40):
        met(CourseFactory(provider=college), MONDAY, 10)
    with django_assert_max_num_queries(12):  # session, person, member, menu 2, numbers, courses
        page_of(editor, college)


def sheet(client, college) -> list[list[str]]:
    response = client.get(address(college, "statistics_sheet"))
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert "attachment" in response["Content-Disposition"]
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def test_the_sheet_holds_no_formula_and_no_small_number(editor, college):
    course = CourseFactory(provider=college, title='=HYPERLINK("https://evil.example")')
    CourseReference.objects.create(course=course, reference="@SUM(A1)")
    met(course, MONDAY, 41)
    met(course, MONDAY, 1, CourseMetric.JOINED)

    heads, row = sheet(editor, college)

    assert heads[:4] == ["Week of", "Course number", "Your reference", "Course"]
    assert row[0] == "2026-11-16"
    assert row[2:4] == ["'@SUM(A1)", '\'=HYPERLINK("https://evil.example")']
    assert "Saved" not in heads  # nobody can save a course yet
    assert row[4:] == ["41", "Fewer than 5", "Fewer than 5"]


def test_numbers_of_a_withdrawn_course_stay_and_it_has_no_link(editor, college):
    course = CourseFactory(provider=college, title="Gone", status=CourseStatus.WITHDRAWN)
    met(course, MONDAY, 41)
    page = page_of(editor, college)
    assert "Not live" in page
    assert course.get_absolute_url() not in page


def test_nobody_sees_the_numbers_of_others(college, viewer, client):
    mine = CourseFactory(provider=college, title="Mine")
    met(mine, MONDAY, 41)
    stranger = client_of(make_member(name="other").user)
    for name in ("statistics", "statistics_sheet"):
        assert viewer.get(address(college, name)).status_code == 200
        assert stranger.get(address(college, name)).status_code == 404
        assert client.get(address(college, name)).status_code == 302
        assert viewer.post(address(college, name)).status_code == 405


@pytest.mark.parametrize("language", ["ur", "pl"])
def test_the_page_is_there_in_other_languages(editor, college, language):
    met(CourseFactory(provider=college), MONDAY, 41)
    assert editor.get(f"/{language}{address(college)}").status_code == 200
