"""The answer for a place that the portal does not cover: what still works, and who else helps."""

from typing import Any

from django.utils.translation import gettext as _

from portal.core.enums import PlaceKind
from portal.core.models import Place, SiteContact
from search.criteria import Criteria
from search.engines.base import SearchEngine
from search.forms import SearchForm
from search.place_names import region_name


def outside_context(criteria: Criteria, engine: SearchEngine, path: str) -> dict[str, Any]:
    """Return what ``search/outside.html`` shows. Ways with nothing behind them are left out."""
    contact = SiteContact.current()
    name = criteria.place.name
    return {
        "name": name,
        "region": region_name(),
        "councils": _councils(criteria, path),
        "ways": _ways(criteria, engine, path),
        "national_url": contact.national_courses_url,
        "jobs_url": contact.filled(contact.jobs_url, words=criteria.plain.q, place=name),
        "apprenticeships_url": contact.filled(
            contact.apprenticeships_url, words=criteria.plain.q, place=name
        ),
        "hidden": criteria.form.hidden(without=("q", "near", "within", "as_typed")),
    }


def _ways(criteria: Criteria, engine: SearchEngine, path: str) -> list[dict[str, Any]]:
    plain = criteria.plain.with_texts(near="")
    online = plain.with_filter("how", "online")
    candidates: list[tuple[str, str, SearchForm]] = []
    if plain.q or plain.filters:
        words = plain.q
        title = _("Online results for “%s”") % words if words else _("Online, with your filters")
        candidates.append((title, _("You need a phone or a computer."), online))
    everywhere = SearchForm(filters={"how": ("online",)})
    english = SearchForm(filters={"how": ("online",), "esol": ("any",)})
    candidates += [
        (_("Online courses, from anywhere"), _("You need a phone or a computer."), everywhere),
        (_("English classes online"), _("With or without a teacher"), english),
        (
            _("Everything in %s") % region_name(),
            _("Are you moving here? Search by a place here."),
            SearchForm(),
        ),
    ]
    queries = [criteria.read_again(form).query() for _title, _note, form in candidates]
    counts = engine.count_many(queries)
    return [
        {"number": count, "title": title, "note": note, "url": form.url(path)}
        for (title, note, form), count in zip(candidates, counts, strict=True)
        if count
    ]


def _councils(criteria: Criteria, path: str) -> list[tuple[str, str]]:
    """Return the councils of the region with the same search there."""
    names = Place.objects.filter(kind=PlaceKind.COUNCIL).order_by("name")
    return [
        (name, criteria.plain.with_texts(near=name).url(path))
        for name in names.values_list("name", flat=True)
    ]
