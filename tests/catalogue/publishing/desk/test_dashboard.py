"""The start page of an organisation: what to do first, the courses, the first steps."""

import datetime
from typing import Any

import pytest
import time_machine

from catalogue.courses.enums import CourseMetric, CourseStatus
from catalogue.courses.models import Course, CourseCount, CourseReference
from catalogue.feedback.models import Enquiry, ProblemReport
from catalogue.providers.models import Membership, Organisation
from catalogue.publishing.editor.drafting import change, open_draft
from catalogue.publishing.enums import DraftKind, DraftState, UploadKind, UploadState
from catalogue.publishing.models import CourseFeed, Draft, Upload
from catalogue.vacancies.enums import VacancyStatus
from search.models import NearMiss
from tests.factories import (
    TODAY,
    CourseFactory,
    CourseRunFactory,
    OrganisationFactory,
    VacancyFactory,
    VenueFactory,
)
from tests.publishing_factories import client_of, make_member

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
MORNING = datetime.datetime(2026, 11, 25, 8, 30, tzinfo=datetime.UTC)


def page_of(member: Membership, path: str = "") -> str:
    response = client_of(member.user).get(f"/manage/{member.organisation.slug}/{path}")
    assert response.status_code == 200
    return response.content.decode()


def course_of(organisation: Organisation, *days: int, **values: Any) -> Course:
    """Return a course whose runs start so many days from today."""
    course = CourseFactory(provider=organisation, **values)
    for number in days:
        CourseRunFactory(course=course, start_date=TODAY + number * DAY)
    return course


def upload_of(organisation: Organisation, **values: Any) -> Upload:
    import uuid

    return Upload.objects.create(
        organisation=organisation,
        key=uuid.uuid4(),
        kind=UploadKind.COURSES,
        file_name="autumn.csv",
        **values,
    )


def draft_of(organisation: Organisation, kind: str = DraftKind.COURSE, **values: Any) -> Draft:
    return Draft.objects.create(organisation=organisation, kind=kind, **values)


@pytest.mark.parametrize(
    ("hour", "words"), [(8, "Good morning"), (13, "Good afternoon"), (19, "Good evening")]
)
def test_the_page_greets_by_the_clock_in_england(hour: int, words: str) -> None:
    member = make_member("EDITOR")
    member.user.first_name = "Lena"
    member.user.save()
    with time_machine.travel(datetime.datetime(2026, 11, 25, hour, tzinfo=datetime.UTC)):
        assert f"<h1>{words}, Lena</h1>" in page_of(member)


@time_machine.travel(MORNING)
@pytest.mark.parametrize(
    ("days", "values", "state"),
    [
        ([60], {}, "Live"),
        ([6], {}, "Ends in 6 days"),
        ([0], {}, "Ends today"),
        ([-3], {}, "Date has passed"),
        ([], {}, "Date has passed"),
        ([60], {"status": CourseStatus.PAUSED}, "Paused"),
    ],
)
def test_each_course_says_where_it_stands(
    days: list[int], values: dict[str, Any], state: str
) -> None:
    member = make_member("VIEWER")
    course_of(member.organisation, *days, title="Forklift truck, 3 days", **values)
    page = page_of(member)
    assert "Forklift truck, 3 days" in page
    assert f">{state}</span>" in page


@time_machine.travel(MORNING)
def test_a_course_that_starts_any_time_does_not_pass() -> None:
    member = make_member("VIEWER")
    course = course_of(member.organisation, 5)
    CourseRunFactory(course=course, start_date=None, is_flexible_start=True)
    assert ">Live</span>" in page_of(member)


@time_machine.travel(MORNING)
def test_withdrawn_courses_are_gone() -> None:
    member = make_member("VIEWER")
    course_of(member.organisation, 60, title="Old thing", status=CourseStatus.WITHDRAWN)
    assert "Old thing" not in page_of(member)
    assert "Old thing" not in page_of(member, "courses/")


@time_machine.travel(MORNING)
def test_everything_that_waits_is_named_and_leads_to_its_place() -> None:
    member = make_member("OWNER", second_step=False)
    organisation, slug = member.organisation, member.organisation.slug
    make_member("EDITOR", organisation=organisation, name="amir", second_step=False)
    course = course_of(organisation, 6, title="Forklift truck, 3 days")
    course_of(organisation, -2)
    draft_of(organisation, title="Excel, evening", state=DraftState.RETURNED, comment="Which room?")
    upload_of(organisation, state=UploadState.PUBLISHED, rows_held=14)
    feed = CourseFeed.objects.create(organisation=organisation, address="https://a.example/f.xml")
    upload_of(organisation, feed=feed, source="FEED", state=UploadState.QUARANTINED)
    ProblemReport.objects.create(course=course, reason="WRONG_DATE", text="Nobody answers")
    Enquiry.objects.create(course=course, name="Ada", email="a@example.org", idempotency_key="1")

    page = page_of(member)

    for words in (
        "1 person asks to join a course",
        "1 person says something is wrong",
        "Forklift truck, 3 days: “Nobody answers”",
        "Excel, evening was sent back",
        "Which room?",
        "The last run of your feed was held",
        "14 rows of your last file are held",
        "1 course has no date to join",
        "The last date of 1 course passes soon",
        "Set up a second step for signing in",
        "amir has no second step yet",
    ):
        assert words in page, words
    assert "things to do" in page
    assert f'href="/manage/{slug}/drafts/' in page


@time_machine.travel(MORNING)
def test_a_job_that_was_sent_back_leads_to_its_form() -> None:
    member = make_member("EDITOR")
    organisation, slug = member.organisation, member.organisation.slug
    drafts = [
        draft_of(organisation, kind=DraftKind.VACANCY, title=f"Porter {n}", state="RETURNED")
        for n in range(4)
    ]
    page = page_of(member)
    assert "Porter 3 was sent back" in page
    assert f'href="/manage/{slug}/jobs/drafts/{drafts[3].pk}/"' in page
    assert page.count(f'href="/manage/{slug}/drafts/') == 0
    assert "More were sent back" in page


@time_machine.travel(MORNING)
def test_a_report_of_a_job_is_named_by_the_job() -> None:
    member = make_member("EDITOR")
    job = VacancyFactory(employer=member.organisation, title="Care assistant")
    ProblemReport.objects.create(vacancy=job, reason="WRONG_COST", text="It pays less")
    assert "Care assistant: “It pays less”" in page_of(member)


@time_machine.travel(MORNING)
def test_what_is_done_is_not_named() -> None:
    member = make_member("EDITOR")
    course = course_of(member.organisation, 60)
    upload_of(member.organisation, state=UploadState.PUBLISHED, rows_held=14)
    upload_of(member.organisation, state=UploadState.PUBLISHED)
    ProblemReport.objects.create(course=course, reason="WRONG_DATE", status="DONE")
    assert "Nothing waits for you" in page_of(member)


def test_a_file_of_which_every_row_is_held_is_not_called_ready() -> None:
    member = make_member("EDITOR")
    values = {"state": UploadState.CHECKED, "rows_held": 100, "checked_at": MORNING}
    upload = upload_of(member.organisation, **values)
    assert "100 rows of your last file are held" in page_of(member)
    assert "Ready to publish" not in page_of(member, "uploads/")
    assert "no row is good yet" in page_of(member, f"uploads/{upload.pk}/")
    Upload.objects.update(rows_loaded=1)
    assert "A file waits for you to publish it" in page_of(member)
    assert "Ready to publish" in page_of(member, "uploads/")


@time_machine.travel(MORNING)
def test_nothing_of_another_organisation_is_shown() -> None:
    mine, theirs = make_member("OWNER"), make_member("OWNER", name="other")
    course = course_of(theirs.organisation, 6, title="Secret course")
    draft_of(theirs.organisation, title="Secret draft", state=DraftState.RETURNED)
    upload_of(theirs.organisation, state=UploadState.CHECKED)
    ProblemReport.objects.create(course=course, reason="WRONG_DATE", text="Secret words")
    for path in ("", "courses/", "courses/?q=secret", "log/", "people/"):
        assert "Secret" not in page_of(mine, path)
    assert "autumn.csv" not in page_of(mine)


@time_machine.travel(MORNING)
def test_numbers_below_five_stay_hidden_and_quality_is_shown() -> None:
    member = make_member("VIEWER")
    course = course_of(member.organisation, 60)
    for metric, count in ((CourseMetric.SHOWN, 412), (CourseMetric.JOINED, 3)):
        CourseCount.objects.create(course=course, date=TODAY - 3 * DAY, metric=metric, count=count)
    page = page_of(member)
    assert ">412<" in page
    assert ">Fewer than 5<" in page
    assert "wm-chart" in page


@time_machine.travel(MORNING)
def test_searches_that_narrowly_missed_are_told() -> None:
    member = make_member("VIEWER")
    course_of(member.organisation, 60)
    NearMiss.objects.create(
        organisation=member.organisation,
        words="english evening",
        place="Tipton",
        condition="WHEN",
        wanted=["evening"],
        has=["day"],
        listing="course:1",
        listing_title="English",
        listings=1,
        times=41,
        found_at=MORNING,
    )
    assert "“english evening” near Tipton" in page_of(member)


def test_a_new_organisation_is_led_to_its_first_course() -> None:
    member = make_member("OWNER", second_step=False)
    page = page_of(member)
    assert "Five steps to your first course" in page
    assert page.count('aria-current="step"') == 1
    assert "Do this first" not in page  # the second step is among the five

    organisation = member.organisation
    organisation.about = "We teach English."
    organisation.save()
    VenueFactory(provider=organisation)
    page = page_of(member)
    assert page.count("(done)") == 2


@time_machine.travel(MORNING)
@pytest.mark.parametrize("kind", ["EMPLOYER", "NHS"])
def test_a_new_employer_is_led_to_its_first_job(kind: str) -> None:
    member = make_member("OWNER", organisation=OrganisationFactory(kind=kind))
    page = page_of(member)
    assert "Four steps to your first job" in page
    assert "jobs/new/" in page
    assert "first course" not in page

    VacancyFactory(employer=member.organisation)
    page = page_of(member)
    assert "Four steps" not in page
    assert "All jobs" in page


@time_machine.travel(MORNING)
def test_the_first_steps_end_with_a_live_course_and_are_not_for_readers() -> None:
    member = make_member("EDITOR")
    reader = make_member("VIEWER", organisation=member.organisation, name="reader")
    assert "Five steps" not in page_of(reader)
    course_of(member.organisation, 60, status=CourseStatus.DRAFT)
    assert "Five steps" in page_of(member)
    course_of(member.organisation, 60)
    assert "Five steps" not in page_of(member)


@time_machine.travel(MORNING)
@pytest.mark.parametrize("status", [CourseStatus.PAUSED, CourseStatus.WITHDRAWN])
def test_who_takes_the_only_course_off_is_not_led_to_a_first_one_again(status: str) -> None:
    member = make_member("EDITOR")
    course_of(member.organisation, 60, status=status)
    assert "Five steps" not in page_of(member)


@time_machine.travel(MORNING)
def test_an_employer_who_closes_the_only_job_is_not_led_to_a_first_one_again() -> None:
    member = make_member("OWNER", organisation=OrganisationFactory(kind="EMPLOYER"))
    VacancyFactory(employer=member.organisation, status=VacancyStatus.WITHDRAWN)
    assert "Four steps" not in page_of(member)


@time_machine.travel(MORNING)
def test_a_course_that_was_only_opened_has_no_changes() -> None:
    member = make_member("EDITOR")
    course = course_of(member.organisation, 60, title="Welding")
    draft = open_draft(course, actor=member.user)
    assert "Changes not live yet" not in page_of(member, "courses/")
    change(draft, lambda content: {**content, "title": "Welding at last"}, actor=member.user)
    assert "Changes not live yet" in page_of(member, "courses/")


@time_machine.travel(MORNING)
def test_the_list_is_searched_by_name_and_reference_and_kept_by_state() -> None:
    member = make_member("VIEWER")
    organisation = member.organisation
    one = course_of(organisation, 60, title="Welding level 1")
    CourseReference.objects.create(course=one, reference="LOC-118")
    course_of(organisation, 6, title="Forklift truck")
    draft_of(organisation, title="Plumbing: first steps")

    assert "3 courses" in page_of(member, "courses/")
    assert "Welding" in page_of(member, "courses/?q=loc-1")
    assert "Forklift" not in page_of(member, "courses/?q=loc-1")
    todo = page_of(member, "courses/?state=todo")
    assert "Forklift" in todo
    assert "Welding" not in todo
    drafts = page_of(member, "courses/?state=drafts")
    assert "Plumbing" in drafts
    assert "Forklift" not in drafts
    assert "No course is like this" in page_of(member, "courses/?q=zzz")


@pytest.mark.parametrize(
    "query", ["state=%00", "page=-1", "page=99999999999", "q=" + "x" * 5000, "page=abc&state=all"]
)
def test_odd_addresses_are_answered(query: str) -> None:
    page_of(make_member("VIEWER"), f"courses/?{query}")


@time_machine.travel(MORNING)
@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (["2027-03-02", "2027-01-12"], "12 January"),
        (["2026-01-12", "2027-03-02"], "2 March"),  # the first is over
        (["next Tuesday"], "Not known"),
        ([None, ["2027-01-12"]], "Not known"),
        ([], "Not known"),
    ],
    ids=["the next", "one is over", "no day yet", "odd", "none"],
)
def test_a_draft_says_the_next_day_that_is_written_in_it(typed: list[Any], words: str) -> None:
    member = make_member()
    runs = [{"id": None, "start_date": day} for day in typed]
    runs.append({"id": None, "start_date": "2026-12-01", "status": "CANCELLED"})
    draft_of(member.organisation, title="Plumbing", content={"title": "Plumbing", "runs": runs})
    row = page_of(member, "courses/").split("Plumbing")[-1].split("</tr>")[0]
    assert words in row


def test_drafts_come_first_and_every_course_is_on_one_page_only() -> None:
    member = make_member("VIEWER")
    titles = {f"Course {number:03}" for number in range(103)}
    for title in titles:
        course_of(member.organisation, 60, title=title)
    drafts = {f"Draft {number:03}" for number in range(52)}
    for title in drafts:
        draft_of(member.organisation, title=title)
    seen: list[str] = []
    for number in range(1, 5):
        page = page_of(member, f"courses/?page={number}")
        seen += [title for title in titles | drafts if f">{title}<" in page]
    assert len(seen) == len(set(seen)) == 155


@time_machine.travel(MORNING)
@pytest.mark.parametrize("path", ["", "courses/"])
def test_the_pages_ask_the_same_of_the_database_however_many_courses_there_are(
    path: str, django_assert_num_queries: Any
) -> None:
    member = make_member("OWNER")
    url = f"/manage/{member.organisation.slug}/{path}"
    venue = VenueFactory(provider=member.organisation)
    client = client_of(member.user)

    def fill(number: int) -> None:
        for _ in range(number):
            course = CourseFactory(provider=member.organisation)
            CourseRunFactory.create_batch(2, course=course, venue=venue)

    fill(3)
    client.get(url)
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(url)
    fill(60)
    with django_assert_num_queries(len(few)):
        client.get(url)
    assert len(few) <= 45
