"""The list of events and its month: a view of the search, by day."""

import datetime

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from search.criteria import Criteria
from search.degraded import refuse_false_nothing
from search.engines.base import EngineUnavailable
from search.events_month import MONTH, read_month
from search.events_page import COUNTED, EVENTS_A_PAGE, EventsListPage
from search.forms import SearchForm, needs_cleaning
from search.indexing import get_engine
from search.place_names import place_name
from search.present import read_now
from search.recall import find
from search.simple_events import simple_events_context
from search.views import KEPT_SECONDS

KIND = "event"


@require_safe
def events(request: HttpRequest) -> HttpResponse:
    """Show the events that an address asks for, soonest first."""
    asked = SearchForm.read(request.GET)
    form = events_form(asked)
    path = reverse("search:events")
    month = request.GET.get("month", "")
    if needs_cleaning(request.GET, form):
        return HttpResponseRedirect(_with_month(form.shareable.url(path), month))
    criteria = read_now(form, list_of=KIND)
    if shorter := criteria.without_whole_postcode(form):
        return HttpResponseRedirect(_with_month(shorter.url(path), month))
    response = _answer(request, criteria, path, read_month(month, criteria.today))
    patch_cache_control(response, private=True, max_age=KEPT_SECONDS)
    return response


def events_form(form: SearchForm) -> SearchForm:
    """Leave out what a list of events by day does not ask: the kind, the order, the level..."""
    page = form.page
    return form.with_filter("kind").with_sort("").without_told().on_page(page)


def _answer(
    request: HttpRequest, criteria: Criteria, path: str, month: datetime.date | None
) -> HttpResponse:
    band = {"band_q": criteria.form.q, "band_near": criteria.form.near}
    outside = ""
    if criteria.place.status == "outside":
        outside = place_name(criteria.place) or criteria.form.near
        criteria = read_now(criteria.form.with_texts(near=""), list_of=KIND)
    engine = get_engine()
    try:
        outcome = find(criteria, engine, page_size=EVENTS_A_PAGE, facets=COUNTED)
        refuse_false_nothing(outcome.results)
        page = EventsListPage(
            outcome,
            engine,
            path,
            page_size=EVENTS_A_PAGE,
            month_start=month,
            outside_name=outside,
        )
        return render(request, "events/list.html", {**band, "page": page})
    except EngineUnavailable:
        return render(
            request, "events/list_simple.html", {**band, **simple_events_context(criteria, path)}
        )


def _with_month(url: str, month: str) -> str:
    if not MONTH.fullmatch(month):
        return url
    return f"{url}{'&' if '?' in url else '?'}month={month}"
