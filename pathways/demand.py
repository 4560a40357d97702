"""How many jobs there are: dated figures for pages, and what lets a page say “Wanted here”."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.conf import settings

from pathways.figures import DemandFigure
from pathways.pay_words import day_words
from portal.core.lists import with_commas
from portal.core.models import Sector
from portal.core.translated_texts import text_here
from portal.navigation.languages import foreign_tag

MOST_FIGURES = 3


@dataclass(frozen=True, slots=True)
class DemandWords:
    """A figure as a page shows it. An old one is grey and never says “Wanted here”.

    ``language`` is the tag of a statement that is not in the language of the page, else empty.
    """

    statement: str
    language: str
    source: str
    source_url: str
    day: str
    year: int
    is_stale: bool
    says_wanted: bool


def demand_of(sector: Sector | None, *, today: datetime.date) -> tuple[DemandWords, ...]:
    """Return the figures of a sector that visitors may see, current ones first, by one question."""
    if sector is None:
        return ()
    return demand_words(sector.demand_figures.public(), today=today)


def demand_words(
    figures: Iterable[DemandFigure], *, today: datetime.date
) -> tuple[DemandWords, ...]:
    """Return figures in words. One for a day that has not come is left out."""
    known = [figure for figure in figures if not figure.is_from_the_future(today)]
    known.sort(key=lambda figure: (figure.is_stale(today), -figure.as_of_date.toordinal()))
    return tuple(_words(figure, today) for figure in known[:MOST_FIGURES])


def wanted_roles(ids: Sequence[int], *, today: datetime.date) -> set[int]:
    """Return the roles with a current figure that says so, by one question."""
    figures = DemandFigure.objects.wanted_on(today).filter(roles__in=ids)
    return set(figures.values_list("roles", flat=True))


def _words(figure: DemandFigure, today: datetime.date) -> DemandWords:
    is_translated = bool(text_here(figure.statement_translations))
    is_stale = figure.is_stale(today)
    return DemandWords(
        statement=figure.label,
        language="" if is_translated else foreign_tag(settings.LANGUAGE_CODE),
        source=with_commas((figure.source_name, figure.geography)),
        source_url=figure.source_url,
        day=day_words(figure.as_of_date),
        year=figure.as_of_date.year,
        is_stale=is_stale,
        says_wanted=figure.says_wanted and not is_stale,
    )
