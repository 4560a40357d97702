"""Stories on other pages: pathways, roles, schemes."""

from django import template

from portal.core.clock import today
from portal.pages.story_lists import StoryCard
from portal.pages.story_lists import stories_for as find_stories

register = template.Library()


@register.simple_tag
def stories_for(sector: str = "", role: str = "", limit: int = 2) -> tuple[StoryCard, ...]:
    """Return stories that may be told today: ``{% stories_for sector="health" as stories %}``.

    Of the role first, then of the sector. At most two questions, four in another language. A card
    has ``title``, ``summary``, ``person``, ``now_does``, ``url`` and ``lang``; show one with
    ``components/story_card.html``.
    """
    return find_stories(day=today(), sector=sector, role=role, limit=limit)
