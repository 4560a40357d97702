"""Where roles stand, and on which pathway a role is at home when it stands on several."""

from django.conf import settings
from django.db.models import Count, F, Q, QuerySet

from pathways.enums import ProgressionKind
from pathways.sector_pages import PathwayRole


def live_placements() -> QuerySet[PathwayRole]:
    """Return placements on live pathways. Copies of them on translated pages are left out."""
    return PathwayRole.objects.filter(
        pathway__live=True, pathway__locale__language_code=settings.LANGUAGE_CODE
    )


def placements_from_home() -> QuerySet[PathwayRole]:
    """Return placements on live pathways, for each role the one first where it is at home.

    That is the pathway on which most of its steps up stay: a warehouse worker works in hospitals
    too, but the steps up lead through logistics.
    """
    stays = Q(
        pathway__placements__role__steps_here__from_role=F("role"),
        pathway__placements__role__steps_here__kind__in=[
            ProgressionKind.UP,
            ProgressionKind.SPECIALISE,
        ],
        pathway__placements__role__live=True,
    )
    return (
        live_placements()
        .annotate(steps_that_stay=Count("pathway__placements", filter=stays, distinct=True))
        .order_by("-steps_that_stay", "pk")
    )
