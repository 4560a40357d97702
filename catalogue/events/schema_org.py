"""An event as schema.org tells it: Event or EducationEvent, and EventSeries with its dates.

Required by readers: name, startDate with its offset, location with an address. A price of 0 says
free, so an unknown price has no offer.
"""

import datetime
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from catalogue.events.dates import EventDate
from catalogue.events.enums import (
    AttendanceMode,
    Audience,
    BookingRule,
    EventKind,
    EventStatus,
)
from catalogue.events.event_lookup import address_of
from catalogue.events.event_offer import OfferCode
from catalogue.events.event_page import EventView
from catalogue.events.event_parts import DateRow
from catalogue.events.event_times import on_the_wall
from catalogue.events.pages import EventPage
from catalogue.providers.models import Venue
from portal.core.prose import one_line, shortened, web_address
from portal.core.structured_data import absolute, breadcrumb_list, data_block, without_empty
from portal.navigation.languages import address_here, tag_of

MOST_DATES = 12
SCHEMA = "https://schema.org/"
EDUCATION = (EventKind.WORKSHOP, EventKind.TASTER, EventKind.OPEN_DAY, EventKind.WEBINAR)
STATUS = {
    EventStatus.SCHEDULED: "EventScheduled",
    EventStatus.POSTPONED: "EventPostponed",
    EventStatus.RESCHEDULED: "EventRescheduled",
    EventStatus.CANCELLED: "EventCancelled",
}
MODES = {
    AttendanceMode.IN_PERSON: "OfflineEventAttendanceMode",
    AttendanceMode.ONLINE: "OnlineEventAttendanceMode",
    AttendanceMode.MIXED: "MixedEventAttendanceMode",
}


def event_blocks(page: EventPage, view: EventView, crumbs: Sequence[tuple[str, str]]) -> SafeString:
    """Return the data blocks of an event's page. An event without a date has its crumbs only."""
    trail = [(_("Home"), address_here("/")), *crumbs, (one_line(page.title), address_of(page))]
    things = [breadcrumb_list(trail)]
    if view.chosen:
        things.insert(0, event_data(page, view, view.chosen))
    return data_block(*things)


def event_data(page: EventPage, view: EventView, chosen: DateRow) -> dict[str, Any]:
    """Return schema.org Event, or EventSeries with its next dates."""
    source = page.source
    whole = {**_about(page, view), **_times(source, chosen.date), **_places(source, chosen)}
    if not view.has_several_dates:
        return without_empty({"@type": _type(source), **whole})
    rows = [*view.next_dates, *view.more_dates][:MOST_DATES] or [chosen]
    parts = [
        without_empty(
            {
                "@type": _type(source),
                "name": one_line(page.title),
                "url": absolute(row.url),
                "location": _location(source),
                **_times(source, row.date),
                **_places(source, row),
            }
        )
        for row in rows
    ]
    series = {
        **_about(page, view),
        "startDate": on_the_wall(rows[0].date.start_at).isoformat(),
        "endDate": on_the_wall(rows[-1].date.end_at).isoformat(),
        "subEvent": parts,
    }
    return without_empty({"@type": ["EventSeries", _type(source)], **series})


def _type(source: EventPage) -> str:
    return "EducationEvent" if source.kind in EDUCATION else "Event"


def _about(page: EventPage, view: EventView) -> dict[str, Any]:
    source = page.source
    url = absolute(address_of(page))
    return {
        "@id": url,
        "url": url,
        "name": one_line(page.title),
        "description": shortened(page.summary or source.summary or page.title, 500),
        "inLanguage": tag_of(page.locale.language_code),
        "eventAttendanceMode": SCHEMA + MODES[AttendanceMode(source.attendance_mode)],
        "location": _location(source),
        "organizer": without_empty(
            {
                "@type": "Organization",
                "name": one_line(source.organiser.name),
                "url": absolute(view.organiser_url) if view.organiser_url else "",
                "telephone": one_line(source.contact_phone),
            }
        ),
        "isAccessibleForFree": None if source.cost_pence is None else source.cost_pence == 0,
        "audience": {"@type": "Audience", "audienceType": str(Audience(source.audience).label)},
    }


def _times(source: EventPage, date: EventDate) -> dict[str, Any]:
    before = date.previous_start_at
    is_moved = date.status == EventStatus.RESCHEDULED and before
    doors = date.start_at.astimezone(datetime.UTC) - datetime.timedelta(
        minutes=source.doors_minutes
    )
    return {
        "startDate": on_the_wall(date.start_at).isoformat(),
        "endDate": on_the_wall(date.end_at).isoformat(),
        "doorTime": on_the_wall(doors).isoformat() if source.doors_minutes else "",
        "eventStatus": SCHEMA + STATUS[EventStatus(date.status)],
        "previousStartDate": on_the_wall(before).isoformat() if is_moved and before else "",
    }


def _places(source: EventPage, row: DateRow) -> dict[str, Any]:
    """Return how many places there are, and the offer of one."""
    is_ours = source.booking in (BookingRule.OPTIONAL, BookingRule.REQUIRED)
    return {
        "maximumAttendeeCapacity": row.capacity if is_ours else None,
        "remainingAttendeeCapacity": row.places_left if is_ours else None,
        "offers": _offer(source, row),
    }


def _offer(source: EventPage, row: DateRow) -> dict[str, Any]:
    if source.cost_pence is None:
        return {}
    availability = {
        OfferCode.OPEN: "InStock",
        OfferCode.TURN_UP: "InStock",
        OfferCode.FULL: "SoldOut",
        OfferCode.WAITING_LIST: "SoldOut",
    }.get(row.offer.code, "")
    url = row.offer.url or row.url
    return without_empty(
        {
            "@type": "Offer",
            "price": f"{Decimal(source.cost_pence) / 100:.2f}",
            "priceCurrency": "GBP",
            "url": web_address(absolute(url)),
            "availability": SCHEMA + availability if availability else "",
        }
    )


def _location(source: EventPage) -> Any:
    """Return the place, the online room without its address, or both."""
    online = {
        "@type": "VirtualLocation",
        "name": "Online",
        "url": absolute(address_of(source)),
    }
    mode = AttendanceMode(source.attendance_mode)
    if mode == AttendanceMode.ONLINE:
        return online
    place = _place(source.venue) if source.venue else {}
    return [place, online] if mode == AttendanceMode.MIXED and place else place or None


def _place(venue: Venue) -> dict[str, Any]:
    street = ", ".join(line for line in (venue.address_line_1, venue.address_line_2) if line)
    point = venue.point
    geo = {}
    if point is not None and not venue.is_location_approximate:
        geo = {
            "@type": "GeoCoordinates",
            "latitude": point.latitude,
            "longitude": point.longitude,
        }
    return without_empty(
        {
            "@type": "Place",
            "name": one_line(venue.name),
            "address": {
                "@type": "PostalAddress",
                **without_empty(
                    {
                        "streetAddress": one_line(street),
                        "addressLocality": one_line(venue.town),
                        "postalCode": venue.postcode,
                        "addressCountry": "GB",
                    }
                ),
            },
            "geo": geo,
        }
    )
