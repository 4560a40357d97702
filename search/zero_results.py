"""What people looked for and did not find as they asked, without showing what one person typed."""

from typing import Any

from django.db.models import Count, Max, Q, QuerySet, Sum
from django.db.models.functions import TruncDate

from search.models import RecallStep, ResultBucket, SearchLogEntry

# Words that found nothing are shown once they came on five days, so that
# a name or a number that one person typed never is. Words that were given up to find something
# are no better known: "jane smith welding" finds welding.
SHOWN_AFTER_DAYS = 5
NOT_AS_ASKED = Q(bucket=ResultBucket.NONE) | ~Q(step=RecallStep.ALL)
OFTEN: dict[str, Any] = {
    "times": Sum("count"),
    "days": Count(TruncDate("hour_at"), distinct=True),
    "last_at": Max("hour_at"),
}


def zero_results() -> QuerySet[SearchLogEntry, Any]:
    """Return words that found nothing on five days or more, most frequent first.

    A row is ``{"words": "hca", "place": "walsall", "language": "en-gb", "times": 12, "days": 6,
    "last_at": datetime}``.
    """
    nothing = SearchLogEntry.objects.filter(bucket=ResultBucket.NONE)
    return _often(nothing, "words", "place", "language")


def relaxed_searches() -> QuerySet[SearchLogEntry, Any]:
    """Return words that found something only after a change, on five days or more.

    A row is as one of ``zero_results``, with ``"step"``, a code of RecallStep.
    """
    relaxed = SearchLogEntry.objects.exclude(step=RecallStep.ALL)
    return _often(relaxed, "words", "place", "language", "step")


def _often(rows: QuerySet[SearchLogEntry], *names: str) -> QuerySet[SearchLogEntry, Any]:
    return (
        rows.exclude(words="")
        .values(*names)
        .annotate(**OFTEN)
        .filter(days__gte=SHOWN_AFTER_DAYS)
        .order_by("-times", *names)
    )


def shown_searches() -> QuerySet[SearchLogEntry]:
    """Return the log as editors may see it: words not found as asked only from five days on."""
    often = (
        SearchLogEntry.objects.filter(NOT_AS_ASKED)
        .values("words")
        .annotate(days=OFTEN["days"])
        .filter(days__gte=SHOWN_AFTER_DAYS)
        .values("words")
    )
    return SearchLogEntry.objects.filter(~NOT_AS_ASKED | Q(words="") | Q(words__in=often))
