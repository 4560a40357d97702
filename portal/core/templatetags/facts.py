"""Shared facts and explained words in templates, and in the words of editors."""

import re
from typing import Any

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from portal.core.facts import FactKind
from portal.core.lookups import facts_by_key, terms_by_name
from portal.core.lookups import words_in as find_words
from portal.core.prose import phone_link

register = template.Library()

NAMED = re.compile(r"\[\[\s*([a-z0-9-]{1,60})\s*\]\]")


@register.simple_tag
def fact(key: str) -> SafeString:
    """Return a shared fact as it is shown: ``{% fact "national-careers-phone" %}``.

    A phone number is a link, a web address too. An unknown key is "Not known".
    """
    found = facts_by_key().get(key)
    return _shown(found) if found else conditional_escape(_("Not known"))


@register.simple_tag
def fact_row(key: str) -> Any:
    """Return the fact itself, for its source and date: ``{% fact_row "some-key" as row %}``."""
    return facts_by_key().get(key)


@register.filter
def with_facts(html: str) -> SafeString:
    """Put shared facts where an editor named them, like ``[[national-careers-phone]]``.

    Takes markup that is safe already, or text, which it escapes.
    """
    return mark_safe(NAMED.sub(lambda match: fact(match[1]), conditional_escape(html)))  # noqa: S308  # escaped


@register.inclusion_tag("components/explain.html")
def explain(word: str) -> dict[str, Any]:
    """Explain a word in place: ``{% explain "DBS check" %}``. An unknown word stands as it is."""
    return {"term": terms_by_name().get(word.casefold()), "word": word}


@register.simple_tag
def words_in(text: str) -> list[Any]:
    """Return the words of a text that we explain: ``{% words_in text as terms %}``."""
    return find_words(text)


def _shown(found: Any) -> SafeString:
    if found.kind == FactKind.PHONE and (address := phone_link(found.text)):
        return format_html('<a href="{}"><bdi dir="ltr">{}</bdi></a>', address, found.text)
    if found.kind == FactKind.ADDRESS and found.text.startswith("https://"):
        return format_html('<a href="{}"><bdi dir="ltr">{}</bdi></a>', found.text, found.name)
    return format_html("<bdi>{}</bdi>", found.label)
