"""Shared facts and explained words that every site starts with. What editors changed stays."""

import tomllib
from typing import Any

from django.utils.text import slugify

from portal.core.facts import SharedFact
from portal.core.glossary import GlossaryTerm
from portal.core.loading import LoadCounts
from portal.core.lookups import FACTS_KEY, TERMS_KEY, forget
from portal.core.pay_floors import forget_pay_floors, load_pay_floors
from portal.pages.starting_pages import CONTENT

TRANSLATED = ("term", "meaning")


def ensure_facts_and_words() -> LoadCounts:
    """Add the facts, pay floors and words that are not there, each known by its key."""
    counts = load_pay_floors() + _add_facts() + _add_words()
    for key in (FACTS_KEY, TERMS_KEY):
        forget(key)
    forget_pay_floors()
    return counts


def _add_facts() -> LoadCounts:
    there = set(SharedFact.objects.values_list("key", flat=True))
    missing = [SharedFact(**row) for row in _read("facts", "fact") if row["key"] not in there]
    for fact in missing:
        fact.full_clean()
    SharedFact.objects.bulk_create(missing)
    return LoadCounts(added=len(missing), unchanged=len(there))


def _add_words() -> LoadCounts:
    there = set(GlossaryTerm.objects.values_list("slug", flat=True))
    terms = [term_of(row) for row in _read("glossary", "term")]
    missing = [term for term in terms if term.slug not in there]
    for term in missing:
        term.full_clean()
    GlossaryTerm.objects.bulk_create(missing)
    return LoadCounts(added=len(missing), unchanged=len(there))


def term_of(row: dict[str, Any]) -> GlossaryTerm:
    """Return a term: ``{"term": "DBS check", "meaning": "...", "pl": {"term": ..., ...}}``."""
    languages = {code: words for code, words in row.items() if isinstance(words, dict)}
    translations = {
        f"{name}_translations": {
            code: words[name] for code, words in languages.items() if name in words
        }
        for name in TRANSLATED
    }
    return GlossaryTerm(
        term=row["term"],
        slug=slugify(row["term"]),
        also_known_as="\n".join(row.get("also", [])),
        meaning=row["meaning"],
        **translations,
    )


def _read(name: str, table: str) -> list[dict[str, Any]]:
    text = (CONTENT / f"{name}.toml").read_text(encoding="utf-8")
    rows: list[dict[str, Any]] = tomllib.loads(text, parse_float=str)[table]
    return rows
