"""Schemes as lists show them: status, who may join, and what fits a person's answers."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from catalogue.courses import wording
from catalogue.courses.free_for_me import Fit
from pathways.names import translations
from pathways.support.answers import Answers
from pathways.support.eligibility import Area, Checked, Home, Rules, check, lives_in
from pathways.support.enums import BenefitCondition, ProgrammeStatus, WorkCondition
from pathways.support.programmes import ProgrammePage
from pathways.support.status import CAN_JOIN, LIST_ORDER, StatusTag, status_on, status_tag
from portal.core.lists import with_commas
from portal.core.models import Place
from portal.navigation.languages import address_here, tag_of


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemeCard:
    """A scheme in a list. ``lang`` is the language of its words."""

    slug: str
    title: str
    summary: str
    url: str
    lang: str
    status: ProgrammeStatus
    tag: StatusTag
    has_guaranteed_interview: bool
    ages: str
    areas: str
    length: str
    next_start: str
    rules: Rules
    checked: Checked
    lives_in: Fit

    @property
    def can_join(self) -> bool:
        """Whether people can join on this day."""
        return self.status in CAN_JOIN

    @property
    def age_words(self) -> str:
        """``"16 to 24"``, or ``"Any age"``."""
        return self.ages or _("Any age")

    @property
    def length_words(self) -> str:
        """``"6 months"``, or ``"Not known"``."""
        return self.length or wording.not_known()

    @property
    def whom(self) -> str:
        """Work and benefit in short: ``"Out of work, Universal Credit"``."""
        words = [str(WorkCondition(self.rules.work).label)]
        if self.rules.benefit != BenefitCondition.NONE:
            words.append(str(BenefitCondition(self.rules.benefit).label))
        return with_commas(words)

    @property
    def has_facts(self) -> bool:
        """Whether there is more to tell than its words."""
        return bool(self.areas or self.length or self.next_start)

    @property
    def is_closed(self) -> bool:
        """Whether it is over."""
        return self.status == ProgrammeStatus.CLOSED


def live_schemes() -> QuerySet[ProgrammePage]:
    """Return the live English pages of schemes, which hold the structure, with their areas."""
    return (
        ProgrammePage.objects.live()
        .filter(locale__language_code=settings.LANGUAGE_CODE)
        .select_related("locale")
        .prefetch_related(Prefetch("areas", Place.objects.select_related("parent__parent__parent")))
        .order_by("title")
    )


def rules_of(page: ProgrammePage, *, areas: Iterable[Place] | None = None) -> Rules:
    """Return the structured rules of a scheme. ``areas``: its places, when they are not fetched."""
    return Rules(
        areas=tuple(area_of(place) for place in (page.areas.all() if areas is None else areas)),
        min_age=page.min_age,
        max_age=page.max_age,
        work=page.work_condition,
        months_min=page.months_out_of_work_min,
        benefit=page.benefit_condition,
        earnings_below_pounds=page.earnings_below_pounds,
        as_of=page.rules_as_of_date,
    )


def length_of(weeks: int | None) -> str:
    """Return ``"3 weeks"``, ``"12 months"`` for 52 weeks, or nothing."""
    if not weeks:
        return ""
    if weeks % 26 == 0:
        return wording.duration(weeks // 26 * 6, "MONTHS")
    return wording.duration(weeks, "WEEKS")


def area_of(place: Place) -> Area:
    """Return a place as the rules know it, with what contains it."""
    within = []
    parent = place.parent
    while parent is not None and parent.slug not in within:
        within.append(parent.slug)
        parent = parent.parent
    return Area(place.slug, place.name, tuple(within))


def scheme_cards(
    pages: Iterable[ProgrammePage],
    *,
    today: datetime.date,
    answers: Answers | None = None,
    home: Home | None = None,
) -> list[SchemeCard]:
    """Return cards of English pages, in the words of the visitor's language where there are some.

    Those that people can join come first, closed ones last. One query for the translations.
    """
    pages = list(pages)
    translated = translations(pages)
    cards = [
        _card(
            page, translated.get(page.translation_key), today, answers or Answers(), home or Home()
        )
        for page in pages
    ]
    return sorted(
        cards,
        key=lambda card: (
            LIST_ORDER.index(card.status),
            not card.has_guaranteed_interview,
            card.title.casefold(),
        ),
    )


def _card(
    page: ProgrammePage,
    translated: ProgrammePage | None,
    today: datetime.date,
    answers: Answers,
    home: Home,
) -> SchemeCard:
    words, rules = translated or page, rules_of(page)
    is_to_come = page.next_intake_date is not None and page.next_intake_date >= today
    return SchemeCard(
        slug=page.slug,
        title=words.title,
        summary=words.summary,
        url=address_here(page.url or ""),
        lang=tag_of(words.locale.language_code),
        status=status_on(page.opens_date, page.closes_date, today=today),
        tag=status_tag(page.opens_date, page.closes_date, today=today),
        has_guaranteed_interview=page.has_guaranteed_interview,
        ages=wording.ages(page.min_age, page.max_age),
        areas=wording.joined([area.name for area in rules.areas]),
        length=length_of(page.weeks),
        next_start=wording.date(page.next_intake_date) if is_to_come else "",
        rules=rules,
        checked=check(rules, answers, home),
        lives_in=lives_in(rules, home),
    )
