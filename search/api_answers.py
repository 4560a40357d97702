"""From a found page to the API's JSON."""

from collections.abc import Mapping, Sequence
from typing import Any

from search.cards import listing_id
from search.chips import label
from search.criteria import Criteria
from search.documents import ListingDocument, RunDocument
from search.engines.base import Hit
from search.facets import FACETS
from search.forms import AREA
from search.labels import value_label
from search.place_names import place_name
from search.query import SearchQuery
from search.reasons import reasons
from search.recall import Outcome
from search.results_page import ResultsPage
from search.runs import best_run, distance, open_runs
from search.vacancy_cards import is_place_told


def search_answer(page: ResultsPage) -> dict[str, Any]:
    """Return the whole answer of ``/api/v1/search/``."""
    outcome = page.outcome
    results = outcome.results
    return {
        "query": _query(outcome, page.path),
        "total": results.total,
        "page": outcome.page,
        "pages": page.pages.last,
        "took_ms": results.took_ms,
        "engine": results.engine,
        "degraded": results.degraded,
        "kinds": dict(results.facets.get("kind", {})),
        "facets": _facets(page),
        "ways_out": []
        if results.total
        else [
            {"label": way.title, "count": way.number, "url": way.form.url(page.path)}
            for way in page.ways_out
        ],
        "results": [_result(hit, outcome.query) for hit in results.hits],
        "near_results": [_result(near.hit, near.query) for near in outcome.near_hits],
    }


def _query(outcome: Outcome, path: str) -> dict[str, Any]:
    asked = outcome.asked
    correction = outcome.correction
    return {
        "q": asked.form.q,
        "understood": [
            {
                "name": chip.name,
                "value": chip.value,
                "from_": chip.from_text,
                "undo": asked.undo_url(chip, path),
            }
            for chip in asked.understood
        ],
        "corrected": {
            "from_": correction.typed,
            "to": correction.corrected,
            "as_typed": asked.plain.as_typed().url(path),
        }
        if correction
        else None,
        "near": _near(outcome.criteria),
        "step": _step(outcome),
    }


def _step(outcome: Outcome) -> str:
    if outcome.widened_from is not None:
        return "wider-radius"
    return "online" if outcome.is_online_only else outcome.step


def _near(criteria: Criteria) -> dict[str, str] | None:
    place = criteria.place
    if place.status == "empty":
        return None
    radius = criteria.radius_miles
    within = AREA if place.status == "area" and radius is None else f"{radius:g}" if radius else ""
    return {
        "name": place_name(place),
        "type": place.kind.lower().replace("_", "-"),
        "within": within,
        "status": place.status,
    }


def _facets(page: ResultsPage) -> dict[str, list[dict[str, Any]]]:
    """Return the values in the order of the page; chosen ones with 0 stay."""
    asked = page.asked
    found = {}
    for name, counts in page.outcome.results.facets.items():
        chosen = asked.plain.filters.get(name, ())
        order = FACETS[name].values(asked.today)
        values = [value for value in order if value in counts or value in chosen] if order else []
        rest = [value for value in sorted({*counts, *chosen}) if value not in values]
        found[name] = [
            {
                "value": value,
                "label": _value_label(asked, name, value),
                "count": counts.get(value, 0),
                "selected": value in chosen,
            }
            for value in (*values, *rest)
        ]
    return found


def _value_label(asked: Criteria, name: str, value: str) -> str:
    if name == "role" and value in asked.reference.roles:
        return asked.reference.roles[value].label_in(asked.language)
    if name in ("sector", "subject", "provider"):
        return label(asked, name, value)
    return value_label(name, value)


def _result(hit: Hit, query: SearchQuery) -> dict[str, Any]:
    document = hit.document
    run = best_run(document, query)
    point = query.place.point if query.place else None
    miles = distance(run, point) if run and point else None
    is_exact = is_place_told(document)
    if miles is not None:
        miles = round(miles, 1) if is_exact else float(max(1, round(miles)))
    why = list(reasons(document, run, query))
    if miles is not None:
        why.append(f"{miles:.1f} miles" if is_exact else f"about {miles:.0f} miles")
    return {
        **listing_answer(document),
        "distance_miles": miles,
        "next_start": run.start_date if run and not run.is_flexible_start else None,
        "employer": document.employer_name,
        "closes": document.closing_date,
        "why": why,
        "score": round(hit.score, 4),
    }


def listing_answer(document: ListingDocument) -> dict[str, Any]:
    """Return what every answer about a listing begins with."""
    return {
        "kind": document.kind,
        "id": listing_id(document),
        "provider": {"ukprn": document.ukprn, "name": document.provider_name},
        "reference": document.references[0] if document.references else "",
        "references": list(document.references),
        "title": document.title,
        "url": document.url,
    }


def vacancy_answer(document: ListingDocument) -> dict[str, Any]:
    """Return the answer of ``/api/v1/vacancies/<id>/``."""
    first, pay = document.runs[0], document.pay
    return {
        **listing_answer(document),
        "employer": document.employer_name,
        "description": document.description,
        "subject": document.subject,
        "sectors": list(document.sectors),
        "level": document.level,
        "you_need": document.you_need,
        "pay": {
            "type": pay.wage_type.lower().replace("_", "-"),
            "text": pay.text,
            "low_pence": pay.low_pence,
            "high_pence": pay.high_pence,
            "unit": pay.unit.lower(),
        },
        "hours_per_week": first.hours_per_week,
        "working_week": document.working_week,
        "positions": document.positions,
        "starts": first.start_date,
        "closes": document.closing_date,
        "is_national": first.is_national,
        "source": document.source,
        "checked_on": document.checked_date,
        "locations": [
            _location(run, is_exact=bool(document.employer_name))
            for run in document.runs
            if run.town or run.postcode_outward
        ],
    }


def role_answer(
    document: ListingDocument, *, names: Sequence[str], listings: Mapping[str, int]
) -> dict[str, Any]:
    """Return the answer of ``/api/v1/roles/<slug>/``; ``listings`` are counts by kind."""
    pay = document.pay
    return {
        "kind": document.kind,
        "id": document.id,
        "slug": document.references[0],
        "title": document.title,
        "names": list(names),
        "url": document.url,
        "summary": document.description.partition("\n")[0],
        "sectors": list(document.sectors),
        "setting": document.setting,
        "pay": {
            "low_pence": pay.low_pence,
            "high_pence": pay.high_pence,
            "unit": pay.unit.lower(),
            "year": pay.text,
            "is_old": bool(pay.wage_type),
        },
        "hours_from": document.hours_from,
        "hours_to": document.hours_to,
        "you_need": document.you_need,
        "checked_on": document.checked_date,
        "listings": dict(listings),
    }


def _location(run: RunDocument, *, is_exact: bool) -> dict[str, Any]:
    """Return a place; the point would tell who an employer is that is not named."""
    return {
        "town": run.town,
        "outward_code": run.postcode_outward,
        "latitude": run.latitude if is_exact else None,
        "longitude": run.longitude if is_exact else None,
        "is_approximate": run.is_location_approximate,
    }


def course_answer(document: ListingDocument, page_today: Any) -> dict[str, Any]:
    """Return the answer of ``/api/v1/courses/<id>/``: the course with its open runs."""
    return {
        **listing_answer(document),
        "description": document.description,
        "subject": document.subject,
        "sectors": list(document.sectors),
        "level": document.level,
        "esol": list(document.esol),
        "needs": list(document.needs),
        "you_need": document.you_need,
        "checked_on": document.checked_date,
        "runs": [_run(run) for run in open_runs(document, page_today)],
    }


def _run(run: RunDocument) -> dict[str, Any]:
    return {
        "id": run.run_id,
        "start": run.start_date,
        "is_flexible_start": run.is_flexible_start,
        "when": list(run.when),
        "how": run.how,
        "study": run.study,
        "cost": run.cost,
        "cost_pence": run.cost_pence,
        "cost_description": run.cost_description,
        "length": run.length,
        "venue": run.venue_name,
        "town": run.town,
        "outward_code": run.postcode_outward,
        "latitude": run.latitude,
        "longitude": run.longitude,
        "places_left": run.places_left,
    }
