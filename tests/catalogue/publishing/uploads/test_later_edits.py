"""An undo says of each value that stays what it is now, who edited it, and when."""

import datetime
from typing import Any

import pytest
import time_machine
from wagtail.models import ModelLogEntry

from catalogue.courses.contents import content_of
from catalogue.courses.models import Course, CourseRun
from catalogue.providers.models import Membership, Venue
from catalogue.publishing.editor.places import keep_place
from catalogue.publishing.editor.publish import publish_draft
from catalogue.publishing.editor.statuses import pause
from catalogue.publishing.models import Draft, Upload
from catalogue.publishing.uploads import services
from tests.catalogue.feeds.conftest import NOW, TODAY
from tests.catalogue.publishing.uploads.sending import HOUR, A, B, publish, published, send_rows
from tests.catalogue.publishing.uploads.test_files_of_places import FORGE, send_places
from tests.publishing_factories import make_user

pytestmark = pytest.mark.django_db
LATER = NOW + HOUR


def undo(upload: Upload) -> list[dict[str, Any]]:
    """Undo, and return what stays."""
    services.undo(upload, actor=upload.sent_by, now=NOW + 3 * HOUR)
    return [one for change in upload.changes.all() for one in change.conflicts]


def edit(member: Membership, course: Course, *, now: datetime.datetime, **values: Any) -> None:
    """Edit a course in the editor, and publish it."""
    base = content_of(course)
    content = content_of(course) | values
    draft = Draft.objects.create(
        organisation=member.organisation,
        kind="COURSE",
        course=course,
        base=base,
        content=content,
        title=content["title"],
        created_by=member.user,
    )
    outcome = publish_draft(draft, actor=member.user, now=now, today=TODAY)
    assert outcome.result == "PUBLISHED", outcome


def told(person: str, at: datetime.datetime, *, is_known: bool) -> dict[str, Any]:
    return {"by": person, "at": at.isoformat(), "is_known": is_known, "is_lost": False}


def test_an_edit_in_the_editor_is_known_by_its_field(member: Membership) -> None:
    published(member, A, B)
    upload = published(member, A | {"COST": "1", "WHERE_NEXT": "Work"}, B)
    course = Course.objects.get(title="Art")
    edit(member, course, now=LATER, where_next="University")
    edit(member, course, now=LATER + HOUR, title="Art for all")

    (stays,) = undo(upload)

    assert stays == {"path": "where_next", "now": "University"} | told("lena", LATER, is_known=True)


def test_a_date_that_was_edited_is_known_by_its_field(member: Membership) -> None:
    published(member, A)
    upload = published(member, A | {"COST": "1"})
    course = Course.objects.get()
    runs = content_of(course)["runs"]
    edit(member, course, now=LATER, runs=[runs[0] | {"cost_pence": 777}])

    (stays,) = undo(upload)

    path = f"runs.{runs[0]['id']}.cost_pence"
    assert stays == {"path": path, "now": 777} | told("lena", LATER, is_known=True)


def test_a_date_that_was_added_to_a_new_course_is_known(member: Membership) -> None:
    upload = published(member, A)
    course = Course.objects.get()
    runs = content_of(course)["runs"]
    added = runs[0] | {"id": None, "start_date": "2027-05-11"}
    edit(member, course, now=LATER, runs=[*runs, added])

    (stays,) = undo(upload)

    assert stays["now"]["start_date"] == "2027-05-11"
    assert (stays["by"], stays["is_known"]) == ("lena", True)


def test_a_later_file_is_known_by_what_it_changed(member: Membership) -> None:
    published(member, A)
    first = published(member, A | {"COST": "1", "WHERE_NEXT": "Work"})
    second = send_rows(member, A | {"COST": "5", "WHERE_NEXT": "Work"})
    assert publish(second, now=LATER).result == "PUBLISHED"
    third = send_rows(member, A | {"COST": "5", "WHERE_NEXT": "Work", "YOU_NEED": "A pen"})
    publish(third, now=LATER + HOUR)

    (stays,) = undo(first)

    run = CourseRun.objects.get()
    path = f"runs.{run.pk}.cost_pence"
    assert stays == {"path": path, "now": 500} | told("lena", LATER, is_known=True)


def test_a_date_that_a_later_file_moved_is_known(member: Membership) -> None:
    published(member, A | {"START_DATE": "11/05/2027"})
    first = published(member, A | {"START_DATE": "11/01/2027"})
    number = CourseRun.objects.get().pk
    publish(send_rows(member, A | {"START_DATE": "11/03/2027"}), now=LATER)

    (stays,) = undo(first)

    assert stays == {"path": f"runs.{number}", "now": None} | told("lena", LATER, is_known=True)


def test_an_edit_of_our_team_gives_the_day_of_the_course(member: Membership) -> None:
    published(member, A)
    upload = published(member, A | {"WHERE_NEXT": "Work"})
    course = Course.objects.get()
    with time_machine.travel(LATER, tick=False):
        course.where_next = "University"
        course.save()
        ModelLogEntry.objects.log_action(course, "wagtail.edit", user=make_user("sam"))

    (stays,) = undo(upload)

    assert stays == {"path": "where_next", "now": "University"} | told(
        "Waymark", LATER, is_known=False
    )


def test_what_nobody_wrote_down_has_the_day_of_the_course(member: Membership) -> None:
    published(member, A)
    upload = published(member, A | {"WHERE_NEXT": "Work"})
    Course.objects.update(where_next="University", updated_at=LATER)

    (stays,) = undo(upload)

    assert stays == {"path": "where_next", "now": "University"} | told("", LATER, is_known=False)


def test_a_day_that_nobody_knows_is_not_made_up(member: Membership) -> None:
    published(member, A)
    upload = published(member, A | {"COST": "1"})
    Course.objects.update(updated_at=NOW - HOUR)
    CourseRun.objects.update(cost_pence=777)

    (stays,) = undo(upload)

    assert (stays["now"], stays["by"], stays["at"]) == (777, "", "")


def test_pausing_a_course_is_no_edit_of_its_words(member: Membership) -> None:
    published(member, A)
    upload = published(member, A | {"WHERE_NEXT": "Work"})
    course = Course.objects.get()
    edit(member, course, now=LATER, where_next="University")
    pause(course, actor=member.user, now=LATER + HOUR)

    (stays,) = undo(upload)

    assert (stays["at"], stays["is_known"]) == (LATER.isoformat(), True)


def test_of_a_place_its_last_change_is_known(member: Membership) -> None:
    upload = send_places(member, FORGE | {"PHONE": "01922 555010"})
    assert publish(upload).result == "PUBLISHED", upload.message
    venue = Venue.objects.get(name="The Forge")
    with time_machine.travel(LATER + datetime.timedelta(seconds=2), tick=False):
        keep_place(venue, {"phone": "01215550199"}, actor=member.user, now=LATER)

    stays = {one["path"]: one for one in undo(upload)}

    assert stays["phone"]["now"] == "01215550199"
    assert (stays["phone"]["by"], stays["phone"]["at"]) == ("lena", LATER.isoformat())
    assert not stays["phone"]["is_known"]
