"""Small answers of the search for other pages: each asks the index once, and keeps it a minute."""

from django import template
from django.core.cache import cache
from django.utils.translation import get_language

from catalogue.courses.models import Course
from catalogue.vacancies.models import Vacancy
from portal.core.clock import today
from search.cards import Card, card
from search.engines.base import EngineUnavailable
from search.indexing import get_engine
from search.query import Alternative, SearchQuery, Word
from search.query_words import parse_words
from search.runs import best_run
from search.synonyms import Synonyms

register = template.Library()

KEPT_SECONDS = 60
MOST_SIMILAR = 3


@register.simple_tag
def sector_counts(kind: str = "course") -> dict[str, int]:
    """Return courses, or vacancies, by sector: ``{"care": 41}``; empty without an index."""
    day = today()
    kinds = ("apprenticeship", "job") if kind == "vacancy" else (kind,)
    key = f"search:sector-counts:{kind}:{day}"
    counts = cache.get(key)
    if counts is None:
        query = SearchQuery(today=day, page_size=1, facets=("sector",), filters={"kind": kinds})
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
            cards = _similar(course, limit, kinds=("course",))
        except EngineUnavailable:
            return []
        cache.set(key, cards, KEPT_SECONDS)
    return cards


@register.simple_tag
def similar_vacancies(vacancy: Vacancy, limit: int = MOST_SIMILAR) -> list[Card]:
    """Return cards of vacancies like this one: the same subject, then words of its title.

    At most one question to the index; none at all within a minute of the last.
    """
    language = get_language() or ""
    key = f"search:similar-vacancies:{vacancy.pk}:{limit}:{language}:{today()}"
    cards = cache.get(key)
    if cards is None:
        try:
            cards = _similar(vacancy, limit, kinds=("apprenticeship", "job"))
        except EngineUnavailable:
            return []
        cache.set(key, cards, KEPT_SECONDS)
    return cards


@register.simple_tag
def kind_counts() -> dict[str, int]:
    """Return listings by kind: ``{"course": 230, "job": 50}``; empty when the index is silent."""
    day = today()
    key = f"search:kind-counts:{day}"
    counts = cache.get(key)
    if counts is None:
        try:
            query = SearchQuery(today=day, page_size=1, facets=("kind",))
            counts = dict(get_engine().search(query).facets.get("kind", {}))
        except EngineUnavailable:
            return {}
        cache.set(key, counts, KEPT_SECONDS)
    return counts


def _similar(row: Course | Vacancy, limit: int, *, kinds: tuple[str, ...]) -> list[Card]:
    words = parse_words(row.title, synonyms=Synonyms())
    any_word = tuple(one for word in words for one in word.alternatives)
    filters: dict[str, tuple[str, ...]] = {"kind": kinds}
    if row.subject:
        # Within the subject the words of the title only order: none of them has to be there.
        filters["subject"] = (row.subject.slug,)
    query = SearchQuery(
        today=today(),
        words=(Word(row.title, (*any_word, *_subject_words(row))),) if any_word else (),
        filters=filters,
        page_size=limit + 1,
        language=get_language() or "",
    )
    hits = get_engine().search(query).hits
    own = [f"{kind}:{row.pk}" for kind in kinds]
    documents = [hit.document for hit in hits if hit.document.id not in own][:limit]
    return [card(one, query=query, run=best_run(one, query)) for one in documents]


def _subject_words(row: Course | Vacancy) -> tuple[Alternative, ...]:
    if not row.subject:
        return ()
    words = parse_words(row.subject.name, synonyms=Synonyms())
    return tuple(Alternative(one.tokens, boost=0.2) for word in words for one in word.alternatives)
