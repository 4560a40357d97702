"""Events as iCalendar: what everybody may see, and what somebody who booked may."""

import datetime
from collections.abc import Collection
from typing import Any

import icalendar
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from catalogue.events.bookings.records import Booking
from catalogue.events.bookings.tokens import manage_token
from catalogue.events.calendars.entries import CALLED_OFF, entry_of, frame
from catalogue.events.calendars.words import editions_in
from catalogue.events.dates import EventDate
from catalogue.events.enums import AttendanceMode, BookingState
from catalogue.events.pages import EventPage
from portal.core.models import SiteContact
from portal.core.prose import one_line
from portal.core.structured_data import absolute

# An entry that is taken out is never corrected on the phone of who has it.
KEPT_AFTER_END = datetime.timedelta(days=90)


def calendar_of(
    dates: Collection[EventDate], *, language: str, name: str, now: datetime.datetime
) -> bytes:
    """Return the calendar of dates, which come with ``event`` and its venue and organiser.

    Dates that ended more than 90 days ago are left out; what was called off stays until then.
    The same dates give the same octets, whenever it is asked for.
    """
    shown = [date for date in dates if date.end_at > now - KEPT_AFTER_END]
    editions = editions_in(language, shown)
    with override(language):
        calendar = frame(name)
        contact = SiteContact.current()
        for date in shown:
            event = editions.get(date.event_id, date.event)
            calendar.add_component(entry_of(event, date, language=language, contact=contact))
    return bytes(calendar.to_ical())


def calendar_of_booking(booking: Booking, *, now: datetime.datetime) -> bytes:
    """Return the entry for somebody who booked, with what only they may see, in their language.

    It has the UID of the date, so it takes the place of the public entry. The address of the
    online room is given to who has a place. ``now`` is when it is written.
    """
    is_known = booking.language in dict(settings.LANGUAGES)
    language = booking.language if is_known else settings.LANGUAGE_CODE
    date = booking.date
    event = editions_in(language, [date]).get(date.event_id, date.event)
    with override(language):
        calendar = frame(one_line(event.title))
        entry = entry_of(event, date, language=language, contact=SiteContact.current())
        _add_booking(entry, booking, event.source)
        entry["dtstamp"] = icalendar.vDDDTypes(now.astimezone(datetime.UTC).replace(microsecond=0))
        calendar.add_component(entry)
    return bytes(calendar.to_ical())


def _add_booking(entry: icalendar.Event, booking: Booking, source: EventPage) -> None:
    address = absolute(reverse("bookings:manage", args=[manage_token(booking)]))
    lines = [
        _("Your reference: %(reference)s") % {"reference": booking.reference},
        _("Look at your booking, change it or cancel it: %(address)s") % {"address": address},
    ]
    has_place = booking.state == BookingState.CONFIRMED
    if has_place and source.online_url and source.attendance_mode != AttendanceMode.IN_PERSON:
        lines.append(_("Join online: %(address)s") % {"address": source.online_url})
        if source.attendance_mode == AttendanceMode.ONLINE:
            _put(entry, "location", source.online_url)
    _put(entry, "description", "\n".join([*lines, str(entry["description"])]))
    _put(entry, "url", address)
    _put(entry, "class", "PRIVATE")
    if booking.date.status in CALLED_OFF:
        return
    if booking.state in (BookingState.CANCELLED, BookingState.LAPSED):
        _put(entry, "status", "CANCELLED")
        # Higher than what was sent before, or programs keep the old entry.
        _put(entry, "sequence", booking.date.sequence + 1)
    elif booking.state in (BookingState.WAITING, BookingState.OFFERED):
        _put(entry, "status", "TENTATIVE")
        title = {"title": str(entry["summary"])}
        _put(entry, "summary", _("Waiting list: %(title)s") % title)


def _put(entry: icalendar.Event, name: str, value: Any) -> None:
    entry.pop(name, None)
    entry.add(name, value)
