"""Shared facts and explained words by name: a short cache, so about one question a minute."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.core.cache import cache
from django.db.models import Model

CACHE_SECONDS = 60
FACTS_KEY = "shared-facts"
TERMS_KEY = "glossary-terms"
MOST_WORDS = 6  # explained below one page


def facts_by_key() -> dict[str, Any]:
    """Return every shared fact: ``{"national-careers-phone": SharedFact}``."""
    from portal.core.facts import SharedFact  # that module clears this cache

    return _cached(FACTS_KEY, SharedFact, lambda rows: {row.key: row for row in rows})


def terms_by_name() -> dict[str, Any]:
    """Return explained words by each of their forms, in small letters: ``{"dbs check": ...}``."""
    from portal.core.glossary import GlossaryTerm  # that module clears this cache

    return _cached(TERMS_KEY, GlossaryTerm, _by_form)


def words_in(text: str) -> list[Any]:
    """Return the explained words that a text uses, in its order, at most six."""
    terms = terms_by_name()
    if not terms:
        return []
    found: dict[Any, Any] = {}
    for match in _pattern(frozenset(terms)).finditer(text.casefold()):
        term = terms[match[0]]
        found.setdefault(term.pk, term)
    return list(found.values())[:MOST_WORDS]


def forget(key: str) -> None:
    """Let this process read new values at once; others do within a minute."""
    cache.delete(key)


def _cached(key: str, model: type[Model], keyed: Any) -> dict[str, Any]:
    found = cache.get(key)
    if found is None:
        found = keyed(list(model._default_manager.all()))
        cache.set(key, found, CACHE_SECONDS)
    return dict(found)


def _by_form(rows: Iterable[Any]) -> dict[str, Any]:
    rows = list(rows)
    forms = {form.casefold(): row for row in rows for form in row.other_forms}
    return forms | {row.term.casefold(): row for row in rows}


@lru_cache(maxsize=4)
def _pattern(forms: frozenset[str]) -> re.Pattern[str]:
    longest_first = sorted(forms, key=lambda form: (-len(form), form))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
