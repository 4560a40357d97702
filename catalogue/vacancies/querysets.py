"""Named questions about vacancies."""

import datetime

from django.db import models

from catalogue.vacancies.enums import VacancyStatus


class VacancyQuerySet(models.QuerySet):
    """Questions about vacancies."""

    def live(self, today: datetime.date) -> "VacancyQuerySet":
        """Return vacancies that people may apply for. The closing date is the last day."""
        return self.filter(status=VacancyStatus.LIVE, closing_date__gte=today)

    def published(self) -> "VacancyQuerySet":
        """Return vacancies that have a page, open or closed."""
        return self.filter(status=VacancyStatus.LIVE)

    def at(self, address: str) -> "VacancyQuerySet":
        """Return the vacancy of an address part: ``"care-apprentice-123"`` or ``"123"``."""
        return self.filter(pk=int(address.rsplit("-", 1)[-1]))

    def with_everything(self) -> "VacancyQuerySet":
        """Fetch what a page or a search document needs, in a constant number of queries."""
        return self.select_related("employer", "subject__sector").prefetch_related(
            "locations__council", "locations__town_place"
        )
