"""Other courses to join, near a course that has started or gone. Reads the database only."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F
from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from catalogue.courses import wording
from catalogue.courses.costs import cost_in_short
from catalogue.courses.enums import CourseStatus, DeliveryMode
from catalogue.courses.models import Course, CourseRun
from catalogue.courses.runs import start_in_short
from catalogue.providers.models import Venue
from portal.core.geo import Point, bounding_box, distance_miles
from portal.core.prose import dotted, one_line

MOST_ALTERNATIVES = 3
WITHIN_MILES = 10
MOST_LOOKED_AT = 200  # runs, soonest first: enough to find three courses near


@dataclass(frozen=True, slots=True)
class SmallCard:
    """A card in the shape of ``components/small_card.html``."""

    title: str
    url: str
    note: SafeString
    kind_label: str
    kind: str = "course"
    icon: str = "book"


@dataclass(frozen=True, slots=True)
class Alternatives:
    """``place`` is what the distances are from."""

    place: str
    miles: int
    cards: list[SmallCard]


def small_card(course: Course, *parts: str) -> SmallCard:
    """Return a card with a note of its known parts: ``"Moor College · 2.1 miles · Free"``."""
    unknown = wording.not_known()
    return SmallCard(
        title=one_line(course.title),
        url=course.get_absolute_url(),
        note=dotted(part for part in parts if part != unknown),
        kind_label=wording.kind(course.esol),
    )


def alternatives(
    course: Course, *, venues: Sequence[Venue], today: datetime.date
) -> Alternatives | None:
    """Return up to three courses of the same subject within 10 miles, those that start first.

    None when the course has no subject or no known place. One query.
    """
    centre = next((venue for venue in venues if venue.point is not None), None)
    if centre is None or centre.point is None or course.subject_id is None:
        return None
    cards: dict[int, SmallCard] = {}
    for run in _runs_near(course, centre.point, today):
        there = run.venue.point if run.venue else None
        if there is None:
            continue
        miles = distance_miles(centre.point, there)
        if run.course_id not in cards and miles <= WITHIN_MILES:
            cards[run.course_id] = small_card(
                run.course,
                run.course.provider.name,
                _("%(miles)s miles")
                % {"miles": number_format(round(max(miles, 0.1), 1), 1, use_l10n=True)},
                start_in_short(run, today=today),
                cost_in_short([run]),
            )
        if len(cards) == MOST_ALTERNATIVES:
            break
    return Alternatives(centre.name, WITHIN_MILES, list(cards.values())) if cards else None


def _runs_near(course: Course, point: Point, today: datetime.date) -> list[CourseRun]:
    box = bounding_box(point, radius_miles=WITHIN_MILES)
    runs = (
        CourseRun.objects.open_on(today)
        .filter(
            course__status=CourseStatus.LIVE,
            course__provider__is_live=True,
            course__subject=course.subject_id,
            venue__latitude__range=(box.south, box.north),
            venue__longitude__range=(box.west, box.east),
        )
        .exclude(course=course.pk)
        .exclude(delivery_mode=DeliveryMode.ONLINE)
        .select_related("course__provider", "venue")
        .order_by(F("start_date").asc(nulls_last=True), "pk")
    )
    return list(runs[:MOST_LOOKED_AT])
