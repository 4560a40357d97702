"""The parts that cards of every kind share: their shapes, and small words such as distances."""

from dataclasses import dataclass
from functools import lru_cache

from django.utils.formats import number_format
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from search.documents import RunDocument
from search.query import SearchQuery
from search.runs import distance
from search.template_values import Shown, shown

LONGEST_LINE = 120  # characters of somebody's own words on a card


@dataclass(frozen=True, slots=True)
class Fact(Shown):
    """One line of a card. ``is_strong`` as the template reads it: ``strong``."""

    icon: str
    label: str
    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class CardDate(Shown):
    """``CardDate("Jan", "12", "Tuesday", "3 start dates")``."""

    top: str
    number: str
    bottom: str
    more: str = ""
    off: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Card(Shown):
    """What the result card shows. ``provider`` is who offers it, in the language ``by_lang``."""

    id: str
    kind: str
    kind_label: str
    icon: str
    title: str
    url: str
    provider: str | SafeString
    facts: tuple[Fact, ...]
    tags: tuple[tuple[str, str], ...] = ()
    date: CardDate | None = None
    why: str = ""
    lang: str = "en-GB"
    by_lang: str = "en-GB"


@lru_cache(maxsize=32)
def fact_words(language: str) -> dict[str, SafeString]:
    """Return the labels of facts in the language of the page, and what stands for the unknown."""
    words = {
        "where": _("Where"),
        "when": _("When"),
        "pay": _("Pay"),
        "hours": _("Hours"),
        "length": _("Length"),
        "cost": _("Cost"),
        "starts": _("Starts"),
        "level": _("Level"),
        "need": _("You need"),
        "source": _("Source"),
        "flexible": _("Start when you like"),
        "no_place": _("Place: not known"),
        "no_time": _("Days and times: not known"),
        "no_hours": _("Hours: not known"),
        "no_length": _("Length: not known"),
        "no_start": _("Start date: not known"),
        "no_level": _("Level: not known"),
        "no_need": _("What you need: not known"),
    }
    return {name: shown(text) for name, text in words.items()}


def miles_text(miles: float, *, is_approximate: bool = False) -> str:
    """Return ``"2.1 miles"``, whole miles from 10 up, ``"about 2 miles"`` from a part postcode."""
    if is_approximate:
        whole = max(1, round(miles))
        return ngettext("about %d mile", "about %d miles", whole) % whole
    if miles >= 9.95:
        return _("%d miles") % round(miles)
    return _("%(miles)s miles") % {
        "miles": number_format(round(max(miles, 0.1), 1), 1, use_l10n=True)
    }


def away_from(
    run: RunDocument, query: SearchQuery, place_label: str, *, is_exact: bool = True
) -> SafeString | str:
    """Return ``"2.1 miles from B70 · Walsall"``, nothing when no distance is known.

    Without ``is_exact``: ``"about 2 miles from B70"``.
    """
    point = query.place.point if query.place else None
    miles = distance(run, point) if point else None
    if miles is None or not place_label:
        return ""
    town = run.town or run.postcode_outward
    return format_html(
        _("<b>{miles}</b> from <bdi>{place}</bdi>") + "{sep}<bdi>{town}</bdi>",
        miles=miles_text(miles, is_approximate=run.is_location_approximate or not is_exact),
        place=place_label,
        sep=" · " if town else "",
        town=town,
    )


def own_words(text: str) -> SafeString | str:
    """Return somebody's own words, cut at a word, marked as English."""
    text = " ".join(text.split())
    if not text:
        return ""
    if len(text) > LONGEST_LINE:
        text = text[:LONGEST_LINE].rsplit(" ", 1)[0].rstrip(".,;:") + "…"
    return mark_safe(f'<bdi lang="en-GB">{conditional_escape(text)}</bdi>')  # noqa: S308  (escaped)
