"""What editors and moderators read about a vacancy: why it is held, and pay under the floor."""

import datetime

from django.utils.translation import gettext as _

from catalogue.vacancies.enums import HeldReason
from catalogue.vacancies.models import Vacancy
from catalogue.vacancies.pay import Shortfall, shortfall
from portal.core.pay_floors import pay_floors


def held_labels(vacancy: Vacancy) -> list[str]:
    """Return why a vacancy is held, in words."""
    return [str(HeldReason(code).label) for code in vacancy.held_reasons if code in HeldReason]


def shortfall_of(vacancy: Vacancy, *, today: datetime.date) -> Shortfall | None:
    """Return how the pay of a vacancy falls under the floor of its first day, or of today."""
    return shortfall(
        kind=vacancy.kind,
        wage_type=vacancy.wage_type,
        low=vacancy.wage_low_pence,
        high=vacancy.wage_high_pence,
        unit=vacancy.wage_unit,
        hours=vacancy.hours_per_week,
        date=vacancy.start_date or today,
        floors=pay_floors(),
    )


def pounds(pence: int) -> str:
    """Return ``"£12.71"``."""
    return f"£{pence / 100:,.2f}"


def pay_warning(vacancy: Vacancy, *, today: datetime.date) -> str:
    """Return the warning about pay under the legal minimum, or an empty text."""
    short = shortfall_of(vacancy, today=today)
    return "" if short is None else shortfall_words(short)


def shortfall_words(short: Shortfall) -> str:
    """Return how pay falls under the legal minimum, in words."""
    figures = {
        "pay": pounds(short.pence_an_hour),
        "floor": pounds(short.floor.pence_an_hour),
        "date": f"{short.floor.from_date:%d/%m/%Y}",
    }
    if short.is_for_everyone:
        return (
            _("Under the legal minimum: %(pay)s an hour, minimum %(floor)s from %(date)s.")
            % figures
        )
    return (
        _("Legal under 21 only: %(pay)s an hour, minimum at 21 is %(floor)s from %(date)s.")
        % figures
    )
