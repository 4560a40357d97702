"""The read API: no key, JSON, cached, limited by network. Its page is made from this code."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.http import require_safe
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from catalogue.providers.models import Organisation
from pathways.roles import RolePage
from portal.core.clock import now, today
from search import api_limits
from search.api_answers import course_answer, role_answer, search_answer, vacancy_answer
from search.api_events import event_answer
from search.api_limits import TooMany, count_question
from search.api_schemas import (
    CourseOut,
    EventOut,
    ProblemOut,
    ProvidersOut,
    RoleOut,
    SearchOut,
    SuggestOut,
    VacancyOut,
)
from search.builders import course as course_builder
from search.builders import role as role_builder
from search.builders import vacancy as vacancy_builder
from search.degraded import refuse_false_nothing
from search.engines.base import EngineUnavailable
from search.facets import FACETS
from search.forms import DAYS, RADII, SearchForm, clean
from search.indexing import get_engine
from search.pagination import page_count
from search.present import read_now
from search.query import PAGE_SIZE, SORTS, SearchQuery
from search.recall import find
from search.reference import get_reference
from search.results_page import ResultsPage
from search.role_changes import LISTED_KINDS
from search.suggest import in_language, kind_label, suggestions

CACHED_SECONDS = 60
MOST_PER_PAGE = 100
PROVIDERS_PER_PAGE = 100
MOST_SUGGESTIONS = 8
LARGEST_ID = 2**63 - 1

api = NinjaAPI(
    title="Waymark",
    version="1",
    description="Courses, apprenticeships, jobs, events and training providers of one region."
    " Reading only; no key.",
    urls_namespace="api-1",
    docs_url=None,
    openapi_url="/openapi.json",
)
PROBLEMS: dict[Any, Any] = {404: ProblemOut, 429: ProblemOut, 503: ProblemOut}


def _parameter(name: str, values: tuple[str, ...] = (), *, is_list: bool = False) -> dict[str, Any]:
    item: dict[str, Any] = {"type": "string", **({"enum": list(values)} if values else {})}
    schema = {"type": "array", "items": item} if is_list else item
    return {"in": "query", "name": name, "required": False, "schema": schema}


PARAMETERS = [
    *(_parameter(name) for name in ("q", "near")),
    _parameter("within", (*RADII, "area")),
    *(_parameter(f.name, f.order, is_list=f.is_multiple) for f in FACETS.values()),
    *(_parameter(name) for name in DAYS),
    _parameter("sort", SORTS),
    _parameter("page"),
    _parameter("as_typed", ("1",)),
    _parameter("per_page"),
    _parameter("lang", tuple(code for code, _name in settings.LANGUAGES)),
]


@api.get(
    "/search/",
    response={200: SearchOut, **PROBLEMS},
    by_alias=True,
    openapi_extra={"parameters": PARAMETERS},
    summary="Search, as the results page does",
)
def search(request: HttpRequest) -> dict[str, Any]:
    """Take the parameters of the search page. Unknown names and values are ignored."""
    count_question(request, "search", most=api_limits.SEARCHES)
    with override(_language(request)):
        form = SearchForm.read(request.GET)
        criteria = read_now(form)
        engine = get_engine()
        size = _per_page(request)
        outcome = find(criteria, engine, page_size=size, facets=tuple(FACETS))
        refuse_false_nothing(outcome.results)
        page = ResultsPage(outcome, engine, reverse("search:results"), page_size=size)
        return search_answer(page)


@api.get(
    "/suggest/",
    response={200: SuggestOut, **PROBLEMS},
    openapi_extra={"parameters": [_parameter("q"), _parameter("kind", ("place",)), PARAMETERS[-1]]},
    summary="What to offer while somebody types",
)
def suggest(request: HttpRequest) -> dict[str, Any]:
    """Give up to eight lines; every one of them finds something."""
    count_question(request, "suggest", most=api_limits.SUGGESTIONS)
    typed = clean(request.GET.get("q", ""), most=80)
    reference = get_reference()
    with override(_language(request)):
        found = suggestions(
            typed,
            engine=get_engine(),
            reference=reference,
            today=today(),
            is_place=request.GET.get("kind") == "place",
            limit=MOST_SUGGESTIONS,
        )
        path = reverse("search:results")
        return {
            "suggestions": [
                {
                    "text": one.text,
                    "kind": kind_label(one.kind),
                    "url": _form_of(one.parameters).url(path),
                }
                for one in (in_language(found_one, reference) for found_one in found)
            ]
        }


@api.get("/courses/{course_id}/", response={200: CourseOut, **PROBLEMS}, summary="One course")
def course(request: HttpRequest, course_id: int) -> dict[str, Any]:
    """Give a course that can be joined today, from the database."""
    count_question(request, "course", most=api_limits.SEARCHES)
    day = today()
    if not 0 < course_id <= LARGEST_ID:
        raise Http404
    found = next(course_builder.documents(today=day, ids=[course_id]), None)
    if found is None:
        raise Http404
    return course_answer(found, day)


@api.get(
    "/vacancies/{vacancy_id}/",
    response={200: VacancyOut, **PROBLEMS},
    summary="One apprenticeship or job",
)
def vacancy(request: HttpRequest, vacancy_id: int) -> dict[str, Any]:
    """Give a vacancy that people can apply for today, from the database."""
    count_question(request, "vacancy", most=api_limits.SEARCHES)
    if not 0 < vacancy_id <= LARGEST_ID:
        raise Http404
    found = vacancy_builder.document_of(vacancy_id, today=today())
    if found is None:
        raise Http404
    return vacancy_answer(found)


@api.get("/events/{event_id}/", response={200: EventOut, **PROBLEMS}, summary="One event")
def event(request: HttpRequest, event_id: int) -> dict[str, Any]:
    """Give an event with the dates that have not ended, from the database."""
    count_question(request, "event", most=api_limits.SEARCHES)
    if not 0 < event_id <= LARGEST_ID:
        raise Http404
    with override(_language(request)):
        found = event_answer(event_id, now=now(), language=_language(request))
    if found is None:
        raise Http404
    return found


@api.get("/roles/{slug}/", response={200: RoleOut, **PROBLEMS}, summary="One job role")
def role(request: HttpRequest, slug: str) -> dict[str, Any]:
    """Give a role from the database, with what leads there today, from the index."""
    count_question(request, "role", most=api_limits.SEARCHES)
    code = settings.LANGUAGE_CODE
    pages = RolePage.objects.live().filter(locale__language_code=code)
    # PostgreSQL refuses a NUL where SQLite finds nothing.
    page = pages.filter(slug=slug).first() if "\x00" not in slug else None
    if page is None:
        raise Http404
    found = next(role_builder.documents(today=today(), ids=[page.pk]))
    query = SearchQuery(today=today(), page_size=1, facets=("kind",), filters={"role": (slug,)})
    counts = get_engine().search(query).facets.get("kind", {})
    listings = {kind: counts[kind] for kind in LISTED_KINDS if kind in counts}
    return role_answer(found, names=page.other_names, listings=listings)


@api.get("/providers/", response={200: ProvidersOut, **PROBLEMS}, summary="Training providers")
def providers(request: HttpRequest) -> dict[str, Any]:
    """Give those that teach with their number of courses, 100 a page, by name."""
    count_question(request, "providers", most=api_limits.SEARCHES)
    courses = {"kind": ("course",)}
    query = SearchQuery(today=today(), page_size=1, facets=("provider",), filters=courses)
    counts = get_engine().search(query).facets.get("provider", {})
    rows = Organisation.objects.teaching().order_by("name", "id")
    total = rows.count()
    pages = page_count(total, PROVIDERS_PER_PAGE)
    asked = SearchForm.read(request.GET).page
    number = asked if asked <= pages else 1
    first = (number - 1) * PROVIDERS_PER_PAGE
    return {
        "total": total,
        "page": number,
        "pages": pages,
        "providers": [
            {
                "ukprn": row.ukprn,
                "slug": row.slug,
                "name": row.name,
                "url": row.get_absolute_url(),
                "courses": counts.get(row.slug, 0),
            }
            for row in rows[first : first + PROVIDERS_PER_PAGE]
        ],
    }


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """Show the addresses, parameters and shapes, without scripts."""
    schema = api.get_openapi_schema()
    operations = [
        {"path": path, "rows": _rows(operation["get"]), **operation["get"]}
        for path, operation in schema["paths"].items()
    ]
    shapes = schema["components"]["schemas"]
    context = {"operations": operations, "shapes": shapes, "limit": api_limits.SEARCHES}
    return render(request, "search/api_docs.html", context)


def _rows(operation: dict[str, Any]) -> list[tuple[str, str]]:
    """Return a parameter and its values a row: ``("when", "day, evening, ..., several")``."""
    rows = []
    for parameter in operation.get("parameters", ()):
        schema = parameter["schema"]
        values = schema.get("items", schema).get("enum", [schema.get("type", "string")])
        several = " (several)" if schema.get("type") == "array" else ""
        rows.append((parameter["name"] + several, ", ".join(values)))
    return rows


def _form_of(parameters: tuple[tuple[str, str], ...]) -> SearchForm:
    texts = {name: value for name, value in parameters if name not in FACETS}
    filters = {name: (value,) for name, value in parameters if name in FACETS}
    return SearchForm(**texts, filters=filters)  # type: ignore[arg-type]  # q or near


def _language(request: HttpRequest) -> str:
    asked = request.GET.get("lang", "").lower()
    return asked if asked in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def _per_page(request: HttpRequest) -> int:
    text = request.GET.get("per_page", "")
    number = int(text) if text.isascii() and text.isdigit() and len(text) <= 3 else PAGE_SIZE
    return number if 1 <= number <= MOST_PER_PAGE else PAGE_SIZE


def problem(status: int, title: str, detail: str, **headers: str) -> HttpResponse:
    """Return what went wrong as RFC 9457 says; ``Retry_After="30"`` becomes a header."""
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    response = JsonResponse(body, status=status, content_type="application/problem+json")
    for name, value in headers.items():
        response[name.replace("_", "-")] = value
    response["Cache-Control"] = "no-store"
    return response


@api.exception_handler(TooMany)
def _too_many(request: HttpRequest, error: TooMany) -> HttpResponse:
    detail = f"Wait {error.retry_after} seconds. The limit is for a minute and one network."
    return problem(429, "Too many questions", detail, Retry_After=str(error.retry_after))


@api.exception_handler(Http404)
def _not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    return problem(404, "Not found", "There is nothing at this address, or no longer.")


@api.exception_handler(ValidationError)
def _no_such_address(request: HttpRequest, error: ValidationError) -> HttpResponse:
    return problem(404, "Not found", "The last part of this address must be a number.")


@api.exception_handler(HttpError)
def _http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    return problem(error.status_code, "Not possible", str(error))


@api.exception_handler(EngineUnavailable)
def _unavailable(request: HttpRequest, error: EngineUnavailable) -> HttpResponse:
    detail = "The search does not answer now. The pages of the site still do."
    return problem(503, "Search is away for a short time", detail, Retry_After="30")
