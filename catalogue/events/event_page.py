"""What the page of an event shows, in words, from a fixed number of questions to the database."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from catalogue.courses.key_facts import Fact
from catalogue.events.bookings.places import Places, places_of, session_places_of
from catalogue.events.dates import ONLY_DATE, EventDate
from catalogue.events.enums import EventKind, EventStatus
from catalogue.events.event_facts import (
    AccessFacts,
    AudienceWords,
    ContactWords,
    OwnWords,
    Where,
    access_facts,
    audience_words,
    contact_words,
    kind_words,
    on_the_wall,
    own_lines,
    own_words,
    price_words,
    where_words,
)
from catalogue.events.event_lookup import address_of
from catalogue.events.event_offer import OfferCode, close_words
from catalogue.events.event_parts import (
    NEXT_DATES,
    DateRow,
    SessionRow,
    Stands,
    chosen_date,
    date_row,
    rule_words,
    session_rows,
    stands_of,
)
from catalogue.events.pages import EventPage
from catalogue.events.scheduling_rules import dates_of
from portal.core.lists import sentence
from portal.core.models import SiteContact
from portal.core.prose import Passage, one_line, passages, whole_postcodes
from portal.navigation.languages import active_language

STANDS_BEFORE_MORE = 6
ICONS = {
    EventKind.EMPLOYER_DAY: "case",
    EventKind.DROP_IN: "talk",
    EventKind.WORKSHOP: "tools",
    EventKind.TASTER: "book",
    EventKind.OPEN_DAY: "post",
    EventKind.WEBINAR: "globe",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class EventView:
    """Everything that the templates of an event read."""

    title: OwnWords
    summary: OwnWords
    kind: str
    icon: str
    audience: AudienceWords
    price: str
    is_free: bool
    cost_note: OwnWords
    chosen: DateRow | None
    facts: tuple[Fact, ...]
    has_several_dates: bool
    rule: str
    next_dates: tuple[DateRow, ...]
    more_dates: tuple[DateRow, ...]
    book_by: str
    walk_in_note: OwnWords
    where: Where
    getting_there: list[Passage]
    getting_there_words: OwnWords
    access: AccessFacts | None
    sessions: tuple[SessionRow, ...]
    stands: Stands
    bring: list[OwnWords]
    contact: ContactWords
    organiser_name: str
    organiser_url: str
    sectors: tuple[Any, ...]
    address: str
    exhibitors_url: str
    poster_url: str
    calendar_url: str
    is_for_staff: bool

    @property
    def is_off(self) -> bool:
        """Whether nobody can come on the chosen date: it is over, cancelled or postponed."""
        return bool(
            self.chosen and self.chosen.offer.code in (OfferCode.OVER, OfferCode.CALLED_OFF)
        )


def event_view(
    page: EventPage, *, key: str, now: datetime.datetime, site: SiteContact, is_draft: bool = False
) -> EventView:
    """Return the page of an event at a moment. ``key`` names the date that a visitor asks for.

    ``is_draft``: a preview. Its dates are those that publishing would make.
    """
    source = page.source
    dates = planned_dates(source) if is_draft else list(EventDate.objects.filter(event=source))
    chosen = chosen_date(dates, key, now=now)
    address = address_of(page)
    has_several = len(dates) > 1 or source.is_series
    ahead = [one for one in dates if not one.is_over(now)] if has_several else []
    rows = _rows(page, dates, chosen, ahead, now=now, address=address)
    box = rows.get(chosen.key) if chosen else None
    later = [rows[one.key] for one in ahead]
    contact = contact_words(page, site)
    where = where_words(page)
    exhibitors = source.exhibitors.select_related("organisation").order_by("sort_order", "pk")
    sessions = list(source.sessions.all())
    talks = session_places_of(chosen.pk) if sessions and chosen and chosen.pk else {}
    today = on_the_wall(now).date()
    return EventView(
        title=own_words(page, "title"),
        summary=own_words(page, "summary"),
        kind=kind_words(page),
        icon=ICONS.get(EventKind(source.kind), "people"),
        audience=audience_words(page),
        price=price_words(page),
        is_free=source.cost_pence == 0,
        cost_note=own_words(page, "cost_note"),
        chosen=box,
        facts=_facts(page, box, where, contact),
        has_several_dates=has_several,
        rule=rule_words(page, count=len(ahead)) if has_several else "",
        next_dates=tuple(later[:NEXT_DATES]),
        more_dates=tuple(later[NEXT_DATES:]),
        book_by=close_words(source, chosen, now=now) if chosen else "",
        walk_in_note=own_words(page, "walk_in_note"),
        where=where,
        getting_there=_passages(page.getting_there or source.getting_there),
        getting_there_words=own_words(page, "getting_there"),
        access=access_facts(page, chosen, phone=contact.phone, today=today) if chosen else None,
        sessions=session_rows(sessions, talks),
        stands=stands_of(exhibitors, most=STANDS_BEFORE_MORE),
        bring=own_lines(page, "bring"),
        contact=contact,
        organiser_name=one_line(source.organiser.name),
        organiser_url=source.organiser.get_absolute_url() if source.organiser.is_live else "",
        sectors=tuple(source.sectors.all()),
        address=address,
        exhibitors_url=reverse("events:exhibitors", args=[page.slug]),
        poster_url=reverse("events:poster", args=[page.slug]) + _query(chosen, dates),
        calendar_url=_calendar(source, chosen, dates),
        is_for_staff=source.is_for_staff,
    )


def _passages(text: str) -> list[Passage]:
    """Return paragraphs without marks that turn the direction of what follows."""
    return passages("\n".join(map(one_line, text.splitlines())))


def planned_dates(source: EventPage) -> list[EventDate]:
    """Return the dates that publishing would make, as rows that are not saved."""
    return [
        EventDate(
            event=source,
            key=plan.key,
            start_at=plan.start_at,
            end_at=plan.end_at,
            status=plan.status,
            status_reason=plan.reason,
            previous_start_at=plan.previous_start_at,
        )
        for plan in dates_of(source)
    ]


def _rows(
    page: EventPage,
    dates: Sequence[EventDate],
    chosen: EventDate | None,
    ahead: Sequence[EventDate],
    *,
    now: datetime.datetime,
    address: str,
) -> dict[str, DateRow]:
    wanted = {one.key for one in ahead} | ({chosen.key} if chosen else set())
    shown = [one for one in dates if one.key in wanted]
    ids = [one.pk for one in shown if one.pk]
    places: dict[int, Places] = places_of(ids) if ids else {}
    return {
        one.key: date_row(
            page,
            one,
            places,
            now=now,
            url=f"{address}{_query(one, dates)}",
            query=_query(one, dates),
            is_chosen=one is chosen,
        )
        for one in shown
    }


def _query(date: EventDate | None, dates: Sequence[EventDate]) -> str:
    """Return what names a date among several: ``"?date=2027-03-11"``."""
    is_only = len(dates) == 1 and dates[0].key == ONLY_DATE
    return f"?date={date.key}" if date and not is_only else ""


def _facts(
    page: EventPage, box: DateRow | None, where: Where, contact: ContactWords
) -> tuple[Fact, ...]:
    """Return four key facts, what is not known said in words."""
    audience = audience_words(page)
    place: str | SafeString = where.words
    if where.name:
        place = format_html('<bdi lang="en-GB" dir="ltr">{}</bdi>', where.name)
    questions: str | SafeString = _("Not known")
    if contact.phone_link:
        questions = format_html(
            '<a href="{}"><bdi dir="ltr">{}</bdi></a>', contact.phone_link, contact.phone
        )
    name = contact.name.html if contact.name and not contact.is_of_site else ""
    return (
        Fact("cal", _("When"), *_when(page, box)),
        Fact("pin", _("Where"), place, _where_note(where)),
        Fact("people", _("Who it is for"), audience.text, audience.note.html),
        Fact("phone", _("Questions"), questions, name),
    )


def _when(page: EventPage, box: DateRow | None) -> tuple[str | SafeString, str | SafeString]:
    if box is None:
        return _("Not known"), ""
    day = capfirst(box.when.day)
    if box.date.status in (EventStatus.CANCELLED, EventStatus.POSTPONED):
        words = _("Cancelled") if box.date.status == EventStatus.CANCELLED else _("Postponed")
        return format_html("<del>{}</del>", day), words
    note = own_words(page, "arrival_note")
    times = box.when.times
    return day, format_html("{} {}", sentence(times), note.html) if note else times


def _where_note(where: Where) -> SafeString:
    link = format_html('<a href="#where">{}</a>', _("How to get there"))
    if not where.is_in_person:
        return format_html("{}", _("We send you the address of the online room."))
    address = format_html('<bdi lang="en-GB" dir="ltr">{}</bdi>', whole_postcodes(where.address))
    online = format_html("{} ", _("You can also take part online.")) if where.is_online else ""
    return format_html("{}{}<br>{}", online, address if where.address else "", link)


def _calendar(source: EventPage, date: EventDate | None, dates: Sequence[EventDate]) -> str:
    """Return the calendar of one date, or of the event, in the language of the reader."""
    base = reverse("event_feeds:calendar", args=[source.slug])
    language = f"lang={active_language()}"
    asked = _query(date, dates)
    return f"{base}{asked}&{language}" if asked else f"{base}?{language}"
