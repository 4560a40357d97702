"""Jobs of an employer as the rows of their list."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from catalogue.vacancies.enums import VacancyStatus
from catalogue.vacancies.models import MANUAL_SOURCE, Vacancy

SOON = datetime.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class JobRow:
    """One job: its state in a word with a colour, and what can be done with it."""

    vacancy: Vacancy
    state: str
    colour: str
    is_open: bool
    is_own: bool


def job_rows(vacancies: Iterable[Vacancy], *, today: datetime.date) -> list[JobRow]:
    """Return the rows in their order. A job that came by a file is shown, and not edited here."""
    return [_row(one, today) for one in vacancies]


def _row(vacancy: Vacancy, today: datetime.date) -> JobRow:
    is_own = vacancy.source == MANUAL_SOURCE
    if vacancy.status == VacancyStatus.WITHDRAWN:
        return JobRow(vacancy, _("Off the site"), "grey", False, is_own)
    if vacancy.status == VacancyStatus.HELD:
        return JobRow(vacancy, _("Held for a check"), "red", False, is_own)
    if vacancy.closing_date < today:
        return JobRow(vacancy, _("Closed"), "grey", False, is_own)
    if vacancy.closing_date <= today + SOON:
        return JobRow(vacancy, _("Closes soon"), "yellow", True, is_own)
    return JobRow(vacancy, _("Live"), "green", True, is_own)
