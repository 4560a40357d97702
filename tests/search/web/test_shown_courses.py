"""Courses that stood on a page of results are counted for their providers."""

import re
from collections.abc import Iterator

import pytest

from catalogue.courses.counting import course_counts

BROWSER = {"user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"}


@pytest.fixture(autouse=True)
def counted() -> Iterator[None]:
    course_counts.forget()
    yield
    course_counts.forget()


def shown() -> dict[int, int]:
    assert {key.metric for key in course_counts.waiting()} <= {"SHOWN"}
    return {key.course_id: count for key, count in course_counts.waiting().items()}


def test_each_course_on_the_page_is_counted_once_a_time(client):
    page = client.get("/search/?q=english", headers=BROWSER)
    ids = {int(part.split("-")[-1]) for part in course_links(page.content.decode())}
    assert ids
    assert shown() == dict.fromkeys(ids, 1)

    client.get("/search/?q=english", headers=BROWSER)
    assert shown() == dict.fromkeys(ids, 2)


def test_programs_and_vacancies_are_not_counted(client):
    client.get("/search/?q=english", headers={"user-agent": "Examplebot/1.0"})
    client.get("/search/?q=care&kind=job", headers=BROWSER)
    assert shown() == {}


def test_a_landing_page_shows_courses_too(client):
    page = client.get("/courses/in/walsall/", headers=BROWSER)
    assert page.status_code == 200
    assert shown()


def course_links(page: str) -> set[str]:
    return set(re.findall(r'href="/courses/([a-z0-9-]+-\d+)/', page))
