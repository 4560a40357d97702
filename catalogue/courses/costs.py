"""What a course costs and who may pay less. Words here never promise: the provider decides."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.translation import gettext as _

from catalogue.courses import wording
from catalogue.courses.enums import EmploymentCondition, FundingEffect
from catalogue.courses.models import CourseRun, FundingRule
from portal.core.prose import web_address

LONGEST_FREE_WORDS = 40  # a key fact has room for about this much


@dataclass(frozen=True, slots=True)
class CostLine:
    """``CostLine("£95", "£25 if you get Universal Credit.")``."""

    price: str
    note: str


@dataclass(frozen=True, slots=True)
class FundingHelp:
    """A rule as a page tells it: a headline with "may", and what a person must be."""

    headline: str
    conditions: tuple[str, ...]
    name: str
    source_url: str
    checked: str


def cost_lines(runs: Iterable[CourseRun]) -> list[CostLine]:
    """Return every different price with its words, in the order of the runs."""
    return list(dict.fromkeys(cost_line(run) for run in runs))


def cost_line(run: CourseRun) -> CostLine:
    """Return the price of a run and its words, once when they say the same."""
    if words := free_words([run]):
        return CostLine(format_html('<bdi lang="en-GB">{}</bdi>', words), "")
    return CostLine(wording.money(run.cost_pence), run.cost_description.strip())


def cost_in_short(runs: Iterable[CourseRun]) -> str:
    """Return ``"£95"``, ``"Free"``, ``"From £95"``, ``"Free or £450"`` or ``"Not known"``."""
    prices = sorted({run.cost_pence for run in runs if run.cost_pence is not None})
    if len(prices) <= 1:
        return wording.money(prices[0] if prices else None)
    if prices[0] == 0:
        if len(prices) == 2:
            return _("Free or %(price)s") % {"price": wording.money(prices[1])}
        return _("Free, or up to %(price)s") % {"price": wording.money(prices[-1])}
    return _("From %(price)s") % {"price": wording.money(prices[0])}


def free_words(runs: Iterable[CourseRun]) -> str:
    """Return the provider's short words for "free", such as ``"Free for most people"``.

    They stand in for the bare word, which would promise more than the provider does.
    """
    pairs = {(run.cost_pence, run.cost_description.strip().rstrip(".")) for run in runs}
    if len(pairs) != 1:
        return ""
    pence, words = pairs.pop()
    is_short = len(words) <= LONGEST_FREE_WORDS and words.lower().startswith("free")
    return words if pence == 0 and is_short else ""


def funding_help(runs: Iterable[CourseRun], *, today: datetime.date) -> list[FundingHelp]:
    """Return the rules that are in force for these runs, once each."""
    rules = {rule.pk: rule for run in runs for rule in run.funding_rules.all()}
    return [_told(rule) for rule in rules.values() if _in_force(rule, today)]


def _in_force(rule: FundingRule, today: datetime.date) -> bool:
    if rule.valid_from_date and rule.valid_from_date > today:
        return False
    return rule.valid_to_date is None or rule.valid_to_date >= today


def _told(rule: FundingRule) -> FundingHelp:
    headline = {
        FundingEffect.FREE: _("It may be free for you if:"),
        FundingEffect.PART: _("You may pay less if:"),
        FundingEffect.LOAN: _("You may be able to get a loan if:"),
    }[FundingEffect(rule.effect)]
    return FundingHelp(
        headline=headline,
        conditions=tuple(_conditions(rule)),
        name=rule.name,
        source_url=web_address(rule.source_url),
        checked=wording.date(rule.checked_date) if rule.checked_date else "",
    )


def _conditions(rule: FundingRule) -> list[str]:
    conditions = []
    if ages := wording.ages(rule.age_min, rule.age_max):
        conditions.append(_("you are %(ages)s") % {"ages": ages})
    if rule.employment == EmploymentCondition.OUT_OF_WORK:
        conditions.append(_("you are out of work"))
    if rule.employment == EmploymentCondition.IN_WORK:
        conditions.append(_("you are in work"))
    if rule.earnings_below_pounds:
        conditions.append(
            _("you earn less than %(pay)s a year")
            % {"pay": wording.money(rule.earnings_below_pounds * 100)}
        )
    if rule.prior_level_below:
        conditions.append(
            _("you do not have a qualification at %(level)s or above")
            % {"level": wording.level(rule.prior_level_below).name}
        )
    if rule.area is not None:
        conditions.append(_("you live in %(place)s") % {"place": rule.area.name})
    return conditions or [_("you meet the rule below")]
