"""Reads of places of help."""

import datetime
from typing import Any

from django.db import models
from django.db.models import Q


class HelpPointQuerySet(models.QuerySet[Any]):
    """Places where a person helps."""

    def listed_on(self, day: datetime.date) -> "HelpPointQuerySet":
        """Return live places that have not closed for good. One that opens later is listed."""
        return self.filter(is_live=True).filter(
            Q(open_until_date__isnull=True) | Q(open_until_date__gte=day)
        )

    def with_hours(self) -> "HelpPointQuerySet":
        """Fetch hours, closures and council too: 3 queries however many places."""
        return self.select_related("council").prefetch_related("opening_hours", "closures")
