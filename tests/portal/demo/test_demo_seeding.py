import datetime
from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command

from catalogue.courses.enums import CourseStatus, ListingSource, Weekday
from catalogue.courses.models import Course, CourseCount, CourseReference, CourseRun, FundingRule
from catalogue.feedback.models import ProblemReport
from catalogue.providers.models import Organisation, Venue
from catalogue.publishing.models import Draft
from catalogue.vacancies.models import Vacancy
from portal.core.models import Place, Sector, SiteContact, Subject
from portal.core.signals import listings_changed
from portal.demo.services import (
    clear,
    demonstration_is_stale,
    ensure_region,
    ensure_staff_login,
    seed,
)

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2026, 9, 2)
MODELS = (Organisation, Venue, Course, CourseRun, CourseReference, FundingRule)


@pytest.fixture
def announced():
    """The lists of ids that were announced, one a signal."""
    heard: list[list[int]] = []

    def hear(ids, **kwargs):
        heard.append(list(ids))

    listings_changed.connect(hear)
    yield heard
    listings_changed.disconnect(hear)


def snapshot():
    """Every row of the demonstration, with the moment of its last change."""
    rows = {model: sorted(model.objects.values_list(), key=repr) for model in MODELS}
    rows[CourseRun.funding_rules.through] = sorted(
        CourseRun.funding_rules.through.objects.values_list()
    )
    rows[Course.sectors.through] = sorted(Course.sectors.through.objects.values_list())
    return rows


def own_course(**values):
    """A course that somebody typed, at a provider of their own."""
    provider = Organisation.objects.create(name="Elmhurst Training", slug="elmhurst-training")
    return Course.objects.create(provider=provider, title="Upholstery", **values)


def test_seeding_twice_on_one_day_changes_nothing(demonstration, announced):
    before = snapshot()

    report = seed(today=TODAY)

    assert snapshot() == before
    assert {(each.added, each.changed) for each in report.rows.values()} == {(0, 0)}
    assert (report.removed, report.announced) == (0, 0)
    assert announced == []


def test_seeding_announces_every_listing_in_one_message_a_kind(db, announced):
    report = seed(today=TODAY)

    kinds = [Vacancy.objects.filter(kind=kind).count() for kind in ("APPRENTICESHIP", "JOB")]
    assert [len(ids) for ids in announced] == [Course.objects.count(), *kinds]
    assert sum(len(ids) for ids in announced) == report.announced


def test_seeding_later_moves_the_dates_and_keeps_the_rows(demonstration):
    before = set(CourseRun.objects.values_list("pk", flat=True))
    later = TODAY + datetime.timedelta(days=30)

    seed(today=later)

    assert set(CourseRun.objects.values_list("pk", flat=True)) == before
    assert CourseRun.objects.filter(start_date__gte=later).count() > 400


def test_only_the_rows_that_differ_are_written(demonstration, announced):
    course = Course.objects.get(identity_key="demo:heat-pump-basics")
    Course.objects.filter(pk=course.pk).update(title="Changed by hand")

    report = seed(today=TODAY)

    assert report.rows["courses"].changed == 1
    assert announced == [[course.pk]]
    course.refresh_from_db()
    assert course.title != "Changed by hand"


def test_a_moved_venue_announces_the_courses_taught_there(demonstration, announced):
    venue = Venue.objects.get(reference="AL-WAL")
    Venue.objects.filter(pk=venue.pk).update(nearest_stop="Elsewhere")

    seed(today=TODAY)

    taught_there = Course.objects.filter(runs__venue=venue).values_list("pk", flat=True)
    assert announced == [sorted(set(taught_there))]


def test_a_course_that_left_the_files_is_removed(demonstration):
    provider = Organisation.objects.filter(is_demo=True).first()
    old = Course.objects.create(
        provider=provider, title="Old", is_demo=True, identity_key="demo:old", source="DEMO"
    )

    report = seed(today=TODAY)

    assert report.removed == 1
    assert not Course.objects.filter(pk=old.pk).exists()


def test_a_run_to_come_starts_on_one_of_its_weekdays(demonstration):
    dated = CourseRun.objects.filter(start_date__isnull=False).exclude(days_of_week=[])
    wrong = [
        run.pk for run in dated if Weekday.values[run.start_date.weekday()] not in run.days_of_week
    ]

    assert dated.count() > 400
    assert wrong == []


def test_started_runs_are_there_but_not_listed(demonstration):
    started = CourseRun.objects.filter(start_date__lt=TODAY)

    assert started.count() >= 5
    assert not CourseRun.objects.open_on(TODAY).filter(pk__in=started).exists()


def test_two_courses_show_what_an_old_link_gives_and_all_others_can_be_joined(demonstration):
    gone = Course.objects.exclude(pk__in=Course.objects.listed_on(TODAY))

    assert sorted(gone.values_list("title", "status")) == [
        ("Screen printing on fabric", CourseStatus.WITHDRAWN),
        ("Upholstery: rebuild one chair from the frame", CourseStatus.LIVE),
    ]


def test_every_row_is_marked_as_demonstration(demonstration):
    assert not Course.objects.exclude(is_demo=True, source=ListingSource.DEMO).exists()
    assert not Organisation.objects.exclude(is_demo=True, name__endswith=" (demo)").exists()
    assert not Venue.objects.exclude(is_demo=True).exists()


def test_the_two_willenhalls_are_told_apart(demonstration):
    venue = Venue.objects.get(reference="AL-WIL")

    assert (venue.council.slug, venue.town_place.slug) == ("walsall", "willenhall-walsall")


def test_rules_about_money_stand_on_runs_with_a_price_only(demonstration):
    with_rules = CourseRun.objects.filter(funding_rules__isnull=False)

    assert with_rules.filter(course__subject__slug="maths").exists()
    assert not with_rules.filter(cost_pence=0).exists()


def test_pages_say_that_the_data_is_a_demonstration_until_it_is_cleared(demonstration):
    assert SiteContact.objects.get().is_demonstration
    assert SiteContact.objects.get().help_phone == "0808 157 0000"

    clear()

    contact = SiteContact.objects.get()
    assert not contact.is_demonstration
    assert (contact.help_phone, contact.help_hours, contact.email) == ("", "", "")


def test_a_real_help_number_stays(db):
    contact = SiteContact.load()
    contact.help_phone = "0121 496 0999"
    contact.save()

    seed(today=TODAY)
    clear()

    assert SiteContact.objects.get().help_phone == "0121 496 0999"


def test_clearing_removes_the_demonstration_and_nothing_else(demonstration, announced):
    course = own_course()
    announced.clear()
    demo_courses = Course.objects.filter(is_demo=True).count()
    kinds = [Vacancy.objects.filter(kind=kind).count() for kind in ("APPRENTICESHIP", "JOB")]

    report = clear()

    assert not Vacancy.objects.exists()

    assert list(Course.objects.all()) == [course]
    assert list(Organisation.objects.all()) == [course.provider]
    assert not Venue.objects.exists()
    assert not CourseRun.objects.exists()
    assert Place.objects.exists()
    assert Sector.objects.exists()
    assert Subject.objects.exists()
    assert report.removed["courses"] == demo_courses
    assert [len(ids) for ids in announced] == [demo_courses, *kinds]


def test_clearing_takes_what_people_joined_to_the_demonstration_with_it(demonstration):
    course, vacancy = Course.objects.first(), Vacancy.objects.first()
    CourseCount.objects.create(course=course, date=TODAY, metric="VIEWED", count=3)
    ProblemReport.objects.create(course=course, reason="WRONG_DATE")
    ProblemReport.objects.create(vacancy=vacancy, reason="WRONG_DATE")
    Draft.objects.create(organisation=course.provider, kind="COURSE", course=course)

    clear()

    for model in (Course, Vacancy, CourseCount, ProblemReport, Draft):
        assert not model.objects.exists()


def test_clearing_keeps_what_a_real_course_uses(demonstration):
    venue = Venue.objects.get(reference="AL-WAL")
    course = own_course()
    run = CourseRun.objects.create(course=course, delivery_mode="CLASSROOM", venue=venue)

    report = clear()

    run.refresh_from_db()
    assert run.venue == venue
    assert report.kept == [venue.provider.name]


def test_seeding_never_changes_somebody_elses_organisation(db):
    Organisation.objects.create(name="Anvil and Loom Ltd", slug="anvil-loom")

    with pytest.raises(CommandError, match="Give that organisation another address part"):
        call_command("seed_demo", today=TODAY, verbosity=0)

    assert Organisation.objects.count() == 1
    assert Course.objects.count() == 0


def test_seeding_leaves_courses_of_others_alone(demonstration):
    course = own_course(identity_key="demo:mine")
    before = Course.objects.filter(pk=course.pk).values().get()

    seed(today=TODAY + datetime.timedelta(days=1))

    assert Course.objects.filter(pk=course.pk).values().get() == before


@pytest.mark.parametrize(
    ("days_later", "is_stale"),
    [pytest.param(0, False, id="same day"), pytest.param(30, True, id="a month later")],
)
def test_the_demonstration_grows_stale(demonstration, days_later, is_stale):
    assert demonstration_is_stale(today=TODAY + datetime.timedelta(days=days_later)) is is_stale


def test_the_newest_date_may_be_seven_days_old(demonstration):
    newest = Course.objects.order_by("-checked_date").first().checked_date

    assert not demonstration_is_stale(today=newest + datetime.timedelta(days=7))
    assert demonstration_is_stale(today=newest + datetime.timedelta(days=8))


def test_no_demonstration_counts_as_stale(db):
    assert demonstration_is_stale(today=TODAY)


def test_a_demonstration_without_vacancies_counts_as_stale(demonstration):
    newest = Course.objects.order_by("-checked_date").first().checked_date
    Vacancy.objects.all().delete()

    assert demonstration_is_stale(today=newest)


def test_a_site_without_demonstration_has_places_and_subjects_and_keeps_their_names(db):
    ensure_region(today=TODAY)
    Subject.objects.filter(slug="maths").update(name="Numbers")

    ensure_region(today=TODAY)

    assert Place.objects.filter(slug="walsall").exists()
    assert Subject.objects.get(slug="maths").name == "Numbers"


def test_the_staff_password_is_given_once(db):
    password = ensure_staff_login()

    user = get_user_model().objects.get(username="editor")
    assert user.check_password(password)
    assert [group.name for group in user.groups.all()] == ["Administrators"]
    assert not user.is_superuser
    assert ensure_staff_login() is None


def test_the_commands_say_what_they_did(db):
    out = StringIO()

    call_command("seed_demo", today=TODAY, stdout=out)
    courses, runs = Course.objects.count(), CourseRun.objects.count()
    vacancies = Vacancy.objects.count()
    call_command("clear_demo", stdout=out)

    assert f"courses: {courses} ({courses} added, 0 changed)" in out.getvalue()
    assert f"Removed {vacancies} vacancies, {runs} runs, {courses} courses" in out.getvalue()
