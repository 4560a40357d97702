"""Where a course or a vacancy leads, for their pages, and links to roles and pathways."""

from typing import Protocol

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from catalogue.courses.models import Course
from catalogue.events.pages import EventPage
from catalogue.vacancies.models import Vacancy
from pathways import joining
from pathways.joining import RoleLink

register = template.Library()


class HasName(Protocol):
    """What can be linked by its name, as ``pathways.names.Named`` can."""

    @property
    def title(self) -> str: ...
    @property
    def url(self) -> str: ...
    @property
    def language(self) -> str: ...


@register.simple_tag
def named_link(
    named: HasName, kept: str = "", *, in_work: bool = False, fragment: str = ""
) -> SafeString:
    """Return the link to a role or a pathway: ``{% named_link step.role place.query %}``.

    ``kept`` is what the next page is told of this one, such as ``near=Walsall``; ``in_work`` tells
    it that somebody does the work already. A name in another language says so.
    """
    query = "&".join(part for part in (kept, "in-work=1" if in_work else "") if part)
    address = f"{named.url}{'?' if query else ''}{query}{'#' if fragment else ''}{fragment}"
    other = format_html(' lang="{}" dir="ltr"', named.language) if named.language else ""
    return format_html('<a href="{}"{}><bdi>{}</bdi></a>', address, other, named.title)


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
