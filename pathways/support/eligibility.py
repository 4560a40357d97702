"""May I join? Structured rules and skippable answers in, a careful answer with its reasons out.

Never a promise: who runs the scheme decides. Nothing here asks for a date of birth.
"""

import datetime
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from catalogue.courses import wording
from catalogue.courses.free_for_me import NO, YES, Fit, age_fit
from pathways.support.answers import MONTH_BANDS, Answers
from pathways.support.enums import BenefitCondition, WorkCondition

OUTWARD_CODE = re.compile(r"[a-z]{1,2}[0-9][0-9a-z]?")


@dataclass(frozen=True, slots=True)
class Area:
    """A council or part postcode in a rule: ``Area("b8", "B8", within=("birmingham", ...))``.

    ``within`` holds the areas around it, the smallest first.
    """

    slug: str
    name: str
    within: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rules:
    """Who may join a scheme. What is empty or None is no rule."""

    areas: tuple[Area, ...] = ()
    min_age: int | None = None
    max_age: int | None = None
    work: str = WorkCondition.ANY
    months_min: int | None = None
    benefit: str = BenefitCondition.NONE
    earnings_below_pounds: int | None = None
    as_of: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Home:
    """Where a person lives, as far as they told: ``Home("WV1", ("wv1", "wolverhampton", ...))``.

    ``slugs`` start with the place itself, then come the areas that contain it. ``label`` is empty
    when nobody told a place.
    """

    label: str = ""
    slugs: tuple[str, ...] = ()
    is_outside: bool = False


@dataclass(frozen=True, slots=True)
class Reason:
    """One rule and how it fits: ``Reason(Fit.YES, "You live in the area: WV1.")``."""

    fit: Fit
    text: str


@dataclass(frozen=True, slots=True)
class Checked:
    """The whole answer. ``fit`` is None while nothing has been answered."""

    fit: Fit | None
    headline: str
    reasons: tuple[Reason, ...] = ()


def check(rules: Rules, answers: Answers, home: Home) -> Checked:
    """Return how a person fits the rules. One rule that does not fit decides."""
    reasons = [reason for rule in _RULES if (reason := rule(rules, answers, home)) is not None]
    told = bool(answers) or bool(home.label)
    if not told:
        return Checked(None, "", tuple(reasons))
    if any(one.fit == Fit.NO for one in reasons):
        return Checked(Fit.NO, _headline_no(rules, home), tuple(reasons))
    if not reasons:
        return Checked(Fit.UNKNOWN, _("Ask: we do not know yet"), ())
    if any(one.fit == Fit.UNKNOWN for one in reasons):
        headline = (
            _("People in your area can apply")
            if _lives_in(rules, home) == Fit.YES
            else _("Ask: we do not know yet")
        )
        return Checked(Fit.UNKNOWN, headline, tuple(reasons))
    return Checked(Fit.YES, _headline_yes(rules, home), tuple(reasons))


def lives_in(rules: Rules, home: Home) -> Fit:
    """Return whether the rule about the area fits. Without such a rule everybody fits."""
    return Fit.YES if not rules.areas else _lives_in(rules, home) or Fit.UNKNOWN


def questions(rules: Rules) -> tuple[str, ...]:
    """Return the names of the answers that these rules need, in the order of the form."""
    asked = []
    if rules.min_age is not None or rules.max_age is not None:
        asked.append("age")
    if rules.work != WorkCondition.ANY or rules.months_min or rules.earnings_below_pounds:
        asked.append("work")
    if rules.months_min:
        asked.append("months")
    if rules.benefit != BenefitCondition.NONE:
        asked.append("benefit")
    if rules.earnings_below_pounds:
        asked.append("earn")
    return tuple(asked)


def _headline_yes(rules: Rules, home: Home) -> str:
    if rules.areas and home.label:
        return _("People in your area can apply")
    return _("It looks as if you can join")


def _headline_no(rules: Rules, home: Home) -> str:
    if _lives_in(rules, home) == Fit.NO:
        return _("This scheme is for people in other areas")
    return _("It looks as if this scheme is not for you")


def _lives_in(rules: Rules, home: Home) -> Fit | None:
    if not rules.areas:
        return None
    if home.is_outside:
        return Fit.NO
    if not home.slugs:
        return Fit.UNKNOWN
    if any(area.slug in home.slugs for area in rules.areas):
        return Fit.YES
    if any(_may_overlap(home.slugs, area) for area in rules.areas):
        return Fit.UNKNOWN
    return Fit.NO


def _may_overlap(slugs: tuple[str, ...], area: Area) -> bool:
    """Whether a named place may lie partly in a rule's area, as "Birmingham" does in B8."""
    if OUTWARD_CODE.fullmatch(slugs[0]):
        return False
    if slugs[0] in area.within:
        return True
    is_part_postcode = bool(OUTWARD_CODE.fullmatch(area.slug))
    return is_part_postcode and bool(area.within) and area.within[0] in slugs


def area_names(areas: Iterable[Area]) -> str:
    """Return ``"B8, B10 and Sandwell"``."""
    return wording.joined([area.name for area in areas])


def _area_rule(rules: Rules, answers: Answers, home: Home) -> Reason | None:
    if not rules.areas:
        if home.is_outside:
            return Reason(Fit.UNKNOWN, _("Ask whether people outside this region can join."))
        return None
    fit = _lives_in(rules, home) or Fit.UNKNOWN
    names = area_names(rules.areas)
    if fit == Fit.YES:
        return Reason(fit, _("You live in the area: %(place)s.") % {"place": home.label})
    if fit == Fit.NO:
        return Reason(
            fit,
            _("It is for people who live in %(areas)s. %(place)s is not in that area.")
            % {"areas": names, "place": home.label},
        )
    return Reason(
        fit, _("It is for people who live in %(areas)s. Type your postcode.") % {"areas": names}
    )


def _age_rule(rules: Rules, answers: Answers, home: Home) -> Reason | None:
    if rules.min_age is None and rules.max_age is None:
        return None
    words = wording.ages(rules.min_age, rules.max_age)
    fit = age_fit(answers.age, low=rules.min_age, high=rules.max_age)
    text = {
        Fit.YES: _("Your age fits: %(ages)s."),
        Fit.NO: _("It is for people aged %(ages)s."),
        Fit.UNKNOWN: _("You must be aged %(ages)s."),
    }[fit]
    return Reason(fit, text % {"ages": words})


def _work_rule(rules: Rules, answers: Answers, home: Home) -> Reason | None:
    wanted = rules.work
    if wanted == WorkCondition.ANY:
        return None
    out_of_work = wanted == WorkCondition.OUT_OF_WORK
    needs = _("You must be out of work.") if out_of_work else _("You must be in work.")
    if not answers.work:
        return Reason(Fit.UNKNOWN, needs)
    if (answers.work == NO) == out_of_work:
        return Reason(Fit.YES, _("You are out of work.") if out_of_work else _("You are in work."))
    return Reason(
        Fit.NO,
        _("It is for people out of work.") if out_of_work else _("It is for people in work."),
    )


def _months_rule(rules: Rules, answers: Answers, home: Home) -> Reason | None:
    least = rules.months_min
    if not least:
        return None
    if answers.work == YES and rules.work == WorkCondition.OUT_OF_WORK:
        return None  # the rule about work has said it
    words = wording.duration(least, "MONTHS")
    band = MONTH_BANDS.get(answers.months)
    if band is None:
        return Reason(Fit.UNKNOWN, _("You must be out of work for %(time)s.") % {"time": words})
    low, under = band
    if low >= least:
        return Reason(Fit.YES, _("You have been out of work for long enough."))
    if under is not None and under <= least:
        return Reason(
            Fit.NO, _("It is for people out of work for %(time)s or more.") % {"time": words}
        )
    return Reason(Fit.UNKNOWN, _("You must be out of work for %(time)s.") % {"time": words})


_BENEFITS: dict[str, Collection[str]] = {
    BenefitCondition.UNIVERSAL_CREDIT: ("uc",),
    BenefitCondition.OUT_OF_WORK_BENEFIT: ("uc", "other"),
}


def _benefit_rule(rules: Rules, answers: Answers, home: Home) -> Reason | None:
    accepted = _BENEFITS.get(rules.benefit)
    if accepted is None:
        return None
    name = {"benefit": BenefitCondition(rules.benefit).label}
    if not answers.benefit:
        return Reason(Fit.UNKNOWN, _("You must get %(benefit)s.") % name)
    if answers.benefit in accepted:
        return Reason(Fit.YES, _("You get a benefit in the rule."))
    return Reason(Fit.NO, _("It is for people who get %(benefit)s.") % name)


def _earnings_rule(rules: Rules, answers: Answers, home: Home) -> Reason | None:
    limit = rules.earnings_below_pounds
    if not limit:
        return None
    money = {"pay": wording.money(limit * 100)}
    if answers.work == NO:
        return Reason(Fit.YES, _("You are out of work, so the limit of pay is kept."))
    if not answers.earn:
        return Reason(Fit.UNKNOWN, _("You must earn less than %(pay)s a year.") % money)
    if answers.earn == YES:
        return Reason(Fit.YES, _("You earn less than %(pay)s a year.") % money)
    return Reason(Fit.NO, _("It is for people who earn less than %(pay)s a year.") % money)


_RULES = (_area_rule, _age_rule, _work_rule, _months_rule, _benefit_rule, _earnings_rule)
