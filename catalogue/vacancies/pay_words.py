"""How pay reads: as it was told, then what it comes to in an hour or a year where that is known."""

from decimal import Decimal

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from catalogue.courses.wording import money
from catalogue.vacancies.enums import WageType, WageUnit
from catalogue.vacancies.pay import pay_of
from portal.core.prose import one_line

Words = str | SafeString


def pay_words(
    *, wage_type: str, text: str, low_pence: int | None, high_pence: int | None, unit: str
) -> Words:
    """Return the pay as told: ``"£12.71 an hour"``; empty when nobody told us.

    The employer's own words win, marked as English; else figures; else which legal minimum it is.
    """
    if wage_type != WageType.COMPETITIVE and (own := one_line(text)):
        return format_html('<bdi lang="en-GB">{}</bdi>', own)
    if low_pence or high_pence:
        return _with_unit(_range(low_pence, high_pence), unit)
    if wage_type == WageType.APPRENTICE_MINIMUM:
        return _("Minimum wage for apprentices")
    if wage_type == WageType.NATIONAL_MINIMUM:
        return _("National Minimum Wage")
    return ""


def untold_words(wage_type: str) -> str:
    """Return why there is no pay to show."""
    if wage_type == WageType.COMPETITIVE:
        return _("“Competitive”. The employer gives no figure")
    return _("The employer has not told us the pay")


def computed_words(
    *, low_pence: int | None, high_pence: int | None, unit: str, hours: Decimal | None
) -> str:
    """Return the other way to say it: ``"About £24,785 a year"``; empty when that is not known."""
    pay = pay_of(low=low_pence, high=high_pence, unit=unit, hours=hours)
    if unit != WageUnit.YEAR and (pay.year_low or pay.year_high):
        years = [None if pence is None else round(pence, -2) for pence in _both(pay, "year")]
        return _("About %(pay)s a year") % {"pay": _range(*years)}
    if unit not in (WageUnit.HOUR, "") and (pay.hour_low or pay.hour_high):
        return _("About %(pay)s an hour") % {"pay": _range(*_both(pay, "hour"))}
    return ""


def _both(pay: object, unit: str) -> tuple[int | None, int | None]:
    return getattr(pay, f"{unit}_low"), getattr(pay, f"{unit}_high")


def _range(low: int | None, high: int | None) -> str:
    """Return ``"£12.71"``, ``"£24,000 to £26,000"``, ``"from £24,000"`` or ``"up to £26,000"``."""
    if low and high:
        if low == high:
            return money(low)
        return _("%(low)s to %(high)s") % {"low": money(low), "high": money(high)}
    if low:
        return _("from %(low)s") % {"low": money(low)}
    return _("up to %(high)s") % {"high": money(high)}


def _with_unit(amount: str, unit: str) -> str:
    patterns = {
        WageUnit.HOUR: _("%(pay)s an hour"),
        WageUnit.WEEK: _("%(pay)s a week"),
        WageUnit.MONTH: _("%(pay)s a month"),
        WageUnit.YEAR: _("%(pay)s a year"),
    }
    pattern = patterns.get(unit)  # type: ignore[call-overload]  # codes are text
    text = pattern % {"pay": amount} if pattern else amount
    return text[:1].upper() + text[1:]
