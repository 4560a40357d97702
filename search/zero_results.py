"""What people looked for and did not find, without showing what one person typed."""

from typing import Any

from django.db.models import Count, Max, Q, QuerySet, Sum
from django.db.models.functions import TruncDate

from search.models import ResultBucket, SearchLogEntry

# Product document 2.10: words that found nothing are shown once they came on five days, so that
# a name or a number that one person typed never is.
SHOWN_AFTER_DAYS = 5


def zero_results() -> QuerySet[SearchLogEntry, Any]:
    """Return words that found nothing on five days or more, most frequent first.

    A row is ``{"words": "hca", "place": "Walsall", "language": "en-gb", "times": 12, "days": 6,
    "last_at": datetime}``.
    """
    return (
        SearchLogEntry.objects.filter(bucket=ResultBucket.NONE)
        .exclude(words="")
        .values("words", "place", "language")
        .annotate(
            times=Sum("count"),
            days=Count(TruncDate("hour_at"), distinct=True),
            last_at=Max("hour_at"),
        )
        .filter(days__gte=SHOWN_AFTER_DAYS)
        .order_by("-times", "words", "place", "language")
    )


def shown_searches() -> QuerySet[SearchLogEntry]:
    """Return the log as editors may see it: without words that found nothing on a few days only."""
    often = (
        SearchLogEntry.objects.filter(bucket=ResultBucket.NONE)
        .values("words")
        .annotate(days=Count(TruncDate("hour_at"), distinct=True))
        .filter(days__gte=SHOWN_AFTER_DAYS)
        .values("words")
    )
    return SearchLogEntry.objects.filter(
        ~Q(bucket=ResultBucket.NONE) | Q(words="") | Q(words__in=often)
    )
