"""Landing pages of a place, and of a subject in a place: for people who come from elsewhere."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.core.clock import today
from portal.core.models import Place
from search.criteria import read_criteria
from search.engines.base import EngineUnavailable
from search.facet_groups import COUNTED
from search.forms import SearchForm
from search.headings import grouped
from search.indexing import get_engine
from search.labels import value_label
from search.recall import find
from search.reference import get_reference
from search.results_page import ResultsPage
from search.shown_courses import note_courses
from search.views import KEPT_SECONDS

LEAST_RESULTS = 3  # fewer make a page that says nothing
# What people ask for most, as links with their true counts.
POPULAR = (
    ("cost", "free"), ("when", "evening"), ("when", "weekend"), ("how", "online"),
    ("esol", "any"), ("starts", "soon"), ("needs", "guaranteed-interview"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PopularLink:
    label: str
    url: str
    count: int


@require_safe
def place(request: HttpRequest, place: str) -> HttpResponse:
    """Show the courses in a place: ``/courses/in/walsall/``."""
    return _page(request, place_slug=place)


@require_safe
def subject_in_place(request: HttpRequest, subject: str, place: str) -> HttpResponse:
    """Show the courses of a subject in a place: ``/courses/adult-care/in/dudley/``."""
    return _page(request, place_slug=place, subject_slug=subject)


def _page(request: HttpRequest, *, place_slug: str, subject_slug: str = "") -> HttpResponse:
    reference = get_reference()
    language = get_language() or ""
    if subject_slug and subject_slug not in reference.subjects:
        raise Http404(subject_slug)
    filters: dict[str, tuple[str, ...]] = {"kind": ("course",)}
    if subject_slug:
        filters["subject"] = (subject_slug,)
    form = SearchForm(near=_near(place_slug), filters=filters)
    criteria = read_criteria(form, reference=reference, today=today(), language=language)
    if criteria.place.slug != place_slug:
        raise Http404(place_slug)
    engine = get_engine()
    try:
        outcome = find(criteria, engine, facets=COUNTED)
    except EngineUnavailable:  # the search itself has a plain list for that time
        return HttpResponseRedirect(form.url(reverse("search:results")))
    is_elsewhere = outcome.widened_from is not None or outcome.step != "all-words"
    if is_elsewhere or outcome.results.total < LEAST_RESULTS:
        raise Http404(place_slug)
    subject = reference.subjects[subject_slug].label_in(language) if subject_slug else ""
    name = criteria.place.name
    heading = (
        _("%(subject)s: courses in %(place)s") % {"subject": subject, "place": name}
        if subject
        else _("Courses in %(place)s") % {"place": name}
    )
    search = reverse("search:results")
    page = ResultsPage(outcome, engine, search, landing_heading=heading)
    others = [] if subject else _other_kinds(page, form, search, name)
    context = {
        "page": page,
        "heading": heading,
        "others": others,
        "intro": _intro(page, name),
        "popular": _popular(page, form, search),
        "all_url": form.url(search),
        "subjects": [] if subject else _subjects(page, place_slug, reference, language),
        "band_near": criteria.place.near,
    }
    note_courses(request, page)
    response = render(request, "search/landing.html", context)
    patch_cache_control(response, private=True, max_age=KEPT_SECONDS)
    return response


def _near(slug: str) -> str:
    """Return how the place is typed: ``"Willenhall, Walsall"``; unknown slugs are 404."""
    found = Place.objects.select_related("parent").filter(slug=slug).first()
    if found is None:
        raise Http404(slug)
    reference = get_reference()
    if reference.gazetteer.resolve(found.name).slug == slug:
        return found.name
    return str(found)


def _intro(page: ResultsPage, name: str) -> str:
    """Return two sentences with true counts."""
    counts = page.outcome.results.facets
    total = page.total
    free = counts.get("cost", {}).get("free", 0)
    evening = counts.get("when", {}).get("evening", 0)
    first = ngettext(
        "%(count)s course in %(place)s or online is open to join.",
        "%(count)s courses in %(place)s or online are open to join.",
        total,
    ) % {"count": grouped(total), "place": name}
    second = _("Free: %(free)s. In the evening: %(evening)s.") % {
        "free": grouped(free),
        "evening": grouped(evening),
    }
    return f"{first} {second}"


def _popular(page: ResultsPage, form: SearchForm, path: str) -> list[PopularLink]:
    counts = page.outcome.results.facets
    return [
        PopularLink(value_label(name, value), form.with_filter(name, value).url(path), count)
        for name, value in POPULAR
        if (count := counts.get(name, {}).get(value, 0))
    ]


def _other_kinds(page: ResultsPage, form: SearchForm, path: str, name: str) -> list[PopularLink]:
    """Return the paid work that is there as well, each kind with its true count."""
    counts = page.outcome.results.facets.get("kind", {})
    return [
        PopularLink(
            _("%(kind)s in %(place)s") % {"kind": value_label("kind", kind), "place": name},
            form.with_filter("kind", kind).url(path),
            counts[kind],
        )
        for kind in ("apprenticeship", "job")
        if counts.get(kind)
    ]


def _subjects(
    page: ResultsPage, place_slug: str, reference: Any, language: str
) -> list[PopularLink]:
    """Return the subjects here that have a page of their own."""
    counts = page.outcome.results.facets.get("subject", {})
    return [
        PopularLink(
            subject.label_in(language),
            reverse("search:subject_in_place", args=[slug, place_slug]),
            counts[slug],
        )
        for slug, subject in reference.subjects.items()
        if counts.get(slug, 0) >= LEAST_RESULTS
    ]
