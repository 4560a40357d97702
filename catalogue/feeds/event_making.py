"""From the facts of a partner's event to the fields of an event page. Nothing here publishes."""

import datetime
import itertools
from collections.abc import Iterable
from html import escape
from typing import Any

from django.utils.translation import gettext as _

from catalogue.events.enums import (
    AttendanceMode,
    BookingRule,
    DateChangeKind,
    EventStatus,
    Repeats,
)
from catalogue.events.pages import EventDateChange, EventPage
from catalogue.events.scheduling_rules import keys_by_rule, local
from catalogue.feeds.event_records import EventRecord, EventTime
from catalogue.feeds.event_texts import cut
from catalogue.feeds.event_venues import venue_of

SUMMARY_CHARACTERS = 240
FEWEST_OF_SERIES = 3
RULES = {7: Repeats.WEEKLY, 14: Repeats.FORTNIGHTLY}
# Which fields of a page follow which fact of the feed. What editors wrote elsewhere stays.
FOLLOWS = {
    "title": ("title",),
    "place_name": ("venue", "attendance_mode"),
    "address": ("venue", "attendance_mode"),
    "postcode": ("venue", "attendance_mode"),
    "is_online": ("venue", "attendance_mode", "booking", "external_booking_url"),
    "cost_pence": ("cost_pence",),
    "url": ("booking", "external_booking_url"),
    "description": ("summary", "body"),
    "is_cancelled": ("status", "status_reason"),
}


def what_is_missing(record: EventRecord) -> list[str]:
    """Return what a person must write before the event can be on the site, in words."""
    missing = []
    if any(one.is_all_day for one in record.dates):
        missing.append(_("The feed does not say at what time it starts and ends."))
    elif any(not one.has_end for one in record.dates):
        missing.append(_("The feed does not say when it ends."))
    return missing


def page_values(record: EventRecord, *, feed: Any) -> dict[str, Any]:
    """Return the fields of a page that tell the facts of an event, but for its dates."""
    organisation = feed.organisation
    venue = venue_of(organisation, record)
    mode = AttendanceMode.ONLINE if record.is_online and not venue else AttendanceMode.IN_PERSON
    if record.is_online and venue:
        mode = AttendanceMode.MIXED
    return {
        "title": record.title,
        "summary": cut(" ".join(record.description.split()), SUMMARY_CHARACTERS),
        "body": _body(record.description),
        "venue": venue,
        "attendance_mode": mode,
        "cost_pence": record.cost_pence,
        "booking": BookingRule.EXTERNAL if record.url else BookingRule.NONE,
        "external_booking_url": record.url,
        **_status(is_cancelled=record.is_cancelled),
    }


def _status(*, is_cancelled: bool) -> dict[str, Any]:
    if is_cancelled:
        reason = _("The organiser called it off.")
        return {"status": EventStatus.CANCELLED, "status_reason": reason}
    return {"status": EventStatus.SCHEDULED, "status_reason": ""}


def call_off_page(page: EventPage) -> None:
    """Let a page say that the whole event is called off."""
    for name, value in _status(is_cancelled=True).items():
        setattr(page, name, value)


def call_off_days(page: EventPage, dates: Iterable[EventTime]) -> None:
    """Let a page say that these dates are called off, whatever it said of their days."""
    off = {local(one.start).date(): one for one in dates}
    rows = [row for row in page.date_changes.all() if row.on_date not in off]
    rows += [_row(page, day, DateChangeKind.CANCELLED, off[day]) for day in sorted(off)]
    page.date_changes.set(rows)


def new_page(record: EventRecord, *, feed: Any, kind: str, now: datetime.datetime) -> EventPage:
    """Return an event page that is not saved yet."""
    organisation = feed.organisation
    dates = dates_by_day(record.dates, now=now)
    first = next(iter(dates.values()))
    page = EventPage(
        kind=kind,
        organiser=organisation,
        contact_email=organisation.email,
        contact_phone=organisation.phone,
        first_start=first.start,
        first_end=first.end,
        **page_values(record, feed=feed),
    )
    rule = _rule_of(list(dates.values()))
    if rule:
        page.repeats = rule
        page.repeat_until = max(dates)
    page.date_changes.set(_changes(page, dates, now=now, kept=[]))
    return page


def change_page(
    page: EventPage,
    record: EventRecord,
    *,
    feed: Any,
    names: Iterable[str],
    are_dates: bool,
    now: datetime.datetime,
) -> None:
    """Give a page the facts that are different in the feed, and leave all else as it is."""
    fields = {field for name in names for field in FOLLOWS[name]}
    for name, value in page_values(record, feed=feed).items():
        if name in fields:
            setattr(page, name, value)
    if are_dates:
        _move_dates(page, dates_by_day(record.dates, now=now), now=now)


def _move_dates(
    page: EventPage, dates: dict[datetime.date, EventTime], *, now: datetime.datetime
) -> None:
    """Bring the dates ahead of a page in line. Dates that have been stay as they are."""
    rows = list(page.date_changes.all())
    is_single = not page.is_series and not rows and len(dates) == 1 and page.first_end > now
    if is_single:  # the one date at another time: the page itself says that it was moved
        only = next(iter(dates.values()))
        page.first_start, page.first_end = only.start, only.end
        return
    today = local(now).date()
    kept = [row for row in rows if row.on_date < today]
    page.date_changes.set(_changes(page, dates, now=now, kept=kept))


def _changes(
    page: EventPage,
    dates: dict[datetime.date, EventTime],
    *,
    now: datetime.datetime,
    kept: list[EventDateChange],
) -> list[EventDateChange]:
    """Return how the dates of a feed differ from what the rule of the page gives."""
    today = local(now).date()
    by_rule = {datetime.date.fromisoformat(key) for key in keys_by_rule(page)}
    length = page.first_end - page.first_start
    rows = list(kept)
    for day in sorted(by_rule | dates.keys()):
        if day < today or any(row.on_date == day for row in kept):
            continue
        one = dates.get(day)
        if one is None or one.is_cancelled:
            rows.append(_row(page, day, DateChangeKind.CANCELLED, one))
        elif day not in by_rule:
            rows.append(_row(page, day, DateChangeKind.ADDED, one))
        elif (
            local(one.start).time() != local(page.first_start).time()
            or one.end - one.start != length
        ):
            rows.append(_row(page, day, DateChangeKind.MOVED, one))
    return rows


def _row(
    page: EventPage, day: datetime.date, kind: DateChangeKind, one: EventTime | None
) -> EventDateChange:
    reason = _("The organiser called this date off.") if kind == DateChangeKind.CANCELLED else ""
    return EventDateChange(
        event=page,
        on_date=day,
        kind=kind,
        new_start=one.start if one else None,
        new_end=one.end if one else None,
        reason=reason,
    )


def dates_by_day(
    dates: Iterable[EventTime], *, now: datetime.datetime
) -> dict[datetime.date, EventTime]:
    """Return the dates ahead by their day. Of two on one day the first that takes place counts."""
    found: dict[datetime.date, EventTime] = {}
    for one in dates:
        day = local(one.start).date()
        if one.end > now and (day not in found or found[day].is_cancelled):
            found[day] = one
    return found


def days_with_two(record: EventRecord, *, now: datetime.datetime) -> list[datetime.date]:
    """Return days with more than one date, of which a page shows the first."""
    days = [local(one.start).date() for one in record.dates if one.end > now]
    return sorted({day for day in days if days.count(day) > 1})


def _rule_of(dates: list[EventTime]) -> Repeats | None:
    """Return the rule by which dates follow one another without a gap, if there is one."""
    if len(dates) < FEWEST_OF_SERIES or any(one.is_cancelled for one in dates):
        return None
    times = {(local(one.start).time(), local(one.end).time()) for one in dates}
    days = [local(one.start).date() for one in dates]
    steps = {(after - before).days for before, after in itertools.pairwise(days)}
    return RULES.get(steps.pop()) if len(times) == 1 and len(steps) == 1 else None


def _body(description: str) -> list[tuple[str, str]]:
    """Return plain words as paragraphs. Every mark of theirs is a letter, never a tag."""
    paragraphs = [one.strip() for one in description.split("\n\n") if one.strip()]
    html = "".join(f"<p>{escape(one).replace(chr(10), '<br/>')}</p>" for one in paragraphs)
    return [("text", html)] if html else []
