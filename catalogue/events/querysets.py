"""Named reads of events and their dates."""

import datetime
from typing import Self

from django.db import models

from catalogue.events.enums import Audience, EventStatus


class EventDateQuerySet(models.QuerySet):
    """Reads of dates."""

    def public(self) -> Self:
        """Dates of live events that visitors may see: no templates, no sessions for staff."""
        return self.filter(event__live=True, event__is_template=False).exclude(
            event__audience=Audience.STAFF
        )

    def ahead(self, now: datetime.datetime) -> Self:
        """Dates that have not ended, cancelled and postponed ones too, soonest first."""
        return self.filter(end_at__gt=now).order_by("start_at", "pk")

    def taking_place(self) -> Self:
        """Dates that are not called off."""
        return self.filter(status__in=[EventStatus.SCHEDULED, EventStatus.RESCHEDULED])
