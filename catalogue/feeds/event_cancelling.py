"""What a partner calls off is called off on the site at once: nobody may travel for nothing.

All else of a feed waits for a person, also when the partner takes the calling off back.
"""

import datetime
import logging
from collections.abc import Collection
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db import transaction

from catalogue.events.enums import EventStatus
from catalogue.events.pages import EventPage
from catalogue.events.scheduling_rules import local
from catalogue.feeds.event_making import call_off_days, call_off_page, dates_by_day
from catalogue.feeds.event_models import HeldEvent
from catalogue.feeds.event_records import EventRecord

log = logging.getLogger(__name__)


def call_off(held: HeldEvent, record: EventRecord, *, now: datetime.datetime) -> bool:
    """Call off on its page what a feed calls off now and did not when it was approved.

    The approved facts then say so too; ``held`` is not saved. Return whether anything was done.
    """
    approved = held.approved_record
    if approved is None or held.page is None or not held.page.live:
        return False
    is_whole = record.is_cancelled and not approved.is_cancelled
    days = _days_called_off(approved, record, now=now)
    if not is_whole and not days:
        return False
    try:
        _publish(held.page.pk, is_whole=is_whole, days=days, record=record, now=now)
    except ValidationError as error:  # the page has to be mended first, by a person
        log.error("Event %s was not called off: %s", held.page.pk, error.messages)
        return False
    off = {one.start for one in record.dates if one.is_cancelled}
    dates = tuple(
        replace(one, is_cancelled=one.is_cancelled or one.start in off) for one in approved.dates
    )
    told = replace(approved, dates=dates, is_cancelled=approved.is_cancelled or is_whole)
    held.approved_facts = told.as_json()
    return True


def _days_called_off(
    approved: EventRecord, record: EventRecord, *, now: datetime.datetime
) -> set[datetime.date]:
    """Return days ahead on which something took place and nothing does now."""
    before = dates_by_day(approved.dates, now=now)
    return {
        day
        for day, one in dates_by_day(record.dates, now=now).items()
        if one.is_cancelled and day in before and not before[day].is_cancelled
    }


@transaction.atomic
def _publish(
    pk: int,
    *,
    is_whole: bool,
    days: Collection[datetime.date],
    record: EventRecord,
    now: datetime.datetime,
) -> None:
    """Change what visitors see, and the draft of an editor with it, which stays a draft."""
    page = EventPage.objects.get(pk=pk)
    draft = page.get_latest_revision_as_object() if page.has_unpublished_changes else None
    for version in (page, draft):
        if version is None:
            continue
        if is_whole and version.status != EventStatus.CANCELLED:
            call_off_page(version)
        if not is_whole:
            call_off_days(version, [one for one in record.dates if local(one.start).date() in days])
        revision = version.save_revision()
        if version is page:
            revision.publish()
