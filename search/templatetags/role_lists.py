"""The place of a page, and the listings that lead to a role near it.

``{% place_of request as place %}{% role_listings "porter" kind="vacancy" place=place as found %}``
"""

from django import template
from django.utils.translation import get_language

from search import related_pathway as related_pathways
from search import role_lists
from search.page_place import place_of_request
from search.related_pathway import PathwayLink
from search.results_page import ResultsPage

register = template.Library()
register.simple_tag(place_of_request, name="place_of")
register.simple_tag(role_lists.role_listings)
register.simple_tag(role_lists.role_counts)


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
