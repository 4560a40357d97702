"""How often people met a course: counted in memory, added to the day's number a moment later.

Counts only. Nothing of a visitor is read but the name that a program gives itself, to leave it
out, and nothing of a visitor is kept.
"""

import datetime
import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from django.conf import settings
from django.db import connection, transaction
from django.http import HttpRequest

from catalogue.courses.enums import CourseMetric
from catalogue.courses.models import Course, CourseCount
from portal.core.waiting_counts import WaitingCounts

# Programs that say what they are. A browser says "Mozilla/5.0 (...)" and none of these.
PROGRAM = re.compile(
    r"bot\b|bots?/|crawl|spider|slurp|archiver|preview|monitor|headless|lighthouse|"
    r"facebookexternalhit|whatsapp|curl|wget|python|httpx|okhttp|java/|go-http|ruby|perl|scrapy",
    re.IGNORECASE,
)
ASK_FOR_IDS = 500

# One statement on SQLite and PostgreSQL; Django's own upsert replaces a count, this adds to it.
ADD_TO_COUNT = """
INSERT INTO courses_coursecount (course_id, date, metric, count)
VALUES (%s, %s, %s, %s)
ON CONFLICT (course_id, date, metric)
DO UPDATE SET count = courses_coursecount.count + excluded.count
"""


class Met(NamedTuple):
    """``Met(12, <26 November>, "SHOWN")``: all that is kept."""

    course_id: int
    date: datetime.date
    metric: str


class CourseCounts(WaitingCounts[Met]):
    """Counts of courses of this process that wait to be written."""

    what = "meetings with courses"

    def write(self, counts: Counter[Met]) -> None:
        """Add the counts, in one order for all processes. Courses that are gone are left out."""
        ids = sorted({key.course_id for key in counts})
        date = CourseCount._meta.get_field("date")
        with transaction.atomic():
            known: set[int] = set()
            for start in range(0, len(ids), ASK_FOR_IDS):
                part = Course.objects.filter(pk__in=ids[start : start + ASK_FOR_IDS])
                known.update(part.values_list("pk", flat=True))
            rows = [
                (key.course_id, date.get_db_prep_save(key.date, connection), key.metric, count)
                for key, count in sorted(counts.items())
                if key.course_id in known
            ]
            if rows:
                with connection.cursor() as cursor:
                    cursor.executemany(ADD_TO_COUNT, rows)


course_counts = CourseCounts(seconds=settings.COURSE_COUNT_SECONDS)
course_counts.end_with_process()


def note_shown(request: HttpRequest, course_ids: Iterable[int], *, today: datetime.date) -> None:
    """Count courses that stood on a page of results."""
    if is_person(request):
        metric = CourseMetric.SHOWN.value
        course_counts.add_all([Met(course_id, today, metric) for course_id in course_ids])


def note_viewed(request: HttpRequest, course_id: int, *, today: datetime.date) -> None:
    """Count that the page of a course was opened."""
    _note(request, course_id, CourseMetric.VIEWED, today)


def note_joined(request: HttpRequest, course_id: int, *, today: datetime.date) -> None:
    """Count that somebody took the way to join, or asked to."""
    _note(request, course_id, CourseMetric.JOINED, today)


def _note(request: HttpRequest, course_id: int, metric: CourseMetric, today: datetime.date) -> None:
    if is_person(request):
        course_counts.add(Met(course_id, today, metric.value))


def is_person(request: HttpRequest) -> bool:
    """Return whether a request looks like a person's: not a program that says so, not a prefetch.

    A program that calls itself a browser is counted: telling it apart would take watching people.
    """
    if request.method == "HEAD":
        return False
    headers = request.headers
    agent = headers.get("User-Agent", "")
    if not agent or PROGRAM.search(agent):
        return False
    return "prefetch" not in f"{headers.get('Sec-Purpose', '')} {headers.get('Purpose', '')}"
