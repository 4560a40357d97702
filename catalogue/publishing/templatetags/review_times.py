"""By when a moderator answers, for the pages of who waits."""

from typing import Any

from django import template

from catalogue.events.event_times import moment_words
from catalogue.publishing.enums import ReviewState

register = template.Library()


@register.simple_tag
def answer_by(thing: Any) -> str:
    """Return ``"Thursday 26 November 2026, 1pm"`` for a draft, a file or a request that waits.

    Nothing when no moderator was asked.
    """
    review = thing.reviews.filter(state=ReviewState.OPEN).only("due_at").first() if thing else None
    return moment_words(review.due_at) if review else ""
