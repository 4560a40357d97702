"""Small pieces of the pages of roles."""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlencode

from django import template

from pathways.compare_page import Column
from pathways.hand_off import HandOff
from pathways.role_steps import StepView

register = template.Library()


@register.simple_tag
def hand_off_url(service: HandOff, place: Any = None) -> str:
    """Return the address of another service with the place of the page in it.

    A place outside the region goes along: these services cover all of England. A point does not,
    as it says where somebody stands.
    """
    is_place = bool(place) or bool(place is not None and place.is_outside)
    if not is_place or place.resolution.is_own_location:
        return service.url()
    return service.url(place.label)


@register.simple_tag
def gap_of(step: StepView, place: Any = None) -> dict[str, str]:
    """Return what finds the courses of a step: its own words, else the role that it leads to.

    For somebody outside the region only online courses are of use.
    """
    how = "online" if place is not None and place.is_outside else ""
    if step.course_words:
        return {"slug": "", "words": step.course_words, "how": how}
    return {"slug": step.role.slug, "words": "", "how": how}


@register.simple_tag
def kept_query(in_work: bool = False, roles: Iterable[str] = (), role: str = "") -> str:
    """Return what the links of a page keep beside the place: ``"&role=porter&in-work=1"``."""
    kept = [("role", slug) for slug in (*(roles or ()), role) if slug]
    if in_work:
        kept.append(("in-work", "1"))
    return f"&{urlencode(kept)}" if kept else ""


@register.filter
def beside(cells: Iterable[Any], columns: Iterable[Any]) -> list[tuple[Any, Any]]:
    """Return each cell of a row with its column."""
    return list(zip(cells, columns, strict=True))


@register.filter
def counted(columns: Iterable[Column], counts: Mapping[str, int]) -> list[dict[str, Any]]:
    """Return how many listings each column has, and which one alone has the most.

    Without any counts no index answered: the number is None, which is not known.
    """
    numbers = [(column.role, counts.get(column.role.slug, 0)) for column in columns]
    most = max((number for _role, number in numbers), default=0)
    is_single = len(numbers) > 1 and sum(number == most for _role, number in numbers) == 1
    return [
        {
            "title": role.name.title,
            "count": number if counts else None,
            "is_most": is_single and number == most,
        }
        for role, number in numbers
    ]
