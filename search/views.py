"""The results page in all its states. Everything that decides what is shown is in the address."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from search.criteria import Criteria
from search.degraded import refuse_false_nothing
from search.engines.base import EngineUnavailable
from search.facet_groups import COUNTED
from search.forms import SearchForm, needs_cleaning
from search.indexing import get_engine
from search.order_page import order_rules
from search.other_sites import other_sites
from search.outside import outside_context
from search.present import read_now
from search.recall import find
from search.results_page import ResultsPage
from search.search_log import note_search
from search.shown_courses import note_courses
from search.simple_list import simple_context

# Back and forward are at once; a change by a provider shows after a reload or a minute.
KEPT_SECONDS = 60


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """Show what an address asks for: results, ways out, an answer about the place, a plain list."""
    form = SearchForm.read(request.GET)
    path = reverse("search:results")
    if needs_cleaning(request.GET, form):
        return HttpResponseRedirect(form.shareable.url(path))
    criteria = read_now(form)
    if shorter := criteria.without_whole_postcode(form):
        return HttpResponseRedirect(shorter.url(path))
    return _kept(answer(request, criteria, path))


def answer(request: HttpRequest, criteria: Criteria, path: str) -> HttpResponse:
    """Render the page of a search."""
    band = {"band_q": criteria.form.q, "band_near": criteria.form.near}
    engine = get_engine()
    try:
        if criteria.place.status == "outside":
            context = outside_context(criteria, engine, path)
            return render(request, "search/outside.html", {**band, **context})
        outcome = find(criteria, engine, facets=COUNTED)
        refuse_false_nothing(outcome.results)
        page = ResultsPage(outcome, engine, path)
        note_search(request, outcome)
        note_courses(request, page)
        if page.total:
            return render(request, "search/results.html", {**band, "page": page})
        sites = other_sites(criteria)
        return render(request, "search/empty.html", {**band, "page": page, "other_sites": sites})
    except EngineUnavailable:
        return render(request, "search/simple.html", {**band, **simple_context(criteria, path)})


@require_safe
def of_kind(request: HttpRequest, kind: str) -> HttpResponse:
    """Send ``/courses/?near=Walsall`` to the search for courses, keeping what was asked."""
    form = SearchForm.read(request.GET).shareable.with_filter("kind", kind)
    return HttpResponseRedirect(form.url(reverse("search:results")))


@require_safe
def how_we_order(request: HttpRequest) -> HttpResponse:
    """Tell the public what decides the order, from the constants that decide it."""
    context = {"rules": order_rules(), "region": settings.REGION["name"]}
    return render(request, "search/how_we_order.html", context)


def _kept(response: HttpResponse) -> HttpResponse:
    patch_cache_control(response, private=True, max_age=KEPT_SECONDS)
    return response
