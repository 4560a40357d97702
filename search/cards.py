"""A found document as the card of ``components/result_card.html``: codes become words here."""

from datetime import date, time
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.utils.dates import MONTHS_3, WEEKDAYS
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext
from django.utils.translation import gettext as _

from catalogue.courses import wording
from portal.core.lists import with_commas
from portal.navigation.languages import address_in, tag_of
from search.builders.codes import ESOL_LEVELS
from search.card_parts import LONGEST_LINE, Card, CardDate, Fact, away_from, fact_words, own_words
from search.career_cards import KINDS as CAREER_KINDS
from search.career_cards import career_facts, scheme_tags
from search.documents import ListingDocument, RunDocument
from search.event_cards import KINDS as EVENT_KINDS
from search.event_cards import PlacesOf, event_facts, event_foot, event_leaf, event_tags
from search.event_cards import kind_label as event_kind_label
from search.highlight import excerpt, highlight, marked_tokens
from search.labels import level_words, value_label
from search.query import SearchQuery
from search.runs import matching_runs, open_runs, run_sort_key
from search.template_values import shown
from search.vacancy_cards import KINDS as VACANCY_KINDS
from search.vacancy_cards import apply_by, closes_soon, employer_of, vacancy_facts

MOST_TAGS = 2
ESOL_CODES = {value: code for code, value in ESOL_LEVELS.items()}
KIND_LOOK = {
    "course": ("course", "book", gettext_lazy("Course")),
    "apprenticeship": ("apprenticeship", "tools", gettext_lazy("Apprenticeship")),
    "job": ("job", "case", gettext_lazy("Job")),
    "event": ("event", "people", gettext_lazy("Event")),
    "role": ("guide", "steps", gettext_lazy("Job role")),
    "programme": ("guide", "hands", gettext_lazy("Scheme")),
}
OTHER_LOOK = ("guide", "info", gettext_lazy("Guide"))


def card(
    document: ListingDocument,
    *,
    query: SearchQuery,
    run: RunDocument | None,
    place_label: str = "",
    reasons: tuple[str, ...] = (),
    cost_words: str = "",
    places: PlacesOf | None = None,
) -> Card:
    """Return the card of a document: facts in the fixed order, "Not known" when not told.

    ``run`` is the one to show (``best_run``). ``place_label`` is what distances are from
    ("B70"); ``reasons`` go on the line "why"; ``cost_words`` stand in for the price; ``places`` are
    those of dates of events, read for all cards of a page at once.
    """
    language = get_language() or ""
    look, icon, label = KIND_LOOK.get(document.kind, OTHER_LOOK)
    kind_label = str(label)
    if document.kind in VACANCY_KINDS:
        facts = vacancy_facts(document, run, query, place_label, language)
        leaf, by = apply_by(document), employer_of(document)
        by_language = document.language if document.employer_name else language
    elif document.kind in EVENT_KINDS:
        facts, by = event_facts(document, run, query, place_label), document.provider_name
        leaf, kind_label = event_leaf(document, run, query), event_kind_label(document)
        by_language = settings.LANGUAGE_CODE
    elif document.kind in CAREER_KINDS:
        facts, leaf, by = career_facts(document), None, document.provider_name
        by_language = document.language
    else:
        facts = _facts(document, run, query, place_label, language, cost_words)
        leaf, by = _date(document, run, query), document.provider_name
        by_language = document.language
    return Card(
        id=listing_id(document),
        kind=shown(look),
        kind_label=shown(kind_label),
        icon=icon,
        title=document.title,
        url=address_in(document.url, language) + _asked(document, run, query),
        provider=by,
        facts=tuple(facts),
        tags=tuple(_tags(document, run, query, places or {})[:MOST_TAGS]),
        date=leaf,
        why=_why(document, run, query, reasons, places or {}),
        lang=tag_of(document.language),
        by_lang=tag_of(by_language),
    )


def _asked(document: ListingDocument, run: RunDocument | None, query: SearchQuery) -> str:
    """Return what names the run on the card to the page of a course: ``"?run=12"``.

    Nothing for the soonest, of which the page speaks first anyway.
    """
    if document.kind != "course" or run is None or len(document.runs) == 1:
        return ""
    soonest = min(open_runs(document, query.today), key=_soonest_first, default=run)
    return "" if soonest.run_id == run.run_id else f"?run={run.run_id}"


def _soonest_first(run: RunDocument) -> tuple[int, time, int]:
    return run_sort_key(run, "soonest"), run.start_time or time.max, run.run_id


def listing_id(document: ListingDocument) -> str:
    """Return the id without the part that tells the documents of one event apart."""
    kind, number, *_language = document.id.split(":")
    return f"{kind}:{number}" if kind in EVENT_KINDS else document.id


def _why(
    document: ListingDocument,
    run: RunDocument | None,
    query: SearchQuery,
    reasons: tuple[str, ...],
    places: PlacesOf,
) -> SafeString | str:
    if document.kind in EVENT_KINDS:
        return event_foot(document, run, query, places)
    return _sentence(reasons) if document.runs else _page_words(document, query)


def _facts(
    document: ListingDocument,
    run: RunDocument | None,
    query: SearchQuery,
    place_label: str,
    language: str,
    cost_words: str,
) -> list[Fact]:
    if run is None:
        return []
    words = fact_words(language)
    cost, is_known = (cost_words, True) if cost_words else _cost(run)
    facts = [
        Fact("pin", words["where"], _where(run, query, place_label) or words["no_place"]),
        Fact("clock", words["when"], _when(run) or words["no_time"]),
        Fact("cal", words["length"], _length(run) or words["no_length"]),
        Fact("coin", words["cost"], cost, strong=is_known),
    ]
    if not run.start_date or run.is_flexible_start:
        start = words["flexible"] if run.is_flexible_start else words["no_start"]
        facts.append(Fact("cal", words["starts"], start))
    facts.append(Fact("steps", words["level"], _level(document, language) or words["no_level"]))
    facts.append(Fact("list", words["need"], own_words(document.you_need) or words["no_need"]))
    return facts


def _where(run: RunDocument, query: SearchQuery, place_label: str) -> str:
    if run.how == "online":
        return _("Online")
    if run.how == "at-work" and run.venue_id is None:
        areas = wording.joined(run.sub_regions[:3])
        return (
            _("At your workplace, in %(areas)s") % {"areas": areas}
            if areas
            else _("At your workplace")
        )
    away = away_from(run, query, place_label)
    if away:
        return away
    town = run.town or run.postcode_outward
    names = ", ".join(dict.fromkeys(part for part in (run.venue_name, town) if part))
    return own_words(names)


def _when(run: RunDocument) -> str:
    language = get_language() or ""
    text = _times(run.days, run.start_time, run.end_time, run.when, language)
    how = value_label("how", run.how) if run.how else ""
    if not text:
        return "" if run.how == "online" else how
    if run.how == "online":
        return text
    return pgettext("days and times, then in person", "%(when)s, %(how)s") % {
        "when": text,
        "how": wording.in_mid_sentence(how),
    }


@lru_cache(maxsize=4096)
def _times(
    days: tuple[str, ...], start: Any, end: Any, when: tuple[str, ...], language: str
) -> str:
    if days or start or end:
        text = wording.days_and_times(days, start, end)
        if start or end or not when:
            return text
        return with_commas((text, wording.in_mid_sentence(value_label("when", when[0]))))
    shown = [value for value in when if value != "school-hours"] or list(when)
    return value_label("when", shown[0]) if shown else ""


def _length(run: RunDocument) -> str:
    language = get_language() or ""
    return _length_text(run.duration, run.duration_unit, run.hours_per_week, language)


@lru_cache(maxsize=2048)
def _length_text(duration: float | None, unit: str, hours: float | None, language: str) -> str:
    number = round(duration) if duration else None
    return wording.length(number, unit, Decimal(str(hours)) if hours else None)


def _cost(run: RunDocument) -> tuple[str, bool]:
    """Return the price in words, and whether it is one."""
    if run.cost == "free":
        return _("Free"), True
    if run.cost_pence:
        return wording.money(run.cost_pence), True
    if run.cost_description:
        return own_words(run.cost_description), False
    return _("Cost: not known. Ask the provider"), False


def _level(document: ListingDocument, language: str) -> str:
    if document.level:
        return level_words(document.level, language)
    known = [value for value in document.esol if value != "any"]
    if not known:
        return ""
    names = wording.levels([ESOL_CODES[value] for value in known if value in ESOL_CODES])
    return _("English: %(levels)s") % {"levels": names}


def _page_words(document: ListingDocument, query: SearchQuery) -> SafeString | str:
    """Return the part of a page that holds the words that were looked for, marked.

    When the name has a word already, the first sentence says more than a place further down.
    """
    tokens = marked_tokens(query.wanted_words)
    is_named = "<mark>" in highlight(document.title, tokens)
    part = excerpt(document.description, () if is_named else tokens, length=LONGEST_LINE)
    return format_html('<bdi lang="{}">{}</bdi>', tag_of(document.language), part) if part else ""


def _tags(
    document: ListingDocument, run: RunDocument | None, query: SearchQuery, places: PlacesOf
) -> list[tuple[str, str]]:
    if document.kind in EVENT_KINDS:
        return event_tags(document, run, query, places)
    if document.kind == "programme":
        return scheme_tags(document, query.today)
    if document.kind in VACANCY_KINDS:
        return [tag] if (tag := closes_soon(document, query)) else []
    tags = []
    if run and run.status in ("FULL", "WAITING_LIST"):
        tags.append(wording.availability(run.status, None, waiting_weeks=run.waiting_weeks))
    elif run and run.places_left is not None and run.places_left <= wording.FEW_PLACES:
        tags.append(
            wording.availability(run.status, run.places_left, waiting_weeks=run.waiting_weeks)
        )
    plain = [(tag.text, tag.tone) for tag in tags]
    if "guaranteed-interview" in document.needs:
        plain.append((value_label("needs", "guaranteed-interview"), "purple"))
    if run and run.cost == "free":
        plain.append((_("Free"), "green"))
    return plain


def _date(
    document: ListingDocument, run: RunDocument | None, query: SearchQuery
) -> CardDate | None:
    if run is None or run.start_date is None or run.is_flexible_start:
        return None
    day = run.start_date
    starts = {day}
    if len(document.runs) > 1:
        starts |= {one.start_date for one in matching_runs(document, query) if one.start_date}
    return CardDate(
        *_leaf(day, query.today.year, query.today.month, get_language() or ""),
        more=ngettext("%d start date", "%d start dates", len(starts)) % len(starts)
        if len(starts) > 1
        else "",
    )


@lru_cache(maxsize=2048)
def _leaf(day: date, year: int, month: int, language: str) -> tuple[str, str, str]:
    """Return month, day and weekday; the year stands by the month from half a year ahead."""
    ahead = (day.year - year) * 12 + day.month - month
    top = str(MONTHS_3[day.month]).title()
    return (
        f"{top} {day.year}" if ahead > 6 else top,
        str(day.day),
        capfirst(str(WEEKDAYS[day.weekday()])),
    )


def _sentence(reasons: tuple[str, ...]) -> str:
    return capfirst(" · ".join(reasons))
