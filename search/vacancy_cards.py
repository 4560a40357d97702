"""The card of an apprenticeship or a job: who, where, for what pay, and until when."""

from decimal import Decimal

from django.utils.dates import MONTHS_3
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.courses import wording as course_wording
from catalogue.vacancies import wording
from catalogue.vacancies.pay_words import pay_words, untold_words
from search.card_parts import CardDate, Fact, away_from, fact_words, own_words
from search.documents import ListingDocument, RunDocument
from search.labels import level_words
from search.query import SearchQuery
from search.template_values import shown

KINDS = ("apprenticeship", "job")
LAST_DAYS = 7


def vacancy_facts(
    document: ListingDocument,
    run: RunDocument | None,
    query: SearchQuery,
    place_label: str,
    language: str,
) -> list[Fact]:
    """Return the lines in their fixed order, "not known" when not told."""
    if run is None:
        return []
    words = fact_words(language)
    pay, is_told = pay_text(document)
    facts = [
        Fact("pin", words["where"], _where(document, run, query, place_label) or words["no_place"]),
        Fact("coin", words["pay"], pay, strong=is_told),
        Fact("clock", words["hours"], _hours(document, run) or words["no_hours"]),
    ]
    if document.kind == "apprenticeship":
        months = round(run.duration) if run.duration else None
        level = level_words(document.level, language)
        facts.append(Fact("cal", words["length"], wording.months(months) or words["no_length"]))
        facts.append(Fact("steps", words["level"], level or words["no_level"]))
    starts = _starts(run, query)
    facts.append(Fact("cal", words["starts"], starts or words["no_start"]))
    facts.append(Fact("list", words["need"], own_words(document.you_need) or words["no_need"]))
    if document.source_host:
        source = format_html(_("From {site}"), site=_isolated(document.source_host))
        facts.append(Fact("info", words["source"], source))
    return facts


def employer_of(document: ListingDocument) -> str:
    """Return who offers it: the name, or that the employer is not named."""
    return document.employer_name or wording.employer_not_named()


def is_place_told(document: ListingDocument) -> bool:
    """Say whether distances may be exact: several of them tell who is not named."""
    return document.kind not in KINDS or bool(document.employer_name)


def apply_by(document: ListingDocument) -> CardDate | None:
    """Return the leaf "Apply by 29 Jan 2027"."""
    day = document.closing_date
    if day is None:
        return None
    return CardDate(
        shown(_("Apply by")),
        str(day.day),
        f"{str(MONTHS_3[day.month]).title()} {day.year}",
    )


def closes_soon(document: ListingDocument, query: SearchQuery) -> tuple[str, str] | None:
    """Return the tag "Closes in 3 days" of the last days; before them the leaf says enough."""
    day = document.closing_date
    if day is None or (day - query.today).days > LAST_DAYS:
        return None
    return wording.closes_in(day, today=query.today), "yellow"


def pay_text(document: ListingDocument) -> tuple[str | SafeString, bool]:
    """Return the pay as told, and whether it was."""
    pay = document.pay
    words = pay_words(
        wage_type=pay.wage_type,
        text=pay.text,
        low_pence=pay.low_pence,
        high_pence=pay.high_pence,
        unit=pay.unit,
    )
    return (words, True) if words else (untold_words(pay.wage_type), False)


def _where(
    document: ListingDocument, run: RunDocument, query: SearchQuery, place_label: str
) -> str | SafeString:
    if run.is_national:
        return wording.anywhere()
    others = len(document.runs) - 1
    away = away_from(run, query, place_label, is_exact=is_place_told(document))
    here = away or _isolated(run.town or run.postcode_outward)
    if not here or not others:
        return here
    more = ngettext("and %d more place", "and %d more places", others) % others
    return format_html("{} {}", here, more)


def _isolated(text: str) -> SafeString | str:
    return format_html('<bdi lang="en-GB">{}</bdi>', text) if text else ""


def _hours(document: ListingDocument, run: RunDocument) -> str | SafeString:
    hours = wording.hours(Decimal(str(run.hours_per_week)) if run.hours_per_week else None)
    week = own_words(document.working_week)
    if hours and week:
        return format_html("{} · {}", hours, week)
    return hours or week


def _starts(run: RunDocument, query: SearchQuery) -> str:
    if run.start_date is None or run.start_date < query.today:
        return ""
    return _("Starts %(day)s") % {"day": course_wording.date(run.start_date)}
