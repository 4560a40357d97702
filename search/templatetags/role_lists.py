"""The place of a page, and the listings that lead to a role near it."""

from django import template
from django.http import HttpRequest
from django.utils.translation import get_language

from search import related_pathway as related_pathways
from search import role_lists
from search.page_place import PagePlace, place_of_request
from search.related_pathway import PathwayLink
from search.results_page import ResultsPage
from search.role_lists import RoleListings

register = template.Library()


@register.simple_tag
def place_of(request: HttpRequest) -> PagePlace:
    """Return the place in the address: ``{% place_of request as place %}{{ place.label }}``."""
    return place_of_request(request)


@register.simple_tag
def role_listings(
    slug: str,
    kind: str = "course",
    place: PagePlace | None = None,
    when: str = "",
    study: str = "",
    how: str = "",
    words: str = "",
    limit: int = 3,
) -> RoleListings:
    """Return listings for a role: ``{% role_listings "porter" kind="vacancy" place=place %}``."""
    return role_lists.role_listings(
        slug, kind=kind, place=place, when=when, study=study, how=how, words=words, limit=limit
    )


@register.simple_tag
def related_pathway(page: ResultsPage) -> PathwayLink | None:
    """Return where the jobs on a first page of results can lead, without another question."""
    if page.pages.number > 1:
        return None
    return related_pathways.related_pathway(
        page.outcome.results.hits,
        reference=page.asked.reference,
        language=get_language() or "",
    )


@register.simple_tag
def role_counts(kind: str = "course", place: PagePlace | None = None) -> dict[str, int]:
    """Return how many listings lead to each role, by one question to the index."""
    return role_lists.role_counts(kind=kind, place=place)
