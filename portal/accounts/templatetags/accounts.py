"""Words of accounts for templates."""

from django import template

from portal.accounts.sessions import browser_words as words_of

register = template.Library()


@register.filter
def browser_words(user_agent: str) -> str:
    """Return ``"Firefox on Windows"`` for what a browser says of itself."""
    return words_of(user_agent)
