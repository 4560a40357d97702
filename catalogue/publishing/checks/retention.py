"""How decided checks go."""

import datetime

from catalogue.publishing.enums import ReviewState
from catalogue.publishing.models import Review
from portal.core.pruning import delete_rows


def prune_reviews(before: datetime.datetime) -> int:
    """Delete checks that were decided or taken back before a moment. Open ones stay."""
    return delete_rows(Review.objects.filter(decided_at__lt=before).exclude(state=ReviewState.OPEN))
