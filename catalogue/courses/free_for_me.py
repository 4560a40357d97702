"""Is it free for me? Three answers against the rules of a course. Nothing here ever promises.

A rule is known to fit only when it asks about work or pay, everything it asks is answered, and the
answers fit. Rules about age alone, earlier qualifications or a place ask more than we know.
"""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from django.utils.translation import gettext as _

from catalogue.courses import wording
from catalogue.courses.enums import EmploymentCondition, FundingEffect
from portal.core.prose import web_address

# The values of ``age`` in addresses of results: youngest and oldest.
AGE_BANDS: Mapping[str, tuple[int, int | None]] = {
    "16-17": (16, 17),
    "18-24": (18, 24),
    "25": (25, None),
}
YES, NO = "yes", "no"
NAMES = ("age", "work", "earn")


class Values(Protocol):
    """A QueryDict."""

    def get(self, key: str, /) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Told:
    """``Told(age="25", work="yes", earn="yes")``; ``earn``: less than the limit asked about."""

    age: str = ""
    work: str = ""
    earn: str = ""

    @classmethod
    def read(cls, values: Values) -> "Told":
        """Read a query string. What cannot be an answer is none."""
        age, work, earn = (values.get(name) or "" for name in NAMES)
        return cls(
            age=age if age in AGE_BANDS else "",
            work=work if work in (YES, NO) else "",
            earn=earn if earn in (YES, NO) else "",
        )

    def __bool__(self) -> bool:
        """Whether anything is answered."""
        return bool(self.age or self.work or self.earn)


class Fit(Enum):
    """How a condition, or a rule, fits."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Verdict(Enum):
    """What a course may cost a person, the best first."""

    FREE = "free"
    MAYBE_FREE = "maybe-free"
    LESS = "less"
    LOAN = "loan"
    PRICE = "price"
    ASK = "ask"


@dataclass(frozen=True, slots=True)
class Limit:
    """The amount that the third question asks about, and its day: ``Limit(30_000, ...)``."""

    pounds: int
    as_of: datetime.date | None = None
    is_old: bool = False


class Rule(Protocol):
    """A FundingRule."""

    name: str
    effect: str
    age_min: int | None
    age_max: int | None
    employment: str
    earnings_below_pounds: int | None
    prior_level_below: str
    area_id: int | None
    valid_from_date: datetime.date | None
    valid_to_date: datetime.date | None
    source_url: str
    checked_date: datetime.date | None


@dataclass(frozen=True, slots=True)
class Line:
    """How one rule fits, for "How we worked this out"."""

    fit: Fit
    name: str
    source_url: str
    day: str


@dataclass(frozen=True, slots=True)
class Judged:
    """``Judged(Verdict.MAYBE_FREE, "May be free", "It may be free for you. ...", lines)``."""

    verdict: Verdict
    short: str
    sentence: str
    lines: tuple[Line, ...] = ()


def judge(
    rules: Iterable[Rule],
    told: Told,
    *,
    prices: Sequence[int | None],
    today: datetime.date,
    limit: Limit | None = None,
) -> Judged:
    """Return what a course with these rules and prices (pence) may cost a person, and why."""
    in_force = [rule for rule in rules if _in_force(rule, today)]
    fits = [(rule, fit_of(rule, told, limit)) for rule in in_force]
    verdict = _best(fits, prices)
    lines = tuple(_line(rule, fit) for rule, fit in fits if fit != Fit.NO)
    return Judged(verdict, short_words(verdict, prices), _sentence(verdict, prices), lines)


def verdict_of(
    rules: Iterable[Rule],
    told: Told,
    *,
    prices: Sequence[int | None],
    today: datetime.date,
    limit: Limit | None = None,
) -> Verdict:
    """Return the verdict alone, for lists of many courses."""
    fits = [(rule, fit_of(rule, told, limit)) for rule in rules if _in_force(rule, today)]
    return _best(fits, prices)


def _best(fits: Iterable[tuple[Rule, Fit]], prices: Sequence[int | None]) -> Verdict:
    if _is_free_for_all(prices):
        return Verdict.FREE
    is_known = any(price is not None for price in prices)
    return min(
        (_verdict(rule, fit) for rule, fit in fits if fit != Fit.NO),
        key=list(Verdict).index,
        default=Verdict.PRICE if is_known else Verdict.ASK,
    )


def _is_free_for_all(prices: Sequence[int | None]) -> bool:
    return bool(prices) and all(price == 0 for price in prices)


def fit_of(rule: Rule, told: Told, limit: Limit | None = None) -> Fit:
    """Return how a person fits one rule. One condition that does not fit decides."""
    age = age_fit(told.age, low=rule.age_min, high=rule.age_max)
    fits = [age, _work(rule, told), _pay(rule, told, limit)]
    if rule.prior_level_below or rule.area_id:
        fits.append(Fit.UNKNOWN)
    if Fit.NO in fits:
        return Fit.NO
    asks_enough = (
        rule.employment != EmploymentCondition.ANY or rule.earnings_below_pounds is not None
    )
    return Fit.YES if asks_enough and all(fit == Fit.YES for fit in fits) else Fit.UNKNOWN


def age_fit(band: str, *, low: int | None, high: int | None) -> Fit:
    """Return whether all of an age band ("18-24") are from ``low`` to ``high``, or nobody is.

    Without limits everybody fits; an unknown band is not known to.
    """
    if low is None and high is None:
        return Fit.YES
    if band not in AGE_BANDS:
        return Fit.UNKNOWN
    youngest, oldest = AGE_BANDS[band]
    if (low is not None and oldest is not None and oldest < low) or (
        high is not None and youngest > high
    ):
        return Fit.NO
    is_old_enough = low is None or youngest >= low
    is_young_enough = high is None or (oldest is not None and oldest <= high)
    return Fit.YES if is_old_enough and is_young_enough else Fit.UNKNOWN


def _work(rule: Rule, told: Told) -> Fit:
    if rule.employment == EmploymentCondition.ANY:
        return Fit.YES
    if not told.work:
        return Fit.UNKNOWN
    wants_work = rule.employment == EmploymentCondition.IN_WORK
    if (told.work == YES) == wants_work:
        return Fit.YES
    # Providers may count people on low pay with those out of work: that has to be asked.
    may_count = told.work == YES and told.earn == YES and rule.earnings_below_pounds is None
    return Fit.UNKNOWN if may_count else Fit.NO


def _pay(rule: Rule, told: Told, limit: Limit | None) -> Fit:
    most = rule.earnings_below_pounds
    if most is None:
        return Fit.YES
    if told.work == NO:
        return Fit.YES
    if not told.earn or limit is None:
        return Fit.UNKNOWN
    if told.earn == YES:
        return Fit.YES if limit.pounds <= most else Fit.UNKNOWN
    return Fit.NO if limit.pounds >= most else Fit.UNKNOWN


def _verdict(rule: Rule, fit: Fit) -> Verdict:
    if rule.effect == FundingEffect.FREE:
        return Verdict.FREE if fit == Fit.YES else Verdict.MAYBE_FREE
    return Verdict.LESS if rule.effect == FundingEffect.PART else Verdict.LOAN


def _in_force(rule: Rule, today: datetime.date) -> bool:
    if rule.valid_from_date and rule.valid_from_date > today:
        return False
    return rule.valid_to_date is None or rule.valid_to_date >= today


def _line(rule: Rule, fit: Fit) -> Line:
    day = rule.checked_date or rule.valid_from_date
    return Line(fit, rule.name, web_address(rule.source_url), wording.date(day) if day else "")


def short_words(verdict: Verdict, prices: Sequence[int | None]) -> str:
    """Return a verdict in a few words: ``"Free for you"``, ``"May be free"``, ``"£95"``."""
    if verdict == Verdict.FREE:
        return _("Free for you")
    if verdict == Verdict.MAYBE_FREE:
        return _("May be free")
    if verdict == Verdict.LESS:
        return _("You may pay less")
    price = _price(prices)
    if verdict == Verdict.LOAN and price:
        return _("%(price)s, or a loan") % {"price": price}
    return price or _("Ask")


def _sentence(verdict: Verdict, prices: Sequence[int | None]) -> str:
    sentences = {
        Verdict.FREE: _("It looks as if this is free for you. The provider checks it with you."),
        Verdict.MAYBE_FREE: _(
            "It may be free for you. The provider asks more, and then tells you."
        ),
        Verdict.LESS: _("You may pay less than the whole price. Ask the provider."),
        Verdict.LOAN: _("You may pay, or borrow the money. Ask before you borrow."),
        Verdict.PRICE: _("You may pay %(price)s. Ask the provider whether you can pay less.")
        % {"price": _price(prices)},
        Verdict.ASK: _("We do not know the price. Ask the provider."),
    }
    return sentences[verdict]


def _price(prices: Sequence[int | None]) -> str:
    """Return ``"£95"``, ``"£95 to £450"``, or nothing."""
    known = [price for price in prices if price is not None]
    if not known:
        return ""
    low, high = min(known), max(known)
    if low == high:
        return wording.money(low)
    return _("%(low)s to %(high)s") % {"low": wording.money(low), "high": wording.money(high)}


@dataclass(frozen=True, slots=True)
class Question:
    """One question: ``Question("work", "Do you have a job now?", [("yes", "Yes"), ...], "no")``."""

    name: str
    legend: str
    choices: tuple[tuple[str, str], ...]
    chosen: str


def age_choices() -> tuple[tuple[str, str], ...]:
    """Return the age bands with their words."""
    return ("16-17", _("16 or 17")), ("18-24", _("18 to 24")), ("25", _("25 or over"))


def questions(told: Told, limit: Limit | None) -> tuple[Question, ...]:
    """Return the three questions with the answers given. Without a limit there are two."""
    yes_no = ((YES, _("Yes")), (NO, _("No")))
    asked = [
        Question("age", _("How old are you?"), age_choices(), told.age),
        Question("work", _("Do you have a job now?"), yes_no, told.work),
    ]
    if limit is not None:
        pay = {"pay": wording.money(limit.pounds * 100)}
        asked.append(
            Question("earn", _("Do you earn less than %(pay)s a year?") % pay, yes_no, told.earn)
        )
    return tuple(asked)


LIMIT_FACT = "level-3-earnings-limit"  # of portal.core.facts


def limit_for(
    rules: Iterable[Rule], facts: Mapping[str, "LimitFact"], *, today: datetime.date
) -> Limit | None:
    """Return the amount to ask about: the highest of the rules, else the shared fact's."""
    with_limit = [rule for rule in rules if rule.earnings_below_pounds]
    if with_limit:
        rule = max(with_limit, key=lambda one: one.earnings_below_pounds or 0)
        return Limit(rule.earnings_below_pounds or 0, rule.checked_date or rule.valid_from_date)
    fact = facts.get(LIMIT_FACT)
    if fact is None or not fact.amount_pence:
        return None
    return Limit(fact.amount_pence // 100, fact.as_of_date, is_old=fact.is_stale(today))


class LimitFact(Protocol):
    """A SharedFact with an amount."""

    amount_pence: int | None
    as_of_date: datetime.date

    def is_stale(self, today: datetime.date) -> bool: ...


@dataclass(frozen=True, slots=True)
class FreeForMe:
    """The section of a course page. ``judged`` is None until something is answered."""

    questions: tuple[Question, ...]
    judged: Judged | None
    limit_day: str
    is_limit_old: bool


def free_for_me(
    rules: Sequence[Rule],
    told: Told,
    *,
    prices: Sequence[int | None],
    today: datetime.date,
    facts: Mapping[str, LimitFact],
) -> FreeForMe | None:
    """Return the section, or None for a course without rules: there answers change nothing."""
    in_force = [rule for rule in rules if _in_force(rule, today)]
    if not in_force or _is_free_for_all(prices):
        return None
    limit = limit_for(in_force, facts, today=today)
    judged = judge(in_force, told, prices=prices, today=today, limit=limit) if told else None
    return FreeForMe(
        questions=questions(told, limit),
        judged=judged,
        limit_day=wording.date(limit.as_of) if limit and limit.as_of else "",
        is_limit_old=bool(limit and limit.is_old),
    )
