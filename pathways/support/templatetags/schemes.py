"""Schemes for templates. Where a person lives comes from the page's place, as search reads it."""

from typing import Any, Protocol

from django import template
from django.db.models import Case, When
from django.http import HttpRequest
from django.utils.translation import gettext as _

from catalogue.courses.free_for_me import Fit, age_choices, age_fit
from pathways.support import answers as asked
from pathways.support.answers import Answers
from pathways.support.eligibility import Home
from pathways.support.programmes import ProgrammePage
from pathways.support.scheme_page import SchemeView, scheme_view
from pathways.support.schemes import SchemeCard, live_schemes, scheme_cards
from pathways.support.schemes_page import SchemesList, schemes_list
from portal.core import clock
from portal.navigation.languages import address_here

register = template.Library()

MOST_SCHEMES = 4


class HasPlace(Protocol):
    """What ``{% place_of request as place %}`` gives."""

    label: str
    slugs: tuple[str, ...]
    is_known: bool
    is_outside: bool


def home_of(place: HasPlace | None) -> Home:
    """Return where a person lives, from the place of the page; an unclear one is none."""
    if not place or not (place.is_known or place.is_outside):
        return Home()
    return Home(place.label, tuple(place.slugs), is_outside=place.is_outside)


@register.simple_tag
def scheme_of(page: ProgrammePage, request: HttpRequest, place: Any = None) -> SchemeView:
    """Return what the page of a scheme shows: ``{% scheme_of page request place as scheme %}``."""
    return scheme_view(
        page, today=clock.today(), answers=Answers.read(request.GET), home=home_of(place)
    )


@register.simple_tag
def schemes_of(request: HttpRequest, place: Any = None) -> SchemesList:
    """Return the list of schemes: ``{% schemes_of request place as listing %}``."""
    return schemes_list(request.GET, today=clock.today(), home=home_of(place))


@register.simple_tag
def schemes_for(
    sector: Any = None, role: Any = None, place: Any = None, limit: int = MOST_SCHEMES
) -> list[SchemeCard]:
    """Return open schemes for a sector (or its slug) or a role page, nearest fit first.

    ``{% schemes_for sector=pathway.sector place=place as schemes %}``. Schemes without sectors are
    for every sector and come last. Four questions to the database, however many schemes.
    """
    pages = ProgrammePage.objects.order_by()
    about = [pages.filter(sectors=None, roles=None)]
    if slug := getattr(sector, "slug", sector):
        about.insert(0, pages.filter(sectors__slug=slug))
    if key := getattr(role, "translation_key", None):
        about.insert(0, pages.filter(roles__translation_key=key))
    nearness = Case(*(When(pk__in=ids.values("pk"), then=n) for n, ids in enumerate(about)))
    found = list(live_schemes().annotate(nearness=nearness).filter(nearness__isnull=False))
    rank = {page.slug: page.nearness for page in found}
    cards = scheme_cards(found, today=clock.today(), home=home_of(place))
    open_here = [card for card in cards if card.can_join and card.lives_in != Fit.NO]
    open_here.sort(key=lambda card: (rank[card.slug], not card.has_guaranteed_interview))
    return open_here[:limit]


@register.simple_tag
def schemes_by_age(age: str, place: Any = None, limit: int = MOST_SCHEMES) -> list[SchemeCard]:
    """Return open schemes whose rule about age fits: ``{% schemes_by_age "18-24" place %}``."""
    cards = scheme_cards(live_schemes(), today=clock.today(), home=home_of(place))
    here = [card for card in cards if card.can_join and card.lives_in != Fit.NO]
    fitting = [
        card
        for card in here
        if card.ages and age_fit(age, low=card.rules.min_age, high=card.rules.max_age) != Fit.NO
    ]
    # What is made for the young comes first: it has an upper age.
    return sorted(fitting, key=lambda card: card.rules.max_age or 200)[:limit]


@register.simple_tag
def near_you_url() -> str:
    """Return the address of places of help in the language of the page."""
    return address_here("/help/near-you/")


@register.simple_tag
def question(name: str, answers: Answers) -> dict[str, Any]:
    """Return one question of a checker: ``{% question "age" scheme.answers as one %}``."""
    legend, choices = {
        "age": (_("How old are you?"), age_choices()),
        "work": (_("Do you have a job now?"), asked.work_choices()),
        "months": (_("How long have you been without work?"), asked.months_choices()),
        "benefit": (_("Do you get one of these?"), asked.benefit_choices()),
        "earn": (_("Do you earn less than this?"), asked.work_choices()),
    }[name]
    return {"name": name, "legend": legend, "choices": choices, "chosen": getattr(answers, name)}
