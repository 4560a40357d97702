"""A course with every part filled in, for tests of contents."""

from typing import Any

from django.utils import timezone

from catalogue.courses.contents import (
    blank_content,
    blank_run,
    write_content,
)
from catalogue.courses.enums import ListingSource
from catalogue.courses.models import Course
from tests.factories import (
    TODAY,
)

NOW = timezone.now()


def full_content(venue: Any, **values: Any) -> dict[str, Any]:
    run = {
        **blank_run(),
        "delivery_mode": "CLASSROOM",
        "venue": venue.pk,
        "start_date": "2027-01-18",
        "end_date": "2027-03-29",
        "days_of_week": ["MON"],
        "start_time": "18:00",
        "end_time": "20:00",
        "hours_per_week": "2.5",
        "duration": 10,
        "duration_unit": "WEEKS",
        "cost_pence": 29500,
        "places": 12,
        "places_left": 4,
    }
    return {
        **blank_content(),
        "title": "Welding for beginners",
        "what_you_will_learn": "Cut and join steel.",
        "needs": ["SMALL_GROUP"],
        "age_min": 18,
        "how_to_join": "PHONE",
        "join_value": "01632 960118",
        "references": ["W1"],
        "runs": [run],
        **values,
    }


def write(content: Any, course: Course | None = None, *, provider: Any = None) -> Course:
    return write_content(
        course,
        provider=provider or course.provider,
        content=content,
        source=ListingSource.MANUAL,
        now=NOW,
        today=TODAY,
    )
