"""Courses and places by the API: the file's rules, one organisation, twice is once."""

import datetime
import json
from typing import Any

import pytest
from django.test import Client

from catalogue.courses.enums import CourseStatus
from catalogue.courses.models import Course
from catalogue.feedback.enums import ProblemReason
from catalogue.feedback.models import ProblemReport
from catalogue.providers.enums import AuditAction
from catalogue.providers.models import AuditEntry, Venue
from catalogue.publishing.enums import ReviewReason, ReviewState, UploadSource, UploadState
from catalogue.publishing.models import Review, Upload
from catalogue.publishing.uploads.services import run_due, undo
from portal.core.clock import now
from portal.core.signals import listings_changed
from tests.catalogue.publishing.api.conftest import COURSE, FIRST_DAY, OTHER_DAY, new_caller
from tests.publishing_factories import client_of, make_member, make_user

pytestmark = pytest.mark.django_db


def changed(**cells: str) -> dict:
    """Return the course with other cells in its run or itself."""
    body = json.loads(json.dumps(COURSE))
    for name, cell in cells.items():
        place = body["course"] if name in body["course"] else body["runs"][0]
        place[name] = cell
    return body


def test_a_course_is_made_changed_and_left_alone(caller) -> None:
    made = caller("PUT", "/courses/B-1", COURSE)
    again = caller("PUT", "/courses/B-1", COURSE)
    other = caller("PUT", "/courses/B-1", changed(COST="30.00"))

    course = Course.objects.get()
    assert (made.status_code, made.json()["result"], made.json()["added"]) == (200, "published", 1)
    assert (again.status_code, again.json()["result"]) == (200, "unchanged")
    assert (other.json()["result"], other.json()["changed"]) == ("published", 1)
    assert course.provider == caller.organisation
    assert course.status == CourseStatus.LIVE
    assert [run.cost_pence for run in course.runs.all()] == [3000]
    assert [one.reference for one in course.references.all()] == ["B-1"]


def test_the_runs_of_a_course_are_replaced(caller) -> None:
    body = changed()
    body["runs"].append({**body["runs"][0], "START_DATE": OTHER_DAY})
    caller("PUT", "/courses/B-1", body)
    caller("PUT", "/courses/B-1", COURSE)

    assert [f"{run.start_date:%d/%m/%Y}" for run in Course.objects.get().runs.all()] == [FIRST_DAY]


def test_a_reference_may_hold_what_people_write(caller) -> None:
    caller("PUT", "/courses/W/2 %C5%81%C3%B3d%C5%BA", COURSE)

    answer = caller("GET", "/courses/W/2 %C5%81%C3%B3d%C5%BA").json()

    assert answer["reference"] == "W/2 Łódź"
    assert answer["content"]["runs"][0]["cost_pence"] == 2500


def test_a_wrong_cell_is_told_with_its_column_and_nothing_is_written(caller) -> None:
    answer = caller("PUT", "/courses/B-1", changed(START_DATE="31/02/2099"))

    [finding] = [one for one in answer.json()["findings"] if one["severity"] == "error"]
    assert answer.status_code == 422
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert (finding["column"], finding["run"], finding["value"]) == ("START_DATE", 0, "31/02/2099")
    assert "31/02/2099" in finding["message"]
    assert not Course.objects.exists()
    assert not Upload.objects.exists()


@pytest.mark.parametrize(
    ("body", "column"),
    [
        ({**COURSE, "course": {**COURSE["course"], "PRICE": "3"}}, "PRICE"),
        ({**COURSE, "course": {**COURSE["course"], "COST": "3"}}, "COST"),
        ({**COURSE, "runs": [{**COURSE["runs"][0], "ABOUT": "x"}]}, "ABOUT"),
        ({**COURSE, "format": "course-directory"}, "ABOUT"),
    ],
    ids=["unknown", "of a run", "of the course", "of another format"],
)
def test_a_column_that_does_not_belong_there_is_named(caller, body, column) -> None:
    answer = caller("PUT", "/courses/B-1", body)

    assert answer.status_code == 422
    assert answer.json()["findings"][0]["column"] == column


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("{", 400),
        ('"text"', 422),
        ("[]", 422),
        ({"course": {}}, 422),
        ({**COURSE, "runs": []}, 422),
        ({**COURSE, "more": 1}, 422),
        ({**COURSE, "course": {"COURSE_NAME": 3}}, 422),
        ({**COURSE, "course": {"COURSE_NAME": "x" * 10_001}}, 422),
        ('{"course": {"COURSE_NAME": "\\ud800"}, "runs": [{}]}', 422),
        ("x" * 6_000_000, 413),
    ],
    ids=[
        "no JSON", "a text", "a list", "no runs", "empty runs", "more", "a number", "too long",
        "half a letter", "too large",
    ],
)  # fmt: skip
def test_a_call_of_another_shape_is_a_problem_in_json(caller, body, status) -> None:
    answer = caller("PUT", "/courses/B-1", body)

    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert not Course.objects.exists()


@pytest.mark.parametrize(
    "cell",
    ["<script>alert(1)</script>", '=HYPERLINK("http://x.example")', "a\x00b", "‮gnidlew",
     "first,second\nthird,fourth\r\n", '"', "x" * 9_000],
    ids=["markup", "formula", "NUL", "override", "lines", "quotation mark", "long"],
)  # fmt: skip
def test_hostile_cells_are_judged_and_never_break_anything(caller, cell) -> None:
    answer = caller("PUT", "/courses/B-1", changed(ABOUT=cell))

    assert answer.status_code in (200, 422)
    for course in Course.objects.all():
        assert "<script" not in course.who_this_course_is_for


def test_many_courses_are_written_and_bad_ones_held(caller) -> None:
    many = [{"reference": f"B-{n}", **changed(COURSE_NAME=f"Basketry {n}")} for n in range(1, 4)]
    many[1]["runs"][0]["COST"] = "a lot"

    answer = caller("POST", "/courses", {"courses": many}).json()

    assert (answer["result"], answer["added"], answer["held"]) == ("published", 2, 1)
    assert [
        (one["item"], one["column"]) for one in answer["findings"] if one["severity"] == "error"
    ] == [(1, "COST")]
    assert set(Course.objects.values_list("title", flat=True)) == {"Basketry 1", "Basketry 3"}


def test_five_hundred_courses_go_and_one_more_does_not(caller) -> None:
    one = {"course": {"COURSE_NAME": ""}, "runs": [{}]}

    most = caller("POST", "/courses", {"courses": [{"reference": "B", **one}] * 500})
    more = caller("POST", "/courses", {"courses": [{"reference": "B", **one}] * 501})

    assert most.json()["detail"].startswith("Nothing was written")
    assert "at most 500" in more.json()["findings"][0]["message"]


def test_courses_that_a_call_does_not_name_stay(caller) -> None:
    caller("PUT", "/courses/B-1", COURSE)
    caller("PUT", "/courses/B-2", changed(COURSE_NAME="Weaving"))

    assert Course.objects.filter(status=CourseStatus.LIVE).count() == 2


def test_a_course_with_a_national_code_uses_the_national_columns(caller) -> None:
    Venue.objects.create(provider=caller.organisation, name="Weaving room", postcode="WS1 1AA")
    cells = {"LARS_QAN": "60333078", "COURSE_NAME": "Level 2 Basketry"}
    run = {
        "DELIVERY_MODE": "Classroom",
        "VENUE_NAME": "Weaving room",
        "START_DATE": FIRST_DAY,
        "COST": "25.00",
        "DURATION": "10",
        "DURATION_UNIT": "Weeks",
        "STUDY_MODE": "Part time",
        "ATTENDANCE_PATTERN": "Evening",
    }

    answer = caller(
        "PUT", "/courses/B-1", {"format": "course-directory", "course": cells, "runs": [run]}
    )

    assert answer.json()["result"] == "published"
    assert Course.objects.get().learn_aim_ref == "60333078"


def test_a_call_that_was_killed_is_finished_in_the_name_of_its_key(caller) -> None:
    def die(**_told: Any) -> None:
        raise KeyboardInterrupt

    listings_changed.connect(die)
    try:
        with pytest.raises(KeyboardInterrupt):
            caller("PUT", "/courses/B-1", COURSE)
    finally:
        listings_changed.disconnect(die)
    assert Upload.objects.get().state == UploadState.PUBLISHING
    assert not Course.objects.exists()

    later = now() + datetime.timedelta(hours=1)
    run_due(now=later, today=later.date())

    assert Course.objects.exists()
    entry = AuditEntry.objects.get(action=AuditAction.UPLOAD_PUBLISHED)
    assert entry.actor_name == "API: Records"


def test_a_reported_course_does_not_come_back_by_a_call_unseen(caller) -> None:
    caller("PUT", "/courses/B-1", COURSE)
    ProblemReport.objects.create(course=Course.objects.get(), reason=ProblemReason.ASKS_MONEY)
    caller("DELETE", "/courses/B-1")

    answer = caller("PUT", "/courses/B-1", COURSE)

    assert (answer.status_code, answer.json()["result"]) == (202, "in_review")
    assert Course.objects.get().status == CourseStatus.WITHDRAWN
    assert Review.objects.get().reasons == [ReviewReason.REPORTED]


def test_a_course_is_withdrawn_and_comes_back(caller) -> None:
    caller("PUT", "/courses/B-1", COURSE)

    gone = caller("DELETE", "/courses/B-1")
    twice = caller("DELETE", "/courses/B-1")
    was = Course.objects.get().status
    caller("PUT", "/courses/B-1", COURSE)

    assert (gone.status_code, twice.status_code) == (204, 204)
    assert was == CourseStatus.WITHDRAWN
    assert Course.objects.get().status == CourseStatus.LIVE
    assert (
        AuditEntry.objects.filter(
            action=AuditAction.COURSE_WITHDRAWN, actor_name="API: Records"
        ).count()
        == 1
    )


def test_courses_are_listed_by_pages(caller) -> None:
    for number in range(3):
        caller("PUT", f"/courses/B-{number}", changed(COURSE_NAME=f"Basketry {number}"))

    first = caller("GET", "/courses?per_page=2").json()
    last = caller("GET", "/courses?per_page=2&page=2").json()

    assert (first["total"], first["pages"]) == (3, 2)
    assert [one["reference"] for one in first["courses"] + last["courses"]] == [
        "B-0",
        "B-1",
        "B-2",
    ]


def test_two_courses_of_one_reference_are_not_guessed_between(caller) -> None:
    caller("PUT", "/courses/B-1", COURSE)
    caller("PUT", "/courses/B-2", changed(COURSE_NAME="Weaving"))
    Course.objects.get(title="Weaving").references.update(reference="B-1")

    statuses = [
        caller(method, "/courses/B-1", body).status_code
        for method, body in (("GET", None), ("PUT", COURSE), ("DELETE", None))
    ]

    assert statuses == [409, 409, 409]


def test_a_place_is_made_and_changed(caller) -> None:
    cells = {
        "VENUE_NAME": "Weaving room",
        "ADDRESS_LINE_1": "1 Canal Street",
        "TOWN_OR_CITY": "Walsall",
        "POSTCODE": "WS1 1AA",
    }
    made = caller("PUT", "/venues/V-1", {"venue": cells})
    again = caller("PUT", "/venues/V-1", {"venue": cells})
    other = caller("PUT", "/venues/V-1", {"venue": {**cells, "VENUE_NAME": "Loom room"}})

    assert [one.json()["result"] for one in (made, again, other)] == [
        "published",
        "unchanged",
        "published",
    ]
    assert list(Venue.objects.values_list("reference", "name")) == [("V-1", "Loom room")]


def test_a_call_stands_in_the_history_and_can_be_undone(caller) -> None:
    answer = caller("PUT", "/courses/B-1", COURSE)

    upload = Upload.objects.get(pk=answer.json()["upload"])
    assert (upload.source, upload.state) == (UploadSource.API, UploadState.PUBLISHED)
    assert AuditEntry.objects.filter(
        action=AuditAction.UPLOAD_PUBLISHED, actor_name="API: Records"
    ).exists()
    undo(upload, actor=make_user("omar"), now=now())
    assert Course.objects.get().status == CourseStatus.WITHDRAWN


@pytest.mark.parametrize("status", [CourseStatus.LIVE, CourseStatus.PAUSED])
def test_a_course_that_a_call_took_off_is_brought_back_by_an_undo(caller, status: str) -> None:
    caller("PUT", "/courses/B-1", COURSE)
    Course.objects.update(status=status)
    caller("DELETE", "/courses/B-1")
    assert caller("DELETE", "/courses/B-1").status_code == 204
    editor = make_member(organisation=caller.organisation, name="omar")

    upload = Upload.objects.latest("pk")
    page = client_of(editor.user).get(f"/manage/{caller.organisation.slug}/uploads/")
    undo(upload, actor=editor.user, now=now())

    assert Upload.objects.count() == 2  # of the second call nothing is left
    assert (upload.source, upload.file_name) == (UploadSource.API, "API: Records, B-1")
    assert "1 removed" in page.content.decode()
    course = Course.objects.get()
    assert (course.status, course.withdrawn_at) == (status, None)


def test_the_page_of_a_call_that_took_a_course_off_shows_which(caller) -> None:
    caller("PUT", "/courses/B-1", COURSE)
    caller("DELETE", "/courses/B-1")
    editor = make_member(organisation=caller.organisation, name="omar")
    upload = Upload.objects.latest("pk")

    address = f"/manage/{caller.organisation.slug}/uploads/{upload.pk}/"
    page = client_of(editor.user).get(address).content.decode()

    assert "Basketry for beginners" in page
    assert "Undo this upload" in page
    assert "Read the file again" not in page


def test_what_a_new_organisation_sends_waits_for_a_check(db) -> None:
    caller = new_caller(is_trusted=False)

    answer = caller("PUT", "/courses/B-1", COURSE)

    assert (answer.status_code, answer.json()["result"]) == (202, "in_review")
    assert not Course.objects.exists()
    assert Review.objects.get().state == ReviewState.OPEN
    assert Upload.objects.get().state == UploadState.IN_REVIEW


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("PATCH", "/courses/B-1", 405), ("PUT", "/courses", 405), ("GET", "/nothing", 404),
     ("GET", "/venues/V-1", 405), ("POST", "/", 404)],
)  # fmt: skip
def test_other_addresses_and_methods_answer_in_json(caller, method, path, status) -> None:
    answer = caller(method, path)

    assert answer.status_code == status
    assert answer.json()["status"] == status


def test_the_page_of_the_api_shows_each_call_and_column() -> None:
    page = Client().get("/api/v1/provider/docs").content.decode()

    assert "PUT /api/v1/provider/courses/{reference}" in page
    assert "JOIN_DETAILS" in page
    assert "course-directory-non-lars" in page
