"""Who wins where a feed and a person changed the same course."""

import datetime
from typing import Any

import pytest

from catalogue.courses.enums import CourseStatus
from catalogue.courses.models import Course, CourseRun
from catalogue.publishing.enums import UploadState
from catalogue.publishing.uploads import services as uploads
from tests.catalogue.feeds.fetch_server import FeedServer
from tests.catalogue.publishing.feeds.conftest import NOW
from tests.catalogue.publishing.feeds.serving import Run, serve
from tests.catalogue.publishing.feeds.xcri_files import course, feed_of, presentation
from tests.catalogue.publishing.feeds.xcri_files import feed as feed_file

pytestmark = pytest.mark.django_db


def test_what_a_person_changed_stays_until_the_feed_says_something_new(
    run: Run, server: FeedServer
) -> None:
    run()
    found = Course.objects.get(title="Course 1")
    Course.objects.filter(pk=found.pk).update(title="Welding for beginners", age_min=19)
    CourseRun.objects.filter(course=found).update(cost_pence=9_900)
    serve(server, feed_of(11))

    run()

    found.refresh_from_db()
    assert (found.title, found.age_min) == ("Welding for beginners", 19)
    assert found.runs.get().cost_pence == 9_900
    price = presentation("C1-1").replace("£120.00", "£130.00")
    serve(server, feed_file(course(1, times=[price]), *(course(n) for n in range(2, 12))))

    run()

    found.refresh_from_db()
    assert found.title == "Welding for beginners"
    assert found.runs.get().cost_pence == 13_000


def test_a_date_that_a_person_moved_stays_and_makes_no_second_run(
    run: Run, server: FeedServer
) -> None:
    run()
    found = Course.objects.get(title="Course 1")
    moved = datetime.date(2027, 2, 8)
    CourseRun.objects.filter(course=found).update(start_date=moved)
    serve(server, feed_of(11))

    run()

    assert [one.start_date for one in found.runs.all()] == [moved]


def test_runs_that_a_person_added_or_deleted_stay_so(run: Run, server: FeedServer) -> None:
    run()
    added, deleted = Course.objects.get(title="Course 1"), Course.objects.get(title="Course 2")
    CourseRun.objects.create(course=added, delivery_mode="ONLINE")
    deleted.runs.all().delete()
    serve(server, feed_of(11))

    run()

    assert (added.runs.count(), deleted.runs.count()) == (2, 0)


def test_a_course_that_a_person_took_off_stays_off(run: Run, server: FeedServer) -> None:
    run()
    Course.objects.filter(title="Course 1").update(status=CourseStatus.WITHDRAWN)
    serve(server, feed_of(11))

    run()

    assert Course.objects.get(title="Course 1").status == CourseStatus.WITHDRAWN


def test_a_course_that_comes_back_in_the_feed_comes_back(run: Run, server: FeedServer) -> None:
    run()
    serve(server, feed_of(10, leave_out=[1]))
    run()
    serve(server, feed_of(10))

    run()

    assert Course.objects.get(title="Course 1").status == CourseStatus.LIVE


def test_undoing_a_run_stays_undone(
    run: Run, server: FeedServer, owner: Any, time_machine: Any
) -> None:
    run()
    changed = presentation("C1-1").replace("£120.00", "£130.00")
    serve(server, feed_file(course(1, times=[changed]), *(course(n) for n in range(2, 11))))
    second = run()
    moment = NOW + datetime.timedelta(days=1, hours=1)

    report = uploads.undo(second, actor=owner.user, now=moment)

    assert report.done == 1, report
    found = Course.objects.get(title="Course 1")
    assert found.runs.get().cost_pence == 12_000
    more = [course(1, times=[changed]), *(course(n) for n in range(2, 12))]
    serve(server, feed_file(*more))
    assert run().state == UploadState.PUBLISHED
    assert found.runs.get().cost_pence == 12_000


def test_a_course_is_known_by_its_own_identifier_whatever_else_changes(
    run: Run, server: FeedServer
) -> None:
    run()
    found = Course.objects.get(title="Course 1")
    assert [one.reference for one in found.references.order_by("pk")] == ["C1", "C1-1"]
    renamed = course(1, title="Welding", times=[presentation("2028-A", start="2028-01-10")])
    serve(server, feed_file(renamed, *(course(number) for number in range(2, 11))))

    assert run().counts["courses"]["changed"] == 1

    found.refresh_from_db()
    assert found.title == "Welding"
    assert [str(one.start_date) for one in found.runs.all()] == ["2028-01-10"]
