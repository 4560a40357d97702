"""Quality of an organisation's courses: the number, what to mend, and one press to the field."""

import datetime

import pytest
from django.urls import reverse

from catalogue.courses.enums import JoinMethod
from catalogue.courses.models import Course
from catalogue.providers.enums import Answer
from catalogue.publishing.figures.parts import fix_this_next, nearly_found
from catalogue.publishing.figures.quality import mean_score, qualities_of, quality_of
from catalogue.publishing.models import Draft
from search.builders import course as builder
from search.models import MissedCondition, NearMiss
from tests.factories import CourseFactory, CourseRunFactory, VenueFactory
from tests.publishing_factories import client_of, make_member

TODAY = datetime.date(2026, 11, 26)


def full(college, title: str = "Pottery", **values) -> Course:
    told = {
        "who_this_course_is_for": "For people who like clay.",
        "you_need": "An apron",
        "how_to_join": JoinMethod.PHONE,
    }
    course = CourseFactory(provider=college, title=title, **{**told, **values})
    venue = VenueFactory(
        provider=college,
        step_free_entrance=Answer.YES,
        lift=Answer.NO,
        parking=Answer.YES,
    )
    CourseRunFactory(
        course=course,
        venue=venue,
        start_date=TODAY + datetime.timedelta(days=60),
        cost_pence=0,
        duration=12,
        duration_unit="WEEKS",
        hours_per_week=4,
    )
    return course


def page_of(client, college, name: str, *args) -> str:
    response = client.get(reverse(f"publishing:{name}", args=[college.slug, *args]))
    assert response.status_code == 200
    return response.content.decode()


def test_the_score_is_the_one_that_search_orders_by(college):
    courses = [full(college), full(college, "Clay", you_need=""), CourseFactory(provider=college)]
    CourseRunFactory(course=courses[2])
    scores = quality_of([course.pk for course in courses], today=TODAY)
    assert [scores[course.pk] for course in courses] == [90, 80, 20]  # none leads to a job role

    documents = {one.id: one.completeness for one in builder.documents(today=TODAY)}

    assert documents == {f"course:{pk}": score / 100 for pk, score in scores.items()}


def test_what_brings_most_points_together_comes_first(college):
    for number in range(3):
        full(college, f"Course {number}", you_need="")
    full(college, "No way", how_to_join="")
    found = qualities_of(college, today=TODAY)

    fixes = fix_this_next(college, today=TODAY)

    assert [(fix.code, fix.count, fix.points) for fix in fixes] == [
        ("ROLE", 4, 10),
        ("NEEDS", 3, 10),
        ("JOIN", 1, 5),
    ]
    assert fixes[1].label == "3 courses have no “You need” list"
    assert mean_score(found) == 81  # of 80, 80, 80 and 85


def test_places_without_access_facts_are_named_instead_of_courses(college, editor):
    course = full(college)
    venue = course.runs.get().venue
    venue.lift = Answer.UNKNOWN
    venue.save()

    [fix] = [one for one in fix_this_next(college, today=TODAY) if one.code == "ACCESS"]

    assert fix.label == "1 place has too few access facts"
    page = page_of(editor, college, "quality_part", "access")
    assert venue.name in page
    assert reverse("publishing:venue", args=[college.slug, venue.pk]) in page


def test_a_list_leads_to_the_field_with_one_press(college, editor):
    course = full(college, "Clay <i>", you_need="")
    overview = page_of(editor, college, "quality")
    assert reverse("publishing:quality_part", args=[college.slug, "needs"]) in overview
    assert "80 of 100" in overview
    page = page_of(editor, college, "quality_part", "needs")
    assert "Clay &lt;i&gt;" in page
    address = reverse("publishing:mend", args=[college.slug, course.pk, "who"])
    assert f'action="{address}"' in page

    answer = editor.post(address)

    draft = Draft.objects.get(course=course)
    to = reverse("publishing:draft_part", args=[college.slug, draft.pk, "who"])
    assert (answer.status_code, answer["Location"]) == (302, to)
    assert editor.get(to).status_code == 200


def test_looking_begins_no_draft_and_others_may_not_press(college, editor, viewer):
    course = full(college, you_need="")
    address = reverse("publishing:mend", args=[college.slug, course.pk, "who"])
    opened = editor.get(address)  # as after signing in: whoever was signed out had pressed it
    assert opened.status_code == 405
    assert f'href="{reverse("publishing:home")}"' in opened.content.decode()
    assert viewer.post(address).status_code == 403
    assert client_of(make_member(name="other").user).post(address).status_code == 404
    assert editor.post(address.replace("/who/", "/nothing/")).status_code == 404
    other = CourseFactory()
    strange = reverse("publishing:mend", args=[college.slug, other.pk, "who"])
    assert editor.post(strange).status_code == 404
    assert not Draft.objects.exists()
    assert "<form" not in page_of(viewer, college, "quality_part", "needs").split("<main")[1]


def test_an_unknown_part_is_not_found(college, editor):
    assert (
        editor.get(reverse("publishing:quality_part", args=[college.slug, "x"])).status_code == 404
    )


def test_without_a_course_the_page_says_so(college, editor):
    assert "You have no live course yet." in page_of(editor, college, "quality")


def test_the_number_of_queries_does_not_grow(college, django_assert_max_num_queries):
    for number in range(10):
        full(college, f"Course {number}")
    with django_assert_max_num_queries(7):
        qualities_of(college, today=TODAY)


@pytest.fixture
def missed(college) -> NearMiss:
    course = full(college, "Forklift B1")
    return NearMiss.objects.create(
        organisation=college,
        words="forklift evening",
        place="Walsall",
        condition=MissedCondition.WHEN,
        wanted=["evening"],
        has=["day"],
        listing=f"course:{course.pk}",
        listing_title=course.title,
        listings=1,
        times=23,
        found_at=datetime.datetime(2026, 11, 26, 3, tzinfo=datetime.UTC),
    )


def test_searches_that_missed_are_listed_with_what_would_help(college, editor, missed):
    page = page_of(editor, college, "near_misses")
    assert "“forklift evening” near Walsall" in page
    assert "People searched for this 23 times." in page
    course = Course.objects.get()
    assert reverse("publishing:mend", args=[college.slug, course.pk, "dates"]) in page
    [miss] = nearly_found(college)
    assert (miss.times, miss.looked_for) == (23, "“forklift evening” near Walsall")
    assert miss.url.endswith(f"#miss-{missed.pk}")


def test_nobody_reads_what_missed_others(missed):
    other = make_member(name="other")
    assert "forklift" not in page_of(client_of(other.user), other.organisation, "near_misses")
