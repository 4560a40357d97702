"""From an event page to the rows of its dates, and to what people are told. At publishing."""

import datetime
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from wagtail.models import Locale, Page

from catalogue.events.bookings import notices
from catalogue.events.dates import ONLY_DATE, DateTally, EventDate
from catalogue.events.enums import EventStatus, NoticeKind
from catalogue.events.pages import EventPage, EventSession, EventsPage
from catalogue.events.scheduling_rules import PlannedDate, dates_of, has_too_many_dates
from catalogue.events.scheduling_slots import sync_slots
from catalogue.events.talk_changes import as_facts
from portal.core.signals import listings_changed

__all__ = ["SyncReport", "dates_of", "ensure_events_page", "has_too_many_dates", "sync_dates"]

KIND = "event"  # of a document of search
# A wrong rule is seen the next morning at the latest. Then its dates were mistakes; later on people
# have noted them, and see that they are cancelled.
SOON_PUT_RIGHT = datetime.timedelta(days=1)


@dataclass(slots=True)
class SyncReport:
    """``SyncReport(created=["2027-03-09"])``: the keys of dates by what happened to them."""

    created: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    cancelled: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.created or self.changed or self.cancelled or self.removed)


@transaction.atomic
def sync_dates(
    event: EventPage,
    *,
    now: datetime.datetime,
    is_place_changed: bool = False,
    talks: Sequence[EventSession] = (),
) -> SyncReport:
    """Bring the dates of an event in line with its page, and queue what people are to be told.

    ``talks`` are those, as they were, that have another time or room now, or are no more.
    The page is read again under a lock: when two editors publish at once, the dates follow the one
    whose page is kept. Dates that are over stay as they were. Twice changes nothing.
    """
    # Only its own row: the tree above it is nobody's to hold.
    source = EventPage.objects.select_for_update(of=("self",)).get(pk=event.source.pk)
    planned = {one.key: one for one in dates_of(source)}
    rows = {row.key: row for row in source.dates.select_for_update(no_key=True)}
    for old, new in taken_over(source, rows, planned):
        _rename(rows, old, new)
    report = SyncReport()
    for key, plan in planned.items():
        row = rows.get(key)
        if row is None:
            rows[key] = _create(source, plan, now)
            report.created.append(key)
        elif not row.is_over(now):
            is_told = _follow(row, plan, now, is_place_changed, as_facts(talks), report)
            if talks and row.takes_place and not is_told:
                _tell_of_talks(row, talks, now)
    for key in rows.keys() - planned.keys():
        if not rows[key].is_over(now):
            _vanish(source, rows[key], now, report)
    removed = set(report.removed)
    kept = [row for key, row in rows.items() if key not in removed and not row.is_over(now)]
    sync_slots(source, kept, now=now)
    listings_changed.send(sender=EventPage, kind=KIND, ids=[source.pk])
    return report


def ensure_events_page() -> EventsPage | None:
    """Return the page above all events, made where it is missing. None without a home page."""
    found = EventsPage.objects.order_by("pk").first()
    if found:
        return found
    locale = Locale.objects.get(language_code=settings.LANGUAGE_CODE)
    homes = EventsPage.allowed_parent_page_models()
    top = Page.objects.filter(depth=2, locale=locale).specific()
    home = next((page for page in top if type(page) in homes), None)
    if home is None:
        return None
    page: EventsPage = home.add_child(
        instance=EventsPage(title="Events", slug="events", locale=locale, live=False)
    )
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def taken_over(
    source: EventPage, rows: Mapping[str, EventDate], planned: Mapping[str, PlannedDate]
) -> list[tuple[str, str]]:
    """Return the key that a date has and the one it is to have, when an event becomes a series.

    Or a series one event. The same date then has another key, but it is the same row with the
    same UID, and its bookings stay.
    """
    old, new = ONLY_DATE, next(iter(planned), "")
    if not source.is_series:
        first = planned.get(ONLY_DATE)
        old, new = (first.start_at.date().isoformat() if first else ""), ONLY_DATE
    is_taken_over = old in rows and old not in planned and new in planned and new not in rows
    return [(old, new)] if is_taken_over else []


def _rename(rows: dict[str, EventDate], old: str, new: str) -> None:
    row = rows.pop(old)
    row.key = new
    row.save(update_fields=["key"])
    rows[new] = row


def _create(source: EventPage, plan: PlannedDate, now: datetime.datetime) -> EventDate:
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    uid = f"{uuid.uuid4()}@{host}"
    row = EventDate(
        event=source, key=plan.key, start_at=plan.start_at, uid=uid, created_at=now, changed_at=now
    )
    for name, value in wanted_facts(row, plan).items():
        setattr(row, name, value)
    row.save()
    return row


def _follow(
    row: EventDate,
    plan: PlannedDate,
    now: datetime.datetime,
    is_place_changed: bool,
    talks: list[dict[str, str]],
    report: SyncReport,
) -> bool:
    """Change a row to what the page means, and tell who booked if it matters to them.

    Return whether everybody of the date is told.
    """
    old = facts_of(row)
    new = wanted_facts(row, plan)
    is_told_of_place = is_place_changed and new["status"] in (
        EventStatus.SCHEDULED,
        EventStatus.RESCHEDULED,
    )
    if new == old and not is_told_of_place:
        return False
    for name, value in new.items():
        setattr(row, name, value)
    row.sequence += 1
    row.changed_at = now
    row.save()
    is_called_off = new["status"] == EventStatus.CANCELLED
    (report.cancelled if is_called_off else report.changed).append(row.key)
    if is_called_off:
        if old["status"] != EventStatus.CANCELLED:
            _tell(row, NoticeKind.EVENT_CANCELLED, old, now)
        return True
    told = ("start_at", "end_at", "status")
    is_told = is_told_of_place or any(old[name] != new[name] for name in told)
    if is_told:
        more = {"is_place_changed": is_told_of_place, "talks": talks}
        _tell(row, NoticeKind.EVENT_CHANGED, old, now, **more)
    return is_told


def wanted_facts(row: EventDate, plan: PlannedDate) -> dict[str, Any]:
    """Return the values a row should have. A live date that has another start is a new date."""
    moved_from = row.start_at if row.start_at != plan.start_at else None
    first = plan.previous_start_at or row.previous_start_at or moved_from
    if first == plan.start_at:
        first = None
    status, reason = plan.status, plan.reason
    if status == EventStatus.SCHEDULED and first:
        status = EventStatus.RESCHEDULED
        reason = reason or row.event.status_reason
    return {
        "start_at": plan.start_at,
        "end_at": plan.end_at,
        "status": status,
        "status_reason": reason,
        "previous_start_at": first,
    }


def facts_of(row: EventDate) -> dict[str, Any]:
    """Return what a row says of its date, by the names of its fields."""
    names = ("start_at", "end_at", "status", "status_reason", "previous_start_at")
    return {name: getattr(row, name) for name in names}


def _vanish(source: EventPage, row: EventDate, now: datetime.datetime, report: SyncReport) -> None:
    """Cancel a date that the page means no longer; delete it if nobody relies on it."""
    if _nobody_relies_on(source, row, now):
        row.delete()
        report.removed.append(row.key)
        return
    if row.status == EventStatus.CANCELLED:
        return
    old = facts_of(row)
    row.status = EventStatus.CANCELLED
    row.status_reason = source.status_reason
    row.sequence += 1
    row.changed_at = now
    row.save()
    report.cancelled.append(row.key)
    _tell(row, NoticeKind.EVENT_CANCELLED, old, now)


def _nobody_relies_on(source: EventPage, row: EventDate, now: datetime.datetime) -> bool:
    """Whether a date was never public, or is a slip that was put right before anybody booked."""
    if row.bookings.exists() or DateTally.objects.filter(date=row).exists():
        return False
    was_live = source.live or source.first_published_at is not None
    is_ahead = now < row.start_at and not row.arrivals.exists()
    return not was_live or (is_ahead and now - row.created_at < SOON_PUT_RIGHT)


def _tell(
    row: EventDate,
    kind: NoticeKind,
    old: dict[str, Any],
    now: datetime.datetime,
    **more: Any,
) -> None:
    facts = {
        "previous_start_at": old["start_at"].isoformat(),
        "previous_end_at": old["end_at"].isoformat(),
        "start_at": row.start_at.isoformat(),
        "status": str(row.status),
        "reason": row.status_reason,
        "is_place_changed": False,
        **more,
    }
    notices.queue_for_date(row, kind, about=str(row.sequence), facts=facts, now=now)


def _tell_of_talks(row: EventDate, talks: Sequence[EventSession], now: datetime.datetime) -> None:
    """Tell those who booked one of these talks on a date that itself stays as it was."""
    notices.queue_for_date(
        row,
        NoticeKind.EVENT_CHANGED,
        about=f"{row.sequence} {now:%Y%m%dT%H%M%S.%f}",
        facts={"talks": as_facts(talks)},
        session_keys=[talk.key for talk in talks],
        now=now,
    )
