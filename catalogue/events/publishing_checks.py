"""Checks of events before they go live, and who would be told."""

import datetime
from collections.abc import Iterator
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.events import expected_changes
from catalogue.events.dates import ONLY_DATE, EventDate
from catalogue.events.enums import EventStatus
from catalogue.events.event_facts import moment_words
from catalogue.events.expected_changes import Change, changes_ahead, people_on
from catalogue.events.missing_facts import missing_facts
from catalogue.events.pages import EventPage, is_bookable
from catalogue.events.places_taken import day_of, most_taken
from catalogue.events.scheduling_rules import MOST_DATES, dates_of, has_too_many_dates
from catalogue.events.talk_changes import talk_words
from portal.core.clock import now
from portal.core.panels import is_source
from portal.core.publishing import Finding, check

MOST_WARNINGS = 6
LONGEST_DAY = datetime.timedelta(hours=18)
_READ = (
    *("attendance_mode", "booking", "venue", "online_url", "external_booking_url"),
    *("status", "status_reason", "capacity", "largest_party"),
)


def has_what_people_need(page: EventPage, today: datetime.date) -> Iterator[Finding]:
    """Refuse an event without a place, without the address to book, or without a reason."""
    if not is_source(page):
        return
    for name, words in missing_facts({name: getattr(page, name) for name in _READ}):
        field: Any = page._meta.get_field(name)
        yield Finding(capfirst(str(field.verbose_name)), words)


def is_no_template(page: EventPage, today: datetime.date) -> Iterator[Finding]:
    """Refuse to show a template to visitors."""
    if page.source.is_template:
        yield Finding(
            _("A template"),
            _("This is a template. Use “New from template” under “Events”, or clear the tick."),
        )


def dates_are_possible(page: EventPage, today: datetime.date) -> Iterator[Finding]:
    """Refuse a series without end, and a new time for what has been; warn of odd days."""
    if not is_source(page):
        return
    if has_too_many_dates(page):
        yield Finding(
            _("Last day of the series"),
            _("This makes more than %(most)s dates. Write an earlier day.") % {"most": MOST_DATES},
        )
        return
    moment = now()
    planned = dates_of(page)
    only = EventDate.objects.filter(event=page.pk, key=ONLY_DATE).first() if page.pk else None
    if only and not page.is_series and only.is_over(moment):
        if planned and planned[0].start_at != only.start_at:
            yield Finding(
                _("Starts"),
                _(
                    "The event of %(day)s is over, and people booked that day. Write its old time "
                    "again, and use “Copy this event” for a new one."
                )
                % {"day": day_of(only)},
            )
    elif not any(date.end_at > moment for date in planned):
        yield _warn(_("Starts"), _("Every date of this event is over. It is on no list."))
    if page.first_end - page.first_start > LONGEST_DAY:
        yield _warn(_("Ends"), _("It lasts longer than a day. Check the day in “Ends”."))


def capacity_holds_who_booked(page: EventPage, today: datetime.date) -> Iterator[Finding]:
    """Refuse fewer places than people who have one, on a date or in a talk."""
    if not is_source(page) or not page.pk:
        return
    wanted = [("", _("Places on each date"), page.capacity)]
    wanted += [(one.key, one.title, one.capacity) for one in page.sessions.all()]
    for key, place, capacity in wanted:
        fullest = most_taken(page, now=now(), session_key=key) if capacity is not None else None
        if fullest and capacity is not None and fullest.people > capacity:
            yield Finding(
                place,
                _(
                    "%(people)s places are taken on %(day)s. Write at least %(people)s, or cancel "
                    "bookings first."
                )
                % {"people": fullest.people, "day": fullest.day},
            )


def people_are_told(page: EventPage, today: datetime.date) -> Iterator[Finding]:
    """Warn before dates change that people booked: who, which, and that they are told."""
    if not is_source(page) or not page.pk or not page.live:
        return
    moment = now()
    changes = [one for one in changes_ahead(page, now=moment) if one.people]
    for one in changes[:MOST_WARNINGS]:
        yield _warn(
            _("Who is told"), f"{_booked(one.people, day_of(one.date))} {_what_is_told(one)}"
        )
    if len(changes) > MOST_WARNINGS:
        more = {"more": len(changes) - MOST_WARNINGS}
        yield _warn(_("Who is told"), _("And people of %(more)s more dates.") % more)
    yield from _talks_are_told(page, moment)
    if expected_changes.is_place_changed(page):
        ahead = page.dates.ahead(moment).taking_place().values_list("pk", flat=True)
        people = sum(people_on(ahead).values())
        if people:
            yield _warn(
                _("Who is told"),
                ngettext(
                    "%(people)s person booked. They will be told of the new place.",
                    "%(people)s people booked. They will be told of the new place.",
                    people,
                )
                % {"people": people},
            )


def _talks_are_told(page: EventPage, moment: datetime.datetime) -> Iterator[Finding]:
    after = {talk.key: talk_words(talk) for talk in page.sessions.all()}
    for talk, people in expected_changes.talks_ahead(page, now=moment):
        if people:
            what = _told_of_time(after[talk.key]) if talk.key in after else _told_it_is_off()
            yield _warn(_("Who is told"), f"{_booked(people, talk.title)} {what}")


def _booked(people: int, what: str) -> str:
    return ngettext(
        "%(people)s person booked %(day)s.", "%(people)s people booked %(day)s.", people
    ) % {"people": people, "day": what}


def _told_of_time(moment: str) -> str:
    return _("They will be told of the new time: %(moment)s.") % {"moment": moment}


def _told_it_is_off() -> str:
    return _("They will be told that it is cancelled.")


def _what_is_told(change: Change) -> str:
    if change.kind == expected_changes.CANCELLED:
        return _told_it_is_off()
    if change.kind == expected_changes.POSTPONED:
        return _("They will be told that it is postponed.")
    if change.kind == expected_changes.BACK:
        return _("They will be told that it takes place after all.")
    start = change.new_start_at or change.date.start_at
    return _told_of_time(moment_words(start))


def people_can_ask_and_find(page: EventPage, today: datetime.date) -> Iterator[Finding]:
    """Warn of what is missing but stops nobody: a phone number, places, sectors."""
    if not is_source(page):
        return
    if not page.contact_phone:
        yield _warn(_("Phone"), _("There is no phone number. People will call the help line."))
    if is_bookable(page) and page.capacity is None:
        yield _warn(_("Places on each date"), _("There is no limit. Write how many people fit in."))
    if page.status == EventStatus.RESCHEDULED:
        yield _warn(
            _("State"),
            _("“New date” is set by itself when you change the time. Choose “Takes place”."),
        )


def _warn(place: str, message: str) -> Finding:
    return Finding(place, message, is_warning=True)


check(
    EventPage,
    is_no_template,
    has_what_people_need,
    dates_are_possible,
    capacity_holds_who_booked,
    people_are_told,
    people_can_ask_and_find,
)
