"""What is read of events when a page is made: whether they are still on, and their places."""

from collections.abc import Iterable

from catalogue.events.bookings.places import Places, places_of
from search.documents import ListingDocument, RunDocument
from search.runs import visible_minutes


def is_still_on(document: ListingDocument, minute: int) -> bool:
    """Say whether a document may be shown in a minute. Only those of events come and go in it."""
    first, last = visible_minutes(document)
    return first <= minute <= last


def places_of_runs(runs: Iterable[RunDocument | None]) -> dict[int, Places]:
    """Read the places of the dates that cards show, in one query; in none without an event.

    They change with every booking, so no index knows them.
    """
    ids = {run.run_id for run in runs if run is not None and run.end_minute is not None}
    return places_of(ids) if ids else {}
