"""What an entry of a calendar says of an event, in the language of the reader."""

from collections.abc import Iterable

from django.conf import settings
from django.utils.translation import gettext as _

from catalogue.events.dates import EventDate
from catalogue.events.enums import EventStatus
from catalogue.events.event_facts import contact_words, moment_words, own_words, where_words
from catalogue.events.pages import EventPage
from portal.core.models import SiteContact
from portal.core.prose import one_line
from portal.core.structured_data import absolute
from portal.navigation.languages import address_in


def editions_in(language: str, dates: Iterable[EventDate]) -> dict[int, EventPage]:
    """Return the page in a language for each event that has one, by the id of the English page."""
    sources = {date.event.translation_key: date.event for date in dates}
    if language == settings.LANGUAGE_CODE or not sources:
        return {}
    pages = EventPage.objects.live().filter(
        translation_key__in=sources, locale__language_code=language
    )
    found: dict[int, EventPage] = {}
    for page in pages.select_related("locale"):
        source = sources[page.translation_key]
        page.source = source  # it is here: reading it again would be a query for each event
        found[source.pk] = page
    return found


def page_address(event: EventPage, language: str) -> str:
    """Return the full address of the page of an event: ``"https://.../ur/events/jobs-fair/"``."""
    return absolute(address_in(f"/events/{event.source.slug}/", language))


def title_words(event: EventPage, date: EventDate) -> str:
    """Return the title. Not every program shows that an entry is cancelled, so the words do."""
    title = one_line(event.title)
    if date.status == EventStatus.CANCELLED:
        return _("Cancelled: %(title)s") % {"title": title}
    if date.status == EventStatus.POSTPONED:
        return _("Postponed: %(title)s") % {"title": title}
    return title


def place_words(event: EventPage) -> str:
    """Return ``"Main hall, Town Hall, West Bromwich, High Street, B70 8DT"`` or ``"Online"``."""
    where = where_words(event)
    parts = [str(where.room or ""), where.name, where.address, where.words]
    if where.is_online and where.name:
        parts.append(_("or online"))
    return ", ".join(part for part in parts if part)


def about_lines(
    event: EventPage, date: EventDate, *, contact: SiteContact, address: str
) -> list[str]:
    """Return what people need on the day, a line each. The address of the online room is not."""
    asked = contact_words(event, contact)
    lines = [
        _state_line(date),
        one_line(date.status_reason) if date.status != EventStatus.SCHEDULED else "",
        str(own_words(event, "summary")),
        str(own_words(event, "arrival_note")),
        str(own_words(event, "getting_there")),
    ]
    if asked.phone:
        lines.append(_("Questions? Call %(phone)s.") % {"phone": asked.phone})
    lines.append(address)
    return [line for line in lines if line]


def _state_line(date: EventDate) -> str:
    if date.status == EventStatus.CANCELLED:
        return _("This event is cancelled. Do not travel.")
    if date.status == EventStatus.POSTPONED:
        return _("This event is postponed. There is no new date yet.")
    if date.status == EventStatus.RESCHEDULED and date.previous_start_at:
        return _("New date. It was to start on %(moment)s.") % {
            "moment": moment_words(date.previous_start_at)
        }
    return ""
