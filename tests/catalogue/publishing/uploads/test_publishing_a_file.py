"""A file sent, checked and published: what is shown is what happens."""

import datetime
from typing import Any

import pytest

from catalogue.courses.contents import contents_of
from catalogue.courses.enums import CourseStatus
from catalogue.courses.models import Course, CourseRun
from catalogue.providers.enums import AuditAction
from catalogue.providers.models import AuditEntry, Membership, Venue
from catalogue.publishing.checks.risks import MANY_ROWS
from catalogue.publishing.enums import ChangeKind, ReviewReason, UploadState
from catalogue.publishing.models import Upload
from catalogue.publishing.uploads import publishing, services
from search.models import OutboxEntry
from tests.catalogue.feeds.conftest import NOW, TODAY
from tests.catalogue.publishing.uploads.sending import (
    HELD,
    A,
    B,
    C,
    catalogue,
    check,
    live,
    publish,
    published,
    send,
    send_rows,
)

pytestmark = pytest.mark.django_db


def test_a_check_shows_what_would_change_and_changes_nothing(member: Membership) -> None:
    published(member, A, B)
    before = catalogue(member)

    upload = send_rows(member, A | {"COST": "150"}, C, HELD)

    assert upload.state == UploadState.CHECKED
    assert (upload.rows_read, upload.rows_loaded, upload.rows_held) == (3, 2, 1)
    assert upload.counts["courses"] == {"added": 1, "changed": 1, "removed": 1, "unchanged": 0}
    kinds = dict(upload.changes.values_list("title", "kind"))
    assert kinds == {"Art": "CHANGED", "Cars": "ADDED", "Bread": "REMOVED"}
    change = upload.changes.get(title="Art")
    assert change.before["runs"][0]["cost_pence"] == 10_000
    assert change.after["runs"][0]["cost_pence"] == 15_000
    assert catalogue(member) == before


def test_held_rows_stay_held_and_good_ones_go_live(member: Membership) -> None:
    upload = send_rows(member, A, HELD)

    outcome = publish(upload)

    assert outcome.result == "PUBLISHED"
    assert [content["title"] for content in live(member).values()] == ["Art"]
    row = upload.rows.get(is_held=True)
    assert (row.number, row.cells["START_DATE"]) == (3, "31/02/2027")
    assert [found["column"] for found in row.issues if found["severity"] == "error"] == [
        "START_DATE"
    ]


def test_what_was_written_is_what_is_remembered(member: Membership) -> None:
    published(member, A, B)
    upload = published(member, A | {"COST": "150"}, B, C, B | {"START_DATE": "01/02/2027"})

    changes = list(upload.changes.order_by("position"))

    stored = contents_of([change.course_id for change in changes])
    assert {change.title for change in changes} == {"Art", "Bread", "Cars"}
    for change in changes:
        assert change.after == stored[change.course_id]


def test_removals_happen_only_when_it_is_the_full_list(member: Membership) -> None:
    published(member, A, B)

    upload = published(member, A | {"COST": "150"})
    assert len(live(member)) == 2
    assert not upload.changes.filter(kind=ChangeKind.REMOVED).exists()

    again = send_rows(member, A | {"COST": "160"})
    outcome = publish(again, is_full_list=True)
    assert (outcome.result, outcome.removed, outcome.live) == ("CONFIRM_REMOVALS", 1, 2)
    assert len(live(member)) == 2

    assert publish(again, is_full_list=True, is_removal_confirmed=True).result == "PUBLISHED"
    assert [content["title"] for content in live(member).values()] == ["Art"]
    assert Course.objects.get(title="Bread").status == CourseStatus.WITHDRAWN


def test_a_fifth_may_go_without_a_question(member: Membership) -> None:
    rows = [{"COURSE_NAME": f"Course {n}", "YOUR_REFERENCE": f"N{n}"} for n in range(5)]
    published(member, *rows)

    upload = send_rows(member, *rows[:4], {**rows[0], "COST": "1"})

    assert publish(upload, is_full_list=True).result == "PUBLISHED"
    assert len(live(member)) == 4


def test_a_held_row_keeps_its_course_from_being_removed(member: Membership) -> None:
    published(member, A, B)

    upload = send_rows(member, A | {"COST": "1"}, B | {"COST": "lots"})

    assert upload.counts["courses"]["removed"] == 0


def test_somebody_who_saw_another_diff_looks_again(member: Membership) -> None:
    published(member, A)
    upload = send_rows(member, A | {"COST": "150"})
    CourseRun.objects.update(cost_pence=1)  # a colleague, meanwhile

    assert publish(upload).result == "LOOK_AGAIN"
    assert CourseRun.objects.get().cost_pence == 1
    assert upload.state == UploadState.RECEIVED

    check(upload)
    assert upload.changes.get().before["runs"][0]["cost_pence"] == 1
    assert publish(upload).result == "PUBLISHED"


def test_an_old_page_cannot_publish_a_newer_diff(member: Membership) -> None:
    upload = send_rows(member, A)

    assert publish(upload, seen_diff="0" * 64).result == "LOOK_AGAIN"
    assert not live(member)


def test_of_two_files_of_one_course_the_second_is_looked_at_again(member: Membership) -> None:
    published(member, A)
    first, second = send_rows(member, A | {"COST": "1"}), send_rows(member, A | {"COST": "2"})

    assert publish(first).result == "PUBLISHED"
    assert publish(second).result == "LOOK_AGAIN"

    check(second)
    assert publish(second).result == "PUBLISHED"
    assert CourseRun.objects.get().cost_pence == 200


def test_two_files_of_other_courses_do_not_disturb_each_other(member: Membership) -> None:
    first, second = send_rows(member, A), send_rows(member, B)

    assert publish(first).result == "PUBLISHED"
    assert publish(second).result == "PUBLISHED"
    assert len(live(member)) == 2


def test_a_published_file_cannot_be_published_twice(member: Membership) -> None:
    upload = published(member, A)

    assert publish(upload).result == "NOT_READY"
    assert len(live(member)) == 1


def test_nothing_new_is_said_and_not_published(member: Membership) -> None:
    published(member, A)

    upload = send_rows(member, A)

    assert upload.state == UploadState.UNCHANGED


def test_only_held_rows_are_nothing_to_publish(member: Membership) -> None:
    upload = send_rows(member, HELD)

    assert upload.state == UploadState.CHECKED
    assert publish(upload).result == "NOTHING_TO_DO"


def test_an_organisation_that_is_not_trusted_waits_for_a_moderator(member: Membership) -> None:
    member.organisation.is_trusted = False
    member.organisation.save()
    upload = send_rows(member, A)

    assert publish(upload).result == "IN_REVIEW"
    assert not live(member)
    assert upload.state == UploadState.IN_REVIEW
    assert upload.reviews.count() == 1

    outcome = services.publish_now(upload, actor=member.user, now=NOW, today=TODAY)
    assert outcome.result == "PUBLISHED"
    assert len(live(member)) == 1


def test_what_a_full_list_takes_off_counts_among_many_changes(member: Membership) -> None:
    many = [{"COURSE_NAME": f"Course {n}", "YOUR_REFERENCE": f"N{n}"} for n in range(MANY_ROWS + 2)]
    published(member, *many)
    member.organisation.is_trusted = False
    member.organisation.save()
    upload = send_rows(member, many[0], B)

    outcome = publish(upload, is_full_list=True, is_removal_confirmed=True)

    assert outcome.result == "IN_REVIEW"
    assert ReviewReason.MANY_ROWS in upload.reviews.get().reasons


def test_a_diff_that_changes_while_it_is_judged_is_not_published(
    member: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = send_rows(member, A)

    def read_meanwhile(*args: Any, **values: Any) -> list[str]:
        Upload.objects.filter(pk=upload.pk).update(diff_sha256="of another reading")
        return []

    monkeypatch.setattr(publishing, "reasons_for", read_meanwhile)

    assert publish(upload).result == "NOT_READY"
    assert not live(member)
    upload.refresh_from_db()
    assert upload.state == UploadState.CHECKED


def test_publishing_is_announced_and_noted(member: Membership) -> None:
    upload = send_rows(member, A)
    OutboxEntry.objects.all().delete()

    publish(upload)

    entry = AuditEntry.objects.get(action=AuditAction.UPLOAD_PUBLISHED)
    assert (entry.actor, entry.about) == (member.user, "courses.csv")
    assert (entry.facts["added"], entry.facts["changed"], entry.facts["removed"]) == (1, 0, 0)
    course = Course.objects.get()
    assert (course.source, course.checked_date) == ("FILE", TODAY)
    assert OutboxEntry.objects.filter(object_id=course.pk).exists()


def test_a_place_of_our_template_is_made_with_its_courses(member: Membership) -> None:
    content = (
        b"COURSE_NAME,ABOUT,HOW_TO_JOIN,JOIN_DETAILS,DELIVERY_MODE,VENUE_NAME,POSTCODE,START_DATE,"
        b"COST\r\nSewing,All,Phone,01632 960001,Classroom,New Hall,WS1 1ZZ,11/01/2027,5\r\n"
    )
    upload = send(member, content)
    run = upload.changes.get().after["runs"][0]
    assert (run["venue"], run["new_venue"]) == (None, "New Hall")
    assert not Venue.objects.filter(name="New Hall").exists()

    assert publish(upload).result == "PUBLISHED"

    assert CourseRun.objects.get().venue.postcode == "WS1 1ZZ"
    assert upload.changes.get().after["runs"][0]["venue"] == CourseRun.objects.get().venue_id


def test_the_day_between_check_and_publish_does_not_matter(member: Membership) -> None:
    upload = send_rows(member, A)
    later = NOW + datetime.timedelta(days=3)

    outcome = services.publish(
        upload,
        actor=member.user,
        now=later,
        today=TODAY + datetime.timedelta(days=3),
        seen_diff=upload.diff_sha256,
    )

    assert outcome.result == "PUBLISHED"
