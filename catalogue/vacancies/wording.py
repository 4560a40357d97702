"""How the facts of a vacancy read, in the page's language. Cards and pages share these words."""

import datetime
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.courses import wording
from catalogue.vacancies.enums import VacancyKind

MOST_DAYS = 14  # from here on people count in weeks
MOST_WEEKS = 12


def kind_label(kind: str) -> str:
    """Return ``"Apprenticeship"`` or ``"Job"``."""
    return str(VacancyKind(kind).label)


def closes_in(closing_date: datetime.date, *, today: datetime.date) -> str:
    """Return ``"Closes in 3 days"``, ``"Closes today"``, ``"Closed"``; empty beyond 12 weeks."""
    days = (closing_date - today).days
    if days < 0:
        return _("Closed")
    if days == 0:
        return _("Closes today")
    if days == 1:
        return _("Closes tomorrow")
    if days < MOST_DAYS:
        return ngettext("Closes in %d day", "Closes in %d days", days) % days
    weeks = days // 7
    if weeks > MOST_WEEKS:
        return ""
    return ngettext("Closes in %d week", "Closes in %d weeks", weeks) % weeks


def hours(hours_per_week: Decimal | None) -> str:
    """Return ``"37.5 hours a week"``, empty when it is not told."""
    return wording.hours_a_week(hours_per_week) if hours_per_week else ""


def months(number: int | None) -> str:
    """Return ``"18 months"``, empty when it is not told."""
    return wording.duration(number, "MONTHS") if number else ""


def employer_not_named() -> str:
    """Return the words for an employer who does not want to be named."""
    return _("Employer not named")


def anywhere() -> str:
    """Return the words for work that can be done in the whole country."""
    return _("Anywhere in England")
