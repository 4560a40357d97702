"""Small answers of the search for other pages: each asks the index once, and keeps it a minute."""

from typing import Any

from django import template
from django.core.cache import cache
from django.urls import reverse
from django.utils.translation import get_language

from catalogue.courses.models import Course
from portal.core.clock import today
from search.cards import Card, card
from search.engines.base import EngineUnavailable
from search.forms import SearchForm
from search.indexing import get_engine
from search.query import Alternative, SearchQuery, Word
from search.runs import best_run
from search.synonyms import Synonyms
from search.query_words import parse_words

register = template.Library()

KEPT_SECONDS = 60
MOST_SIMILAR = 3


@register.simple_tag
def sector_counts() -> dict[str, int]:
    """Return listings by sector: ``{"care": 41}``; empty when the index does not answer."""
    day = today()
    key = f"search:sector-counts:{day}"
    counts = cache.get(key)
    if counts is None:
        query = SearchQuery(
            today=day, page_size=1, facets=("sector",), filters={"kind": ("course",)}
        )
        try:
            counts = dict(get_engine().search(query).facets.get("sector", {}))
        except EngineUnavailable:
            return {}
        cache.set(key, counts, KEPT_SECONDS)
    return counts


@register.simple_tag
def similar_courses(course: Course, limit: int = MOST_SIMILAR) -> list[Card]:
    """Return cards of courses like this one: the same subject, then words of its title.

    At most one question to the index; none at all within a minute of the last.
    """
    language = get_language() or ""
    key = f"search:similar:{course.pk}:{limit}:{language}:{today()}"
    cards = cache.get(key)
    if cards is None:
        try:
            cards = _similar(course, limit)
        except EngineUnavailable:
            return []
        cache.set(key, cards, KEPT_SECONDS)
    return cards


@register.simple_tag
def courses_of_provider(provider: Any) -> dict[str, Any]:
    """Return ``{"count": 12, "url": "/search/?provider=anvil-loom"}`` for a provider's page."""
    form = SearchForm(filters={"provider": (provider.slug,)})
    url = form.url(reverse("search:results"))
    key = f"search:of-provider:{provider.pk}:{today()}"
    count = cache.get(key)
    if count is None:
        query = SearchQuery(today=today(), filters={"provider": (provider.slug,)})
        try:
            count = get_engine().count(query)
        except EngineUnavailable:
            return {"count": None, "url": url}
        cache.set(key, count, KEPT_SECONDS)
    return {"count": count, "url": url}


def _similar(course: Course, limit: int) -> list[Card]:
    words = parse_words(course.title, synonyms=Synonyms())
    any_word = tuple(one for word in words for one in word.alternatives)
    filters: dict[str, tuple[str, ...]] = {"kind": ("course",)}
    if course.subject:
        # Within the subject the words of the title only order: none of them has to be there.
        filters["subject"] = (course.subject.slug,)
    query = SearchQuery(
        today=today(),
        words=(Word(course.title, (*any_word, *_subject_words(course))),) if any_word else (),
        filters=filters,
        page_size=limit + 1,
        language=get_language() or "",
    )
    hits = get_engine().search(query).hits
    own = f"course:{course.pk}"
    documents = [hit.document for hit in hits if hit.document.id != own][:limit]
    return [card(one, query=query, run=best_run(one, query)) for one in documents]


def _subject_words(course: Course) -> tuple[Alternative, ...]:
    if not course.subject:
        return ()
    words = parse_words(course.subject.name, synonyms=Synonyms())
    return tuple(Alternative(one.tokens, boost=0.2) for word in words for one in word.alternatives)
