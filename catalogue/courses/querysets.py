"""Named questions about courses and their runs."""

import datetime

from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q

from catalogue.courses.enums import CourseStatus, RunStatus
from catalogue.providers.models import Venue


class CourseRunQuerySet(models.QuerySet):
    """Questions about runs."""

    def open_on(self, today: datetime.date) -> "CourseRunQuerySet":
        """Return runs that a person could still join on a day.

        A run leaves on its start date's night: the day it starts it is still listed.
        """
        return self.filter(
            ~Q(status=RunStatus.CANCELLED),
            Q(is_flexible_start=True) | Q(start_date__isnull=True) | Q(start_date__gte=today),
            Q(enrol_by_date__isnull=True) | Q(enrol_by_date__gte=today),
        )


class CourseQuerySet(models.QuerySet):
    """Questions about courses."""

    def published(self) -> "CourseQuerySet":
        """Return courses that have a page, whether or not a run is still open."""
        return self.filter(status=CourseStatus.LIVE, provider__is_live=True)

    def listed_on(self, today: datetime.date) -> "CourseQuerySet":
        """Return courses that search may show on a day: published, with a run to join."""
        from catalogue.courses.models import CourseRun  # models import this module

        open_runs = CourseRun.objects.open_on(today).filter(course=OuterRef("pk"))
        return self.published().filter(Exists(open_runs))

    def at(self, address: str) -> "CourseQuerySet":
        """Return the course of an address part: ``"welding-level-2-123"`` or a bare ``"123"``."""
        return self.filter(pk=int(address.rsplit("-", 1)[-1]))

    def with_everything(self) -> "CourseQuerySet":
        """Fetch what a page or a search document needs, in a constant number of queries."""
        from catalogue.courses.models import FundingRule  # models import this module

        return self.select_related("provider", "subject__sector").prefetch_related(
            "sectors",
            "references",
            "runs",
            Prefetch("runs__venue", Venue.objects.select_related("council", "town_place")),
            Prefetch("runs__funding_rules", FundingRule.objects.select_related("area")),
        )
