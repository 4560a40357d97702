"""Reports of visitors: joined by listing for moderators, its own for each provider."""

import datetime
import re
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from catalogue.courses.enums import CourseStatus
from catalogue.courses.models import Course
from catalogue.feedback.enums import ProblemReason, ProblemStatus
from catalogue.feedback.models import ProblemReport
from catalogue.providers.enums import AuditAction, MemberRole
from catalogue.providers.models import AuditEntry, Membership, Organisation
from catalogue.publishing.checks import reports
from catalogue.publishing.enums import LetterKind
from catalogue.publishing.letter_writing import render_letter
from catalogue.publishing.models import Letter
from catalogue.vacancies.enums import VacancyStatus
from portal.core.signals import listings_changed
from tests.factories import CourseFactory, OrganisationFactory, VacancyFactory
from tests.publishing_factories import client_of, make_member, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_clock")]
NOW = datetime.datetime(2026, 11, 26, 10, tzinfo=datetime.UTC)
GONE = ProblemReason.DOES_NOT_EXIST


@pytest.fixture
def _clock() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def course(organisation: Organisation) -> Course:
    course: Course = CourseFactory(provider=organisation, title="Barista taster")
    return course


def report(about: Any, *, days_ago: int = 1, reason: str = GONE, text: str = "") -> ProblemReport:
    where = {"course": about} if isinstance(about, Course) else {"vacancy": about}
    made = ProblemReport.objects.create(**where, reason=reason, text=text)
    at = NOW - datetime.timedelta(days=days_ago)
    ProblemReport.objects.filter(pk=made.pk).update(created_at=at)
    return made


def words_of(response: Any) -> str:
    html = response.content.decode()
    main = html[html.index("<main") : html.index("</main>")]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def url_of(about: Any) -> str:
    kind = "course" if isinstance(about, Course) else "vacancy"
    return reverse("publishing:check_report", args=[kind, about.pk])


def test_three_that_say_it_does_not_exist_are_urgent_and_come_first(course: Course) -> None:
    other = CourseFactory()
    report(other, days_ago=40, reason=ProblemReason.WRONG_DATE)
    for days in (13, 2, 1):
        report(course, days_ago=days)

    found = reports.reported_listings(now=NOW)

    assert [(one.number, one.total, one.is_urgent) for one in found] == [
        (course.pk, 3, True),
        (other.pk, 1, False),
    ]


def test_one_that_says_that_a_job_asks_for_money_is_urgent(course: Course) -> None:
    report(course, days_ago=9)
    job = VacancyFactory()
    report(job, reason=ProblemReason.ASKS_MONEY)

    assert [one.kind for one in reports.reported_listings(now=NOW)] == ["vacancy", "course"]


def test_moderators_read_what_visitors_say_by_listing(moderator: Client, course: Course) -> None:
    for text in ("Nobody was there.", "", "<b>Closed</b>"):
        report(course, text=text)

    html = moderator.get(reverse("publishing:check_reports"))

    words = words_of(html)
    assert "Barista taster" in words
    assert "Urgent" in words
    assert "Nobody was there." in words
    assert "<b>Closed</b>" not in html.content.decode()


def test_closing_reports_leaves_one_that_came_meanwhile_open(
    moderator: Client, course: Course, organisation: Organisation, sam: Any
) -> None:
    seen = report(course)
    late = report(course, days_ago=0)

    moderator.post(
        url_of(course), {"do": "resolve", "seen": str(seen.pk), "comment": "They called back."}
    )

    states = dict(ProblemReport.objects.values_list("pk", "status"))
    assert states == {seen.pk: ProblemStatus.DONE, late.pk: ProblemStatus.OPEN}
    entry = AuditEntry.objects.get()
    assert (entry.organisation, entry.actor, entry.action) == (
        organisation,
        sam,
        AuditAction.REPORT,
    )
    assert entry.facts == {
        "answer": "RESOLVED",
        "course": course.pk,
        "reports": 1,
        "comment": "They called back.",
    }


def test_reports_of_another_listing_are_not_closed(moderator: Client, course: Course) -> None:
    other = report(CourseFactory())

    moderator.post(url_of(course), {"do": "resolve", "seen": f"{other.pk},x,-1,{10**30}"})

    assert ProblemReport.objects.get().status == ProblemStatus.OPEN


def test_a_paused_course_is_off_the_site_and_its_owners_are_told(
    moderator: Client, course: Course, organisation: Organisation
) -> None:
    owner = make_member(MemberRole.OWNER, organisation=organisation, name="olu").user
    make_member(MemberRole.VIEWER, organisation=organisation, name="vera")
    made = report(course)
    announced: list[Any] = []

    def hear(sender: Any, kind: str, ids: list[int], **_more: Any) -> None:
        announced.append((kind, ids))

    listings_changed.connect(hear)
    try:
        without = moderator.post(url_of(course), {"do": "pause", "seen": str(made.pk)})
        moderator.post(
            url_of(course), {"do": "pause", "seen": str(made.pk), "comment": "Is it on?"}
        )
    finally:
        listings_changed.disconnect(hear)

    assert "Write what the provider must put right" in words_of(without)
    course.refresh_from_db()
    assert course.status == CourseStatus.PAUSED
    assert announced == [("course", [course.pk])]
    assert ProblemReport.objects.get().status == ProblemStatus.OPEN
    letter = Letter.objects.get()
    assert (letter.kind, letter.email) == (LetterKind.REVIEW_RETURNED, owner.email)
    assert "Is it on?" in render_letter(letter).text
    assert "off the site" in render_letter(letter).text


def test_a_job_of_an_employer_without_a_desk_is_held_and_its_reports_are_closed(
    moderator: Client,
) -> None:
    job = VacancyFactory(employer=None)
    made = report(job, reason=ProblemReason.ASKS_MONEY)

    moderator.post(url_of(job), {"do": "pause", "seen": str(made.pk), "comment": "Asks money."})

    job.refresh_from_db()
    assert job.status == VacancyStatus.HELD
    assert ProblemReport.objects.get().status == ProblemStatus.DONE


def test_of_two_moderators_the_second_reads_that_it_is_done(
    moderator: Client, course: Course
) -> None:
    made = report(course)
    for _moderator in range(2):
        moderator.post(url_of(course), {"do": "resolve", "seen": str(made.pk)})

    page = moderator.get(reverse("publishing:check_reports"))

    assert "Somebody closed these reports before you." in words_of(page)
    assert AuditEntry.objects.count() == 1


def test_a_provider_reads_its_reports_and_marks_them_as_put_right(
    member: Membership, course: Course, organisation: Organisation
) -> None:
    made = report(course, reason=ProblemReason.WRONG_COST, text="It was £20.")
    report(CourseFactory(title="Somebody else’s"))
    client = client_of(member.user)
    page = reverse("publishing:reports", args=[organisation.slug])

    before = words_of(client.get(page))
    url = reverse("publishing:report", args=[organisation.slug, made.pk])
    for _press in range(2):
        client.post(url, {"comment": "The price is £20 now."})
    after = words_of(client.get(page))

    assert "It was £20." in before
    assert "Somebody else" not in before
    assert "No report is open." in after
    made.refresh_from_db()
    assert made.status == ProblemStatus.DONE
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.actor) == (AuditAction.REPORT, member.user)
    assert entry.facts["comment"] == "The price is £20 now."


@pytest.mark.parametrize(
    ("who", "reads", "marks"),
    [
        (MemberRole.OWNER, 200, 302),
        (MemberRole.EDITOR, 200, 302),
        (MemberRole.VIEWER, 200, 403),
        ("suspended", 404, 404),
        ("of another", 404, 404),
        ("stranger", 404, 404),
    ],
    ids=str,
)
def test_who_may_read_and_mark_reports(
    course: Course, organisation: Organisation, who: str, reads: int, marks: int
) -> None:
    if who in MemberRole.values:
        user = make_member(who, organisation=organisation, name="rosa").user
    elif who == "suspended":
        user = make_member(
            MemberRole.OWNER, organisation=organisation, is_suspended=True, name="rosa"
        ).user
    elif who == "of another":
        user = make_member(MemberRole.OWNER, organisation=OrganisationFactory(), name="rosa").user
    else:
        user = make_user("rosa")
    made, client = report(course), client_of(user)

    read = client.get(reverse("publishing:reports", args=[organisation.slug]))
    mark = client.post(reverse("publishing:report", args=[organisation.slug, made.pk]))

    assert (read.status_code, mark.status_code) == (reads, marks)
    made.refresh_from_db()
    assert (made.status == ProblemStatus.DONE) is (marks == 302)


def test_an_editor_reaches_no_report_of_another_organisation(member: Membership) -> None:
    made = report(CourseFactory())
    url = reverse("publishing:report", args=[member.organisation.slug, made.pk])

    assert client_of(member.user).post(url).status_code == 404
    made.refresh_from_db()
    assert made.status == ProblemStatus.OPEN


def test_an_unknown_kind_or_number_is_not_found(moderator: Client, course: Course) -> None:
    for kind, number in (("venue", 1), ("course", 2**62), ("course", 10**30)):
        assert moderator.get(f"/manage/checks/reports/{kind}/{number}/").status_code == 404
