"""What a role pays, in words: the figure, what it comes to, how old it is, and what a step adds."""

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.utils.dateformat import format as format_date
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from catalogue.courses.wording import in_mid_sentence, money
from pathways.enums import PayBasis, PayUnit
from pathways.figures import LEAST_PENCE, MOST_PENCE, PayFigure
from portal.core.lists import with_commas
from portal.core.pay_floors import FloorGroup, PayFloor

# NHS Employers count 365 days in weeks of 7: £24,465 for 37.5 hours a week is £12.51 an hour.
TOGETHER = "\u2060"  # a word joiner: no line ends between the plus and the pound
WEEKS_IN_YEAR = Decimal(365) / Decimal(7)
# Figures compare only within one of these: what the law asks, what a scale says, what people found.
FAMILIES = {
    PayBasis.NHS_BAND: "scale",
    PayBasis.PAY_SCALE: "scale",
    PayBasis.LEGAL_MINIMUM: "law",
    PayBasis.APPRENTICE_MINIMUM: "law",
    PayBasis.SURVEY: "survey",
    PayBasis.ADVERTS: "adverts",
}
_TWO_YEARS = re.compile(r"(\d{4}) to (\d{4})")
Floors = Mapping[FloorGroup, PayFloor]


@dataclass(frozen=True, slots=True)
class PayWords:
    """A pay figure as a page shows it.

    ``PayWords("£24,465 a year", "About £12.51 an hour, full time", "NHS Band 2", ...)``. ``short``
    is what fits a box of the map. ``warning`` is the amber note: its bold beginning and the rest.
    """

    figure: PayFigure
    amount: str
    short: str
    computed: str
    basis: str
    year: str
    note: str
    is_stale: bool
    is_under_floor: bool
    is_at_floor: bool
    hourly: tuple[int, int] | None
    warning: tuple[str, str] | None

    @property
    def explained(self) -> str:
        """What stands below the amount: ``"About £12.51 an hour, full time. NHS Band 2, ..."``."""
        parts = (self.computed, with_commas((self.basis, self.year)), capfirst(self.note))
        return " ".join(_("%(text)s.") % {"text": part} for part in parts if part)

    @property
    def source(self) -> str:
        """Who published the figure, and for which day: ``"NHS Employers, 1 April 2025"``."""
        return with_commas((self.figure.source_name, day_words(self.figure.as_of_date)))


def pay_words(
    figure: PayFigure, *, today: datetime.date, floors: Floors, note: str = ""
) -> PayWords:
    """Return how a figure reads on a day on which the legal minimum is ``floors``."""
    stale = figure.is_stale(today)
    floor = floor_of(figure, floors)
    hourly = hourly_pence(figure)
    is_under = floor is not None and hourly is not None and hourly[0] < floor.pence_an_hour
    amounts = _range(figure.low_pence, figure.high_pence)
    return PayWords(
        figure=figure,
        amount=_with_unit(amounts, figure.unit),
        short=_in_short(figure),
        computed=_computed(figure),
        basis=basis_words(figure),
        year=year_words(figure),
        note=note,
        is_stale=stale,
        is_under_floor=is_under,
        is_at_floor=floor is not None and hourly is not None and hourly[1] == floor.pence_an_hour,
        hourly=hourly,
        warning=_warning(figure, floor if is_under else None, is_stale=stale),
    )


def shown_figures(figures: Iterable[PayFigure], *, today: datetime.date) -> list[PayFigure]:
    """Return the figures that may be shown on a day, in their order."""
    return [figure for figure in figures if not why_hidden(figure, today=today)]


def why_hidden(figure: PayFigure, *, today: datetime.date) -> str:
    """Return why visitors do not see a figure, for editors; empty when they do."""
    names = {"figure": figure.name}
    if figure.is_from_the_future(today):
        return _("“%(figure)s” is for a day that has not come. Visitors do not see it yet.") % names
    unit = PayUnit(figure.unit) if figure.unit in PayUnit.values else None
    if unit is None or not (
        LEAST_PENCE[unit] <= figure.low_pence and figure.high_pence <= MOST_PENCE[unit]
    ):
        return (
            _("“%(figure)s” has an amount that does not fit its unit. Visitors do not see it.")
            % names
        )
    return ""


def basis_words(figure: PayFigure) -> str:
    """Return where a figure comes from: ``"NHS Band 2"``, ``"Legal minimum"``."""
    detail = figure.basis_detail
    if figure.basis == PayBasis.NHS_BAND:
        return _("NHS %(band)s") % {"band": detail} if detail else _("NHS pay band")
    label = str(dict(PayBasis.choices).get(figure.basis, ""))
    return capfirst(with_commas((label, detail)))


def year_words(figure: PayFigure) -> str:
    """Return the year of a figure in the language of the page: ``"2025 to 2026"``."""
    match = _TWO_YEARS.fullmatch(figure.year_label)
    if match is None:
        return figure.year_label
    return _("%(low)s to %(high)s") % {"low": match[1], "high": match[2]}


def floor_of(figure: PayFigure, floors: Floors) -> PayFloor | None:
    """Return the legal minimum that a figure must not be under."""
    is_apprentice = figure.basis == PayBasis.APPRENTICE_MINIMUM
    return floors.get(FloorGroup.APPRENTICE if is_apprentice else FloorGroup.AGE_21)


def hourly_pence(figure: PayFigure) -> tuple[int, int] | None:
    """Return low and high pence an hour; None for a yearly figure without hours."""
    if figure.unit == PayUnit.HOUR:
        return figure.low_pence, figure.high_pence
    if not figure.hours_per_week:
        return None
    hours = Decimal(figure.hours_per_week) * WEEKS_IN_YEAR
    return _rounded(figure.low_pence / hours), _rounded(figure.high_pence / hours)


def yearly_pence(figure: PayFigure) -> tuple[int, int] | None:
    """Return low and high pence a year; None for an hourly figure without hours."""
    if figure.unit == PayUnit.YEAR:
        return figure.low_pence, figure.high_pence
    if not figure.hours_per_week:
        return None
    hours = Decimal(figure.hours_per_week) * WEEKS_IN_YEAR
    return _rounded(figure.low_pence * hours), _rounded(figure.high_pence * hours)


@dataclass(frozen=True, slots=True)
class PayChange:
    """What a step changes, in pence: ``PayChange(47_200, 213_300, "YEAR")``."""

    low_pence: int
    high_pence: int
    unit: str

    @property
    def is_more(self) -> bool:
        """Whether nobody loses by the step and somebody gains."""
        return self.low_pence >= 0 and self.high_pence > 0

    @property
    def words(self) -> str:
        """``"About £472 to £2,133 more a year"``, or ``"The same pay"``."""
        low, high = _whole(self.low_pence, self.unit), _whole(self.high_pence, self.unit)
        is_yearly = self.unit == PayUnit.YEAR
        if high <= 0:
            if not low:
                return _("The same pay")
            pattern = _("About %(pay)s less a year") if is_yearly else _("%(pay)s less an hour")
            return pattern % {"pay": _range(-high, -low) if high else money(-low)}
        if low <= 0:
            pattern = (
                _("Up to %(pay)s more a year") if is_yearly else _("Up to %(pay)s more an hour")
            )
            return pattern % {"pay": money(high)}
        pattern = _("About %(pay)s more a year") if is_yearly else _("%(pay)s more an hour")
        return pattern % {"pay": _range(low, high)}

    @property
    def short(self) -> str:
        """What fits a line of a list: ``"+£472 a year or more"``, or ``"the same pay"``."""
        low, high = _whole(self.low_pence, self.unit), _whole(self.high_pence, self.unit)
        is_yearly = self.unit == PayUnit.YEAR
        if low > 0 and high > low:
            pattern = _("+%(pay)s a year or more") if is_yearly else _("+%(pay)s an hour or more")
            return pattern % {"pay": f"{TOGETHER}{money(low)}"}
        if low > 0:
            pattern = _("+%(pay)s a year") if is_yearly else _("+%(pay)s an hour")
            return pattern % {"pay": f"{TOGETHER}{money(low)}"}
        return in_mid_sentence(self.words)


def pay_change(now: Sequence[PayFigure], then: Sequence[PayFigure]) -> PayChange | None:
    """Return what a step changes, by the first two figures that compare; else None."""
    pairs = ((before, after) for before in now for after in then)
    return next((found for one in pairs if (found := _difference(*one))), None)


def _difference(before: PayFigure, after: PayFigure) -> PayChange | None:
    """Compare two figures of one year and family, in a unit that both are known in.

    From the highest of the one to the lowest of the other, and the other way round: nobody gains
    less or more than that.
    """
    if before.year_label != after.year_label:
        return None
    if FAMILIES.get(before.basis) != FAMILIES.get(after.basis):  # type: ignore[call-overload]  # codes are text
        return None
    if before.unit == after.unit == PayUnit.HOUR:
        first, second, unit = hourly_pence(before), hourly_pence(after), PayUnit.HOUR
    else:
        first, second, unit = yearly_pence(before), yearly_pence(after), PayUnit.YEAR
        if first is None or second is None:
            first, second, unit = hourly_pence(before), hourly_pence(after), PayUnit.HOUR
    if first is None or second is None:
        return None
    return PayChange(second[0] - first[1], second[1] - first[0], unit)


def _warning(
    figure: PayFigure, floor: PayFloor | None, *, is_stale: bool
) -> tuple[str, str] | None:
    """Return the amber note of a figure that is old, or under what the law asks now."""
    if not is_stale and floor is None:
        return None
    lead = _("This pay figure is from %(year)s.") % {"year": year_words(figure)}
    if floor is None:
        return lead, _("Pay now may be different.")
    month = format_date(floor.from_date, pgettext("month and year, Django date format", "F Y"))
    return lead, _("The legal minimum from %(month)s is %(pay)s an hour, so pay now is higher.") % {
        "month": month,
        "pay": _pounds(floor.pence_an_hour),
    }


def day_words(day: datetime.date) -> str:
    """Return ``"1 April 2025"``."""
    return format_date(day, pgettext("date with year, Django date format", "j E Y"))


def _computed(figure: PayFigure) -> str:
    """Return the other way to say it: ``"About £12.51 an hour, full time"``."""
    if figure.unit == PayUnit.YEAR and (hourly := hourly_pence(figure)):
        return _("About %(pay)s an hour, full time") % {"pay": _range(*hourly, exact=True)}
    if figure.unit == PayUnit.HOUR and (yearly := yearly_pence(figure)):
        rounded = [round(pence, -4) for pence in yearly]
        hours = f"{figure.hours_per_week:f}".rstrip("0").rstrip(".")
        return _("About %(pay)s a year for %(hours)s hours a week") % {
            "pay": _range(*rounded),
            "hours": hours,
        }
    return ""


def _in_short(figure: PayFigure) -> str:
    if figure.unit == PayUnit.HOUR:
        return _("%(pay)s an hour") % {"pay": _pounds(figure.low_pence)}
    return money(figure.low_pence)


def _with_unit(amounts: str, unit: str) -> str:
    pattern = _("%(pay)s a year") if unit == PayUnit.YEAR else _("%(pay)s an hour")
    return pattern % {"pay": amounts}


def _range(low: int, high: int, *, exact: bool = False) -> str:
    write = _pounds if exact else money
    if low == high:
        return write(low)
    return _("%(low)s to %(high)s") % {"low": write(low), "high": write(high)}


def _pounds(pence: int) -> str:
    return f"£{pence // 100:,}.{pence % 100:02d}"


def _whole(pence: int, unit: str) -> int:
    """Leave pennies out of a year: they are not known that well."""
    return round(pence, -2) if unit == PayUnit.YEAR else pence


def _rounded(value: Decimal) -> int:
    return int(value.quantize(Decimal(1), rounding=ROUND_HALF_UP))
