"""Searches that a provider's listings miss by one condition, worked out by asking again.

A search is asked once more without one of its conditions. What is found then, and would be found
but for that condition, misses the search by it alone: "forklift evening" near Walsall misses a
course in Walsall that is by day, and an evening course in Dudley.
"""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from django.db import transaction
from django.db.models import Count, Sum
from django.db.models.functions import TruncDate

from catalogue.providers.models import Organisation
from search.analysis import analyse
from search.criteria import Criteria, read_criteria
from search.documents import ListingDocument
from search.engines.base import SearchEngine
from search.facets import FACETS
from search.forms import RADII, SearchForm
from search.models import MissedCondition, NearMiss, SearchLogEntry
from search.place_words import RADII_MILES
from search.query import SearchQuery, Word
from search.recall import find
from search.reference import Reference
from search.runs import DIMENSIONS, best_run, distance, matching_runs, open_runs
from search.zero_results import SHOWN_AFTER_DAYS

LOOK_BACK_DAYS = 28
MOST_SEARCHES = 300
MOST_LISTINGS = 200  # looked at for one condition: ten pages, farther than anybody reads
MOST_OF_A_PROVIDER = 50
# A full page near by: a listing farther away is no gap then.
ENOUGH_NEAR = 20
NEARLY_MILES = 5  # beyond the distance that was asked for
PLACE = MissedCondition.PLACE.value
CONDITIONS = {code.lower(): code for code in MissedCondition.values if code != PLACE}
ANY_ENGLISH = "any"
FITS_ANYWAY = {"when": "any-time"}  # whoever asks for evenings can use it
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


def near_misses_of(organisation: Organisation) -> list[NearMiss]:
    """Return what the listings of a provider narrowly missed, most frequent first.

    Only searches that came on five days or more: no more than editors may see.
    """
    return list(NearMiss.objects.most_frequent_first().filter(organisation=organisation))


def renew_near_misses(
    *, now: datetime.datetime, today: datetime.date, engine: SearchEngine, reference: Reference
) -> dict[str, int]:
    """Work out all near misses anew. Return ``{"searches": 300, "near_misses": 120}``.

    Twice changes nothing. Raises EngineUnavailable, and then what was known stays.
    """
    searches = asked_lately(now=now)
    rows: dict[tuple[str, str, str, str], NearMiss] = {}
    kept: dict[str, int] = {}
    for asked in searches:
        for place, missed in misses_of(asked, today=today, engine=engine, reference=reference):
            slug = missed.listing.provider_slug
            key = (slug, asked.words, place, missed.condition)
            if row := rows.get(key):
                row.listings += 1
            elif kept.get(slug, 0) < MOST_OF_A_PROVIDER:
                rows[key] = _row(asked, place, missed, found_at=now)
                kept[slug] = kept.get(slug, 0) + 1
    _replace_all(rows)
    return {"searches": len(searches), "near_misses": len(rows)}


def asked_lately(*, now: datetime.datetime) -> list[Asked]:
    """Return the searches of the last 28 days that came on five of them or more, frequent first."""
    since = now - datetime.timedelta(days=LOOK_BACK_DAYS)
    rows = (
        SearchLogEntry.objects.filter(hour_at__gte=since)
        .exclude(words="")
        .values("words", "place")
        .annotate(times=Sum("count"), days=Count(TruncDate("hour_at"), distinct=True))
        .filter(days__gte=SHOWN_AFTER_DAYS)
        .order_by("-times", "words", "place")[:MOST_SEARCHES]
    )
    return [Asked(row["words"], row["place"], row["times"]) for row in rows]


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
        yield Missed(hit.document, CONDITIONS[name], wanted, _told(name, hit.document, has))


def _told(name: str, listing: ListingDocument, has: tuple[str, ...]) -> tuple[str, ...]:
    """Return what the provider told, without what the search adds to find it more easily."""
    if name == "level":
        return (listing.level,) if listing.level else ()
    return tuple(one for one in has if one not in NOT_TOLD.get(name, ()))


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
    if (inside.near_total or 0) >= ENOUGH_NEAR or wider.place is None or wider.place.point is None:
        return
    for hit in engine.search(replace(wider, page_size=MOST_LISTINGS)).hits:
        if matching_runs(hit.document, query):
            continue
        run = best_run(hit.document, wider)
        miles = distance(run, wider.place.point) if run else None
        if run and miles is not None:
            yield Missed(hit.document, PLACE, (), (), round(miles, 1), run.town)


def _row(asked: Asked, place: str, missed: Missed, *, found_at: datetime.datetime) -> NearMiss:
    return NearMiss(
        words=asked.words,
        place=place[:200],
        condition=missed.condition,
        wanted=list(missed.wanted),
        has=list(missed.has),
        miles=missed.miles,
        town=missed.town[:100],
        listing=missed.listing.id,
        listing_title=missed.listing.title[:255],
        listings=1,
        times=asked.times,
        found_at=found_at,
    )


@transaction.atomic
def _replace_all(rows: dict[tuple[str, str, str, str], NearMiss]) -> None:
    """Put the new rows in place of the old ones. A provider that is gone meanwhile is left out."""
    slugs = {slug for slug, *_rest in rows}
    ids = dict(Organisation.objects.filter(slug__in=slugs).values_list("slug", "id"))
    for (slug, *_rest), row in rows.items():
        row.organisation_id = ids.get(slug)  # type: ignore[assignment]  # those without go below
    NearMiss.objects.all().delete()
    NearMiss.objects.bulk_create(
        [row for row in rows.values() if row.organisation_id], batch_size=500
    )
