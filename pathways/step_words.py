"""How long a step takes and what changes with it, in words."""

from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def typical_time(least: int | None, most: int | None) -> str:
    """Return ``"about 1 year"``, ``"2 to 3 years"``, ``"6 to 12 months"`` or an empty text."""
    if least is None and most is None:
        return ""
    low, high = (most if least is None else least), (least if most is None else most)
    if low is None or high is None or not high:
        return ""
    is_years = low % 12 == 0 and high % 12 == 0
    if is_years:
        low, high = low // 12, high // 12
    if low == high or not low:
        return _about(high, is_years=is_years)
    pattern = _("%(low)d to %(high)d years") if is_years else _("%(low)d to %(high)d months")
    return pattern % {"low": low, "high": high}


def _about(number: int, *, is_years: bool) -> str:
    if is_years:
        return ngettext("about %(n)d year", "about %(n)d years", number) % {"n": number}
    return ngettext("about %(n)d month", "about %(n)d months", number) % {"n": number}


def hours_words(least: Decimal | None, most: Decimal | None) -> str:
    """Return ``"37.5 a week"``, ``"20 to 40 a week"`` or an empty text."""
    known = [hours for hours in (least, most) if hours is not None]
    if not known:
        return ""
    if least is None or most is None or least == most:
        return _("%(hours)s a week") % {"hours": _plain(known[0])}
    return _("%(low)s to %(high)s a week") % {"low": _plain(least), "high": _plain(most)}


def hours_change(
    now: tuple[Decimal | None, Decimal | None], then: tuple[Decimal | None, Decimal | None]
) -> str:
    """Return ``"the same hours"``, ``"20 to 40 hours a week"``, or nothing when not known."""
    words = hours_words(*then)
    if not words:
        return ""
    if now == then:
        return _("the same hours")
    return _("hours: %(hours)s") % {"hours": words}


def _plain(hours: Decimal) -> str:
    whole = int(hours)
    return str(whole) if hours == whole else number_format(hours.normalize(), use_l10n=True)
