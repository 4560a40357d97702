"""What a visitor sees where a course was: why it is gone, and counted ways on."""

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext as _

from catalogue.courses import wording
from catalogue.courses.enums import CourseStatus
from catalogue.courses.models import Course
from catalogue.courses.nearby import Alternatives, alternatives
from catalogue.courses.runs import venues_of
from portal.core.clock import REGION_TIME
from portal.core.prose import one_line
from portal.navigation.languages import address_here


@dataclass(frozen=True, slots=True)
class WayOn:
    """A link with its number. ``WayOn(6, "Welding", "The same subject", "/search/?...")``."""

    number: int | None
    title: str
    note: str
    url: str
    icon: str = "search"


@dataclass(frozen=True, slots=True)
class GonePage:
    """Why a course has no page, and where to look."""

    course: Course
    title: str
    is_paused: bool
    provider_name: str
    since: str
    ways: list[WayOn]
    alternatives: Alternatives | None


def gone_page(course: Course, *, today: datetime.date) -> GonePage:
    """Return the page of a course that was taken away. A way on never counts 0."""
    provider_name = one_line(course.provider.name) if course.provider.is_live else ""
    withdrawn_at = course.withdrawn_at
    return GonePage(
        course=course,
        title=one_line(course.title),
        is_paused=course.status == CourseStatus.PAUSED,
        provider_name=provider_name,
        since=wording.date(withdrawn_at.astimezone(REGION_TIME).date()) if withdrawn_at else "",
        ways=_ways(course, today=today),
        alternatives=alternatives(course, venues=venues_of(course.runs.all()), today=today),
    )


def _ways(course: Course, *, today: datetime.date) -> list[WayOn]:
    search = address_here("/search/")
    listed = Course.objects.listed_on(today)
    ways: list[WayOn] = []
    if course.subject:
        count = listed.filter(subject=course.subject).count()
        ways.append(
            WayOn(
                count,
                _("Courses: %(subject)s") % {"subject": course.subject.label},
                _("The same subject, other places and providers"),
                f"{search}?kind=course&subject={course.subject.slug}",
            )
        )
    if course.provider.is_live:
        count = listed.filter(provider=course.provider).count()
        ways.append(
            WayOn(
                count,
                _("Courses at %(provider)s") % {"provider": one_line(course.provider.name)},
                _("The same provider"),
                f"{search}?kind=course&provider={course.provider.slug}",
            )
        )
    ways = [way for way in ways if way.number]
    ways.append(WayOn(None, _("Search all courses"), _("Type what you want to learn"), search))
    return ways
