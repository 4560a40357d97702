"""One VEVENT a date, by its UID and SEQUENCE, and the frame around it (RFC 5545)."""

import datetime

import icalendar

from catalogue.events.calendars import words, zone
from catalogue.events.dates import EventDate
from catalogue.events.enums import AttendanceMode, EventKind, EventStatus
from catalogue.events.pages import EventPage
from portal.core.clock import REGION_TIME
from portal.core.models import SiteContact
from portal.core.prose import email_address, one_line

# How often a program asks again. A cancelled fair should be known before people travel.
ASK_AGAIN = datetime.timedelta(hours=1)
CALLED_OFF = (EventStatus.CANCELLED, EventStatus.POSTPONED)


def frame(name: str) -> icalendar.Calendar:
    """Return a calendar without entries: what it is called, its zone, how often to ask again."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", f"-//{SiteContact.current().service_name}//Events//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", one_line(name))
    calendar.add("x-wr-calname", one_line(name))
    calendar.add("x-wr-timezone", zone.NAME)
    calendar.add("refresh-interval", icalendar.vDuration(ASK_AGAIN), {"value": "DURATION"})
    calendar.add("x-published-ttl", icalendar.vDuration(ASK_AGAIN))
    calendar.add_component(zone.zone())
    return calendar


def entry_of(
    event: EventPage, date: EventDate, *, language: str, contact: SiteContact
) -> icalendar.Event:
    """Return the public facts of a date. ``event`` is its page in the language of the reader."""
    source = event.source
    own = {"language": event.locale.language_code}
    changed_at = _changed_at(event, date)
    address = words.page_address(event, language)
    entry = icalendar.Event()
    entry.add("uid", date.uid)
    entry.add("sequence", date.sequence)
    entry.add("dtstamp", changed_at)
    entry.add("created", _utc(date.created_at))
    entry.add("last-modified", changed_at)
    entry.add("dtstart", date.start_at.astimezone(REGION_TIME))
    entry.add("dtend", date.end_at.astimezone(REGION_TIME))
    entry.add("summary", words.title_words(event, date), own)
    entry.add("location", words.place_words(event))
    lines = words.about_lines(event, date, contact=contact, address=address)
    entry.add("description", "\n".join(lines))
    entry.add("url", address)
    entry.add("status", "CANCELLED" if date.status in CALLED_OFF else "CONFIRMED")
    entry.add("class", "PUBLIC")
    entry.add("categories", [str(EventKind(source.kind).label)])
    venue = source.venue if source.attendance_mode != AttendanceMode.ONLINE else None
    if venue is not None and venue.point is not None:
        entry.add("geo", (venue.latitude, venue.longitude))
    email = email_address(source.contact_email) or email_address(contact.email)
    if email:
        organizer = icalendar.vCalAddress(f"mailto:{email}")
        organizer.params["cn"] = one_line(source.organiser.name).replace('"', "'")
        entry.add("organizer", organizer)
    return entry


def _changed_at(event: EventPage, date: EventDate) -> datetime.datetime:
    """Return when anything of an entry last changed: its time, or the words of the page."""
    published = event.last_published_at or event.source.last_published_at
    return _utc(max(date.changed_at, published) if published else date.changed_at)


def _utc(moment: datetime.datetime) -> datetime.datetime:
    return moment.astimezone(datetime.UTC).replace(microsecond=0)
