"""Short lists of courses for pages that know no courses, such as a provider's profile."""

import datetime
from dataclasses import dataclass

from django import template
from django.db.models import F, Min, Q
from django.utils.text import capfirst

from catalogue.courses.costs import cost_in_short
from catalogue.courses.enums import RunStatus
from catalogue.courses.models import Course
from catalogue.courses.nearby import SmallCard, small_card
from catalogue.courses.runs import place_of, sorted_runs, start_in_short
from catalogue.providers.models import Organisation

register = template.Library()
NEXT_COURSES = 6


@dataclass(frozen=True, slots=True)
class NextCourses:
    """The courses of a provider that start next, and how many there are in all."""

    cards: list[SmallCard]
    total: int


@register.simple_tag
def next_courses_of(organisation: Organisation, today: datetime.date) -> NextCourses:
    """Return a provider's next courses: ``{% next_courses_of provider today as next %}``.

    At most four queries, whatever the number of courses.
    """
    listed = Course.objects.listed_on(today).filter(provider=organisation)
    ahead = Q(runs__start_date__gte=today) & ~Q(runs__status=RunStatus.CANCELLED)
    soonest = (
        listed.annotate(next_start=Min("runs__start_date", filter=ahead))
        .order_by(F("next_start").asc(nulls_last=True), "title", "pk")
        .prefetch_related("runs__venue")
    )
    cards = [_card(course, today=today) for course in soonest[:NEXT_COURSES]]
    return NextCourses(cards, listed.count() if len(cards) == NEXT_COURSES else len(cards))


def _card(course: Course, *, today: datetime.date) -> SmallCard:
    runs = sorted_runs(course.runs.all(), today=today).open
    if not runs:
        return small_card(course, cost_in_short(runs))
    start = capfirst(start_in_short(runs[0], today=today))
    return small_card(course, start, place_of(runs[0])[0], cost_in_short(runs))
