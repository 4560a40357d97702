"""Listings that miss a search by one condition, found by asking again without it.

What is found then, and would be found but for that condition, misses the search by it alone:
"forklift evening" near Walsall misses a course in Walsall that is by day, and an evening course in
Dudley. Any engine can be asked.
"""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import product

from search.analysis import analyse
from search.criteria import Criteria, read_criteria
from search.documents import ListingDocument
from search.engines.base import SearchEngine
from search.facets import ENTRY_LEVELS, FACETS
from search.forms import RADII, SearchForm
from search.models import MissedCondition
from search.place_words import RADII_MILES
from search.query import SearchQuery, Word
from search.recall import find
from search.reference import Reference
from search.runs import DIMENSIONS, best_run, distance, matching_runs, open_runs

MOST_LISTINGS = 200  # looked at for one condition: ten pages, farther than anybody reads
# A full page near by: a listing farther away is no gap then.
ENOUGH_NEAR = 20
NEARLY_MILES = 5  # beyond the distance that was asked for
PLACE = MissedCondition.PLACE.value
CONDITIONS = {code.lower(): code for code in MissedCondition.values if code != PLACE}
ANY_ENGLISH = "any"
FITS_ANYWAY = {"when": "any-time"}  # whoever asks for evenings can use it
# A level is no near miss of one far above it. "Entry" stands beside Level 1.
BY_DEGREES = {
    "level": (*ENTRY_LEVELS, "entry", *(one for one in FACETS["level"].order if one.isdigit())),
    "esol": FACETS["esol"].order,
}
NOT_TOLD = {"cost": ("ask",), "esol": (ANY_ENGLISH,)}


@dataclass(frozen=True, slots=True)
class Asked:
    """A search that may be shown, and how often it came: ``Asked("forklift", "walsall", 12)``."""

    words: str
    place: str
    times: int


@dataclass(frozen=True, slots=True)
class Missed:
    """A listing and the one thing by which it misses, as the columns of NearMiss."""

    listing: ListingDocument
    condition: str
    wanted: tuple[str, ...]
    has: tuple[str, ...] = ()
    miles: float | None = None
    town: str = ""


def misses_of(
    asked: Asked, *, today: datetime.date, engine: SearchEngine, reference: Reference
) -> Iterator[tuple[str, Missed]]:
    """Give listings that miss a search by one condition, with its place as it is typed."""
    near = reference.gazetteer.near_of(asked.place) if asked.place else ""
    if asked.place and not near:
        return  # a place that is no longer in the table
    criteria = read_criteria(
        SearchForm(q=asked.words, near=near), reference=reference, today=today, language="en-gb"
    )
    outcome = find(criteria, engine, page_size=1)
    if outcome.correction:
        criteria = criteria.with_words(outcome.correction.form.q)
    wanted = criteria.query().wanted_words
    for missed in _missed(criteria, engine):
        if missed.listing.provider_slug and _is_about(missed.listing, wanted):
            yield criteria.place.near if criteria.place.is_usable else "", missed


def _is_about(listing: ListingDocument, words: Iterable[Word]) -> bool:
    """Say whether a listing is about the words, and does not hold them by the way.

    "Care" in the description of a warehouse job is no news for a provider of it.
    """
    texts = (listing.title, *listing.alternative_titles, listing.subject_text)
    tokens = [tuple(analyse(text)) for text in texts]
    return all(
        any(_holds(text, one.tokens) for one in word.alternatives for text in tokens)
        for word in words
    )


def _holds(text: tuple[str, ...], phrase: tuple[str, ...]) -> bool:
    size = len(phrase)
    return any(text[at : at + size] == phrase for at in range(len(text) - size + 1))


def _missed(criteria: Criteria, engine: SearchEngine) -> Iterator[Missed]:
    query = replace(criteria.query(), order_words=())
    for name in CONDITIONS:
        if name in query.filters and (looser := _without(query, name)):
            yield from _by_filter(name, query, looser, engine)
    if (wider := _wider(criteria)) and query.wanted_words:
        yield from _by_place(query, wider, engine)


def _without(query: SearchQuery, name: str) -> SearchQuery | None:
    """Return the search without a filter, None when it would ask for nothing in particular."""
    if name == "esol":
        if query.filters[name] == (ANY_ENGLISH,):
            return None
        return replace(query, filters={**query.filters, name: (ANY_ENGLISH,)})
    if not (query.wanted_words or query.filters.get("esol")):
        return None
    return replace(query, filters={key: v for key, v in query.filters.items() if key != name})


def _by_filter(
    name: str, query: SearchQuery, looser: SearchQuery, engine: SearchEngine
) -> Iterator[Missed]:
    """Give listings that ``looser`` finds and that have none of the values asked for."""
    wanted = query.filters[name]
    for hit in engine.search(replace(looser, page_size=MOST_LISTINGS)).hits:
        has = _values(name, hit.document, looser)
        if set(has) & set(wanted) or FITS_ANYWAY.get(name) in has:
            continue
        told = _told(name, hit.document, has)
        if _can_change(name, wanted, told, hit.document):
            yield Missed(hit.document, CONDITIONS[name], wanted, told)


def _told(name: str, listing: ListingDocument, has: tuple[str, ...]) -> tuple[str, ...]:
    """Return what the provider told, without what the search adds to find it more easily."""
    if name == "needs":
        return ()  # what else it offers says nothing of what was asked for
    if name == "level":
        return (listing.level,) if listing.level else ()
    return tuple(one for one in has if one not in NOT_TOLD.get(name, ()))


def _can_change(
    name: str, wanted: tuple[str, ...], told: tuple[str, ...], listing: ListingDocument
) -> bool:
    """Say whether it is a near miss: the level beside the one asked for, a room with childcare."""
    if name in BY_DEGREES and told:
        order = BY_DEGREES[name]
        pairs = product(wanted, told)
        return any(abs(order.index(one) - order.index(other)) == 1 for one, other in pairs)
    if name in ("needs", "venue"):
        return any(run.how != "online" for run in listing.runs)
    return True


def _values(name: str, listing: ListingDocument, query: SearchQuery) -> tuple[str, ...]:
    """Return what a listing has of a filter: of the runs that fit the rest of the search."""
    is_of_runs = name in DIMENSIONS
    runs = matching_runs(listing, query) if is_of_runs else open_runs(listing, query.today)
    return FACETS[name].given_by(listing, runs, query.today)


def _wider(criteria: Criteria) -> SearchQuery | None:
    """Return the same search a few miles farther, nearest first and without what is online."""
    place = criteria.place
    if not criteria.has_place or place.is_everything or place.latitude is None:
        return None
    least = (criteria.radius_miles or 0) + NEARLY_MILES
    offered = zip(RADII, RADII_MILES, strict=True)
    within = next((text for text, miles in offered if miles >= least), "")
    if not within:
        return None
    wider = criteria.within_miles(within)
    form = wider.form.with_sort("nearest")
    query = replace(wider, form=form).query()
    return replace(query, order_words=(), place=query.place and replace(query.place, elsewhere=()))


def _by_place(query: SearchQuery, wider: SearchQuery, engine: SearchEngine) -> Iterator[Missed]:
    """Give listings a few miles outside the place, unless there is plenty inside."""
    inside = engine.search(replace(query, page_size=ENOUGH_NEAR))
    if (inside.placed_near_total or 0) >= ENOUGH_NEAR:
        return
    if wider.place is None or wider.place.point is None:
        return
    for hit in engine.search(replace(wider, page_size=MOST_LISTINGS)).hits:
        if matching_runs(hit.document, query):
            continue
        run = best_run(hit.document, wider)
        miles = distance(run, wider.place.point) if run else None
        if run and miles is not None:
            yield Missed(hit.document, PLACE, (), (), round(miles, 1), run.town)
