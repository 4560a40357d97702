"""Work out which searches the listings of each provider missed by one condition."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from portal.core.clock import today
from search.engines.base import EngineUnavailable
from search.indexing import get_engine
from search.near_misses import renew_near_misses
from search.reference import get_reference


class Command(BaseCommand):
    """Work out which searches the listings of each provider missed by one condition.

    Safe to repeat: the rows are made again each time.
    """

    help = __doc__ or ""

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            done = renew_near_misses(
                now=timezone.now(), today=today(), engine=get_engine(), reference=get_reference()
            )
        except EngineUnavailable as error:
            raise CommandError(f"The search cannot be asked now: {error}") from error
        self.stdout.write(f"{done['searches']} searches, {done['near_misses']} near misses")
