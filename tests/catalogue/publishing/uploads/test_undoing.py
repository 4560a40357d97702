"""Undoing exactly one upload: all of it, and nothing that somebody did after it."""

import datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalogue.courses.contents import content_of
from catalogue.courses.enums import CourseStatus
from catalogue.courses.models import Course, CourseRun, FundingRule
from catalogue.providers.enums import AuditAction
from catalogue.providers.models import AuditEntry, Membership, Venue
from catalogue.publishing.enums import UndoResult, UploadState
from catalogue.publishing.models import Upload
from catalogue.publishing.uploads import services
from catalogue.publishing.uploads.undo_values import undone
from tests.catalogue.feeds.conftest import NOW, TODAY
from tests.catalogue.publishing.uploads.sending import (
    HOUR,
    A,
    B,
    C,
    catalogue,
    check,
    live,
    publish,
    published,
    send_rows,
)
from tests.factories import SectorFactory

pytestmark = pytest.mark.django_db
LONG = "A text that is much longer than the form would take. " * 60


def undo(upload: Upload, *, now: datetime.datetime = NOW + HOUR) -> services.UndoReport:
    report = services.undo(upload, actor=upload.sent_by, now=now)
    upload.refresh_from_db()
    return report


def results(upload: Upload) -> dict[str, tuple[str, list[str]]]:
    return {
        change.title: (change.undo_result, [one["path"] for one in change.conflicts])
        for change in upload.changes.all()
    }


def test_everything_is_as_before_to_the_letter(member: Membership) -> None:
    published(member, A, B, B | {"START_DATE": "01/02/2027"}, C)
    Course.objects.filter(title="Bread").update(who_this_course_is_for=LONG)
    before = catalogue(member)
    upload = send_rows(
        member,
        A | {"COST": "1", "COURSE_NAME": "Art, renewed", "WHERE_NEXT": "Work"},
        B | {"START_DATE": "08/02/2027"},
        {"COURSE_NAME": "New", "YOUR_REFERENCE": "N1"},
    )
    publish(upload, is_full_list=True, is_removal_confirmed=True)
    assert live(member) != {n: c for n, (_, c) in before.items()}

    report = undo(upload)

    after = catalogue(member)
    new = Course.objects.get(title="New")
    assert new.status == CourseStatus.WITHDRAWN
    assert {number: one for number, one in after.items() if number != new.pk} == before
    assert (report.done, report.partly, report.kept) == (4, 0, 0)
    assert upload.state == UploadState.UNDONE
    assert AuditEntry.objects.get(action=AuditAction.UPLOAD_UNDONE).facts["done"] == 4


def test_a_course_that_came_back_is_withdrawn_again_as_it_was(member: Membership) -> None:
    published(member, A)
    Course.objects.update(status=CourseStatus.WITHDRAWN, withdrawn_at=NOW)
    before = catalogue(member)
    upload = published(member, A | {"COST": "1"})
    assert upload.changes.get().kind == "ADDED"

    undo(upload)

    assert catalogue(member) == before


def test_what_was_edited_later_stays_and_is_named(member: Membership) -> None:
    published(member, A, B)
    upload = published(member, A | {"COST": "1", "WHERE_NEXT": "Work"}, C)
    art = Course.objects.get(title="Art")
    CourseRun.objects.filter(course=art).update(cost_pence=777)
    Course.objects.filter(title="Cars").update(where_next="Edited")

    report = undo(upload)

    art.refresh_from_db()
    assert art.where_next == ""
    run = art.runs.get()
    assert run.cost_pence == 777
    assert Course.objects.get(title="Cars").status == CourseStatus.LIVE
    assert (report.done, report.partly, report.kept) == (0, 1, 1)
    assert results(upload) == {
        "Art": (UndoResult.PARTLY, [f"runs.{run.pk}.cost_pence"]),
        "Cars": (UndoResult.KEPT, ["where_next"]),
    }


def test_a_second_file_keeps_its_values_when_the_first_is_undone(member: Membership) -> None:
    published(member, A, B)
    first = published(member, A | {"COST": "1"}, B | {"COST": "2"})
    published(member, A | {"COST": "5"})

    report = undo(first)

    costs = dict(CourseRun.objects.values_list("course__title", "cost_pence"))
    assert costs == {"Art": 500, "Bread": 20_000}
    assert (report.done, report.kept) == (1, 1)


def test_undone_twice_late_or_never_published_is_refused_in_words(member: Membership) -> None:
    upload = published(member, A)
    late = NOW + datetime.timedelta(hours=24, seconds=1)
    assert not services.may_undo(upload, now=late)
    assert "24 hours" in undo(upload, now=late).refused
    assert undo(upload).done == 1

    assert "already" in undo(upload).refused
    assert "nothing to undo" in undo(send_rows(member, B)).refused


def test_after_an_undo_the_same_file_can_be_published_again(member: Membership) -> None:
    published(member, A)
    upload = published(member, A | {"COST": "1"}, C)
    wanted = live(member)
    undo(upload)

    again = services.send_again(upload, sent_by=member.user, now=NOW)
    check(again)

    assert publish(again).result == "PUBLISHED"
    assert live(member) == wanted


def test_what_was_deleted_later_does_not_come_back(member: Membership) -> None:
    published(member, A, B)
    upload = published(member, A | {"COST": "1"}, B | {"COST": "2"}, C)
    Course.objects.filter(title__in=["Art", "Cars"]).delete()

    report = undo(upload)

    assert {content["title"] for content in live(member).values()} == {"Bread"}
    assert results(upload)["Art"] == (UndoResult.KEPT, [])
    assert results(upload)["Cars"] == (UndoResult.DONE, [])
    assert report.done == 2


def test_a_place_that_is_gone_is_not_asked_for(member: Membership) -> None:
    published(member, A | {"VENUE_NAME": "The Forge"})
    run = CourseRun.objects.get()
    upload = published(member, A | {"VENUE_NAME": "Main Campus"})
    Venue.objects.get(name="The Forge").delete()

    undo(upload)

    back = CourseRun.objects.get()
    assert (back.pk, back.venue) == (run.pk, None)
    assert results(upload)["Art"] == (UndoResult.PARTLY, [f"runs.{run.pk}.venue"])


def test_old_and_newer_values_that_cannot_stand_together_stay_newer(member: Membership) -> None:
    published(member, A | {"DURATION": "", "DURATION_UNIT": ""})
    upload = published(member, A | {"DURATION": "10", "DURATION_UNIT": "Weeks"})
    CourseRun.objects.update(duration_unit="DAYS")  # a length of nothing in days is none

    undo(upload)

    run = CourseRun.objects.get()
    assert (run.duration, run.duration_unit) == (10, "DAYS")
    assert results(upload)["Art"] == (
        UndoResult.KEPT,
        [f"runs.{run.pk}.duration_unit", f"runs.{run.pk}.duration"],
    )


def test_sectors_funding_and_references_come_back(member: Membership) -> None:
    published(member, A)
    course = Course.objects.get()
    course.sectors.set([SectorFactory(), SectorFactory()])
    rule = FundingRule.objects.create(name="Free", effect="FREE")
    course.runs.get().funding_rules.set([rule])
    before = content_of(course)
    upload = published(member, A | {"YOUR_REFERENCE": "Z9", "START_DATE": "01/03/2027"})
    assert content_of(course)["references"] == ["A1", "Z9"]

    undo(upload)

    assert content_of(course) == before


def test_undoing_is_one_step_that_an_error_takes_back(
    member: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    published(member, A, B)
    upload = published(member, A | {"COST": "1"}, B | {"COST": "2"})
    before = catalogue(member)

    def broken(*args: Any, **kwargs: Any) -> None:
        raise OSError("disk full")

    with monkeypatch.context() as patched:
        patched.setattr("catalogue.publishing.uploads.undoing.note", broken)
        assert undo(upload).refused
    assert catalogue(member) == before
    assert upload.state == UploadState.UNDOING

    services.run_due(now=NOW + HOUR, today=TODAY)

    upload.refresh_from_db()
    assert upload.state == UploadState.UNDONE
    assert set(CourseRun.objects.values_list("cost_pence", flat=True)) == {10_000, 20_000}


COSTS = st.sampled_from(["", "1", "2", "3"])
TEXTS = st.sampled_from(["", "x", "y"])
DATES = st.lists(
    st.sampled_from(["11/01/2027", "18/01/2027", "01/02/2027", "08/03/2027"]),
    min_size=1,
    max_size=3,
    unique=True,
)
ROWS = st.lists(
    st.tuples(st.sampled_from("ABCD"), COSTS, TEXTS, DATES),
    min_size=1,
    max_size=4,
    unique_by=lambda one: one[0],
)


def _rows(drawn: list[tuple[str, str, str, list[str]]]) -> list[dict[str, str]]:
    return [
        {
            "COURSE_NAME": f"Course {name}",
            "YOUR_REFERENCE": name,
            "COST": cost,
            "WHERE_NEXT": text,
            "START_DATE": date,
        }
        for name, cost, text, dates in drawn
        for date in dates
    ]


@given(first=ROWS, second=ROWS, is_full=st.booleans())
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_two_files_undone_in_turn_leave_nothing(
    member: Membership, first: Any, second: Any, is_full: bool
) -> None:
    Course.objects.all().delete()
    uploads, states = [], []
    for rows in (first, second):
        states.append(live(member))
        upload = send_rows(member, *_rows(rows))
        publish(upload, is_full_list=is_full, is_removal_confirmed=True)
        uploads.append(upload)
    for upload, state in zip(reversed(uploads), reversed(states), strict=True):
        if upload.state == UploadState.PUBLISHED:
            report = undo(upload)
            assert (report.partly, report.kept) == (0, 0)
        assert live(member) == state


VALUES = st.fixed_dictionaries({"title": TEXTS, "where_next": TEXTS, "level": TEXTS})


@given(before=VALUES, after=VALUES, now=VALUES)
def test_a_field_goes_back_only_when_it_still_is_the_uploads(
    before: dict[str, str], after: dict[str, str], now: dict[str, str]
) -> None:
    wanted = undone(*(one | {"runs": []} for one in (before, after, now)))

    for name in before:
        is_touched = before[name] != after[name]
        if is_touched and now[name] == after[name]:
            assert wanted.content[name] == before[name]
        else:
            assert wanted.content[name] == now[name]
        is_conflict = is_touched and now[name] not in (before[name], after[name])
        assert (name in wanted.conflicts) == is_conflict
