"""A decision about a listing and a role changes the listing: whoever lists it is told."""

from typing import Any

from django.db.models.signals import post_delete, post_save

from pathways.verdicts import CourseRole, VacancyRole
from portal.core.signals import listings_changed


def announce_course(sender: type[CourseRole], instance: CourseRole, **kwargs: Any) -> None:
    """Announce the course of a decision."""
    listings_changed.send(sender, kind="course", ids=[instance.course_id])


def announce_vacancy(sender: type[VacancyRole], instance: VacancyRole, **kwargs: Any) -> None:
    """Announce the vacancy of a decision."""
    listings_changed.send(sender, kind=instance.vacancy.listing_kind, ids=[instance.vacancy_id])


def connect() -> None:
    """Connect both, once."""
    for signal in (post_save, post_delete):
        for receiver, model in ((announce_course, CourseRole), (announce_vacancy, VacancyRole)):
            signal.connect(
                receiver, sender=model, dispatch_uid=f"pathways.{receiver.__name__}.{id(signal)}"
            )
