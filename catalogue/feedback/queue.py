"""The order in which moderators see reported problems."""

import datetime

from django.db.models import BooleanField, Case, Count, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from catalogue.feedback.enums import ProblemReason, ProblemStatus
from catalogue.feedback.models import ProblemReport

# Three reports of "does not exist" in 14 days go to the top.
URGENT_REPORTS = 3
URGENT_DAYS = 14


def queue(*, now: datetime.datetime) -> QuerySet[ProblemReport]:
    """Return reports with ``is_urgent``: open and urgent first, then open, then done; oldest first.

    A report is urgent while its listing has three open reports in 14 days that it does not exist,
    and at once when a vacancy asks for money.
    """
    since = now - datetime.timedelta(days=URGENT_DAYS)
    is_urgent = Case(
        When(
            Q(status=ProblemStatus.OPEN)
            & (
                Q(gone_courses__gte=URGENT_REPORTS)
                | Q(gone_vacancies__gte=URGENT_REPORTS)
                | Q(reason=ProblemReason.ASKS_MONEY)
            ),
            then=Value(True),
        ),
        default=Value(False),
        output_field=BooleanField(),
    )
    return (
        ProblemReport.objects.select_related("course__provider", "vacancy")
        .annotate(
            gone_courses=Coalesce(_gone("course", since=since), 0),
            gone_vacancies=Coalesce(_gone("vacancy", since=since), 0),
        )
        .annotate(is_urgent=is_urgent)
        .annotate(
            rank=Case(
                When(is_urgent=True, then=Value(0)),
                When(status=ProblemStatus.OPEN, then=Value(1)),
                default=Value(2),
            )
        )
        .order_by("rank", "created_at", "pk")
    )


def _gone(listing: str, *, since: datetime.datetime) -> Subquery:
    """Return how many open reports say that the same course or vacancy does not exist."""
    return Subquery(
        ProblemReport.objects.filter(
            **{listing: OuterRef(listing)},
            reason=ProblemReason.DOES_NOT_EXIST,
            status=ProblemStatus.OPEN,
            created_at__gte=since,
        )
        .order_by()
        .values(listing)
        .annotate(total=Count("pk"))
        .values("total")
    )
