"""The events of a search as a calendar to follow, and as an Atom feed."""

import datetime
import hashlib
from dataclasses import dataclass
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from catalogue.courses import wording
from catalogue.events.calendars.views import calendar_response, language_of
from catalogue.events.calendars.writing import calendar_of
from catalogue.events.dates import EventDate
from catalogue.events.pages import EventPage
from portal.core.clock import now
from portal.core.models import SiteContact
from portal.core.structured_data import absolute
from portal.core.xml_text import fit_for_xml
from portal.navigation.languages import address_in
from search.criteria import Criteria
from search.degraded import refuse_false_nothing
from search.documents import ListingDocument, RunDocument
from search.engines.base import EngineUnavailable
from search.event_hits import is_still_on
from search.events_views import KIND, events_form
from search.forms import SearchForm
from search.indexing import get_engine
from search.place_names import place_phrase
from search.present import read_now
from search.query import SearchQuery
from search.runs import matching_runs
from search.simple_events import events_to_follow

MOST_EVENTS = 100
MOST_DATES = 300
FRESH_SECONDS = 15 * 60
RETRY_SECONDS = "600"


@dataclass(frozen=True, slots=True)
class Found:
    """What a feed tells: documents with the dates that match, soonest first."""

    name: str
    url: str
    language: str
    events: tuple[tuple[ListingDocument, tuple[RunDocument, ...]], ...]

    @property
    def date_ids(self) -> list[int]:
        """The ids of the dates, at most as many as a calendar takes."""
        ids = dict.fromkeys(run.run_id for _document, runs in self.events for run in runs)
        return list(ids)[:MOST_DATES]


def read_found(request: HttpRequest) -> Found:
    """Find what an address asks for, and nothing else: a feed gives up no filter."""
    language = language_of(request)
    with override(language):
        form = events_form(SearchForm.read(request.GET)).shareable.on_page(1)
        criteria = read_now(form, list_of=KIND)
        query = criteria.query(page_size=MOST_EVENTS)
        found = [
            (document, matching_runs(document, query))
            for document in _documents(criteria, query)
            if is_still_on(document, query.present_minute)
        ]
        where = place_phrase(criteria.place) if criteria.place.is_usable else ""
        name = f"{SiteContact.current().service_name}: {_name(criteria.plain.q, where)}"
        return Found(name, form.url(reverse("search:events")), language, tuple(found))


def _documents(criteria: Criteria, query: SearchQuery) -> list[ListingDocument]:
    """Return what the index finds; without one, what the database finds by words, place and day."""
    try:
        results = get_engine().search(query)
        refuse_false_nothing(results)
        return [hit.document for hit in results.hits]
    except EngineUnavailable:
        found = events_to_follow(criteria, most=MOST_EVENTS)
        if found is None:
            raise
        return found


def _name(words: str, where: str) -> str:
    parts = [_("events"), f"“{words}”" if words else "", where]
    return " ".join(part for part in parts if part)


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """Answer with the dates of the events that an address asks for, to follow."""
    try:
        found = read_found(request)
    except EngineUnavailable:
        return _away()
    rows = EventDate.objects.public().filter(pk__in=found.date_ids)
    rows = rows.select_related("event__locale", "event__venue", "event__organiser")
    dates = list(rows.order_by("start_at", "pk"))
    body = calendar_of(dates, language=found.language, name=found.name, now=now())
    return calendar_response(request, body, name="events")


class EventsFeed(Feed):
    """The events that an address asks for, soonest first."""

    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Found:
        """Return what is found."""
        return read_found(request)

    def title(self, found: Found) -> str:
        """Return the name of the site and what is listed."""
        return fit_for_xml(found.name)

    def link(self, found: Found) -> str:
        """Return the list on the site."""
        return absolute(found.url)

    def feed_url(self, found: Found) -> str:
        """Return the feed's own address."""
        query = found.url.partition("?")[2]
        return absolute(reverse("events_feed") + (f"?{query}" if query else ""))

    def items(self, found: Found) -> list[dict[str, Any]]:
        """Return the events with what the database knows of their changes."""
        numbers = [_number(document) for document, _runs in found.events]
        pages = EventPage.objects.in_bulk(numbers)
        ids = found.date_ids
        changed = dict(EventDate.objects.filter(pk__in=ids).values_list("pk", "changed_at"))
        items = []
        for document, runs in found.events:
            page = pages.get(_number(document))
            if page is not None and runs:
                moments = [changed[run.run_id] for run in runs if run.run_id in changed]
                moments += [page.last_published_at] if page.last_published_at else []
                items.append(
                    {
                        "document": document,
                        "runs": runs,
                        "key": page.translation_key,
                        "updated": max(moments, default=now()),
                        "language": found.language,
                    }
                )
        return items

    def item_title(self, item: dict[str, Any]) -> str:
        """Return the title."""
        return fit_for_xml(item["document"].title)

    def item_description(self, item: dict[str, Any]) -> str:
        """Return when, where and what it is about."""
        run = item["runs"][0]
        with override(item["language"]):
            when = wording.long_date(run.start_date)
            times = wording.times(run.start_time, run.end_time)
            where = run.venue_name or (_("Online") if run.how == "online" else "")
            about = item["document"].description.partition("\n")[0]
            return fit_for_xml(". ".join(filter(None, [f"{when}, {times}", where, about])))

    def item_link(self, item: dict[str, Any]) -> str:
        """Return the full address of the page."""
        return absolute(address_in(item["document"].url, item["language"]))

    def item_guid(self, item: dict[str, Any]) -> str:
        """Return what stays when the address changes."""
        return f"urn:uuid:{item['key']}"

    def item_updateddate(self, item: dict[str, Any]) -> datetime.datetime:
        """Return when the page or one of its dates last changed."""
        moment: datetime.datetime = item["updated"]
        return moment


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """Answer with the Atom feed, or 304 for who has it."""
    try:
        response = EventsFeed()(request)
    except EngineUnavailable:
        return _away()
    etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    response["ETag"] = etag
    patch_cache_control(response, public=True, max_age=FRESH_SECONDS)
    return get_conditional_response(request, etag=etag, response=response) or response


def _number(document: ListingDocument) -> int:
    return int(document.id.split(":")[1])


def _away() -> HttpResponse:
    """Say that it will be back: programs keep what they have."""
    response = HttpResponse(status=503, content_type="text/plain; charset=utf-8")
    response["Retry-After"] = RETRY_SECONDS
    response["Cache-Control"] = "no-store"
    return response
