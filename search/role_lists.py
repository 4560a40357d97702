"""Listings that lead to a role, and how many there are, for pages about roles."""

import hashlib
from dataclasses import dataclass, field

from django.core.cache import cache
from django.urls import reverse
from django.utils.translation import get_language

from portal.core.clock import now, today
from search.cards import Card, card
from search.criteria import Criteria
from search.engines.base import EngineUnavailable
from search.forms import SearchForm
from search.indexing import generation, get_engine
from search.moments import minute_of
from search.page_place import PagePlace
from search.place_names import place_name
from search.present import read_now
from search.recall import find
from search.reference import get_reference
from search.runs import best_run

KEPT_SECONDS = 60
KINDS = {
    "course": ("course",),
    "vacancy": ("apprenticeship", "job"),
    "apprenticeship": ("apprenticeship",),
    "job": ("job",),
    "event": ("event",),
}
# What a list may still be when the search had to give something up: the rest answers other
# questions than the one that a page asks.
HONEST_STEPS = ("all-words", "spelling")


@dataclass(frozen=True)
class RoleListings:
    """``url`` is the search that shows just these ``total`` listings; ``cards`` are the first.

    ``farther``: there is nothing near the place, and the search at ``url`` shows so many that are
    farther away. ``is_known`` is False when no index answered: then 0 does not mean that there is
    nothing.
    """

    total: int = 0
    farther: int = 0
    cards: tuple[Card, ...] = field(default=())
    url: str = ""
    is_known: bool = True


def role_listings(
    slug: str,
    *,
    kind: str = "course",
    place: PagePlace | None = None,
    when: str = "",
    study: str = "",
    how: str = "",
    words: str = "",
    limit: int = 3,
) -> RoleListings:
    """Return listings of a kind ("course", "vacancy", "job", "apprenticeship") for a role.

    With ``words`` and without a slug: listings that the words find. ``when``, ``study`` and
    ``how`` are values of these search parameters, several between spaces. Near the place if it is
    known.
    Nothing, with the address of the search, when no index answers.
    """
    form = SearchForm(q=words, near=place.text if place and place.is_known else "")
    chosen = (
        ("kind", KINDS.get(kind, (kind,))),
        ("when", when.split()),
        ("study", study.split()),
        ("how", how.split()),
    )
    for name, values in (*chosen, ("role", [slug] if slug else [])):
        form = form.with_filter(name, *values)
    url = form.url(reverse("search:results"))
    try:
        # Events leave in the minute in which they end.
        minute = minute_of(now()) if kind == "event" else 0
        key = _key("listings", url, limit, get_language(), minute)
        kept: RoleListings | None = cache.get(key)
        if kept is None and slug and slug not in get_reference().roles:
            return RoleListings(url=url)  # the search leaves out what it does not know
        if kept is None:
            kept = _found(read_now(form), limit)
            cache.set(key, kept, KEPT_SECONDS)
        return kept
    except EngineUnavailable:
        return RoleListings(url=url, is_known=False)


def role_counts(*, kind: str = "course", place: PagePlace | None = None) -> dict[str, int]:
    """Return how many listings of a kind lead to each role: ``{"porter": 4}``, by one question.

    Within the usual distance of the place. Empty when no index answers.
    """
    form = SearchForm(near=place.text if place and place.is_known else "")
    form = form.with_filter("kind", *KINDS.get(kind, (kind,)))
    try:
        key = _key("counts", kind, form.near)
        counts: dict[str, int] | None = cache.get(key)
        if counts is None:
            query = read_now(form).query(page_size=1, facets=("role",))
            counts = dict(get_engine().search(query).facets.get("role", {}))
            cache.set(key, counts, KEPT_SECONDS)
        return counts
    except EngineUnavailable:
        return {}


def _key(*parts: object) -> str:
    """Return the key of an answer of this day and index; an address may be too long for a key."""
    text = repr((*parts, today(), generation()))
    return f"search:role-{hashlib.sha256(text.encode()).hexdigest()[:32]}"


def _found(criteria: Criteria, limit: int) -> RoleListings:
    path = reverse("search:results")
    outcome = find(criteria, get_engine(), page_size=max(limit, 1))
    if outcome.step not in HONEST_STEPS or not outcome.results.total:
        is_only_wider = outcome.widened_from is not None and not (
            outcome.given_up or outcome.left_out or outcome.correction
        )
        farther = outcome.results.total if is_only_wider else 0
        return RoleListings(farther=farther, url=criteria.form.url(path))
    place = outcome.asked.place
    label = place_name(place) if place.is_usable else ""
    cards = tuple(
        card(
            hit.document,
            query=outcome.query,
            run=best_run(hit.document, outcome.query),
            place_label=label,
        )
        for hit in outcome.results.hits[:limit]
    )
    # With the distance that was used: the page counts the same.
    return RoleListings(
        total=outcome.results.total, cards=cards, url=outcome.criteria.form.url(path)
    )
