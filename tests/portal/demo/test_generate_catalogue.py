import datetime
from collections import Counter
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from catalogue.courses.enums import ListingSource, Weekday
from catalogue.courses.models import Course, CourseReference, CourseRun
from catalogue.providers.models import Organisation, Venue
from catalogue.vacancies.models import Vacancy
from portal.core.geo import distance_miles
from portal.core.models import Place
from portal.demo.scale import services
from portal.demo.services import clear
from tests.factories import VacancyFactory

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2026, 9, 2)


@pytest.fixture
def scale_catalogue(db):
    return services.generate(courses=300, seed=7, today=TODAY)


def content():
    columns = ("title", "who_this_course_is_for", "level", "checked_date", "provider__name")
    runs = ("start_date", "venue__name", "cost_pence", "attendance_pattern")
    return (
        list(Course.objects.order_by("pk").values_list(*columns)),
        list(CourseRun.objects.order_by("pk").values_list(*runs)),
    )


def test_it_fills_an_empty_database(scale_catalogue):
    assert Course.objects.count() == scale_catalogue.courses == 300
    assert CourseRun.objects.count() == scale_catalogue.runs
    assert (Organisation.objects.count(), Venue.objects.count()) == (300, 1000)
    assert CourseReference.objects.count() == 300
    assert Place.objects.exists()


def test_every_course_is_listed_and_marked_by_its_source(scale_catalogue):
    assert Course.objects.listed_on(TODAY).count() == 300
    assert not Course.objects.exclude(source=ListingSource.DEMO, is_demo=False).exists()


def test_the_same_seed_writes_the_same_catalogue(scale_catalogue):
    before = content()

    services.generate(courses=300, seed=7, today=TODAY)

    assert content() == before


def test_another_seed_writes_another_catalogue(scale_catalogue):
    before = content()

    services.generate(courses=300, seed=8, today=TODAY)

    assert content() != before


def test_titles_and_names_are_varied(scale_catalogue):
    texts = [*Course.objects.values_list("title", flat=True)]
    texts += Course.objects.values_list("what_you_will_learn", flat=True)
    texts += Venue.objects.values_list("name", flat=True)
    texts += Organisation.objects.values_list("name", flat=True)
    words = {word.strip(".,:()").casefold() for text in texts for word in text.split()}

    assert len(words) > 2500  # several thousand with more courses
    assert len(set(texts[:300])) > 250


def test_a_text_has_about_120_words(scale_catalogue):
    course = Course.objects.first()
    texts = (
        course.who_this_course_is_for,
        course.what_you_will_learn,
        course.how_you_will_learn,
        course.what_you_will_need_to_bring,
        course.how_you_will_be_assessed,
        course.where_next,
    )

    assert 80 <= sum(len(text.split()) for text in texts) <= 160
    assert not any("{" in text for text in texts)


def test_venues_stand_close_to_a_real_outward_code_of_their_council(scale_catalogue):
    codes = {place.name: place for place in Place.objects.filter(kind="OUTWARD_CODE")}
    for venue in Venue.objects.select_related("council"):
        code = codes[venue.postcode]

        assert distance_miles(venue.point, code.point) < 4
        assert venue.council_id == code.parent_id


def test_runs_start_on_their_weekdays(scale_catalogue):
    for run in CourseRun.objects.filter(start_date__isnull=False):
        assert Weekday.values[run.start_date.weekday()] in run.days_of_week
        assert run.start_time < run.end_time


def test_clearing_the_demonstration_leaves_it_alone(scale_catalogue):
    clear()

    assert Course.objects.count() == 300


def test_clearing_removes_it_and_nothing_else(scale_catalogue):
    provider = Organisation.objects.create(name="Elmhurst Training", slug="elmhurst-training")
    course = Course.objects.create(provider=provider, title="Upholstery")

    counts = services.clear()

    assert counts == scale_catalogue
    assert list(Course.objects.all()) == [course]
    assert list(Organisation.objects.all()) == [provider]
    assert not Venue.objects.exists()
    assert not CourseReference.objects.exclude(course=course).exists()


def test_the_command_writes_and_clears():
    out = StringIO()

    call_command("generate_catalogue", courses=20, seed=1, today=TODAY, stdout=out)
    assert Vacancy.objects.live(TODAY).count() == 5
    call_command("generate_catalogue", clear=True, stdout=out)

    assert "Wrote 20 courses" in out.getvalue()
    assert "and 5 vacancies" in out.getvalue()
    assert "Removed 20 courses" in out.getvalue()
    assert not Vacancy.objects.exists()


def test_vacancies_are_of_both_kinds_and_most_have_a_place_of_the_region():
    counts = services.generate(courses=10, vacancies=200, seed=7, today=TODAY)

    assert counts.vacancies == Vacancy.objects.live(TODAY).count() == 200
    kinds = Counter(Vacancy.objects.values_list("kind", flat=True))
    assert kinds["APPRENTICESHIP"] > kinds["JOB"] > 40
    placed = Vacancy.objects.filter(locations__council__isnull=False).distinct().count()
    assert 180 < placed < 200
    assert Vacancy.objects.filter(is_national=True, locations__isnull=True).exists()
    for vacancy in Vacancy.objects.prefetch_related("locations"):
        vacancy.full_clean(exclude=["employer"])


def test_courses_are_the_same_beside_vacancies(scale_catalogue):
    before = content()

    services.generate(courses=300, vacancies=30, seed=7, today=TODAY)

    assert content() == before


def test_clearing_keeps_the_vacancies_of_others():
    services.generate(courses=10, vacancies=10, seed=7, today=TODAY)
    own = VacancyFactory()

    assert services.clear().vacancies == 10
    assert list(Vacancy.objects.all()) == [own]


def test_the_command_asks_how_many():
    with pytest.raises(CommandError, match="--courses"):
        call_command("generate_catalogue")
