"""A course that people can ask about, at noon, and nobody asked before."""

import datetime
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache

from catalogue.courses.models import Course
from tests.factories import TODAY, CourseFactory, CourseRunFactory

NOON = datetime.datetime.combine(TODAY, datetime.time(12), tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def noon(time_machine: Any) -> Iterator[None]:
    time_machine.move_to(NOON, tick=False)
    cache.clear()  # the limits
    yield
    cache.clear()


@pytest.fixture
def course() -> Course:
    course = CourseFactory(
        title="Sewing for beginners",
        provider__name="Lockgate Centre",
        provider__takes_enquiries=True,
        provider__enquiry_email="hello@lockgate.example",
        provider__enquiry_email_verified_at=NOON,
    )
    CourseRunFactory(course=course)
    return course
