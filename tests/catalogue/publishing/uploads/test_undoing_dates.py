"""Undoing a file that moved a date, after somebody edited it: never two dates for one."""

import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.courses.contents import blank_run
from catalogue.courses.models import Course, CourseRun
from catalogue.providers.models import Membership, Venue
from catalogue.publishing.enums import UndoResult
from catalogue.publishing.models import Upload
from catalogue.publishing.uploads import services
from catalogue.publishing.uploads.undo_values import undone
from tests.catalogue.feeds.conftest import NOW
from tests.catalogue.publishing.uploads.sending import HOUR, A, published

pytestmark = pytest.mark.django_db
MAY, JANUARY, MARCH = (datetime.date(2027, month, 11) for month in (5, 1, 3))


def row(day: datetime.date, **cells: str) -> dict[str, str]:
    return A | {"START_DATE": f"{day:%d/%m/%Y}"} | cells


def undo(upload: Upload) -> tuple[str, list[str]]:
    """Undo, and return how far that went and what stays of the only course."""
    services.undo(upload, actor=upload.sent_by, now=NOW + HOUR)
    change = upload.changes.get()
    return change.undo_result, [one["path"] for one in change.conflicts]


def dates(*fields: str) -> set[tuple[Any, ...]]:
    found = list(CourseRun.objects.values_list("start_date", *fields))
    assert len(set(found)) == len(found), "two dates for one"
    return set(found)


def test_a_moved_date_goes_back_and_keeps_what_was_edited_on_it(member: Membership) -> None:
    published(member, row(MAY))
    upload = published(member, row(JANUARY, COST="5"))
    edited = CourseRun.objects.get()
    CourseRun.objects.update(places=5)

    result = undo(upload)

    assert result == (UndoResult.DONE, [])
    assert dates("places", "cost_pence") == {(MAY, 5, 10_000)}
    assert CourseRun.objects.get().pk == edited.pk


def test_a_moved_date_that_was_moved_again_stays_and_is_named(member: Membership) -> None:
    published(member, row(MAY))
    upload = published(member, row(JANUARY, COST="5"))
    CourseRun.objects.update(start_date=MARCH)
    run = CourseRun.objects.get()

    result = undo(upload)

    assert result == (UndoResult.PARTLY, [f"runs.{run.pk}.start_date"])
    assert dates("cost_pence") == {(MARCH, 10_000)}
    (stays,) = upload.changes.get().conflicts
    assert stays["now"] == "2027-03-11"


def test_a_date_at_another_place_that_was_edited_goes_back(member: Membership) -> None:
    published(member, row(MAY, VENUE_NAME="The Forge"))
    upload = published(member, row(MAY, VENUE_NAME="Main Campus"))
    CourseRun.objects.update(cost_pence=777)

    assert undo(upload) == (UndoResult.DONE, [])

    assert dates("venue__name", "cost_pence") == {(MAY, "The Forge", 777)}


def test_a_moved_date_that_was_taken_out_stays_out_and_is_named(member: Membership) -> None:
    published(member, row(MAY))
    upload = published(member, row(JANUARY, WHERE_NEXT="Work"))
    number = CourseRun.objects.get().pk
    CourseRun.objects.all().delete()

    result = undo(upload)

    assert result == (UndoResult.PARTLY, [f"runs.{number}"])
    assert Course.objects.get().where_next == ""
    assert not CourseRun.objects.exists()


def test_of_two_files_that_move_one_date_the_second_stays(member: Membership) -> None:
    published(member, row(MAY))
    first = published(member, row(JANUARY))
    published(member, row(MARCH))

    undo(first)

    assert dates() == {(MARCH,)}


def test_an_edited_date_does_not_go_where_somebody_put_another_one(member: Membership) -> None:
    published(member, row(MAY))
    upload = published(member, row(JANUARY))
    run = CourseRun.objects.get()
    CourseRun.objects.update(places=5)
    CourseRun.objects.create(
        course=run.course,
        start_date=MAY,
        venue=run.venue,
        delivery_mode=run.delivery_mode,
        study_mode=run.study_mode,
        attendance_pattern=run.attendance_pattern,
    )

    result = undo(upload)

    assert result == (UndoResult.KEPT, [f"runs.{run.pk}.start_date"])
    assert dates("places") == {(JANUARY, 5), (MAY, None)}


def test_of_several_moved_dates_each_goes_back_to_its_own(member: Membership) -> None:
    forge, main = {"VENUE_NAME": "The Forge"}, {"VENUE_NAME": "Main Campus"}
    published(member, row(MAY, **forge), row(MAY, **main))
    upload = published(member, row(JANUARY, **main), row(JANUARY, **forge))
    CourseRun.objects.filter(venue__name="The Forge").update(places=5)

    undo(upload)

    assert dates("venue__name", "places") == {(MAY, "The Forge", 5), (MAY, "Main Campus", None)}


def test_a_date_that_the_file_added_beside_others_stays_when_edited(member: Membership) -> None:
    published(member, row(MAY))
    upload = published(member, row(MAY), row(MARCH))
    added = CourseRun.objects.get(start_date=MARCH)
    CourseRun.objects.filter(pk=added.pk).update(places=5)

    assert undo(upload) == (UndoResult.KEPT, [f"runs.{added.pk}"])

    assert dates() == {(MAY,), (MARCH,)}


def test_dates_of_other_references_are_not_one(member: Membership) -> None:
    venue = Venue.objects.first()
    one = {"id": 1, "reference": "A1", "venue": venue, "start_date": "2027-05-11"}
    other = {"id": 2, "reference": "Z9", "venue": venue, "start_date": "2027-01-11"}
    edited = other | {"places": 5}

    wanted = undone({"runs": [one]}, {"runs": [other]}, {"runs": [edited]})

    assert [run["start_date"] for run in wanted.content["runs"]] == ["2027-01-11", "2027-05-11"]
    assert wanted.conflicts == ["runs.2"]


DAYS = st.lists(st.integers(1, 6), max_size=4, unique=True)


@given(before=DAYS, after=DAYS, edits=st.lists(st.sampled_from(["", "", "edit", "delete"])))
def test_no_edit_makes_more_dates_than_there_were(
    before: list[int], after: list[int], edits: list[str]
) -> None:
    old = [blank_run() | {"id": day, "start_date": f"2027-05-0{day}"} for day in before]
    kept = {run["start_date"]: run["id"] for run in old}
    new = []
    for day in after:
        start = f"2027-05-0{day}"  # as a file is read: an equal date keeps its number
        number = kept.get(start, 10 + day)
        new.append(blank_run() | {"id": number, "start_date": start, "cost_pence": 5})
    changes = [*edits, *[""] * len(new)]
    now = [
        run | ({"places": 9} if edit else {})
        for run, edit in zip(new, changes, strict=False)
        if edit != "delete"
    ]

    runs = undone({"runs": old}, {"runs": new}, {"runs": now}).content["runs"]

    assert len(runs) <= max(len(old), len(now))
    starts = [run["start_date"] for run in runs]
    assert len(set(starts)) == len(starts)
    there = {run["id"] for run in runs}
    assert {run["id"] for run in now if run["places"]} <= there  # an edit is never lost
