"""How often people met a course: nothing of a person is kept, nothing lost, nobody waits."""

import datetime
import threading
from collections.abc import Iterator

import pytest
from django.db import OperationalError, connection
from django.urls import reverse

from catalogue.courses.counting import CourseCounts, Met, course_counts
from catalogue.courses.enums import JoinMethod
from catalogue.courses.models import Course, CourseCount
from tests.catalogue.courses.course_pages import TODAY
from tests.factories import CourseRunFactory

BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture(autouse=True)
def waiting() -> Iterator[CourseCounts]:
    course_counts.forget()
    yield course_counts
    course_counts.forget()


def met(course: Course, metric: str = "VIEWED", days: int = 0) -> Met:
    return Met(course.pk, TODAY + datetime.timedelta(days=days), metric)


def stored() -> dict[tuple[int, str], int]:
    rows = CourseCount.objects.values_list("course_id", "metric", "count")
    return {(pk, metric): count for pk, metric, count in rows}


def test_counts_add_up_over_flushes_and_processes(course):
    one, other = CourseCounts(seconds=None), CourseCounts(seconds=None)
    one.add(met(course), met(course, "SHOWN"))
    other.add(met(course))
    assert (one.flush(), other.flush(), one.flush()) == (2, 1, 0)

    assert stored() == {(course.pk, "VIEWED"): 2, (course.pk, "SHOWN"): 1}
    assert {row.date for row in CourseCount.objects.all()} == {TODAY}


def test_a_course_that_is_gone_takes_no_other_with_it(course):
    log = CourseCounts(seconds=None)
    log.add(met(course), Met(999_999_999, TODAY, "VIEWED"))
    log.flush()

    assert stored() == {(course.pk, "VIEWED"): 1}
    assert log.waiting() == {}


def test_a_locked_database_loses_nothing(course, monkeypatch, caplog):
    log = CourseCounts(seconds=None)
    log.add(met(course))

    def refuse(self, counts) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(CourseCounts, "write", refuse)
    assert log.flush() == 0
    assert "meetings with courses waits" in caplog.text
    monkeypatch.undo()
    assert log.flush() == 1


def test_many_counts_take_few_questions(course, django_assert_max_num_queries):
    log = CourseCounts(seconds=None)
    log.add_all([met(course, days=-day) for day in range(300)])
    with django_assert_max_num_queries(4):  # a savepoint, the ids, the rows, its release
        assert log.flush() == 300
    assert CourseCount.objects.count() == 300


def test_threads_lose_no_count(django_db_setup, django_db_blocker, course):
    log = CourseCounts(seconds=None)
    threads = [
        threading.Thread(target=lambda: [log.add(met(course)) for _ in range(500)])
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert log.waiting() == {met(course): 2000}


def test_a_page_that_is_opened_is_counted_and_asks_nothing_more(client, course, waiting):
    CourseRunFactory(course=course)
    client.get(course.get_absolute_url(), headers={"user-agent": BROWSER})
    assert waiting.waiting() == {met(course): 1}
    assert not any("coursecount" in query["sql"] for query in connection.queries)


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({"user-agent": "Mozilla/5.0 (compatible; Examplebot/2.1)"}, id="a bot"),
        pytest.param({"user-agent": "curl/8.5.0"}, id="a tool"),
        pytest.param({}, id="no name"),
        pytest.param({"user-agent": BROWSER, "sec-purpose": "prefetch;prerender"}, id="a prefetch"),
    ],
)
def test_programs_are_not_counted(client, course, waiting, headers):
    assert client.get(course.get_absolute_url(), headers=headers).status_code == 200
    assert waiting.waiting() == {}


def test_a_page_that_is_gone_is_not_counted(client, course, waiting):
    Course.objects.update(status="WITHDRAWN")
    client.get(course.get_absolute_url(), headers={"user-agent": BROWSER})
    assert waiting.waiting() == {}


def join_address(course: Course) -> str:
    return reverse("course_pages:join", args=[course.slug])


def press(client, course, **values):
    return client.get(join_address(course), values, headers={"user-agent": BROWSER})


def test_the_way_to_join_is_counted_and_leads_to_the_providers_own_page(client, course, waiting):
    Course.objects.update(how_to_join=JoinMethod.BOOK, join_value="https://moor.example/book?c=1")
    page = client.get(course.get_absolute_url()).content.decode()
    assert f'href="{join_address(course)}"' in page

    answer = press(client, course, next="https://evil.example/", url="https://evil.example/")

    assert (answer.status_code, answer["Location"]) == (302, "https://moor.example/book?c=1")
    assert "no-store" in answer["Cache-Control"]
    assert waiting.waiting() == {met(course, "JOINED"): 1}


@pytest.mark.parametrize(
    "value", ["javascript:alert(1)", "//evil.example", "https://moor.example\r\nX-Evil: 1"]
)
def test_what_is_no_web_address_is_never_led_to(client, course, value):
    Course.objects.update(how_to_join=JoinMethod.WEBSITE, join_value=value, webpage="")
    answer = press(client, course)
    assert answer.status_code == 302
    assert answer["Location"] == f"{course.get_absolute_url()}#join"


def test_a_call_starts_at_once_and_is_counted_beside_it(client, course, waiting):
    Course.objects.update(how_to_join=JoinMethod.PHONE, join_value="01632 960 118")
    page = client.get(course.get_absolute_url()).content.decode()
    assert f'href="tel:01632960118" data-counted="{join_address(course)}"' in page

    answer = client.post(join_address(course), headers={"user-agent": BROWSER})

    assert (answer.status_code, answer.content) == (204, b"")
    assert waiting.waiting() == {met(course, "JOINED"): 1}


def test_nobody_is_led_on_from_a_course_that_is_gone(client, course, waiting):
    Course.objects.update(status="WITHDRAWN")
    assert press(client, course)["Location"] == course.get_absolute_url()
    assert waiting.waiting() == {}
