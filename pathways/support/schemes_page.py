"""The list of all schemes, filtered by the address: open ones first, closed ones last."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from catalogue.courses import wording
from catalogue.courses.free_for_me import Fit
from pathways.support.eligibility import Home
from pathways.support.programmes import ProgrammePage
from pathways.support.scheme_page import plan_anchor
from pathways.support.schemes import SchemeCard, live_schemes, scheme_cards
from portal.core.prose import Passage, passages

INTERVIEW = "guaranteed-interview"


@dataclass(frozen=True, slots=True)
class Chapter:
    """A scheme within the history of a plan: ``Chapter("Kickstart", ..., "2020 to 2022")``."""

    title: str
    url: str
    years: str
    what_happened: list[Passage]


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan of a government that schemes were part of."""

    name: str
    anchor: str
    chapters: tuple[Chapter, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemesList:
    """What the list shows. ``elsewhere``: schemes for people who live in other places."""

    joinable: tuple[SchemeCard, ...]
    planned: tuple[SchemeCard, ...]
    closed: tuple[SchemeCard, ...]
    elsewhere: tuple[SchemeCard, ...]
    plans: tuple[Plan, ...]
    only_interview: bool
    is_empty: bool

    @property
    def count(self) -> int:
        """How many schemes people here can join now."""
        return len(self.joinable)


def schemes_list(
    values: Mapping[str, str], *, today: datetime.date, home: Home | None = None
) -> SchemesList:
    """Return the schemes that fit the place and the filter. A fixed number of queries."""
    home = home or Home()
    only_interview = values.get("needs") == INTERVIEW
    pages = list(live_schemes())
    cards = scheme_cards(pages, today=today, home=home)
    if only_interview:
        cards = [card for card in cards if card.has_guaranteed_interview]
    here = [card for card in cards if card.is_closed or card.lives_in != Fit.NO]
    elsewhere = [card for card in cards if not card.is_closed and card.lives_in == Fit.NO]
    return SchemesList(
        joinable=tuple(card for card in here if card.can_join),
        planned=tuple(card for card in here if not card.can_join and not card.is_closed),
        closed=tuple(card for card in here if card.is_closed),
        elsewhere=tuple(elsewhere),
        plans=_plans(pages, cards),
        only_interview=only_interview,
        is_empty=not pages,
    )


def _plans(pages: list[ProgrammePage], cards: list[SchemeCard]) -> tuple[Plan, ...]:
    by_slug = {card.slug: card for card in cards}
    chapters: dict[str, list[Chapter]] = {}
    for page in pages:
        if page.part_of_plan and page.slug in by_slug:
            card = by_slug[page.slug]
            chapters.setdefault(page.part_of_plan, []).append(
                Chapter(card.title, card.url, _years(page), passages(page.what_happened))
            )
    return tuple(
        Plan(name, plan_anchor(name), tuple(parts)) for name, parts in sorted(chapters.items())
    )


def _years(page: ProgrammePage) -> str:
    """Return when a scheme ran, as far as we know."""
    opened, closed = page.opens_date, page.closes_date
    if opened and closed:
        return _("%(start)s to %(end)s") % {
            "start": wording.date(opened),
            "end": wording.date(closed),
        }
    if opened:
        return _("Since %(day)s") % {"day": wording.date(opened)}
    return _("Until %(day)s") % {"day": wording.date(closed)} if closed else ""
