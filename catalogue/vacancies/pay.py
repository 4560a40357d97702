"""What pay comes to, and whether it is legal. Pure: nothing is computed that was not told."""

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from catalogue.vacancies.enums import VacancyKind, WageType, WageUnit
from portal.core.pay_floors import FloorGroup, PayFloor, floors_on

WEEKS_IN_YEAR = 52  # as Find an apprenticeship counts
MAX_PENCE = 100_000_000  # a million pounds: what is above is a slip of the pen
GROUPS_OF_JOBS = (FloorGroup.AGE_21, FloorGroup.UNDER_18)
_AMOUNT = r"£\s*(\d{1,3}(?:,\d{3})+|\d{1,7})(?:\.(\d{1,2}))?(k)?"
_UNIT_WORDS = {
    WageUnit.HOUR: r"hour|hourly|hr|ph",
    WageUnit.WEEK: r"week|weekly|wk|pw",
    WageUnit.MONTH: r"month|monthly|mth|pcm",
    WageUnit.YEAR: r"year|yearly|annum|annually|annual|yr|pa|p\.a\.?",
}
_UNITS = "|".join(_UNIT_WORDS.values())
# "£12.71 an hour", "£24,071.00 to £25,674.00", "From £24k per annum". Anything more is only words.
_TOLD = re.compile(
    rf"(?P<open>from|up to)?\s*{_AMOUNT}(?:\s*(?:to|-|–|and)\s*{_AMOUNT})?"
    rf"\s*(?:(?:an?|per|/|each|every)?\s*(?P<unit>{_UNITS}))?\s*\.?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class ToldPay:
    """Figures as somebody told them. ``ToldPay(1271, 1350, WageUnit.HOUR)``; "" is not known."""

    low_pence: int | None = None
    high_pence: int | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Pay:
    """What pay comes to in an hour and in a year, in pence. None is not known."""

    hour_low: int | None = None
    hour_high: int | None = None
    year_low: int | None = None
    year_high: int | None = None


@dataclass(frozen=True, slots=True)
class Shortfall:
    """Pay under a legal floor: the pence an hour that it comes to, and the floor."""

    pence_an_hour: int
    floor: PayFloor
    is_for_everyone: bool  # False: people under 21 may be paid this


def read_told_pay(text: str) -> ToldPay:
    """Read figures out of words when the words say nothing else.

    ``"£24,071.00 to £25,674.00"`` gives both figures and no unit; ``"£12 plus tips"`` gives none.
    """
    match = _TOLD.fullmatch(" ".join(text.split()))
    if match is None:
        return ToldPay()
    first, second = _pence(*match.group(2, 3, 4)), _pence(*match.group(5, 6, 7))
    # In "£20-25k" and "£24 to £25k" the k counts for both only when written twice: keep the words.
    if first is None or first > MAX_PENCE or (second is not None and not first <= second):
        return ToldPay()
    if second is not None and second > MAX_PENCE:
        return ToldPay()
    unit = _unit(match.group("unit") or "")
    opening = (match.group("open") or "").lower()
    if second is None and opening == "up to":
        return ToldPay(None, first, unit)
    if second is None and opening == "from":
        return ToldPay(first, None, unit)
    return ToldPay(first, first if second is None else second, unit)


def is_pay(text: str) -> bool:
    """Say whether words are a figure of pay and nothing else."""
    return read_told_pay(text) != ToldPay()


def _pence(pounds: str | None, pence: str | None, thousands: str | None) -> int | None:
    if pounds is None:
        return None
    amount = Decimal(f"{pounds.replace(',', '')}.{pence or '0'}") * (1000 if thousands else 1)
    return int(amount * 100) or None  # 0 means that nobody told us


def _unit(word: str) -> str:
    for unit, words in _UNIT_WORDS.items():
        if word and re.fullmatch(words, word, re.IGNORECASE):
            return unit.value
    return ""


def pay_of(*, low: int | None, high: int | None, unit: str, hours: Decimal | None) -> Pay:
    """Return hourly and yearly pay where it can be computed, else None.

    Yearly pay of 2477450 pence for 37.5 hours a week is 1271 pence an hour. Without the hours, or
    without the unit, only what was told is there.
    """
    return Pay(
        hour_low=_an_hour(low, unit, hours),
        hour_high=_an_hour(high, unit, hours),
        year_low=_a_year(low, unit, hours),
        year_high=_a_year(high, unit, hours),
    )


def _a_year(pence: int | None, unit: str, hours: Decimal | None) -> int | None:
    if pence is None:
        return None
    times: dict[str, Decimal | None] = {
        WageUnit.YEAR: Decimal(1),
        WageUnit.MONTH: Decimal(12),
        WageUnit.WEEK: Decimal(WEEKS_IN_YEAR),
        WageUnit.HOUR: Decimal(hours) * WEEKS_IN_YEAR if hours else None,
    }
    factor = times.get(unit)
    return None if factor is None else _rounded(Decimal(pence) * factor)


def _an_hour(pence: int | None, unit: str, hours: Decimal | None) -> int | None:
    if pence is None or unit == WageUnit.HOUR:
        return pence
    year = _a_year(pence, unit, hours)
    if year is None or not hours:
        return None
    return _rounded(Decimal(year) / (Decimal(hours) * WEEKS_IN_YEAR))


def _rounded(value: Decimal) -> int:
    return int(value.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def shortfall(
    *,
    kind: str,
    wage_type: str,
    low: int | None,
    high: int | None,
    unit: str,
    hours: Decimal | None,
    date: datetime.date,
    floors: Iterable[PayFloor],
) -> Shortfall | None:
    """Return how pay falls under the legal floor of a day, or None when it does not or is unknown.

    ``floors`` are all the rates: ``pay_floors()``.

    For an apprentice the floor is the apprentice rate. For a job it is the rate from 21 on; pay
    between that and the rate for people under 18 is legal for some, so ``is_for_everyone`` is
    False. The minimum wage "as told" in words is never short.
    """
    if wage_type in (WageType.APPRENTICE_MINIMUM, WageType.NATIONAL_MINIMUM):
        return None
    told = low if low is not None else high
    hour = _an_hour(told, unit, hours)
    rates = floors_on(date, floors)
    # A rate that nobody entered (an editor deleted the row) cannot be fallen under.
    if hour is None or not {FloorGroup.APPRENTICE, *GROUPS_OF_JOBS} <= set(rates):
        return None
    if kind == VacancyKind.APPRENTICESHIP:
        floor = rates[FloorGroup.APPRENTICE]
        return Shortfall(hour, floor, True) if hour < floor.pence_an_hour else None
    floor, lowest = rates[FloorGroup.AGE_21], rates[FloorGroup.UNDER_18]
    if hour >= floor.pence_an_hour:
        return None
    if hour < lowest.pence_an_hour:
        return Shortfall(hour, lowest, True)
    return Shortfall(hour, floor, False)
