"""Where a course or a vacancy leads, for their pages."""

from django import template

from catalogue.courses.models import Course
from catalogue.events.pages import EventPage
from catalogue.vacancies.models import Vacancy
from pathways import joining
from pathways.joining import RoleLink

register = template.Library()


@register.simple_tag
def roles_of_course(course: Course) -> list[RoleLink]:
    """Return the roles: ``{% roles_of_course course as roles %}{{ roles.0.because }}``."""
    return joining.roles_of_course(course)


@register.simple_tag
def roles_of_vacancy(vacancy: Vacancy) -> list[RoleLink]:
    """Return the roles: ``{% roles_of_vacancy vacancy as roles %}{{ roles.0.title }}``."""
    return joining.roles_of_vacancy(vacancy)


@register.simple_tag
def roles_of_event(event: EventPage) -> list[RoleLink]:
    """Return the roles that the events team chose: ``{% roles_of_event event as roles %}``."""
    return joining.roles_of_event(event)
