"""A partner's event as the events team reads it in the admin: what it is, and what changed."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.events.event_times import moment_words, when_words
from catalogue.feeds.enums import HeldState
from catalogue.feeds.event_changes import changes
from catalogue.feeds.event_making import days_with_two, what_is_missing
from catalogue.feeds.event_models import HeldEvent
from catalogue.feeds.event_records import EventRecord, EventTime

MOST_DATES = 12


@dataclass(frozen=True, slots=True)
class FactRow:
    """One fact in a table: its name, as it is now, and as it was approved if that is different."""

    label: str
    now: str
    before: str = ""
    is_changed: bool = False


def rows_of(held: HeldEvent, *, now: datetime.datetime) -> list[FactRow]:
    """Return the facts of an event for a table, those that changed marked."""
    record, approved = held.record, held.approved_record
    current = _facts(record, now=now)
    if approved is None:
        return [FactRow(label, value) for label, value in current.items()]
    facts, dates = changes(approved, record, now=now)
    changed = {one.name for one in facts}
    before = _facts(approved, now=now)
    labels = dict(zip(_names(), current, strict=True))
    rows = []
    for name, label in labels.items():
        is_changed = name in changed or (name == "dates" and bool(dates.gone or dates.new))
        rows.append(FactRow(label, current[label], before[label], is_changed))
    return rows


def change_words(held: HeldEvent, *, now: datetime.datetime) -> str:
    """Say in a few words why an event is in the list: ``"Changed: Dates, Title"``."""
    if held.state == HeldState.GONE:
        return _("No longer in the feed, though it has dates ahead")
    if held.state != HeldState.HELD:
        return ""
    if held.approved_facts is None:
        return _("New")
    names = [row.label for row in rows_of(held, now=now) if row.is_changed]
    return _("Changed: %(facts)s") % {"facts": ", ".join(names)}


def warnings_of(held: HeldEvent, *, now: datetime.datetime) -> list[str]:
    """Return what to check before an event is approved."""
    record = held.record
    words = [*record.warnings, *what_is_missing(record)]
    if days := days_with_two(record, now=now):
        shown = ", ".join(date_format(day, "j F") for day in days[:5])
        words.append(
            _("There are two dates on %(days)s. The page shows the first.") % {"days": shown}
        )
    return words


def _names() -> tuple[str, ...]:
    return (
        *("is_cancelled", "title", "dates", "place_name", "address", "postcode"),
        *("is_online", "cost_pence", "url", "description"),
    )


def _facts(record: EventRecord, *, now: datetime.datetime) -> dict[str, str]:
    yes, no = _("Yes"), _("No")
    return {
        _("Called off"): yes if record.is_cancelled else no,
        _("Title"): record.title,
        _("Dates"): _dates(one for one in record.dates if one.end > now),
        _("Place"): record.place_name,
        _("Address"): record.address,
        _("Postcode"): record.postcode,
        _("Online"): yes if record.is_online else no,
        _("Price"): _price(record.cost_pence),
        _("Web page"): record.url,
        _("About"): record.description,
    }


def _price(pence: int | None) -> str:
    if pence is None:
        return ""
    return _("Free") if pence == 0 else f"£{pence / 100:.2f}"


def _dates(dates: Iterable[EventTime]) -> str:
    """Return one date on each line, the first ones of many."""
    listed = list(dates)
    lines = [_date(one) for one in listed[:MOST_DATES]]
    more = len(listed) - MOST_DATES
    if more > 0:
        lines.append(ngettext("and %(count)s more", "and %(count)s more", more) % {"count": more})
    return "\n".join(lines)


@dataclass(slots=True)
class _Times:
    """One date under the names that the words of events ask for."""

    start_at: datetime.datetime
    end_at: datetime.datetime


def _date(one: EventTime) -> str:
    when = when_words(_Times(one.start, one.end))
    if one.is_all_day:
        words = when.day
    elif one.has_end:
        words = f"{when.day}, {when.times}"
    else:
        words = _("%(moment)s, end not known") % {"moment": moment_words(one.start)}
    return _("%(date)s (called off)") % {"date": words} if one.is_cancelled else words
