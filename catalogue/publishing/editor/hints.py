"""Plain words beside the boxes: counts, and what readers may stumble over. They refuse nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.courses.contents_fields import TEXT_FIELDS, field_of
from catalogue.courses.models import Course
from portal.core.glossary import GlossaryTerm
from portal.core.prose import lines_of
from portal.core.text_checks import (
    MOST_WORDS,
    banned_phrases,
    contractions,
    long_sentences,
    unexplained_capitals,
)

WORD_FIELDS = ("title", *TEXT_FIELDS)
ONE_A_LINE = ("you_need", "it_helps", "not_needed", "where_next")
GOOD_LINE = 60
SHOUTED_SHARE = 0.7  # of the letters; a name of three letters is no shouting
SHOUTED_LETTERS = 12
MOST_HINTS = 4


@dataclass(frozen=True, slots=True)
class Hints:
    """``Hints(count="3 lines. 60 characters a line is good", notes=("Readers may not …",))``."""

    count: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Terms:
    """The words that the site explains to readers, fetched once."""

    names: Sequence[str]
    forms: Sequence[str]

    @classmethod
    def fetched(cls) -> "Terms":
        """Fetch them: one question."""
        terms = list(GlossaryTerm.objects.all())
        return cls(
            names=[term.term for term in terms],
            forms=[form for term in terms for form in (term.term, *term.other_forms)],
        )


def hints_of(content: Mapping[str, Any], names: Iterable[str], terms: Terms) -> dict[str, Hints]:
    """Return the hints of the boxes of words among the names."""
    found = {}
    for name in names:
        value = content.get(name)
        if name in WORD_FIELDS:
            found[name] = hints(name, value if isinstance(value, str) else "", terms)
    return found


def hints(name: str, text: str, terms: Terms) -> Hints:
    """Return what a reader would say to one text."""
    notes = list(_notes(name, text, terms)) if text.strip() else []
    return Hints(count_words(name, text), tuple(notes[:MOST_HINTS]))


def count_words(name: str, text: str) -> str:
    """Return ``"3 lines. 60 characters a line is good"`` or ``"480 characters left"``."""
    most = field_of(Course, name).max_length or 0
    left = most - len(text)
    if left < 0:
        pattern = ngettext("%(n)d character too many", "%(n)d characters too many", -left)
        return pattern % {"n": -left}
    if name in ONE_A_LINE and text.strip():
        lines = lines_of(text)
        pattern = ngettext(
            "%(n)d line. %(good)d characters a line is good",
            "%(n)d lines. %(good)d characters a line is good",
            len(lines),
        )
        return pattern % {"n": len(lines), "good": GOOD_LINE}
    pattern = ngettext("%(n)d character left", "%(n)d characters left", left)
    return pattern % {"n": left}


def _notes(name: str, text: str, terms: Terms) -> Iterable[str]:
    if is_shouted(text):
        yield _("Whole words in capitals are hard to read. Write them small.")
    else:
        if unknown := unexplained_capitals(text, terms.forms):
            words = _("Readers may not know %(words)s. Write it out.")
            yield words % {"words": ", ".join(unknown[:5])}
        if name in ONE_A_LINE and (longest := max(map(len, lines_of(text)), default=0)) > 120:
            yield _("One line has %(n)d characters. Make it two lines.") % {"n": longest}
    if long := long_sentences(text):
        pattern = ngettext(
            "%(n)d sentence has over %(most)d words: “%(start)s”",
            "%(n)d sentences have over %(most)d words, like “%(start)s”",
            len(long),
        )
        yield pattern % {"n": len(long), "most": MOST_WORDS, "start": long[0].start}
    if short := contractions(text):
        words = _("Write “%(word)s” in full: readers new to English stumble over it.")
        yield words % {"word": short[0]}
    for phrase, _remedy in banned_phrases(text):
        yield _("“%(phrase)s” can put people off. Try without it.") % {"phrase": phrase}
    if explained := _explained(text, terms):
        words = _("We explain to readers: %(words)s.")
        yield words % {"words": ", ".join(explained[:5])}


def is_shouted(text: str) -> bool:
    """Return whether most of a text is in capitals."""
    letters = [one for one in text if one.isalpha() and one.lower() != one.upper()]
    return len(letters) >= SHOUTED_LETTERS and (
        sum(one.isupper() for one in letters) > SHOUTED_SHARE * len(letters)
    )


def _explained(text: str, terms: Terms) -> list[str]:
    low = f" {' '.join(text.lower().replace('.', ' ').replace(',', ' ').split())} "
    return [name for name in terms.names if f" {name.lower()} " in low]
