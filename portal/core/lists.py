"""Lists in a sentence, as the page's language writes them: "a, b and c", "a، b اور c"."""

from collections.abc import Iterable, Sequence

from django.utils.translation import get_language_bidi, pgettext
from django.utils.translation import gettext as _

# Unicode's "first strong isolate" and its end: what <bdi> does, for text that is not markup.
ISOLATE, END_OF_ISOLATE = "\u2068", "\u2069"
# From right to left, whatever is in it. A list of ours has only isolates and commas, so no strong
# letter says its direction, and it would run from left to right.
ISOLATE_OF_PAGE = "\u2067"


def isolated(text: str) -> str:
    """Return the text with a direction of its own on a page from right to left.

    Else "B91، 1 میل" and "Entry 3، Level 1" change places: a number after a Latin word joins it.
    """
    if not text or not get_language_bidi():
        return text
    start = ISOLATE_OF_PAGE if text.startswith(ISOLATE) else ISOLATE
    return f"{start}{text}{END_OF_ISOLATE}"


def with_commas(things: Iterable[str]) -> str:
    """Return the things that are not empty: ``"12 weeks, 4 hours a week"``."""
    comma = pgettext("between two things of a list", ", ")
    return comma.join(isolated(str(thing)) for thing in things if thing)


def with_semicolons(things: Iterable[str]) -> str:
    """Return things that have commas of their own: ``"Monday, 6pm to 8pm; Friday"``."""
    semicolon = pgettext("between two things of a list", "; ")
    return semicolon.join(isolated(str(thing)) for thing in things if thing)


def sentence(text: str) -> str:
    """Return the text with the full stop of the page's language: ``"Care in Walsall."``."""
    return _("%(text)s.") % {"text": text}


def all_of(things: Sequence[str]) -> str:
    """Return ``"Monday, Tuesday and Friday"``."""
    if len(things) < 2:
        return with_commas(things)
    start = with_commas(things[:-1])
    return _("%(things)s and %(last)s") % {"things": start, "last": isolated(things[-1])}


def none_of(things: Sequence[str]) -> str:
    """Return ``"lift, parking or hearing loop"``, as it reads after "there is no"."""
    if len(things) < 2:
        return with_commas(things)
    start = with_commas(things[:-1])
    pattern = pgettext("after “there is no”", "%(things)s or %(last)s")
    return pattern % {"things": start, "last": isolated(things[-1])}
