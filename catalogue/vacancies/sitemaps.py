"""Vacancies that people can apply for today, for search engines."""

import datetime

from django.db.models import QuerySet

from catalogue.vacancies.models import Vacancy
from portal.core import clock
from portal.core.site_map import SiteMap


class VacancySiteMap(SiteMap):
    """The page of each open vacancy, with the day it last changed."""

    def items(self) -> QuerySet[Vacancy]:
        """Return open vacancies in a fixed order: pages of the map must not shift."""
        fields = ("pk", "kind", "title", "updated_at")
        return Vacancy.objects.live(clock.today()).only(*fields).order_by("pk")

    def lastmod(self, item: Vacancy) -> datetime.datetime:
        """Return when the vacancy last changed."""
        return item.updated_at
