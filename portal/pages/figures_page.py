"""Where our figures come from: every figure with its source, its date and whether it is old."""

import datetime
from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.courses.models import FundingRule
from pathways.models import DemandFigure, PayFigure
from pathways.pay_words import day_words, pay_words, why_hidden
from portal.core.enums import PlaceKind
from portal.core.facts import FactKind, SharedFact
from portal.core.models import Place
from portal.core.pay_floors import floors_on
from portal.core.prose import host_of
from portal.core.sources import DatedSource


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure: ``FigureRow("NHS Band 2", "£24,465 a year", "NHS Employers", ...)``.

    ``state`` says in words what is to know about its age; empty for a current figure.
    """

    what: str
    figure: str
    source: str
    source_url: str
    day: str
    state: str = ""
    is_old: bool = False
    is_english: bool = False  # ``what`` and ``figure`` are English, whatever the frame


@dataclass(frozen=True, slots=True)
class FigureTable:
    """Figures of one sort."""

    slug: str
    heading: str | Promise
    rows: tuple[FigureRow, ...]


def figure_tables(*, today: datetime.date) -> list[FigureTable]:
    """Return all figures that visitors can see, by sort. A sort without figures is left out."""
    floors = floors_on(today)
    pay = (
        _row(figure, figure.name, pay_words(figure, today=today, floors=floors).amount, today)
        for figure in PayFigure.objects.order_by("name")
        if not why_hidden(figure, today=today)
    )
    demand = (
        _row(figure, figure.label, f"{figure.value:,} {figure.unit}", today)
        for figure in DemandFigure.objects.public().order_by("statement")
        if not figure.is_from_the_future(today)
    )
    tables = (
        FigureTable("pay", _("What work pays"), tuple(pay)),
        FigureTable("demand", _("How many jobs there are"), tuple(demand)),
        FigureTable("floors", _("Legal minimum pay"), _floor_rows(today)),
        FigureTable("facts", _("Numbers and limits on many pages"), _fact_rows(today)),
        FigureTable("funding", _("Rules about who pays for a course"), _funding_rows(today)),
        FigureTable("places", _("Places and distances"), _place_rows()),
    )
    return [table for table in tables if table.rows]


def _row(source: DatedSource, what: str, figure: str, today: datetime.date) -> FigureRow:
    is_old = source.is_stale(today)
    return FigureRow(
        what=what,
        figure=figure,
        source=source.source_name,
        source_url=source.source_url,
        day=day_words(source.as_of_date),
        state=_age_words(source, is_old=is_old),
        is_old=is_old,
        is_english=True,
    )


def _age_words(source: DatedSource, *, is_old: bool) -> str:
    if is_old and source.stale_after_date:
        return _old_since(source.stale_after_date + datetime.timedelta(days=1))
    if source.checked_date:
        return _("Checked on %(day)s.") % {"day": day_words(source.checked_date)}
    return _("Not compared with its source yet.")


def _old_since(day: datetime.date) -> str:
    return _("Old since %(day)s. Not shown as current.") % {"day": day_words(day)}


def _floor_rows(today: datetime.date) -> tuple[FigureRow, ...]:
    """Return every rate: a rate is old when a newer one of its group is in force."""
    rows = SharedFact.objects.filter(kind=FactKind.PAY_FLOOR).order_by("-as_of_date", "key")
    newest = max((floor.from_date for floor in floors_on(today).values()), default=today)
    return tuple(_floor_row(fact, newest, today) for fact in rows)


def _floor_row(fact: SharedFact, newest: datetime.date, today: datetime.date) -> FigureRow:
    is_old = fact.as_of_date < newest
    row = _row(fact, fact.name, fact.label, today)
    if fact.as_of_date > today:
        return replace(row, state=_("Not in force yet."))
    return replace(row, is_old=True, state=_old_since(newest)) if is_old else row


def _fact_rows(today: datetime.date) -> tuple[FigureRow, ...]:
    facts = SharedFact.objects.filter(kind__in=(FactKind.PHONE, FactKind.LIMIT)).order_by("name")
    return tuple(_row(fact, fact.name, fact.label, today) for fact in facts)


def _funding_rows(today: datetime.date) -> tuple[FigureRow, ...]:
    rules = FundingRule.objects.exclude(source_url="").order_by("name")
    return tuple(_funding_row(rule, today) for rule in rules)


def _funding_row(rule: FundingRule, today: datetime.date) -> FigureRow:
    ended = rule.valid_to_date if rule.valid_to_date and rule.valid_to_date < today else None
    return FigureRow(
        what=rule.name,
        figure=rule.get_effect_display(),
        source=host_of(rule.source_url),
        source_url=rule.source_url,
        day=day_words(rule.checked_date) if rule.checked_date else "",
        state=_old_since(ended + datetime.timedelta(days=1)) if ended else "",
        is_old=ended is not None,
        is_english=True,
    )


def _place_rows() -> tuple[FigureRow, ...]:
    places = Place.objects.exclude(source="").values_list("kind", "source", "source_date")
    found: dict[tuple[str, str], list[datetime.date | None]] = {}
    for kind, source, day in places.order_by("kind", "source"):
        # "Point of B10: gibbs/uk-postcodes (CC0)" names the point that stands for a neighbourhood.
        found.setdefault((kind, source.rpartition(": ")[2]), []).append(day)
    return tuple(_place_row(kind, source, days) for (kind, source), days in found.items())


def _place_row(kind: str, source: str, days: list[datetime.date | None]) -> FigureRow:
    newest = max((day for day in days if day), default=None)
    return FigureRow(
        what=str(PlaceKind(kind).label),
        figure=ngettext("%(number)s place", "%(number)s places", len(days)) % {"number": len(days)},
        source=source,
        source_url="",
        day=day_words(newest) if newest else "",
        state=_("Distances are to a point in the middle."),
    )
