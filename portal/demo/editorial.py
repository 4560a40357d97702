"""What people read beside the listings of the demonstration: careers, schemes, help and stories."""

import datetime

from django.db import transaction

from pathways.loading import load_careers
from pathways.roles import RolePage
from pathways.support.help_points import HelpPoint
from pathways.support.loading import clear_support, load_support
from portal.core.loading import LoadCounts
from portal.demo.desk_seeding import clear_desk, desk_is_missing, load_desk
from portal.demo.event_seeding import clear_events, events_are_missing, load_events
from portal.pages.loading import clear_stories, load_stories
from portal.pages.services import ensure_site_pages


@transaction.atomic
def seed_editorial(today: datetime.date) -> dict[str, LoadCounts]:
    """Load every page that comes with the service, and the invented ones. Twice changes nothing.

    What a person edited stays. Loaders stand in the order in which their pages name each other.
    """
    ensure_site_pages(is_demonstration=True)
    return {
        **load_careers().counts,
        **load_support(today=today, is_demonstration=True).counts,
        **load_stories(today=today),
        **load_events(today=today),
        **load_desk(today=today),
    }


@transaction.atomic
def clear_editorial() -> dict[str, int]:
    """Remove what is invented. Pathways, roles and figures are facts: they stay."""
    return {**clear_desk(), **clear_events(), **clear_stories(), **clear_support()}


def editorial_is_missing() -> bool:
    """Return whether some of it was never loaded, as on a site that is older than careers."""
    are_careers_there = (
        RolePage.objects.exists() and HelpPoint.objects.filter(is_demo=True).exists()
    )
    return not are_careers_there or events_are_missing() or desk_is_missing()
