"""Presses that come late, twice, in the wrong order, or at the same moment as somebody else's."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db.models import Model
from django.db.models.signals import post_init

from catalogue.courses.models import Course
from catalogue.feedback.enquiry_services import send_enquiry
from catalogue.feedback.models import Enquiry, ProblemReport
from catalogue.feeds.fetch_refusal import FetchRefusedError
from catalogue.providers.enums import MemberRole
from catalogue.providers.models import AuditEntry, Organisation
from catalogue.publishing.api.keys import key_of, make_key
from catalogue.publishing.checks import services as checks
from catalogue.publishing.checks.checklists import CHECKLISTS
from catalogue.publishing.desk.profile_services import inbox_token
from catalogue.publishing.editor.drafting import open_draft
from catalogue.publishing.editor.places import version_of
from catalogue.publishing.enums import LetterKind, ReviewKind, ReviewReason
from catalogue.publishing.feeds.services import fetch_due
from catalogue.publishing.letters import write_letter
from catalogue.publishing.models import ApiToken, CourseFeed, Draft, Letter, Review
from catalogue.publishing.people import services as people
from catalogue.publishing.people.member_services import change_role, suspend
from portal.accounts.groups import MODERATORS, ensure_groups
from tests.catalogue.publishing.editor.conftest import (
    NOW,
    TODAY,
    Scene,
    clock,  # noqa: F401
    scene,  # noqa: F401
)
from tests.factories import OrganisationFactory
from tests.publishing_factories import client_of, make_member, make_user

pytestmark = pytest.mark.django_db
TICKS = {code: True for code, _label in CHECKLISTS[ReviewKind.COURSE]}


def moderator() -> Any:
    ensure_groups()
    user = make_user("sam", email="sam@waymark.example")
    user.groups.add(Group.objects.get(name=MODERATORS))
    return user


def approve(review: Review) -> Any:
    return checks.approve(review, actor=moderator(), checks=TICKS, now=NOW, today=TODAY)


def ask(scene: Scene, draft: Draft) -> Review:  # noqa: F811
    return checks.ask(
        ReviewKind.COURSE,
        organisation=scene.organisation,
        title=draft.title,
        reasons=[ReviewReason.FIRST_PUBLISH],
        sent_by=scene.user,
        now=NOW,
        draft=draft,
    )


def at_the_moment_of(model: type[Model], work: Callable[[], Any]) -> None:
    """Do something once, just after the next row of a model was read."""

    def once(**_facts: Any) -> None:
        post_init.disconnect(dispatch_uid="hostile", sender=model)
        work()

    post_init.connect(once, sender=model, weak=False, dispatch_uid="hostile")


# --- a draft ------------------------------------------------------------------------------------


def test_a_page_opened_before_somebody_else_kept_publishes_nothing_unseen(scene) -> None:  # noqa: F811
    draft = scene.draft()
    page = scene.get("draft_publish", draft.pk).content.decode()
    assert f'name="version" value="{draft.version}"' in page
    Draft.objects.filter(pk=draft.pk).update(
        content={**draft.content, "title": "Half a ti"}, version=draft.version + 1
    )

    answer = scene.post("draft_publish", draft.pk, data={"version": draft.version}, follow=True)

    assert not Course.objects.exists()
    assert answer.redirect_chain == [(scene.url("draft_publish", draft.pk), 302)]
    assert "changed this course meanwhile" in answer.content.decode()
    assert f'name="version" value="{draft.version + 1}"' in answer.content.decode()
    scene.post("draft_publish", draft.pk, data={"version": draft.version + 1})
    assert Course.objects.get().title == "Half a ti"


@pytest.mark.parametrize("status", ["PAUSED", "WITHDRAWN"])
def test_no_way_around_reports_of_a_course_that_is_off(scene, status: str) -> None:  # noqa: F811
    """What a moderator paused comes back when its reports are answered: not by a draft either."""
    course = scene.course()
    Course.objects.filter(pk=course.pk).update(status="PAUSED")
    ProblemReport.objects.create(course=course, reason="ASKS_MONEY")
    if status == "WITHDRAWN":
        scene.post("course_withdraw", course.pk)
    draft = open_draft(course, actor=scene.user)

    by_draft = scene.post("draft_publish", draft.pk)
    by_press = scene.post("course_bring_back", course.pk)

    course.refresh_from_db()
    assert course.status == status
    assert by_draft.url == by_press.url == scene.url("reports")
    assert Draft.objects.filter(pk=draft.pk).exists()
    ProblemReport.objects.update(status="DONE")
    scene.post("draft_publish", draft.pk)
    course.refresh_from_db()
    assert course.status == "LIVE"


@pytest.mark.parametrize("press", ["draft_take_back", "draft_throw_away"])
def test_an_approval_at_the_moment_of_taking_back_is_told(scene, press: str) -> None:  # noqa: F811
    draft = scene.draft()
    review = ask(scene, draft)
    at_the_moment_of(Draft, lambda: approve(review))

    answer = scene.post(press, draft.pk, follow=True)

    assert answer.redirect_chain[-1][0] == scene.url("course_live", Course.objects.get().pk)
    assert answer.status_code == 200
    review.refresh_from_db()
    assert review.state == "APPROVED"


def test_a_request_to_join_that_is_approved_while_it_is_taken_back(scene) -> None:  # noqa: F811
    amir = make_user("amir")
    asked = people.Asked(person_name="Amir", organisation_name="Ash Lane Hall", kind="COMMUNITY")
    request = people.ask_to_join(amir, asked=asked, now=NOW)
    review = Review.objects.get(join_request=request)
    ticks = {code: True for code, _label in CHECKLISTS[ReviewKind.JOIN]}
    by = moderator()
    at_the_moment_of(
        Review,
        lambda: checks.approve(
            Review.objects.get(pk=review.pk), actor=by, checks=ticks, now=NOW, today=TODAY
        ),
    )

    answer = client_of(amir).post("/manage/join/take-back/")

    assert answer.status_code == 302
    request.refresh_from_db()
    assert request.state == "APPROVED"
    assert amir.memberships.count() == 1


def test_a_course_that_moved_takes_its_draft_from_nobody(scene) -> None:  # noqa: F811
    """An administrator gave the course to another provider. Nobody else's draft is in the way."""
    course = scene.course()
    old = open_draft(course, actor=scene.user)
    other = make_member("EDITOR", organisation=OrganisationFactory(name="Other"), name="omar")
    Course.objects.filter(pk=course.pk).update(provider=other.organisation)

    theirs = scene.post("draft_publish", old.pk)
    theirs_page = scene.get("draft", old.pk)
    mine = client_of(other.user).post(
        f"/manage/{other.organisation.slug}/courses/{course.pk}/edit/", follow=True
    )

    assert (theirs.status_code, theirs_page.status_code) == (404, 404)
    assert mine.status_code == 200
    assert mine.redirect_chain
    course.refresh_from_db()
    assert course.provider == other.organisation


def test_a_check_of_a_course_that_moved_or_is_gone_is_no_error(scene) -> None:  # noqa: F811
    course, gone = scene.course(), scene.course(title="Baking")
    reviews = [ask(scene, open_draft(one, actor=scene.user)) for one in (course, gone)]
    Course.objects.filter(pk=course.pk).update(provider=OrganisationFactory(name="Other"))
    gone.delete()
    client = client_of(moderator())

    for review in reviews:
        url = f"/manage/checks/{review.pk}/"
        assert client.get(url).status_code == 200
        answer = client.post(url, {"do": "approve", "done": list(TICKS), "version": "1"})
        assert answer.status_code in (200, 409)
        review.refresh_from_db()
        assert review.state == "OPEN"
        client.post(url, {"do": "return", "comment": "It is not yours any more", "version": "1"})
        review.refresh_from_db()
        assert review.state == "RETURNED"


# --- an organisation that is taken off the site -------------------------------------------------


def test_a_feed_of_an_organisation_that_is_taken_off_is_not_fetched(scene) -> None:  # noqa: F811
    asked: list[str] = []

    def fetcher(address: str, **_more: Any) -> Any:
        asked.append(address)
        raise FetchRefusedError("NOT_FOUND", "Nothing is there")

    for name in ("https://a.example/1.csv", "https://a.example/2.csv"):
        CourseFeed.objects.create(organisation=scene.organisation, address=name)
    other = CourseFeed.objects.create(
        organisation=OrganisationFactory(name="Open"), address="https://b.example/1.csv"
    )
    Organisation.objects.filter(pk=scene.organisation.pk).update(is_live=False)

    fetch_due(now=NOW, today=TODAY, fetcher=fetcher)

    assert asked == [other.address]


def test_an_organisation_that_is_deleted_leaves_nothing_of_people_behind(scene) -> None:  # noqa: F811
    course, draft = scene.course(), scene.draft()
    ask(scene, draft)
    make_key(scene.organisation, name="Records", actor=scene.user, now=NOW)
    CourseFeed.objects.create(organisation=scene.organisation, address="https://a.example/1.csv")
    enquiry, _is_new = send_enquiry(
        course,
        said={"name": "Amina", "email": "amina@mail.example", "access": "NOTHING"},
        language="en-gb",
        idempotency_key="one",
        now=NOW,
    )
    write_letter(
        LetterKind.ENQUIRY, email="x@y.example", organisation=scene.organisation, now=NOW,
        facts={"name": "Amina"}, once_key=f"enquiry:{enquiry.pk}",
    )  # fmt: skip
    assert (enquiry.created_at, ApiToken.objects.get().created_at) == (NOW, NOW)
    token = inbox_token(scene.organisation)

    Course.objects.all().delete()  # a place with courses is kept from being deleted
    scene.organisation.delete()

    for model in (Draft, Review, ApiToken, CourseFeed, Enquiry, Letter, AuditEntry, Course):
        assert not model.objects.exists(), model
    assert scene.client.get(f"/manage/{scene.organisation.slug}/").status_code == 404
    assert scene.client.get(f"/manage/inbox/{token}/").status_code == 410
    assert scene.client.get("/manage/").status_code == 200
    assert scene.client.get("/accounts/").status_code == 200


# --- a person who goes ----------------------------------------------------------------------------


@pytest.mark.parametrize("action", ["suspend", "remove"])
def test_keys_of_who_goes_are_named_to_who_takes_them_out(scene, action: str) -> None:  # noqa: F811
    boss = make_member("OWNER", organisation=scene.organisation, name="boss")
    gone = make_member("OWNER", organisation=scene.organisation, name="gone")
    token, text = make_key(scene.organisation, name="Records", actor=gone.user, now=NOW)
    client = client_of(boss.user)
    base = f"/manage/{scene.organisation.slug}/people/"

    first = client.post(f"{base}{scene.member.pk}/", {"action": action}, follow=True)
    then = client.post(f"{base}{gone.pk}/", {"action": action}, follow=True)

    assert "that gone made still work" not in first.content.decode()
    assert "that gone made still work" in then.content.decode()
    assert key_of(text, today=TODAY) == token


def test_who_is_stopped_while_a_page_is_open_presses_nothing_any_more(scene) -> None:  # noqa: F811
    boss = make_member("OWNER", organisation=scene.organisation, name="boss")
    draft, course = scene.draft(), scene.course(title="Baking")
    presses = [
        ("draft_publish", draft.pk), ("draft_part", draft.pk, "learn"), ("course_pause", course.pk),
        ("draft_throw_away", draft.pk), ("course_new",), ("feed_new",), ("profile",), ("dates",),
    ]  # fmt: skip
    assert scene.get("draft_publish", draft.pk).status_code == 200
    for role, status in (("VIEWER", 403), (None, 404)):
        if role:
            change_role(
                scene.organisation, scene.member.pk, role=MemberRole(role), actor=boss.user, now=NOW
            )
        else:
            suspend(scene.organisation, scene.member.pk, actor=boss.user, now=NOW)
        for name, *rest in presses:
            answer = scene.post(name, *rest, data={"title": "Mine", "kind": "COURSE"})
            assert answer.status_code == status, (role, name)
    course.refresh_from_db()
    assert (course.status, Draft.objects.count()) == ("LIVE", 1)


# --- what the site needs is down ------------------------------------------------------------------


@pytest.mark.parametrize("what", ["the folder", "the server"])
def test_a_course_is_published_though_the_search_is_down(
    scene,  # noqa: F811
    settings: Any,
    tmp_path: Any,
    django_capture_on_commit_callbacks: Any,
    what: str,
) -> None:
    draft = scene.draft()
    folder = settings.SEARCH["embedded_directory"]
    broken = tmp_path / "file"
    broken.write_text("")
    settings.SEARCH = {
        **settings.SEARCH,
        **(
            {"embedded_directory": broken / "index"}
            if what == "the folder"
            else {"elasticsearch_url": "http://127.0.0.1:1"}
        ),
    }

    with django_capture_on_commit_callbacks(execute=True):
        answer = scene.post("draft_publish", draft.pk)

    course = Course.objects.get()
    assert answer.url == scene.url("course_live", course.pk)
    assert scene.client.get(course.get_absolute_url()).status_code == 200
    settings.SEARCH = {**settings.SEARCH, "embedded_directory": folder, "elasticsearch_url": ""}
    with django_capture_on_commit_callbacks(execute=True):
        scene.post("course_pause", course.pk)
        scene.post("course_bring_back", course.pk)
    assert course.title in scene.client.get("/search/?q=welding").content.decode()


def test_a_mail_server_that_refuses_stops_no_decision_and_no_sign_in(
    scene,  # noqa: F811
    settings: Any,
    django_capture_on_commit_callbacks: Any,
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    draft = scene.draft()
    review = ask(scene, draft)

    with django_capture_on_commit_callbacks(execute=True):
        approve(review)
    code = scene.client.__class__().post("/accounts/login/code/", {"email": scene.user.email})

    assert Course.objects.get().title == draft.title
    letter = Letter.objects.get(kind=LetterKind.REVIEW_APPROVED)
    assert (letter.state, letter.tries) == ("WAITING", 0)
    assert letter.due_at > NOW
    assert code.status_code == 302


def test_a_place_where_learners_go_is_not_moved_without_a_second_step(scene) -> None:  # noqa: F811
    """A stolen session would send them to another door, or have them call another number."""
    thief = make_member("EDITOR", organisation=scene.organisation, name="stolen", second_step=False)
    client = client_of(thief.user)
    url = scene.url("venue", scene.venue.pk)
    form = {
        "name": "Tipton campus", "postcode": "DY4 8NU", "phone": "09098790000",
        "venue_type": scene.venue.venue_type, "is_study_place": "on",
        "has_step_free_access": "UNKNOWN",
    }  # fmt: skip
    page = client.get(url).content.decode()
    form |= dict.fromkeys(re.findall(r'<input[^>]*type="radio"[^>]*name="(\w+)"', page), "UNKNOWN")
    form |= dict.fromkeys(re.findall(r'<select[^>]*name="(\w+)"', page), "UNKNOWN")
    form |= {"venue_type": scene.venue.venue_type, "seen": version_of(scene.venue)}

    before = client.post(url, form)
    scene.venue.refresh_from_db()
    assert (before.url, scene.venue.phone) == (scene.url("venues"), "09098790000")
    scene.course()
    after = client.post(url, {**form, "phone": "09098799999"})

    scene.venue.refresh_from_db()
    assert "/manage/second-step/" in after.url
    assert scene.venue.phone == "09098790000"
