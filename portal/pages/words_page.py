"""The words we explain, from A to Z in the language of the page."""

import unicodedata
from dataclasses import dataclass

from portal.core.glossary import GlossaryTerm


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter and its words. ``slug`` names its place on the page: ``"letter-a"``."""

    letter: str
    slug: str
    terms: tuple[GlossaryTerm, ...]


def letters() -> list[Letter]:
    """Return every word by its first letter, in one question."""
    terms = sorted(GlossaryTerm.objects.all(), key=lambda term: (_plain(term.label), term.pk))
    groups: dict[str, list[GlossaryTerm]] = {}
    for term in terms:
        groups.setdefault(_first(term.label), []).append(term)
    return [
        Letter(letter, f"letter-{ord(letter):x}", tuple(found)) for letter, found in groups.items()
    ]


def _first(word: str) -> str:
    return _plain(word)[:1].upper() or "#"


def _plain(word: str) -> str:
    """Return small letters without marks: "Crèche" stands among words with C."""
    decomposed = unicodedata.normalize("NFKD", word.casefold().replace("ł", "l"))
    return "".join(c for c in decomposed if unicodedata.category(c) != "Mn")
