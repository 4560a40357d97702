"""The plain list from the database, for when no index answers: words and place, by title."""

from dataclasses import replace
from typing import Any

from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from catalogue.courses.models import Course
from catalogue.courses.querysets import CourseQuerySet
from search.builders import course as course_builder
from search.cards import Card, card
from search.chips import chips
from search.criteria import Criteria
from search.headings import results_heading
from search.pagination import page_count, pages
from search.place_names import place_name, place_phrase
from search.query import PAGE_SIZE
from search.runs import best_run

MOST_WORDS = 8  # each is a scan of the table


def simple_context(criteria: Criteria, path: str) -> dict[str, Any]:
    """Return what ``search/simple.html`` shows. Filters other than words and place stay off."""
    found = _courses(criteria)
    total = found.count()
    last = page_count(total, PAGE_SIZE)
    number = criteria.form.page if criteria.form.page <= last else 1
    ids = list(
        found.order_by(Lower("title"), "id").values_list("id", flat=True)[
            (number - 1) * PAGE_SIZE : number * PAGE_SIZE
        ]
    )
    form = criteria.form
    where = place_phrase(criteria.place) if criteria.place.is_usable else ""
    return {
        "heading": results_heading(total, where=where)
        if total
        else _("The full search is away for a short time"),
        "words": criteria.plain.q,
        "chips": [chip for chip in chips(criteria, path) if chip.name == "near"],
        "cards": _cards(ids, criteria),
        "pages": pages(number, last, lambda page: form.on_page(page).url(path)),
        "hidden": form.hidden(without=("q", "near", "within", "as_typed")),
    }


def _courses(criteria: Criteria) -> CourseQuerySet:
    found = Course.objects.listed_on(criteria.today)
    for word in criteria.plain.q.split()[:MOST_WORDS]:
        found = found.filter(
            Q(title__icontains=word)
            | Q(what_you_will_learn__icontains=word)
            | Q(provider__name__icontains=word)
        )
    place = criteria.place
    if place.is_usable and not place.is_everything:
        venues = criteria.place_filter.near if criteria.place_filter else ()
        numbers = [int(token[1:]) for token in venues if token[:1] == "v" and token[1:].isdigit()]
        slugs = [token for token in venues if token not in {f"v{n}" for n in numbers}]
        found = found.filter(
            Q(runs__venue__in=numbers)
            | Q(runs__venue__town_place__slug__in=slugs)
            | Q(runs__venue__council__slug__in=slugs)
        ).distinct()
    return found


def _cards(ids: list[int], criteria: Criteria) -> list[Card]:
    query = criteria.query()
    shown = replace(query, filters={}, place=None)
    documents = {
        document.id: document
        for document in course_builder.documents(today=criteria.today, ids=ids)
    }
    label = place_name(criteria.place) if criteria.place.is_usable else ""
    ordered = (documents.get(f"course:{pk}") for pk in ids)
    near = replace(shown, place=query.place)
    return [
        card(document, query=near, run=best_run(document, near), place_label=label)
        for document in ordered
        if document is not None
    ]
