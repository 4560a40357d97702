"""Short lists of events for other pages: near a place, of a sector, a role, an organisation."""

import hashlib
from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language

from catalogue.events.dates import EventDate
from portal.core.clock import now, today
from search.builders import event as builder
from search.cards import Card, card
from search.documents import ListingDocument
from search.engines.base import EngineUnavailable
from search.event_hits import is_still_on, places_of_runs
from search.events_views import KIND
from search.forms import SearchForm
from search.indexing import generation, get_engine
from search.moments import minute_of
from search.page_place import PagePlace
from search.place_names import place_name
from search.present import read_now
from search.query import SearchQuery
from search.runs import best_run

KEPT_SECONDS = 60
MOST_READ = 50  # events of one organisation


@dataclass(frozen=True)
class EventCards:
    """``cards`` are the first of ``total``; ``url`` is the list of all of them."""

    cards: tuple[Card, ...] = ()
    total: int = 0
    url: str = ""

    def __bool__(self) -> bool:
        """Whether there is anything to show: ``{% if events %}``."""
        return bool(self.cards)


def events_for(
    *,
    sector: str = "",
    role: str = "",
    place: PagePlace | None = None,
    limit: int = 3,
) -> EventCards:
    """Return the next events of a sector or a role, near a place. Nothing without an index.

    One question to the index, none within the same minute; places left are read each time.
    """
    form = SearchForm(near=place.text if place and place.is_known else "")
    for name, value in (("sector", sector), ("role", role)):
        if value:
            form = form.with_filter(name, value)
    try:
        return _found(form, limit)
    except EngineUnavailable:
        return EventCards(url=form.url(reverse("search:events")))


def next_events(*, place: PagePlace | None = None, limit: int = 3) -> EventCards:
    """Return the next events near a place; when there is none, the next of the region."""
    found = events_for(place=place, limit=limit)
    return found or (events_for(limit=limit) if place else found)


def events_of(slug: str, *, limit: int = 3) -> EventCards:
    """Return the next events that an organisation holds or has a stand at, from the database."""
    moment = now()
    own = Q(event__organiser__slug=slug) | Q(event__exhibitors__organisation__slug=slug)
    dates = EventDate.objects.public().ahead(moment).filter(own)
    ids = list(dict.fromkeys(dates.values_list("event_id", flat=True)))
    language = get_language() or ""
    minute = minute_of(moment)
    documents = [
        one
        for one in builder.documents(today=today(), ids=ids[:MOST_READ])
        if is_still_on(one, minute) and (not one.shown_in or language in one.shown_in)
    ]
    query = SearchQuery(today=today(), minute=minute, language=language, sort="soonest")
    order = {pk: position for position, pk in enumerate(ids)}
    documents.sort(key=lambda one: order[int(one.id.split(":")[1])])
    form = SearchForm(filters={"provider": (slug,)})
    url = form.url(reverse("search:events")) if len(documents) > limit else ""
    return EventCards(_cards(documents[:limit], query), len(documents), url)


def _found(form: SearchForm, limit: int) -> EventCards:
    criteria = read_now(form, list_of=KIND)
    query = criteria.query(page_size=limit)
    key = _key(form.url(""), limit, query.present_minute, query.language)
    kept: tuple[int, tuple[ListingDocument, ...]] | None = cache.get(key)
    if kept is None:
        results = get_engine().search(query)
        kept = (results.total, tuple(hit.document for hit in results.hits))
        cache.set(key, kept, KEPT_SECONDS)
    total, documents = kept
    minute = minute_of(now())
    shown = [one for one in documents if is_still_on(one, minute)]
    label = place_name(criteria.place) if criteria.place.is_usable else ""
    return EventCards(_cards(shown, query, label), total, form.url(reverse("search:events")))


def _cards(
    documents: list[ListingDocument], query: SearchQuery, label: str = ""
) -> tuple[Card, ...]:
    shown = [(one, best_run(one, query)) for one in documents]
    places = places_of_runs(run for _document, run in shown)
    return tuple(
        card(document, query=query, run=run, place_label=label, places=places)
        for document, run in shown
    )


def _key(*parts: object) -> str:
    text = repr((*parts, today(), generation()))
    return f"search:events-{hashlib.sha256(text.encode()).hexdigest()[:32]}"
