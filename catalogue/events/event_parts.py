"""Parts of an event's page: its dates, the talks inside, who has a stand."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.courses import wording
from catalogue.events.bookings.places import Places
from catalogue.events.dates import EventDate
from catalogue.events.enums import EventStatus, Repeats
from catalogue.events.event_facts import (
    DateLeaf,
    SpokenLanguage,
    When,
    date_leaf,
    names_html,
    spoken_languages,
)
from catalogue.events.event_offer import Offer, offer_of
from catalogue.events.event_status import StatusWords, status_words
from catalogue.events.event_times import when_words
from catalogue.events.pages import EventPage, EventSession, Exhibitor
from portal.core.prose import breakable, one_line
from portal.core.structured import lines_of

NEXT_DATES = 4
CALLED_OFF = (EventStatus.CANCELLED, EventStatus.POSTPONED)


@dataclass(frozen=True, slots=True)
class DateRow:
    """One date with its own state and places."""

    date: EventDate
    leaf: DateLeaf
    when: When
    offer: Offer
    status: StatusWords | None
    url: str
    is_chosen: bool
    capacity: int | None = None
    places_left: int | None = None


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A talk inside an event."""

    title: str
    times: str
    room: str
    speaker: str
    summary: str
    places: str
    is_full: bool


@dataclass(frozen=True, slots=True)
class ExhibitorRow:
    """Who has a stand. What nobody told is empty; ``jobs`` says it in words."""

    name: str
    url: str
    stand: str
    looking_for: str
    jobs: str
    languages: tuple[SpokenLanguage, ...]

    @property
    def languages_html(self) -> SafeString:
        """The own names of languages, each marked as what it is."""
        return names_html(self.languages)


@dataclass(frozen=True, slots=True)
class Stands:
    """The table of stands. A column that would be empty is left out."""

    rows: tuple[ExhibitorRow, ...]
    in_all: int
    has_numbers: bool
    has_languages: bool


def date_row(
    event: EventPage,
    date: EventDate,
    places: Mapping[int, Places],
    *,
    now: datetime.datetime,
    url: str,
    query: str = "",
    is_chosen: bool = False,
) -> DateRow:
    """Return a date as its row and its box show it."""
    source = event.source
    free = places.get(date.pk)
    return DateRow(
        date=date,
        leaf=date_leaf(date, off=date.status in CALLED_OFF),
        when=when_words(date, doors_minutes=source.doors_minutes),
        offer=offer_of(source, date, free, now=now, query=query),
        status=status_words(event, date, now=now),
        url=url,
        is_chosen=is_chosen,
        capacity=free.capacity if free else None,
        places_left=free.left if free else None,
    )


def chosen_date(
    dates: Sequence[EventDate], key: str, *, now: datetime.datetime
) -> EventDate | None:
    """Return the date that a page is about: the asked one, else the next, else the last.

    The next is the next that takes place; with none of these, the next that is called off.
    """
    asked = next((date for date in dates if key and date.key == key), None)
    ahead = [date for date in dates if not date.is_over(now)]
    takes_place = next((date for date in ahead if date.takes_place), None)
    return asked or takes_place or (ahead[0] if ahead else None) or (dates[-1] if dates else None)


def rule_words(event: EventPage, *, count: int) -> str:
    """Return how a series goes on: ``"Every week, until 30 June 2027"``, or ``"5 dates"``.

    ``count`` is how many dates are ahead.
    """
    source = event.source
    if not source.is_series or source.repeat_until is None:
        dates = ngettext("%(count)d date", "%(count)d dates", count)
        return dates % {"count": count} if count else ""
    words = {
        "rule": str(Repeats(source.repeats).label),
        "day": wording.date(source.repeat_until),
    }
    return _("%(rule)s, until %(day)s") % words


def session_rows(
    sessions: Iterable[EventSession], places: Mapping[str, Places]
) -> tuple[SessionRow, ...]:
    """Return the talks in the order of the day."""
    ordered = sorted(sessions, key=lambda one: (one.starts_at, one.sort_order or 0))
    return tuple(_session_row(one, places.get(one.key)) for one in ordered)


def _session_row(session: EventSession, places: Places | None) -> SessionRow:
    words = _("You do not have to book it.") if session.capacity is None else ""
    is_full = bool(places and places.is_full)
    if is_full:
        words = _("All places are taken.")
    elif places and places.left is not None:
        left = ngettext("%(left)d place left.", "%(left)d places left.", places.left)
        words = left % {"left": places.left}
    return SessionRow(
        title=breakable(one_line(session.title)),
        times=capfirst(wording.times(session.starts_at, session.ends_at)),
        room=breakable(one_line(session.room)),
        speaker=breakable(one_line(session.speaker)),
        summary=breakable(one_line(session.summary)),
        places=words,
        is_full=is_full,
    )


def stands_of(exhibitors: Iterable[Exhibitor], *, most: int | None = None) -> Stands:
    """Return the stands in the order of the events team. Their contacts stay with the team."""
    rows = tuple(_exhibitor_row(one) for one in exhibitors)
    return Stands(
        rows=rows[:most],
        in_all=len(rows),
        has_numbers=any(row.stand for row in rows[:most]),
        has_languages=any(row.languages for row in rows[:most]),
    )


def _exhibitor_row(exhibitor: Exhibitor) -> ExhibitorRow:
    organisation = exhibitor.organisation
    jobs = wording.not_known() if exhibitor.jobs_count is None else str(exhibitor.jobs_count)
    return ExhibitorRow(
        name=breakable(one_line(organisation.name)),
        url=organisation.get_absolute_url() if organisation.is_live else "",
        stand=one_line(exhibitor.stand),
        looking_for=breakable(", ".join(map(one_line, lines_of(exhibitor.roles_wanted)))),
        jobs=jobs if exhibitor.jobs_count != 0 else _("None"),
        languages=spoken_languages(exhibitor.languages_spoken),
    )
