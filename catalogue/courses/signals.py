"""Say that listings changed whenever an editor saves something that a listing shows.

Bulk writes send no model signals: services that use them announce the courses themselves.
"""

from typing import Any

from django.db.models import Model, Q
from django.db.models.signals import m2m_changed, post_save, pre_delete

from catalogue.courses.models import Course, CourseReference, CourseRun
from catalogue.courses.services import announce_courses
from catalogue.providers.models import Organisation, Venue
from portal.core.models import Sector, Subject


def announce_course(instance: Course, **kwargs: Any) -> None:
    """Announce a course that was saved, deleted or put in other sectors."""
    if isinstance(instance, Course):  # m2m_changed also reports the sector's side
        announce_courses([instance.pk])


def announce_course_of(instance: CourseRun | CourseReference, **kwargs: Any) -> None:
    """Announce the course of a run or reference that was saved or deleted."""
    announce_courses([instance.course_id])


def announce_courses_of_organisation(instance: Organisation, **kwargs: Any) -> None:
    """Announce the courses of a provider that was renamed, hidden or shown again."""
    announce_courses(set(instance.courses.values_list("id", flat=True)))


def announce_courses_of_venue(instance: Venue, **kwargs: Any) -> None:
    """Announce the courses at a venue that was renamed or moved."""
    announce_courses(set(instance.runs.values_list("course_id", flat=True)))


def announce_courses_of_subject(instance: Subject, **kwargs: Any) -> None:
    """Announce the courses of a subject that was renamed or put in another sector."""
    announce_courses(set(instance.courses.values_list("id", flat=True)))


def announce_courses_of_sector(instance: Sector, **kwargs: Any) -> None:
    """Announce the courses of a sector that was renamed: their subject is in it, or they are."""
    is_in_it = Q(subject__sector=instance) | Q(sectors=instance)
    announce_courses(set(Course.objects.filter(is_in_it).values_list("id", flat=True)))


RECEIVERS: tuple[tuple[Any, type[Model], Any], ...] = (
    (post_save, Course, announce_course),
    (pre_delete, Course, announce_course),
    (m2m_changed, Course.sectors.through, announce_course),
    (post_save, CourseRun, announce_course_of),
    (pre_delete, CourseRun, announce_course_of),
    (post_save, CourseReference, announce_course_of),
    (pre_delete, CourseReference, announce_course_of),
    (post_save, Organisation, announce_courses_of_organisation),
    (post_save, Venue, announce_courses_of_venue),
    (post_save, Subject, announce_courses_of_subject),
    (post_save, Sector, announce_courses_of_sector),
)


def connect() -> None:
    """Connect every receiver, once."""
    for signal, sender, receiver in RECEIVERS:
        signal.connect(
            receiver, sender=sender, dispatch_uid=f"{receiver.__name__}:{sender.__name__}"
        )
