"""How decided checks go."""

import datetime

from catalogue.publishing.enums import ReviewState
from catalogue.publishing.models import Review

BATCH = 1_000


def prune_reviews(before: datetime.datetime) -> int:
    """Delete checks that were decided or taken back before a moment. Open ones stay."""
    old = Review.objects.filter(decided_at__lt=before).exclude(state=ReviewState.OPEN)
    deleted = 0
    while ids := list(old.order_by("pk").values_list("pk", flat=True)[:BATCH]):
        deleted += Review.objects.filter(pk__in=ids).delete()[0]
    return deleted
