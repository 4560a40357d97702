"""A course, and the day on which its page is looked at."""

import datetime
from typing import Any

import pytest
import time_machine

from catalogue.courses.models import Course
from tests.factories import (
    TODAY,
    CourseFactory,
    VenueFactory,
)


@pytest.fixture
def course() -> Course:
    return CourseFactory(title="Welding Level 2", provider__name="Moor College")


@pytest.fixture
def today():
    with time_machine.travel(datetime.datetime.combine(TODAY, datetime.time(12)), tick=False):
        yield TODAY


@pytest.fixture
def venue() -> Any:
    return VenueFactory(name="Walsall campus")
