"""Small pieces of the pages of events."""

from collections.abc import Iterable
from typing import Any

from django import template

register = template.Library()


@register.filter
def other_than(cards: Iterable[Any], address: str) -> list[Any]:
    """Return the cards that lead to other pages: ``events.cards|other_than:event.address``."""
    return [card for card in cards if str(card.url).partition("?")[0] != address]
