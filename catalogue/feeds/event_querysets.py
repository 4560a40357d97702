"""Named reads of partners' feeds and events."""

import datetime
from typing import Self

from django.db import models

from catalogue.feeds.enums import FetchResult, HeldState
from portal.core.clock import REGION_TIME

LIST_ORDER = (HeldState.HELD, HeldState.GONE, HeldState.APPROVED, HeldState.REFUSED)


class EventFeedQuerySet(models.QuerySet):
    """Reads of feeds."""

    def on(self) -> Self:
        """Keep feeds that are fetched every night, of organisations that are on the site."""
        return self.filter(is_on=True, organisation__is_live=True).select_related("organisation")

    def due(self, now: datetime.datetime) -> Self:
        """Keep feeds that are on and were not fetched since midnight, the oldest answer first."""
        midnight = datetime.datetime.combine(
            now.astimezone(REGION_TIME).date(), datetime.time(), tzinfo=REGION_TIME
        )
        is_old = models.Q(fetched_at__isnull=True) | models.Q(fetched_at__lt=midnight)
        return self.on().filter(is_old).order_by(models.F("fetched_at").asc(nulls_first=True), "pk")

    def not_read(self) -> Self:
        """Keep feeds that are on and whose last answer was not taken."""
        return self.on().filter(result__in=[FetchResult.REFUSED, FetchResult.QUARANTINED])


class HeldEventQuerySet(models.QuerySet):
    """Reads of partners' events."""

    def ahead(self, now: datetime.datetime) -> Self:
        """Keep events with a date that has not ended."""
        return self.filter(last_end__gt=now)

    def waiting(self, now: datetime.datetime) -> Self:
        """Keep what somebody has to look at: new, changed, or gone while it is on the site."""
        is_gone = models.Q(state=HeldState.GONE, page__live=True)
        return self.ahead(now).filter(models.Q(state=HeldState.HELD) | is_gone)

    def for_list(self) -> Self:
        """Read what a list shows of each event, and put what waits for somebody first."""
        order = {state: number for number, state in enumerate(LIST_ORDER)}
        ranks = [models.When(state=state, then=number) for state, number in order.items()]
        return self.select_related("feed__organisation").annotate(
            rank=models.Case(*ranks, output_field=models.SmallIntegerField())
        )
