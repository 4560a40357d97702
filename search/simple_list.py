"""The plain list from the database, for when no index answers: words, place and kind, by title."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from catalogue.courses.models import Course
from catalogue.events.dates import EventDate
from catalogue.events.enums import AttendanceMode
from catalogue.events.pages import EventPage
from catalogue.vacancies.enums import VacancyKind
from catalogue.vacancies.models import Vacancy
from search.builders.registry import KINDS
from search.cards import Card, card, listing_id
from search.chips import chips
from search.criteria import Criteria
from search.documents import ListingDocument
from search.event_hits import is_still_on, places_of_runs
from search.headings import results_heading
from search.kind_tabs import Tab
from search.labels import value_label
from search.moments import REGION_TIME
from search.pagination import page_count, pages
from search.place_names import place_name, place_phrase
from search.query import PAGE_SIZE
from search.runs import best_run

MOST_WORDS = 8  # each is a scan of the table
# Days that a database can still add one to.
EARLIEST, LATEST = datetime.date(2000, 1, 1), datetime.date(2999, 12, 30)


def simple_context(criteria: Criteria, path: str) -> dict[str, Any]:
    """Return what ``search/simple.html`` shows. Other filters stay off."""
    found = {
        "event": events_of(criteria),
        "course": _courses(criteria),
        "apprenticeship": _vacancies(criteria, VacancyKind.APPRENTICESHIP),
        "job": _vacancies(criteria, VacancyKind.JOB),
    }
    counts = {kind: rows.count() for kind, rows in found.items()}
    chosen = criteria.plain.filters.get("kind", ())
    listed = {kind: rows for kind, rows in found.items() if kind in chosen or not chosen}
    total = sum(counts[kind] for kind in listed)
    last = page_count(total, PAGE_SIZE)
    number = criteria.form.page if criteria.form.page <= last else 1
    form = criteria.form
    where = place_phrase(criteria.place) if criteria.place.is_usable else ""
    return {
        "heading": results_heading(total, where=where)
        if total
        else _("The full search is away for a short time"),
        "words": criteria.plain.q,
        "chips": [chip for chip in chips(criteria, path) if chip.name == "near"],
        "tabs": _tabs(counts, criteria, path),
        "cards": simple_cards(_titles(listed, page=number), criteria),
        "pages": pages(number, last, lambda page: form.on_page(page).url(path)),
        "hidden": form.hidden(without=("q", "near", "within", "as_typed")),
    }


@dataclass(frozen=True, slots=True)
class _Places:
    """Where to look: ``venues`` and ``locations`` by key, towns and councils by slug."""

    venues: tuple[int, ...]
    locations: tuple[int, ...]
    areas: tuple[str, ...]


def _places(criteria: Criteria) -> _Places | None:
    if not criteria.place.is_usable or criteria.place.is_everything:
        return None
    near = criteria.place_filter.near if criteria.place_filter else ()
    numbers: dict[str, list[int]] = {"v": [], "w": []}
    areas = []
    for token in near:
        if token[:1] in numbers and token[1:].isdigit():
            numbers[token[0]].append(int(token[1:]))
        else:
            areas.append(token)
    return _Places(tuple(numbers["v"]), tuple(numbers["w"]), tuple(areas))


def _with_words(rows: QuerySet, criteria: Criteria, holds: Callable[[str], Q]) -> QuerySet:
    """Keep rows that hold each word that was asked for and none that was to be left out."""
    for word in criteria.words[:MOST_WORDS]:
        rows = rows.exclude(holds(word.text)) if word.is_excluded else rows.filter(holds(word.text))
    return rows


def _in_course(word: str) -> Q:
    return (
        Q(title__icontains=word)
        | Q(what_you_will_learn__icontains=word)
        | Q(provider__name__icontains=word)
    )


def _in_vacancy(word: str) -> Q:
    return (
        Q(title__icontains=word)
        | Q(summary__icontains=word)
        | Q(description__icontains=word)
        | Q(provider_name__icontains=word)
        # The name of an employer who is not to be named finds nothing.
        | Q(employer_name__icontains=word, is_employer_anonymous=False)
    )


def _courses(criteria: Criteria) -> QuerySet:
    found = _with_words(Course.objects.listed_on(criteria.today), criteria, _in_course)
    if places := _places(criteria):
        found = found.filter(
            Q(runs__venue__in=places.venues)
            | Q(runs__venue__town_place__slug__in=places.areas)
            | Q(runs__venue__council__slug__in=places.areas)
        ).distinct()
    return found


def _vacancies(criteria: Criteria, kind: VacancyKind) -> QuerySet:
    rows = Vacancy.objects.live(criteria.today).filter(kind=kind)
    found = _with_words(rows, criteria, _in_vacancy)
    if places := _places(criteria):
        found = found.filter(
            Q(locations__in=places.locations)
            | Q(locations__town_place__slug__in=places.areas)
            | Q(locations__council__slug__in=places.areas)
        ).distinct()
    return found


def events_of(criteria: Criteria) -> QuerySet:
    moment = datetime.datetime.fromtimestamp(criteria.query().present_minute * 60, datetime.UTC)
    dates = EventDate.objects.public().ahead(moment).order_by()
    if criteria.dates:
        dates = dates.filter(
            end_at__gte=_midnight(criteria.dates.first), start_at__lt=_end_of(criteria.dates.last)
        )
    rows = EventPage.objects.filter(pk__in=dates.values("event"))
    found = _with_words(rows, criteria, _in_event)
    if places := _places(criteria):
        online = Q(attendance_mode__in=[AttendanceMode.ONLINE, AttendanceMode.MIXED])
        found = found.filter(
            Q(venue__in=places.venues)
            | Q(venue__town_place__slug__in=places.areas)
            | Q(venue__council__slug__in=places.areas)
            | (online if criteria.list_of == "event" else Q(pk__in=[]))
        ).distinct()
    return found


def _in_event(word: str) -> Q:
    return (
        Q(title__icontains=word)
        | Q(summary__icontains=word)
        | Q(organiser__name__icontains=word)
        | Q(venue__name__icontains=word)
    )


def _midnight(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(max(day, EARLIEST), datetime.time.min, tzinfo=REGION_TIME)


def _end_of(day: datetime.date) -> datetime.datetime:
    return _midnight(min(day, LATEST) + datetime.timedelta(days=1))


def _titles(listed: dict[str, QuerySet], *, page: int) -> list[tuple[str, int]]:
    """Return kind and key of a page of listings: ``[("job", 12), ("course", 3)]``."""
    rows = [
        found.order_by()
        .annotate(listing=Value(kind), by_title=Lower("title"))
        .values_list("listing", "id", "by_title")
        for kind, found in listed.items()
    ]
    if not rows:
        return []
    every = rows[0].union(*rows[1:], all=True).order_by("by_title", "listing", "id")
    wanted = every[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    return [(kind, pk) for kind, pk, _title in wanted]


def _tabs(counts: dict[str, int], criteria: Criteria, path: str) -> list[Tab]:
    """Return the kinds with what each would show, when there is more than one."""
    chosen = criteria.plain.filters.get("kind", ())
    kinds = [kind for kind, count in counts.items() if count or kind in chosen]
    if len(kinds) < 2 and not chosen:
        return []
    plain = criteria.plain
    everything = plain.with_filter("kind").url(path)
    tabs = [Tab(_("Everything"), everything, sum(counts.values()), not chosen)]
    for kind in kinds:
        url = plain.with_filter("kind", kind).url(path)
        tabs.append(Tab(value_label("kind", kind), url, counts[kind], chosen == (kind,)))
    return tabs


def _is_in(document: ListingDocument, language: str) -> bool:
    return not document.shown_in or language in document.shown_in


def simple_documents(titles: list[tuple[str, int]], criteria: Criteria) -> list[ListingDocument]:
    """Make the documents of listings as an index would hold them, in the order of the listings."""
    query = criteria.query()
    documents = {}
    for kind in dict.fromkeys(kind for kind, _pk in titles):
        ids = [pk for one, pk in titles if one == kind]
        for document in KINDS[kind].documents(today=criteria.today, ids=ids):
            if is_still_on(document, query.present_minute) and _is_in(document, criteria.language):
                documents[listing_id(document)] = document
    ordered = (documents.get(f"{kind}:{pk}") for kind, pk in titles)
    return [one for one in ordered if one is not None]


def simple_cards(titles: list[tuple[str, int]], criteria: Criteria) -> list[Card]:
    query = criteria.query()
    near = replace(query, filters={}, place=query.place)
    label = place_name(criteria.place) if criteria.place.is_usable else ""
    shown = [(one, best_run(one, near)) for one in simple_documents(titles, criteria)]
    places = places_of_runs(run for _document, run in shown)
    return [
        card(document, query=near, run=run, place_label=label, places=places)
        for document, run in shown
    ]
