"""Short lists of events for other pages: ``{% events_for sector="health" as events %}``."""

from django import template

from search import event_lists
from search.event_lists import EventCards
from search.page_place import PagePlace, read_place

register = template.Library()


@register.simple_tag
def events_for(
    sector: str = "",
    role: str = "",
    provider: str = "",
    near: PagePlace | str | None = None,
    limit: int = 3,
) -> EventCards:
    """Return the next events of a sector, a role or an organisation, near a place if one is told.

    ``{% events_for role=page.slug near=place limit=3 as events %}{% for card in events.cards %}``.
    """
    if provider:
        return event_lists.events_of(provider, limit=limit)
    return event_lists.events_for(sector=sector, role=role, place=_place(near), limit=limit)


@register.simple_tag
def next_events(place: PagePlace | str | None = None, limit: int = 3) -> EventCards:
    """Return the next events near a place, or of the whole region."""
    return event_lists.next_events(place=_place(place), limit=limit)


def _place(near: PagePlace | str | None) -> PagePlace | None:
    return read_place(near) if isinstance(near, str) and near else (near or None)
