"""Why a listing was found, in a few words: "sparky = electrician", "starts in 3 weeks"."""

from collections.abc import Sequence
from functools import lru_cache

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.courses import wording
from search.analysis import analyse
from search.documents import ListingDocument, RunDocument
from search.query import Alternative, SearchQuery, Word

SOON_WEEKS = 6  # people plan childcare and shifts about a month ahead
MOST_REASONS = 3


def reasons(
    document: ListingDocument, run: RunDocument | None, query: SearchQuery
) -> tuple[str, ...]:
    """Return up to three reasons, the words first."""
    found = [*word_reasons(document, query.wanted_words)]
    if run and run.start_date and not run.is_flexible_start:
        found.append(_starts((run.start_date - query.today).days))
    return tuple(reason for reason in found if reason)[:MOST_REASONS]


def word_reasons(document: ListingDocument, words: Sequence[Word]) -> list[str]:
    """Return which words are in the name, and which other names stood in for a word."""
    title = _tokens(document.title)
    more = (*title, "", *_tokens(" | ".join((*document.alternative_titles, document.subject_text))))
    in_name: list[str] = []
    equals: list[str] = []
    for word in words:
        own = [alternative for alternative in word.alternatives if not alternative.label]
        if any(_holds(title, alternative.tokens) for alternative in own):
            in_name.append(word.text)
        elif not any(_holds(more, alternative.tokens) for alternative in own):
            equals += [
                _equation(word, alternative)
                for alternative in word.alternatives
                if alternative.label and _holds(more, alternative.tokens)
            ][:1]
    equals = list(dict.fromkeys(equals))  # the words of a phrase share their other names
    if in_name:
        named = wording.joined([_("“%(word)s”") % {"word": text} for text in in_name])
        text = ngettext("%(words)s is in the name", "%(words)s are in the name", len(in_name))
        text = text % {"words": named}
        return [text, *equals]
    return equals


def _equation(word: Word, alternative: Alternative) -> str:
    """Return "care assistant = carer", but a word of another language first: "kurs = course"."""
    typed = word.phrase or word.text
    if alternative.is_translation:
        return f"{typed} = {alternative.label}"
    return f"{alternative.label} = {typed}"


def _starts(days: int) -> str:
    if days < 0 or days > 7 * SOON_WEEKS:
        return ""
    if days == 0:
        return _("starts today")
    if days < 14:
        return ngettext("starts in %d day", "starts in %d days", days) % days
    weeks = days // 7
    return ngettext("starts in %d week", "starts in %d weeks", weeks) % weeks


@lru_cache(maxsize=4096)
def _tokens(text: str) -> tuple[str, ...]:
    return tuple(analyse(text))


def _holds(tokens: tuple[str, ...], part: tuple[str, ...]) -> bool:
    size = len(part)
    return bool(size) and any(
        tokens[start : start + size] == part for start in range(len(tokens) - size + 1)
    )
