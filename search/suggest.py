"""What may be suggested while typing: subjects, titles, providers, places that find something."""

import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from django.conf import settings
from django.db.models import Count
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalogue.courses.models import Course
from catalogue.vacancies.models import Vacancy
from pathways.roles import RolePage
from pathways.support.programmes import ProgrammePage
from portal.core.clock import now
from portal.core.enums import PlaceKind
from portal.core.models import Place
from search.engines.base import SearchEngine
from search.moments import minute_of
from search.query import SearchQuery
from search.reference import Reference
from search.suggestions import Suggestion, SuggestionIndex

# A role stands for all its courses and jobs: before single titles, after subjects with many.
CAREER_WEIGHT, OTHER_NAME_WEIGHT = 20, 1
KEPT_SECONDS = 300.0  # a new course is suggested within five minutes
MOST_EVENTS, EVENT_WEIGHT = 500, 2
MOST_TITLES = 20_000  # about two seconds to index; rarer titles are found by searching
WORDS_KINDS = (
    *("subject", "role", "programme", "event", "course", "apprenticeship", "job", "provider"),
)
PLACE_KINDS = ("place",)
PLACE_WEIGHTS = {
    PlaceKind.REGION: 1000,
    PlaceKind.COUNCIL: 500,
    PlaceKind.TOWN: 300,
    PlaceKind.NEIGHBOURHOOD: 50,
    PlaceKind.OUTWARD_CODE: 20,
}

_lock = threading.Lock()
_Kept = tuple[tuple[str, date], float, SuggestionIndex]
_kept: _Kept | None = None


def suggestions(
    typed: str,
    *,
    engine: SearchEngine,
    reference: Reference,
    today: date,
    is_place: bool,
    limit: int,
) -> list[Suggestion]:
    """Return what to offer for what has been typed, in the box "Where?" or "What?"."""
    kinds = PLACE_KINDS if is_place else WORDS_KINDS
    index = _index(engine, reference, today)
    return index.suggest(typed, limit=limit, kinds=kinds)


def kind_label(kind: str) -> str:
    """Return the word beside a suggestion."""
    labels = {
        "subject": _("Subject"),
        "role": _("Job role"),
        "programme": _("Scheme"),
        "event": _("Event"),
        "course": _("Course"),
        "apprenticeship": _("Apprenticeship"),
        "job": _("Job"),
        "provider": _("Training provider"),
        "place": _("Place"),
    }
    return labels.get(kind, "")


def forget_suggestions() -> None:
    """Build again at the next question: for tests, and after a change in this process."""
    global _kept
    _kept = None


def entries(engine: SearchEngine, reference: Reference, today: date) -> Iterator[Suggestion]:
    """Give every suggestion. Counts come from the index, so each one finds something."""
    query = SearchQuery(today=today, page_size=1, facets=("subject", "provider"))
    counts = engine.search(query).facets
    languages = [code for code, _name in settings.LANGUAGES]
    for slug, count in counts.get("subject", {}).items():
        if subject := reference.subjects.get(slug):
            for text in dict.fromkeys(subject.label_in(code) for code in languages):
                yield Suggestion(text, "subject", (("subject", slug),), count)
    for slug, count in counts.get("provider", {}).items():
        if slug in reference.providers:
            name = reference.providers[slug]
            yield Suggestion(name, "provider", (("provider", slug),), count)
    yield from _careers()
    yield from _titles(today)
    yield from _events(engine, today)
    yield from _places(reference)


def _careers() -> Iterator[Suggestion]:
    """Give roles and schemes by their titles and the other names that people see."""
    for model, kind in ((RolePage, "role"), (ProgrammePage, "programme")):
        for page in model.objects.live().order_by("id"):
            yield Suggestion(page.title, kind, (("q", page.title),), CAREER_WEIGHT)
            for text in page.other_names:
                yield Suggestion(text, kind, (("q", text),), OTHER_NAME_WEIGHT)


def _titles(today: date) -> Iterator[Suggestion]:
    rows = Course.objects.listed_on(today).values_list("title").annotate(times=Count("id"))
    for title, times in rows.order_by("-times", "title")[:MOST_TITLES]:
        yield Suggestion(title, "course", (("q", title),), times)
    listed = Vacancy.objects.live(today).values_list("title", "kind")
    vacancies = listed.annotate(times=Count("id")).order_by("-times", "title", "kind")
    for title, kind, times in vacancies[:MOST_TITLES]:
        yield Suggestion(title, kind.lower(), (("q", title),), times)


def _events(engine: SearchEngine, today: date) -> Iterator[Suggestion]:
    """Give the titles of events that are ahead, in every language."""
    for code, _name in settings.LANGUAGES:
        query = SearchQuery(
            today=today,
            filters={"kind": ("event",)},
            sort="soonest",
            page_size=MOST_EVENTS,
            minute=minute_of(now()),
            language=code,
        )
        for hit in engine.search(query).hits:
            if code in (hit.document.language, settings.LANGUAGE_CODE):
                title = hit.document.title
                yield Suggestion(title, "event", (("q", title),), EVENT_WEIGHT)


def _places(reference: Reference) -> Iterator[Suggestion]:
    rows = Place.objects.exclude(kind=PlaceKind.COMBINED_AUTHORITY).select_related("parent")
    for row in rows:
        found = reference.gazetteer.resolve(row.name)
        text = row.name if found.slug == row.slug else str(row)
        weight = PLACE_WEIGHTS.get(PlaceKind(row.kind), 0)
        yield Suggestion(text, "place", (("near", text),), weight)


def _index(engine: SearchEngine, reference: Reference, today: date) -> SuggestionIndex:
    """Return the index of this process; an old one serves while one thread builds the next."""
    global _kept
    kept = _kept
    if kept and _is_fresh(kept, today):
        return kept[2]
    if kept is None:
        _lock.acquire()
    elif not _lock.acquire(blocking=False):
        return kept[2]
    try:
        kept = _kept  # another thread may have built it while this one waited
        if kept and _is_fresh(kept, today):
            return kept[2]
        state = (engine.generation(), today)  # listings close by the day, the index unchanged
        if kept and kept[0] == state:
            index = kept[2]
        else:
            index = SuggestionIndex.build(entries(engine, reference, today))
        _kept = (state, time.monotonic(), index)
        return index
    finally:
        _lock.release()


def _is_fresh(kept: _Kept, today: date) -> bool:
    (_generation, day), built, _index = kept
    return day == today and time.monotonic() - built < KEPT_SECONDS


def in_language(suggestion: Suggestion, reference: Reference) -> Suggestion:
    """Return a subject in the language of the page, whichever language was typed."""
    if suggestion.kind != "subject":
        return suggestion
    subject = reference.subjects.get(suggestion.parameters[0][1])
    text = subject.label_in(get_language() or "") if subject else suggestion.text
    return replace(suggestion, text=text)
