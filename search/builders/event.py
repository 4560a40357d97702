"""Events as documents: one for each language in which their page is live, dates as their runs.

An event with a date that ends today or tomorrow has a document for before that minute and one for
after it, so that engines need to compare two numbers and every count is right by the minute.
"""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from django.conf import settings
from django.db.models import Prefetch

from catalogue.events.dates import EventDate
from catalogue.events.pages import EventPage, Exhibitor
from catalogue.providers.models import Venue
from pathways.event_roles import EventRole
from portal.core.structured import lines_of
from search.builders import event_codes
from search.builders.codes import VENUE_TYPES
from search.builders.event_words import about_text, provider_text, subject_text
from search.builders.in_languages import Edition, address_of, ids_of, live_editions
from search.documents import ListingDocument, RunDocument
from search.moments import MOST_DAYS_AHEAD, REGION_TIME, end_minute_of, first_minute_of

# So many documents an event has in a language at most: one more than dates that end soon.
MOST_WINDOWS = 6
DAYS_TOLD_APART = 2  # today and tomorrow: the nightly renewal may be some hours late
DAYS_LOOKED_BACK = 7
JOINT = "+"


@dataclass(frozen=True, slots=True)
class EventParts:
    """What belongs to events, by the id of the page in the first language."""

    dates: dict[int, list[EventDate]]
    exhibitors: dict[int, list[Exhibitor]]
    roles: dict[int, list[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Window:
    """A document of an event: its runs, and the minutes in which it is shown."""

    number: int
    runs: tuple[RunDocument, ...]
    from_minute: int | None
    until_minute: int


def documents(
    *, today: datetime.date, ids: Collection[int] | None = None
) -> Iterator[ListingDocument]:
    """Give the documents of events to list. ``ids`` are those of pages in the first language."""
    dates = _dates(today, ids)
    pages = EventPage.objects.select_related("organiser", "venue__council", "venue__town_place")
    pages = pages.prefetch_related("sectors", Prefetch("sessions"))
    found = live_editions(pages, list(dates))
    parts = _load_parts(dates, [editions[0].page for editions in found])
    for editions in found:
        source = editions[0].page
        runs = [run for date in parts.dates[source.pk] for run in _runs(date, source)]
        windows = windows_of(runs, today)
        for edition in editions:
            document = _document(edition, source, parts)
            for window in windows:
                yield replace(
                    document,
                    id=document_id(source.pk, edition.language, window.number),
                    runs=window.runs,
                    from_minute=window.from_minute,
                    until_minute=window.until_minute,
                )


def expected_ids(*, today: datetime.date) -> set[str]:
    """Return the ids that must be listed: ``{"event:12", "event:12:ur", "event:12:en-gb+1"}``."""
    dates = _dates(today, None)
    pages = EventPage.objects.select_related("venue")
    found = set()
    for editions in live_editions(pages, list(dates)):
        source = editions[0].page
        runs = [run for date in dates[source.pk] for run in _runs(date, source)]
        numbers = [window.number for window in windows_of(runs, today)]
        found |= {document_id(source.pk, e.language, n) for e in editions for n in numbers}
    return found


def document_id(source_id: int, language: str, window: int) -> str:
    """Return ``"event:12"``, ``"event:12:ur"`` and for the second window ``"event:12:ur+1"``."""
    if window:
        return f"event:{source_id}:{language}{JOINT}{window}"
    return f"event:{source_id}" + ("" if language == settings.LANGUAGE_CODE else f":{language}")


def every_id_of(source_id: int) -> tuple[str, ...]:
    """Return the ids of all documents that an event may have."""
    later = [
        document_id(source_id, code, number)
        for code, _name in settings.LANGUAGES
        for number in range(1, MOST_WINDOWS)
    ]
    return (*ids_of("event", source_id), *later)


def ending_soon(today: datetime.date) -> list[int]:
    """Return the events with a date that ended in the last days, or ends today or tomorrow."""
    first = _midnight(today - datetime.timedelta(days=DAYS_LOOKED_BACK))
    last = _midnight(today + datetime.timedelta(days=DAYS_TOLD_APART))
    rows = EventDate.objects.filter(end_at__gt=first, end_at__lte=last).order_by("event_id")
    return list(rows.values_list("event_id", flat=True).distinct())


def windows_of(runs: Sequence[RunDocument], today: datetime.date) -> list[Window]:
    """Cut the time at each end of a date that is near; what follows has the dates that are left."""
    ends = sorted({run.end_minute for run in runs if run.end_minute is not None})
    if not ends:
        return []
    soon = first_minute_of(today + datetime.timedelta(days=DAYS_TOLD_APART))
    cuts = [end for end in ends[:-1] if end <= soon][: MOST_WINDOWS - 1]
    starts: list[int | None] = [None, *cuts]
    return [
        Window(
            number,
            tuple(run for run in runs if (run.end_minute or 0) > (start or 0)),
            start,
            cuts[number] if number < len(cuts) else ends[-1],
        )
        for number, start in enumerate(starts)
    ]


def _dates(today: datetime.date, ids: Collection[int] | None) -> dict[int, list[EventDate]]:
    """Read the dates that have not ended before today, in one query, by event."""
    last = _midnight(today + datetime.timedelta(days=MOST_DAYS_AHEAD))
    rows = EventDate.objects.public().ahead(_midnight(today)).filter(start_at__lt=last)
    if ids is not None:
        rows = rows.filter(event__in=ids)
    found: dict[int, list[EventDate]] = defaultdict(list)
    for row in rows:
        found[row.event_id].append(row)
    return found


def _midnight(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time.min, tzinfo=REGION_TIME)


def _load_parts(dates: dict[int, list[EventDate]], rows: Sequence[EventPage]) -> EventParts:
    """Read exhibitors and roles in two queries."""
    parts = EventParts(dates, defaultdict(list), defaultdict(list))
    exhibitors = Exhibitor.objects.filter(event__in=rows).select_related("organisation")
    for one in exhibitors.order_by("event_id", "sort_order", "pk"):
        parts.exhibitors[one.event_id].append(one)
    roles = EventRole.objects.filter(event__in=rows, role__live=True).order_by("sort_order", "pk")
    for pk, slug, title in roles.values_list("event_id", "role__slug", "role__title"):
        parts.roles[pk].append((slug, title))
    return parts


def _document(edition: Edition, source: EventPage, parts: EventParts) -> ListingDocument:
    page = edition.page
    organiser, venue = source.organiser, source.venue
    exhibitors, roles = parts.exhibitors[source.pk], parts.roles[source.pk]
    sectors = {sector.slug: sector.name for sector in source.sectors.all()}
    offered, on_request = event_codes.access(source, venue)
    speaks = (*source.languages_spoken, *(c for e in exhibitors for c in e.languages_spoken))
    codes = sorted({str(code).strip().lower() for code in speaks if str(code).strip()})
    note, is_own = _note(page, source)
    return ListingDocument(
        id=document_id(source.pk, edition.language, 0),
        kind="event",
        language=edition.language,
        shown_in=edition.shown_in,
        title=page.title,
        alternative_titles=() if edition.is_source else (source.title,),
        references=(source.slug,),
        subject_text=subject_text(source, sectors.values()),
        provider_text=provider_text(source, exhibitors),
        description=about_text(page, source, exhibitors, [title for _slug, title in roles]),
        url=address_of(page),
        provider_name=organiser.name,
        provider_slug=organiser.slug if organiser.is_live else "",
        ukprn=organiser.ukprn,
        sectors=tuple(sorted(sectors)),
        roles=tuple(sorted({slug for slug, _title in roles})),
        event_kind=source.kind,
        exhibitors=tuple(one.organisation.slug for one in exhibitors if one.organisation.is_live),
        audience=event_codes.AUDIENCES.get(source.audience, ""),
        access=offered,
        on_request=on_request,
        speaks=tuple(codes),
        booking=event_codes.BOOKINGS[source.booking],
        note=note,
        note_language="" if is_own else settings.LANGUAGE_CODE,
        needs=event_codes.needs(source, venue),
        age=event_codes.AGES.get(source.audience, event_codes.EVERY_AGE),
        you_need=next(iter(lines_of(page.bring or source.bring)), ""),
        completeness=_completeness(source),
    )


def _note(page: EventPage, source: EventPage) -> tuple[str, bool]:
    """Return one line about coming, and whether it is in the words of the page itself."""
    lines = (
        (getattr(one, name), one is page)
        for one in (page, source)
        for name in ("walk_in_note", "arrival_note", "audience_note")
    )
    return next((line for line in lines if line[0]), ("", True))


def _completeness(event: EventPage) -> float:
    """Return how much of what a visitor wants to know is told, from 0 to 1."""
    venue = event.venue
    told = (event.bsl, event.captions, event.interpreters, event.children_welcome)
    points = {
        30: venue is None or venue.latitude is not None,
        25: any(answer != "UNKNOWN" for answer in told),
        20: bool(event.summary),
        15: bool(event.contact_phone or event.contact_email),
        10: event.cost_pence is not None,
    }
    return sum(weight for weight, known in points.items() if known) / sum(points)


def _runs(date: EventDate, event: EventPage) -> list[RunDocument]:
    """Make the run of a date; one that is both in a room and online is two."""
    start, end = (one.astimezone(REGION_TIME) for one in (date.start_at, date.end_at))
    before = date.previous_start_at
    last = end - datetime.timedelta(microseconds=1)  # midnight belongs to the day before
    return [
        RunDocument(
            run_id=date.pk,
            when=event_codes.when(start, end),
            how=how,
            cost=event_codes.cost(event.cost_pence),
            cost_pence=event.cost_pence,
            start_date=start.date(),
            end_date=last.date(),
            start_time=start.time(),
            end_time=end.time(),
            end_minute=end_minute_of(date.end_at),
            enrol_by_date=last.date(),
            is_open_until_closing=True,
            moved_from=before.astimezone(REGION_TIME).date() if before else None,
            status=date.status,
            note=date.status_reason or event.status_reason,
            **({} if how == "online" or event.venue is None else _where(event.venue)),
        )
        for how in event_codes.HOW[event.attendance_mode]
    ]


def _where(venue: Venue) -> dict:
    areas = [place.slug for place in (venue.town_place, venue.council) if place]
    has_point = venue.latitude is not None and venue.longitude is not None
    return {
        # Only a place with a point is looked up by its distance; venues out of use are not.
        "venue_id": venue.pk if has_point and venue.is_live else None,
        "venue_name": venue.name,
        "venue_type": VENUE_TYPES[venue.venue_type],
        "town": venue.town,
        "postcode_outward": venue.outward_code,
        "latitude": venue.latitude,
        "longitude": venue.longitude,
        "is_location_approximate": venue.is_location_approximate,
        "area_slugs": tuple(dict.fromkeys(areas)),
    }
