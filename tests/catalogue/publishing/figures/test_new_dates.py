"""New dates for many courses on one page."""

import datetime

import pytest
from django.urls import reverse

from catalogue.courses.enums import CourseStatus, FundingEffect, RunStatus
from catalogue.courses.models import CourseRun, FundingRule
from catalogue.providers.enums import AuditAction
from catalogue.providers.models import AuditEntry
from catalogue.publishing.figures.passing import next_term, passing_of
from portal.core.signals import listings_changed
from tests.factories import CourseFactory, CourseRunFactory, VenueFactory
from tests.publishing_factories import client_of, make_member

TODAY = datetime.date(2026, 11, 26)
JANUARY = datetime.date(2027, 1, 11)


def run_in(college, days: int, title: str = "Welding", **values) -> CourseRun:
    return CourseRunFactory(
        course=CourseFactory(provider=college, title=title),
        start_date=TODAY + datetime.timedelta(days=days),
        **values,
    )


def address(college) -> str:
    return reverse("publishing:dates", args=[college.slug])


def send(client, college, **dates: str):
    data = {name.replace("_", "-"): value for name, value in dates.items()}
    return client.post(address(college), data)


@pytest.fixture
def announced():
    found: list[list[int]] = []

    def hear(sender, kind, ids, **_more):
        found.append(list(ids))

    listings_changed.connect(hear)
    yield found
    listings_changed.disconnect(hear)


def test_what_passes_comes_first_and_what_has_gone_after_it(college):
    gone = run_in(college, -10)
    soon = run_in(college, 20)
    sooner = run_in(college, 2)
    run_in(college, 29)
    flexible = run_in(college, 3)
    CourseRunFactory(course=flexible.course, start_date=None, is_flexible_start=True)
    CourseRunFactory(course=gone.course, start_date=TODAY - datetime.timedelta(days=300))
    run_in(college, 3).course.delete()
    CourseRunFactory(course=CourseFactory(provider=college, status=CourseStatus.PAUSED))

    found = [one.run_id for one in passing_of(college, today=TODAY)]

    assert found == [sooner.pk, soon.pk, gone.pk]


@pytest.mark.parametrize(
    ("day", "suggested"),
    [
        pytest.param("2026-11-30", "2027-01-11", id="before Christmas"),
        pytest.param("2026-09-02", "2027-01-06", id="long gone"),
        pytest.param("2027-01-18", "2027-04-26", id="after New Year"),
        pytest.param("2027-05-01", "2027-09-11", id="a Saturday stays one"),
    ],
)
def test_the_same_weekday_of_the_next_term_is_suggested(day, suggested):
    run = datetime.date.fromisoformat(day)
    found = next_term(run, today=TODAY)
    assert found.isoformat() == suggested
    assert found.weekday() == run.weekday()


def test_a_new_date_has_all_of_the_old_one(editor, college, announced):
    rule = FundingRule.objects.create(name="Free under 24", effect=FundingEffect.FREE)
    run = run_in(
        college,
        4,
        venue=VenueFactory(provider=college),
        end_date=TODAY + datetime.timedelta(days=74),
        enrol_by_date=TODAY + datetime.timedelta(days=2),
        places=12,
        places_left=1,
        status=RunStatus.FULL,
        waiting_weeks=3,
        cost_pence=9900,
        days_of_week=["MON"],
        reference="R-1",
    )
    run.funding_rules.add(rule)

    answer = send(editor, college, **{f"date_{run.pk}": "11/01/2027"})

    assert (answer.status_code, answer["Location"]) == (302, address(college))
    new = CourseRun.objects.exclude(pk=run.pk).get()
    assert (new.start_date, new.end_date) == (JANUARY, JANUARY + datetime.timedelta(days=70))
    assert new.enrol_by_date == JANUARY - datetime.timedelta(days=2)
    assert (new.places, new.places_left, new.status, new.waiting_weeks) == (
        12,
        12,
        "SCHEDULED",
        None,
    )
    assert (new.venue_id, new.cost_pence, new.days_of_week) == (run.venue_id, 9900, ["MON"])
    assert new.reference == ""
    assert list(new.funding_rules.all()) == [rule]
    run.refresh_from_db()
    assert run.status == RunStatus.FULL
    run.course.refresh_from_db()
    assert run.course.checked_date == TODAY
    assert [run.course_id] in announced
    entry = AuditEntry.objects.get(action=AuditAction.DATES)
    assert (entry.about, entry.facts) == ("Welding", {"dates": 1, "courses": 1})
    assert passing_of(college, today=TODAY) == []


@pytest.mark.parametrize("text", ["11/01/2027", "2027-01-11", "11 Jan 2027", " 11/1/2027 "])
def test_dates_may_be_written_in_several_ways(editor, college, text):
    run = run_in(college, 4)
    send(editor, college, **{f"date_{run.pk}": text})
    assert CourseRun.objects.filter(start_date=JANUARY).count() == 1


def test_right_dates_go_live_and_wrong_ones_stay_with_words(editor, college):
    good, past, odd, far, empty = (run_in(college, n, f"C{n}") for n in range(1, 6))
    answer = send(
        editor,
        college,
        **{
            f"date_{good.pk}": "11/01/2027",
            f"date_{past.pk}": "11/01/2026",
            f"date_{odd.pk}": "<b>soon</b>",
            f"date_{far.pk}": "11/01/2077",
            f"date_{empty.pk}": "",
            "date_x": "11/01/2027",
            "date_999999999": "11/01/2027",
        },
    )
    page = answer.content.decode()
    assert answer.status_code == 200
    assert CourseRun.objects.count() == 6
    assert "1 new date is live." in page
    assert "C2: This day has gone." in page
    assert "C3: Write the date like 11/01/2027." in page
    assert "&lt;b&gt;soon&lt;/b&gt;" in page
    assert "C4: This day is more than three years away." in page
    assert "This date is no longer on the list." in page
    assert "<title>Error:" in page
    assert 'value="11/01/2026"' in page


def test_pressed_twice_a_date_is_added_once(editor, college):
    run = run_in(college, 4)
    send(editor, college, **{f"date_{run.pk}": "11/01/2027"})
    answer = send(editor, college, **{f"date_{run.pk}": "11/01/2027"})
    assert "The course has this date already." in answer.content.decode()
    assert CourseRun.objects.count() == 2


def test_a_date_of_another_organisation_is_not_found(editor, college):
    strange = CourseRunFactory(start_date=TODAY)
    answer = send(editor, college, **{f"date_{strange.pk}": "11/01/2027"})
    assert "This date is no longer on the list." in answer.content.decode()
    assert CourseRun.objects.count() == 1


def test_suggestions_are_written_in_only_when_asked_and_save_nothing(editor, college):
    run_in(college, 4)
    plain = editor.get(address(college)).content.decode()
    assert "Same weekday next term: Monday 11 January 2027" in plain
    assert 'value="2027-01-11"' not in plain
    filled = editor.get(f"{address(college)}?fill=term").content.decode()
    assert 'value="2027-01-11"' in filled
    assert CourseRun.objects.count() == 1


def test_a_second_step_is_needed_before_dates_go_live(college):
    run = run_in(college, 4)
    client = client_of(make_member(organisation=college, name="new", second_step=False).user)
    assert "set up a second step" in client.get(address(college)).content.decode()
    answer = send(client, college, **{f"date_{run.pk}": "11/01/2027"})
    assert answer["Location"].startswith(reverse("publishing:second_step"))
    assert CourseRun.objects.count() == 1


def test_viewers_and_strangers_set_no_dates(college, viewer):
    run = run_in(college, 4)
    stranger = client_of(make_member(name="other").user)
    assert send(viewer, college, **{f"date_{run.pk}": "11/01/2027"}).status_code == 403
    assert send(stranger, college, **{f"date_{run.pk}": "11/01/2027"}).status_code == 404
    assert CourseRun.objects.count() == 1


def test_the_number_of_queries_does_not_grow(editor, college, django_assert_max_num_queries):
    for number in range(1, 21):
        run_in(college, number, venue=VenueFactory(provider=college))
    with django_assert_max_num_queries(14):
        editor.get(address(college))
