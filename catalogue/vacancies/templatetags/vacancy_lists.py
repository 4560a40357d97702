"""Short lists of vacancies for pages that know none, such as an organisation's profile."""

import datetime
from dataclasses import dataclass

from django import template

from catalogue.courses.nearby import SmallCard
from catalogue.providers.models import Organisation
from catalogue.vacancies import wording
from catalogue.vacancies.enums import VacancyKind
from catalogue.vacancies.models import Vacancy
from portal.core.prose import dotted, one_line

register = template.Library()
MOST_SHOWN = 12
ICONS = {VacancyKind.JOB.value: "case", VacancyKind.APPRENTICESHIP.value: "tools"}


@dataclass(frozen=True, slots=True)
class Openings:
    """What an employer offers now, what closes first at the top, and how many there are."""

    cards: list[SmallCard]
    total: int


@register.simple_tag
def openings_of(organisation: Organisation, today: datetime.date) -> Openings:
    """Return what an organisation offers as an employer: ``{% openings_of it today as open %}``.

    Two queries, a third when there are more than are shown.
    """
    rows = Vacancy.objects.live(today).filter(employer=organisation).order_by("closing_date", "pk")
    shown = list(rows.prefetch_related("locations")[:MOST_SHOWN])
    total = rows.count() if len(shown) == MOST_SHOWN else len(shown)
    return Openings([_card(one, today=today) for one in shown], total)


def _card(vacancy: Vacancy, *, today: datetime.date) -> SmallCard:
    towns = dict.fromkeys(one.town for one in vacancy.locations.all() if one.town)
    closes = wording.closes_in(vacancy.closing_date, today=today)
    return SmallCard(
        kind=vacancy.listing_kind,
        kind_label=wording.kind_label(vacancy.kind),
        icon=ICONS[vacancy.kind],
        title=one_line(vacancy.title),
        url=vacancy.get_absolute_url(),
        note=dotted([*towns, closes]),
    )
