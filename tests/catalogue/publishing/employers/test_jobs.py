"""Employers post jobs: kept whatever is missing, looked at, live, changed, closed."""

import datetime
import uuid
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse

from catalogue.providers.enums import AuditAction, MemberRole
from catalogue.publishing.checks import reports
from catalogue.publishing.checks import services as checks
from catalogue.publishing.checks.checklists import CHECKLISTS
from catalogue.publishing.employers import job_drafts, services
from catalogue.publishing.enums import DraftKind, DraftState, ReviewKind, ReviewState
from catalogue.publishing.models import Draft, Review
from catalogue.vacancies.enums import VacancyStatus
from catalogue.vacancies.models import Vacancy
from portal.core.clock import now, today
from tests.factories import OrganisationFactory, VacancyFactory
from tests.publishing_factories import client_of, make_member, make_user

pytestmark = pytest.mark.django_db
NOON = datetime.datetime(2026, 11, 26, 12, tzinfo=datetime.UTC)
GOOD = {
    "title": "Warehouse operative",
    "summary": "Pick and pack parcels.",
    "description": "You pick parcels and load vans.",
    "postcode": "ws1 1aa",
    "town": "Walsall",
    "wage_low_pence": "13.10",
    "wage_unit": "HOUR",
    "hours_per_week": "37.5",
    "closing_date": "18/1/2027",
    "apply_url": "jobs.cogsmith.example/1",
}


@pytest.fixture(autouse=True)
def _noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def member():
    employer = OrganisationFactory(name="Cogsmith", slug="cogsmith", is_trusted=False)
    return make_member(MemberRole.EDITOR, organisation=employer)


@pytest.fixture
def trusted(member):
    """A member of an employer whose jobs go straight live."""
    member.organisation.is_trusted = True
    member.organisation.save()
    return member


def send(member, *, do="send", key=None, **changes):
    data = GOOD | {"do": do, "key": str(key or uuid.uuid4())} | changes
    return client_of(member.user).post("/manage/cogsmith/jobs/new/", data)


def test_a_job_of_a_new_employer_waits_for_a_moderator_and_then_is_live(member):
    send(member)
    review = Review.objects.get()
    assert (review.kind, review.state) == (ReviewKind.VACANCY, ReviewState.OPEN)
    assert Vacancy.objects.count() == 0
    ticks = dict.fromkeys((code for code, _words in CHECKLISTS[ReviewKind.VACANCY]), True)
    checks.approve(review, actor=make_user("sam"), checks=ticks, now=now(), today=today())
    job = Vacancy.objects.get()
    assert (job.status, job.employer, job.wage_low_pence) == ("LIVE", member.organisation, 1310)
    assert job.wage_high_pence == 1310
    assert job.closing_date == datetime.date(2027, 1, 18)
    assert job.apply_url == "https://jobs.cogsmith.example/1"
    assert [one.postcode for one in job.locations.all()] == ["WS1 1AA"]
    assert Draft.objects.count() == 0


def test_a_trusted_employer_is_live_at_once(trusted):
    answer = send(trusted)
    assert answer.status_code == 302
    assert Vacancy.objects.get().title == "Warehouse operative"


def test_words_of_a_trap_wait_even_of_a_trusted_employer(trusted):
    send(trusted, description="You must first pay us a £50 registration fee.")
    assert Vacancy.objects.count() == 0
    assert "HELD_WORDS" in Review.objects.get().reasons


def test_a_form_sent_twice_begins_one_job(member):
    key = uuid.uuid4()
    send(member, do="keep", key=key)
    send(member, do="keep", key=key)
    assert Draft.objects.count() == 1


@pytest.mark.parametrize("page", ["empty form", "draft"])
def test_send_pressed_twice_posts_one_job(trusted, page):
    key, client = uuid.uuid4(), client_of(trusted.user)
    if page == "draft":
        send(trusted, do="keep", key=key)
        draft = Draft.objects.get()
        url = f"/manage/cogsmith/jobs/drafts/{draft.pk}/"
        data = GOOD | {"do": "send", "version": draft.version}
    else:
        url, data = "/manage/cogsmith/jobs/new/", GOOD | {"do": "send", "key": str(key)}

    answers = [client.post(url, data) for _press in range(2)]

    assert [answer.url for answer in answers] == ["/manage/cogsmith/jobs/"] * 2
    assert Vacancy.objects.count() == 1
    assert Draft.objects.count() == 0


def test_a_press_whose_draft_goes_live_at_this_moment_leads_to_the_list(member):
    taken = Draft.objects.create(organisation=OrganisationFactory(), kind=DraftKind.VACANCY)
    answer = send(member, key=taken.preview_key)  # as when it is gone after it was in the way
    assert answer.url == "/manage/cogsmith/jobs/"
    assert Draft.objects.get() == taken


def test_the_second_of_two_who_send_at_once_is_told_what_the_draft_became(trusted):
    send(trusted, do="keep")
    draft = Draft.objects.get()
    first, second = (
        services.send_job(one, actor=trusted.user, now=now(), today=today())
        for one in (draft, Draft.objects.get())
    )
    assert first == second == Vacancy.objects.get()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        pytest.param({"title": ""}, "Write the title of the job", id="no title"),
        pytest.param({"title": "***"}, "Write the title of the job", id="marks for a title"),
        pytest.param({"postcode": "Walsall"}, "Write the whole postcode", id="no postcode"),
        pytest.param({"wage_low_pence": ""}, "People do not apply without it", id="no pay"),
        pytest.param({"wage_low_pence": "TBC"}, "Enter a number of pounds", id="pay in words"),
        pytest.param({"wage_low_pence": "4"}, "under the legal minimum", id="under the floor"),
        pytest.param({"wage_unit": ""}, "Choose for what time the pay is", id="no unit"),
        pytest.param({"wage_unit": "FORTNIGHT"}, "Choose one of the times", id="unknown unit"),
        pytest.param({"closing_date": "31/2/2027"}, "not a day that we can read", id="no day"),
        pytest.param({"closing_date": "1/11/2026"}, "This day has passed", id="past day"),
        pytest.param({"closing_date": "1/12/2029"}, "within 180 days", id="far day"),
        pytest.param({"start_date": "1/12/2026"}, "before people can apply", id="start too soon"),
        pytest.param({"apply_url": ""}, "Say how people apply", id="no way to apply"),
        pytest.param({"apply_url": "javascript:alert(1)"}, "Enter a web address", id="script"),
        pytest.param({"hours_per_week": "169"}, "168", id="hours of a week"),
        pytest.param({"positions": "0"}, "1", id="nobody"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_is_kept(member, changes, words):
    answer = send(member, **changes)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    name, value = next(iter(changes.items()))
    kept = Draft.objects.get().content
    assert kept[name] == value or str(kept[name]) in value
    assert Review.objects.count() == 0


def test_what_no_database_takes_is_left_out_of_what_is_kept(member):
    send(member, do="keep", title="Ware\x00house", skills="lift\x00ing\nnight shifts")
    draft = Draft.objects.get()
    assert (draft.title, draft.content["title"]) == ("Warehouse", "Warehouse")
    assert draft.content["skills"] == ["lifting", "night shifts"]


def test_two_people_do_not_overwrite_each_other(member):
    send(member, do="keep")
    draft = Draft.objects.get()
    url = f"/manage/cogsmith/jobs/drafts/{draft.pk}/"
    first = client_of(member.user).post(url, GOOD | {"version": 1, "do": "keep", "title": "A"})
    second = client_of(member.user).post(url, GOOD | {"version": 1, "do": "keep", "title": "B"})
    assert (first.status_code, second.status_code) == (302, 409)
    draft.refresh_from_db()
    assert draft.title == "A"
    assert "B" in second.content.decode()


def test_a_job_that_is_looked_at_cannot_be_changed_meanwhile(member):
    send(member)
    draft = Draft.objects.get()
    assert draft.state == DraftState.IN_REVIEW
    url = f"/manage/cogsmith/jobs/drafts/{draft.pk}/"
    client_of(member.user).post(url, GOOD | {"version": draft.version, "title": "Other"})
    draft.refresh_from_db()
    assert draft.title == "Warehouse operative"


@pytest.mark.parametrize(("do", "left"), [("keep", 0), ("send", 1)], ids=["draft", "in review"])
def test_a_draft_is_thrown_away_unless_a_moderator_looks_at_it(member, do, left):
    send(member, do=do)
    url = reverse("publishing:throw_job_away", args=["cogsmith", Draft.objects.get().pk])
    client_of(member.user).post(url)
    assert Draft.objects.count() == left
    assert Review.objects.filter(state=ReviewState.OPEN).count() == left


def test_nothing_goes_out_without_a_second_step():
    employer = OrganisationFactory(slug="cogsmith")
    member = make_member(MemberRole.EDITOR, organisation=employer, second_step=False)
    answer = send(member)
    assert "second" in answer.url
    assert Vacancy.objects.count() == 0
    kept = reverse("publishing:job_draft", args=["cogsmith", Draft.objects.get().pk])
    assert parse_qs(urlsplit(answer.url).query)["next"] == [kept]


def test_a_live_job_is_changed_and_closed_and_offered_again(trusted):
    send(trusted)
    job, client = Vacancy.objects.get(), client_of(trusted.user)
    answer = client.post(f"/manage/cogsmith/jobs/{job.pk}/edit/")
    draft = Draft.objects.get()
    assert str(draft.pk) in answer.url
    page = client.get(answer.url).content.decode()
    assert 'value="13.10"' in page
    assert 'value="18/1/2027"' in page
    client.post(answer.url, GOOD | {"version": draft.version, "do": "send", "title": "Picker"})
    job.refresh_from_db()
    assert job.title == "Picker"
    client.post(f"/manage/cogsmith/jobs/{job.pk}/close/")
    job.refresh_from_db()
    assert job.status == VacancyStatus.WITHDRAWN
    client.post(f"/manage/cogsmith/jobs/{job.pk}/edit/")
    services.send_job(Draft.objects.get(), actor=trusted.user, now=now(), today=today())
    job.refresh_from_db()
    assert job.status == VacancyStatus.LIVE


def test_a_draft_in_which_nothing_was_changed_begins_anew_from_what_is_live(trusted):
    send(trusted)
    client, url = client_of(trusted.user), f"/manage/cogsmith/jobs/{Vacancy.objects.get().pk}/edit/"
    client.post(url)
    Vacancy.objects.update(title="Picker and packer")  # in the admin
    answer = client.post(url)
    assert Draft.objects.get().title == "Picker and packer"
    assert 'value="Picker and packer"' in client.get(answer.url).content.decode()


def test_what_the_team_changed_on_a_live_job_stays_where_the_employer_changed_nothing(trusted):
    send(trusted)
    client, job = client_of(trusted.user), Vacancy.objects.get()
    address = client.post(f"/manage/cogsmith/jobs/{job.pk}/edit/").url
    version = Draft.objects.get().version
    client.post(address, GOOD | {"version": version, "do": "keep", "title": "Picker"})
    Vacancy.objects.update(summary="Put right by the team.", title="Packer")

    services.send_job(Draft.objects.get(), actor=trusted.user, now=now(), today=today())

    job.refresh_from_db()
    assert (job.title, job.summary) == ("Picker", "Put right by the team.")


def test_a_job_closed_while_a_change_waits_is_not_brought_back_by_the_answer(member):
    job = VacancyFactory(employer=member.organisation, source="waymark", title="Porter")
    draft = job_drafts.draft_of_job(job, organisation=member.organisation, actor=member.user)
    draft = job_drafts.keep_job(
        draft, content=draft.content | {"title": "Cook"}, version=draft.version, actor=member.user
    )
    checks.ask(
        ReviewKind.VACANCY,
        organisation=member.organisation,
        title="Cook",
        reasons=[],
        sent_by=member.user,
        now=now(),
        draft=draft,
    )

    client_of(member.user).post(f"/manage/cogsmith/jobs/{job.pk}/close/")

    assert Review.objects.get().state == ReviewState.WITHDRAWN
    assert Draft.objects.count() == 0
    job.refresh_from_db()
    assert job.status == VacancyStatus.WITHDRAWN


def test_a_job_that_a_moderator_paused_comes_back_by_a_moderator_alone(trusted):
    send(trusted)
    job, client = Vacancy.objects.get(), client_of(trusted.user)
    sam = make_user("sam")
    reports.pause(job, seen=[], comment="Is it true?", actor=sam, now=now())

    client.post(f"/manage/cogsmith/jobs/{job.pk}/close/")  # then it could be offered again
    address = client.post(f"/manage/cogsmith/jobs/{job.pk}/edit/").url
    client.post(address, GOOD | {"version": Draft.objects.get().version, "do": "send"})

    job.refresh_from_db()
    review = Review.objects.get()
    assert (job.status, review.reasons) == (VacancyStatus.HELD, ["REPORTED"])

    ticks = dict.fromkeys((code for code, _words in CHECKLISTS[ReviewKind.VACANCY]), True)
    checks.approve(review, actor=sam, checks=ticks, now=now(), today=today())
    job.refresh_from_db()
    assert job.status == VacancyStatus.LIVE


def test_a_job_of_another_employer_now_is_nobodys_draft_of_before(trusted):
    send(trusted)
    job = Vacancy.objects.get()
    old = job_drafts.draft_of_job(job, organisation=trusted.organisation, actor=trusted.user)
    other = make_member(
        MemberRole.EDITOR, organisation=OrganisationFactory(slug="other"), name="ola"
    )
    Vacancy.objects.update(employer=other.organisation)  # in the admin

    page = client_of(trusted.user).get(f"/manage/cogsmith/jobs/drafts/{old.pk}/")
    assert page.status_code == 404
    assert "Warehouse operative" not in page_of(trusted, "/manage/cogsmith/jobs/")
    with pytest.raises(ValidationError, match="belongs to another organisation"):
        services.apply_vacancy_draft(old, actor=None, now=now(), today=today())
    job.refresh_from_db()
    new = job_drafts.draft_of_job(job, organisation=other.organisation, actor=other.user)
    assert new.organisation == other.organisation
    assert Draft.objects.get() == new


def page_of(member, address):
    return client_of(member.user).get(address).content.decode()


def test_the_log_tells_jobs_from_courses(trusted):
    employer = trusted.organisation
    send(trusted)
    services.close_job(Vacancy.objects.get(), actor=trusted.user, now=now())

    actions = employer.audit_entries.order_by("pk").values_list("action", flat=True)
    of_jobs = client_of(trusted.user).get("/manage/cogsmith/log/?kind=jobs").content.decode()
    of_courses = client_of(trusted.user).get("/manage/cogsmith/log/?kind=courses").content.decode()

    assert list(actions) == [AuditAction.JOB_PUBLISHED, AuditAction.JOB_WITHDRAWN]
    assert "Warehouse operative" in of_jobs
    assert "Warehouse operative" not in of_courses


def test_a_job_from_a_file_is_not_changed_here(member):
    job = VacancyFactory(employer=member.organisation, source="faa")
    client = client_of(member.user)
    assert client.post(f"/manage/cogsmith/jobs/{job.pk}/edit/").status_code == 404
    assert client.post(f"/manage/cogsmith/jobs/{job.pk}/close/").status_code == 404
    assert "It came by a file" in client.get("/manage/cogsmith/jobs/").content.decode()


def test_an_approval_after_the_last_day_is_refused_in_words(member):
    send(member)
    review = Review.objects.get()
    with time_machine.travel(datetime.datetime(2027, 2, 1, 12, tzinfo=datetime.UTC), tick=False):
        ticks = dict.fromkeys((code for code, _words in CHECKLISTS[ReviewKind.VACANCY]), True)
        with pytest.raises(Exception, match="This day has passed"):
            checks.approve(review, actor=make_user("sam"), checks=ticks, now=now(), today=today())
    assert Vacancy.objects.count() == 0


def test_the_list_asks_a_constant_number_of_questions(member, django_assert_num_queries):
    client = client_of(member.user)
    VacancyFactory.create_batch(3, employer=member.organisation, source="waymark")
    client.get("/manage/cogsmith/jobs/")
    with django_assert_num_queries(8) as few:
        client.get("/manage/cogsmith/jobs/")
    VacancyFactory.create_batch(20, employer=member.organisation, source="waymark")
    with django_assert_num_queries(len(few)):
        client.get("/manage/cogsmith/jobs/")
