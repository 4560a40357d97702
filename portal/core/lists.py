"""Lists in a sentence, as the page's language writes them: "a, b and c", "a، b اور c"."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext


def with_commas(things: Iterable[str]) -> str:
    """Return the things that are not empty: ``"12 weeks, 4 hours a week"``."""
    comma = pgettext("between two things of a list", ", ")
    return comma.join(str(thing) for thing in things if thing)


def all_of(things: Sequence[str]) -> str:
    """Return ``"Monday, Tuesday and Friday"``."""
    if len(things) < 2:
        return with_commas(things)
    start = with_commas(things[:-1])
    return _("%(things)s and %(last)s") % {"things": start, "last": things[-1]}


def any_of(things: Sequence[str]) -> str:
    """Return ``"lift, parking or hearing loop"``."""
    if len(things) < 2:
        return with_commas(things)
    start = with_commas(things[:-1])
    return _("%(things)s or %(last)s") % {"things": start, "last": things[-1]}
