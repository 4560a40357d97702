"""From a draft to a course that people find, at once or after a check."""

import datetime
import re

import pytest
from django.test import Client

from catalogue.courses.contents import content_of, write_content
from catalogue.courses.enums import CourseStatus, ListingSource
from catalogue.courses.models import Course
from catalogue.feedback.models import ProblemReport
from catalogue.providers.enums import AuditAction
from catalogue.providers.models import AuditEntry
from catalogue.publishing.checks import services as checks
from catalogue.publishing.checks.refusals import AlreadyDecided
from catalogue.publishing.editor.drafting import open_draft
from catalogue.publishing.editor.publish import PublishResult, apply_draft, publish_draft
from catalogue.publishing.models import Draft, Review
from tests.publishing_factories import client_of, make_member

NOW = datetime.datetime(2026, 11, 25, 9, 4, tzinfo=datetime.UTC)
TODAY = NOW.date()


def publish(draft, scene, **more):
    return publish_draft(draft, actor=scene.user, now=NOW, today=TODAY, **more)


def change_live(course, **values) -> None:
    content = content_of(course) | values
    write_content(
        course,
        provider=course.provider,
        content=content,
        source=ListingSource.FILE,
        now=NOW,
        today=TODAY,
    )


def test_publishing_needs_a_second_step(scene) -> None:
    plain = make_member("EDITOR", organisation=scene.organisation, name="pat", second_step=False)
    draft = scene.draft()

    answer = client_of(plain.user).post(scene.url("draft_publish", draft.pk))

    assert "/manage/second-step/" in answer.url
    assert not Course.objects.exists()


def test_what_is_not_ready_is_not_published(scene) -> None:
    draft = scene.draft(runs=[])

    answer = scene.post("draft_publish", draft.pk)

    assert answer.url == scene.url("draft", draft.pk)
    assert publish(draft, scene).result == PublishResult.NOT_READY
    assert not Course.objects.exists()


def test_the_second_press_leads_to_the_live_course(scene) -> None:
    draft = scene.draft()

    first = scene.post("draft_publish", draft.pk)
    second = scene.post("draft_publish", draft.pk)

    assert first.url == second.url
    assert Course.objects.count() == 1
    assert b"It is live" in scene.client.get(second.url).content
    assert publish(draft, scene).result == PublishResult.GONE


def test_changes_of_a_live_course_are_published_and_its_dates_keep_their_numbers(scene) -> None:
    course = scene.course()
    number = course.runs.get().pk
    scene.post("course_edit", course.pk)
    draft = Draft.objects.get()
    draft.content["title"] = "Welding at night"
    draft.save()

    assert b"Publish 1 change" in scene.get("draft_part", draft.pk, "name").content
    scene.post("draft_publish", draft.pk)

    course.refresh_from_db()
    assert course.title == "Welding at night"
    assert course.runs.get().pk == number


def test_one_draft_of_a_course_is_opened_by_all(scene) -> None:
    course = scene.course()
    first = scene.post("course_edit", course.pk)
    second = scene.post("course_edit", course.pk)
    assert first.url == second.url
    assert Draft.objects.count() == 1
    assert scene.get("course_edit", course.pk).url == first.url


def test_a_link_to_a_part_opens_it(scene) -> None:
    course = scene.course()
    html = scene.client.get(scene.url("course_edit", course.pk) + "?part=who").content.decode()
    assert 'name="part" value="who"' in html
    answer = scene.post("course_edit", course.pk, data={"part": "who"})
    assert answer.url == scene.url("draft_part", Draft.objects.get().pk, "who")


def test_what_a_file_changed_meanwhile_is_joined(scene) -> None:
    course = scene.course()
    draft = open_draft(course, actor=scene.user)
    draft.content["title"] = "Welding at night"
    draft.save()
    change_live(course, level="LEVEL_2")

    assert publish(draft, scene).result == PublishResult.PUBLISHED

    course.refresh_from_db()
    assert (course.title, course.level) == ("Welding at night", "LEVEL_2")


def test_what_both_changed_is_asked_about_then_published(scene) -> None:
    course = scene.course()
    draft = open_draft(course, actor=scene.user)
    draft.content["title"] = "Welding at night"
    draft.save()
    change_live(course, title="Welding by day")

    answer = scene.post("draft_publish", draft.pk)
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Welding at night" in html
    assert "Welding by day" in html
    course.refresh_from_db()
    assert course.title == "Welding by day"

    scene.post("draft_publish", draft.pk, data={"choose_title": "ours"})
    course.refresh_from_db()
    assert course.title == "Welding at night"


def test_choices_are_kept_when_another_conflict_comes(scene) -> None:
    course = scene.course()
    draft = open_draft(course, actor=scene.user)
    draft.content |= {"title": "Welding at night", "level": "LEVEL_1"}
    draft.save()
    change_live(course, title="Welding by day", level="LEVEL_2")

    answer = scene.post("draft_publish", draft.pk, data={"choose_title": "ours"})
    assert [row.path for row in answer.context["rows"]] == ["level"]
    assert ("choose_title", "ours") in answer.context["sent"]


def test_the_list_says_that_the_live_course_changed(scene) -> None:
    course = scene.course()
    draft = open_draft(course, actor=scene.user)
    draft.content["title"] = "Welding at night"
    draft.save()
    assert b"changed the live course" not in scene.get("draft", draft.pk).content
    change_live(course, level="LEVEL_2")
    assert b"changed the live course" in scene.get("draft", draft.pk).content


def test_a_draft_without_changes_begins_anew_from_what_is_live(scene) -> None:
    course = scene.course()
    open_draft(course, actor=scene.user)
    change_live(course, title="Welding by day")

    assert open_draft(course, actor=scene.user).content["title"] == "Welding by day"


def test_a_new_organisation_is_checked_first(scene) -> None:
    scene.organisation.is_trusted = False
    scene.organisation.save()
    draft = scene.draft()

    answer = scene.post("draft_publish", draft.pk)

    draft.refresh_from_db()
    assert answer.url == scene.url("draft", draft.pk)
    assert draft.state == "IN_REVIEW"
    assert not Course.objects.exists()
    html = scene.get("draft", draft.pk).content.decode()
    assert "A moderator looks at it" in html
    assert scene.get("draft_part", draft.pk, "who").url == scene.url("draft", draft.pk)

    review = Review.objects.get()
    course = apply_draft(draft, actor=scene.user, now=NOW, today=TODAY)
    assert course.status == CourseStatus.LIVE
    review.refresh_from_db()
    assert review.draft is None


def test_an_approved_draft_is_live(scene) -> None:
    scene.organisation.is_trusted = False
    scene.organisation.save()
    draft = scene.draft()
    scene.post("draft_publish", draft.pk)
    draft.refresh_from_db()

    checks.approve(
        Review.objects.get(),
        actor=make_member("VIEWER", name="mod").user,
        comment="Good",
        checks={},
        now=NOW,
        today=TODAY,
        seen_version=draft.version,
    )

    assert Course.objects.get().status == CourseStatus.LIVE
    entry = AuditEntry.objects.get(action=AuditAction.COURSE_PUBLISHED)
    assert entry.actor == scene.user
    assert not Draft.objects.exists()


def test_a_draft_can_be_taken_back_and_a_returned_one_shows_the_words(scene) -> None:
    scene.organisation.is_trusted = False
    scene.organisation.save()
    draft = scene.draft()
    scene.post("draft_publish", draft.pk)

    scene.post("draft_take_back", draft.pk)
    draft.refresh_from_db()
    assert draft.state == "EDITING"

    scene.post("draft_publish", draft.pk)
    review = Review.objects.get(state="OPEN")
    checks.send_back(review, actor=scene.user, comment="Say the price.", now=NOW)
    html = scene.get("draft", draft.pk).content.decode()
    assert "Say the price." in html
    assert "Sent back" in html


def test_a_course_is_paused_brought_back_and_taken_off(scene) -> None:
    course = scene.course()

    for name, status in (
        ("course_pause", "PAUSED"),
        ("course_pause", "PAUSED"),
        ("course_bring_back", "LIVE"),
        ("course_withdraw", "WITHDRAWN"),
        ("course_withdraw", "WITHDRAWN"),
    ):
        scene.post(name, course.pk)
        course.refresh_from_db()
        assert course.status == status

    actions = list(AuditEntry.objects.order_by("pk").values_list("action", flat=True))
    assert actions == ["PAUSED", "PUBLISHED", "WITHDRAWN"]


@pytest.mark.parametrize("name", ["course_pause", "course_withdraw"])
def test_a_course_that_is_hidden_is_not_shown_again_by_the_answer_to_a_change(scene, name) -> None:
    scene.organisation.is_trusted = False
    scene.organisation.save()
    course = scene.course()
    draft = open_draft(course, actor=scene.user)
    Draft.objects.filter(pk=draft.pk).update(content=scene.content(title="Another name"))
    scene.post("draft_publish", draft.pk)
    review = Review.objects.get(state="OPEN")

    scene.post(name, course.pk)

    course.refresh_from_db()
    draft.refresh_from_db()
    assert course.status != CourseStatus.LIVE
    assert (draft.state, draft.content["title"]) == ("EDITING", "Another name")
    with pytest.raises(AlreadyDecided):
        checks.send_back(review, actor=None, comment="No", now=NOW)


def test_a_course_paused_for_reports_comes_back_when_they_are_answered(scene) -> None:
    course = scene.course()
    scene.post("course_pause", course.pk)
    report = ProblemReport.objects.create(course=course, reason="WRONG_DATE")

    answer = scene.post("course_bring_back", course.pk)
    course.refresh_from_db()
    assert course.status == "PAUSED"
    assert "/reports/" in answer.url

    ProblemReport.objects.filter(pk=report.pk).update(status="DONE")
    scene.post("course_bring_back", course.pk)
    course.refresh_from_db()
    assert course.status == "LIVE"


def test_taking_off_asks_first(scene) -> None:
    course = scene.course()
    assert b"off the site?" in scene.get("course_withdraw", course.pk).content
    course.refresh_from_db()
    assert course.status == "LIVE"


def test_a_copy_is_a_draft_of_its_own(scene) -> None:
    course = scene.course(references=["W1"])

    scene.post("course_copy", course.pk)

    draft = Draft.objects.get()
    assert draft.course is None
    assert draft.title == "Copy of Welding for beginners"
    assert draft.content["references"] == []
    assert draft.content["runs"][0]["id"] is None


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"title": "<script>alert(1)</script>Welding"}, "without tags"),
        ({"title": ""}, "Write the name of the course."),
        ({"title": "- - -"}, "Write the name of the course."),
        ({"who_this_course_is_for": "LOUD " * 600}, "Write at most 2000 characters."),
        ({"you_need": "None"}, "“None” does not help people."),
        ({"not_needed": "A licence\nn/a"}, "“None” does not help people."),
        ({"what_you_will_learn": "TBC"}, "“TBC” helps nobody."),
        ({"how_to_join": "PHONE", "join_value": "call us"}, "Write the phone number"),
        ({"how_to_join": "EMAIL", "join_value": "01632 960118"}, "Write the address of mail"),
        ({"how_to_join": "WEBSITE", "join_value": "javascript:x"}, "Write the whole address"),
        ({"webpage": "javascript:alert(1)"}, "Write a whole address"),
        ({"age_min": 30, "age_max": 20}, "The highest age is under the lowest."),
        ({"level": "NVQ2"}, "Choose one of the answers on the list."),
    ],
    ids=lambda value: str(value)[:30],
)
def test_bad_data_is_named_and_never_published(scene, values, words) -> None:
    draft = scene.draft(**values)

    html = scene.get("draft", draft.pk).content.decode()

    assert words in html
    assert publish(draft, scene).result == PublishResult.NOT_READY
    assert "<script>alert" not in html
    assert scene.client.get(f"/manage/preview/{draft.preview_key}/").status_code == 200


def test_marks_that_turn_a_latin_name_are_taken_out(scene) -> None:
    draft = scene.draft(title="Welding \u202egnidleW\u200f for all")
    publish(draft, scene)
    assert Course.objects.get().title == "Welding gnidleW for all"


def test_an_emoji_in_a_name_is_published_as_it_is(scene) -> None:
    draft = scene.draft(title="Baking 🍞 together")
    publish(draft, scene)
    assert Course.objects.get().title == "Baking 🍞 together"


def test_old_facts_of_a_live_course_stop_nobody(scene) -> None:
    course = scene.course(how_to_join="", join_value="", you_need="None")
    course.runs.update(start_date="2026-01-18")
    draft = open_draft(course, actor=scene.user)
    draft.content["title"] = "Welding at night"
    draft.save()

    assert publish(draft, scene).result == PublishResult.PUBLISHED


def test_the_preview_needs_no_account_and_is_no_page_for_robots(scene) -> None:
    draft = scene.draft()

    answer = Client().get(f"/manage/preview/{draft.preview_key}/")

    html = answer.content.decode()
    assert answer.status_code == 200
    assert "This is a preview." in html
    assert "Welding for beginners" in html
    assert "noindex" in answer["X-Robots-Tag"]
    assert "no-store" in answer["Cache-Control"]
    assert Client().get("/manage/preview/0b4f6c3e-0000-4000-8000-000000000000/").status_code == 404


def test_a_draft_leads_to_the_first_part_that_is_not_done(scene) -> None:
    draft = scene.draft(how_to_join="", join_value="")
    html = scene.get("draft", draft.pk).content.decode()
    [filled] = re.findall(r'<a class="govuk-button govuk-button--next" href="([^"]+)"', html)
    assert filled == scene.url("draft_part", draft.pk, "learn") + "#topic"


def test_a_draft_that_differs_in_nothing_offers_nothing_to_publish(scene) -> None:
    draft = open_draft(scene.course(), actor=scene.user)
    for page in ("draft", "draft_publish"):
        html = scene.get(page, draft.pk).content.decode()
        assert "Nothing differs from what is live." in html
        assert "0 changes" not in html


def test_a_course_with_a_draft_can_still_be_paused(scene) -> None:
    course = scene.course()
    draft = open_draft(course, actor=scene.user)
    more = f"{scene.url('course_edit', course.pk)}?more=1"
    assert more in scene.get("draft", draft.pk).content.decode()
    page = scene.client.get(more).content.decode()
    assert scene.url("course_pause", course.pk) in page
    assert scene.get("course_edit", course.pk).url == scene.url("draft", draft.pk)


def test_what_is_missing_names_its_part(scene) -> None:
    draft = scene.draft(age_min="x")
    html = scene.get("draft", draft.pk).content.decode()
    assert re.search(r"Write a whole number\.</a>\s*<span[^>]*>\(Who can join\)", html)
