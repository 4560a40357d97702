"""The facts of an event in words, for its page, cards, messages and posters. Makes no query.

What is shown of a date: ``when_words``, ``date_leaf``; of an event: ``where_words``,
``audience_words``, ``price_words``, ``contact_words``, ``access_facts``. Rows come fetched: a page
with ``locale``, ``venue`` and ``organiser``.
"""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from catalogue.courses import wording
from catalogue.events.enums import AttendanceMode, Audience, EventKind
from catalogue.events.event_access import AccessFact, AccessFacts, access_facts, names_html
from catalogue.events.event_times import (
    DateLeaf,
    When,
    date_leaf,
    day_words,
    moment_words,
    on_the_wall,
    when_words,
)
from catalogue.events.event_words import OwnWords, own_lines, own_words
from catalogue.events.language_names import SpokenLanguage, spoken_languages
from catalogue.events.pages import EventPage
from catalogue.providers.venue_cards import address_lines, map_url
from portal.core.models import SiteContact
from portal.core.prose import email_address, one_line, phone_link

__all__ = [
    "AccessFact",
    "AccessFacts",
    "AudienceWords",
    "ContactWords",
    "DateLeaf",
    "OwnWords",
    "SpokenLanguage",
    "When",
    "Where",
    "access_facts",
    "audience_words",
    "contact_words",
    "date_leaf",
    "day_words",
    "kind_words",
    "moment_words",
    "names_html",
    "on_the_wall",
    "own_lines",
    "own_words",
    "price_words",
    "spoken_languages",
    "when_words",
    "where_words",
]


@dataclass(frozen=True, slots=True)
class Where:
    """``Where("Town Hall, West Bromwich", "High Street, B70 8DT", ...)``.

    ``name`` and ``address`` are as the venue writes them, in English. ``words`` are ours, when
    there is no venue: ``"Online"``, ``"Not known"``.
    """

    name: str = ""
    address: str = ""
    lines: tuple[str, ...] = ()
    words: str = ""
    room: OwnWords | None = None
    map_url: str = ""
    is_online: bool = False
    is_in_person: bool = False

    @property
    def short(self) -> str:
        """The place in a few words, whoever wrote them."""
        return self.name or self.words


@dataclass(frozen=True, slots=True)
class AudienceWords:
    """``AudienceWords("OVER_50", "Over 50", "yellow", OwnWords("..."), True)``."""

    code: str
    text: str
    colour: str  # of govuk-tag
    note: OwnWords
    is_limited: bool


@dataclass(frozen=True, slots=True)
class ContactWords:
    """Whom to ask: the event's own contact, else the site's help phone."""

    name: OwnWords | None
    phone: str
    email: str
    is_of_site: bool = False

    @property
    def phone_link(self) -> str:
        """``"tel:01214960142"``, or nothing without a number."""
        return phone_link(self.phone)


def kind_words(event: EventPage) -> str:
    """Return what sort of event it is: ``"Careers fair"``."""
    return str(EventKind(event.source.kind).label)


def where_words(event: EventPage) -> Where:
    """Return where people take part. What nobody told is "Not known"."""
    source = event.source
    mode = AttendanceMode(source.attendance_mode)
    room = own_words(event, "room") or None
    if mode == AttendanceMode.ONLINE:
        return Where(words=_("Online"), room=room, is_online=True)
    is_online = mode == AttendanceMode.MIXED
    venue = source.venue
    if venue is None:
        words = _("Not known")
        return Where(words=words, room=room, is_online=is_online, is_in_person=True)
    name, town = one_line(venue.name), one_line(venue.town)
    has_town = bool(town) and town.casefold() not in name.casefold()
    rest = (venue.address_line_1, venue.address_line_2, "" if has_town else town, venue.postcode)
    return Where(
        name=f"{name}, {town}" if has_town else name,
        address=", ".join(
            dict.fromkeys(one_line(line) for line in rest if line and not _is_same(line, name))
        ),
        lines=tuple(one_line(line) for line in address_lines(venue) if not _is_same(line, name)),
        room=room,
        map_url=map_url(venue),
        is_online=is_online,
        is_in_person=True,
    )


def _is_same(line: str, name: str) -> bool:
    """Whether a line of an address only says the name of the place again."""
    return one_line(line).strip().casefold() == name.strip().casefold()


def audience_words(event: EventPage) -> AudienceWords:
    """Return who an event is for, as the first thing that its page and its card say."""
    audience = Audience(event.source.audience)
    colours = {Audience.EVERYONE: "green", Audience.STAFF: "purple"}
    return AudienceWords(
        code=audience.value,
        text=str(audience.label),
        colour=colours.get(audience, "yellow"),
        note=own_words(event, "audience_note"),
        is_limited=audience != Audience.EVERYONE,
    )


def price_words(event: EventPage) -> str:
    """Return ``"Free"``, ``"£5"`` or ``"Price not known"``."""
    pence = event.source.cost_pence
    return _("Price not known") if pence is None else wording.money(pence)


def contact_words(event: EventPage, site: SiteContact) -> ContactWords:
    """Return whom to ask about an event: nobody is left without a phone number of a person."""
    source = event.source
    phone = one_line(source.contact_phone)
    name = OwnWords(one_line(source.contact_name), settings.LANGUAGE_CODE) or None
    return ContactWords(
        name=name,
        phone=phone or site.help_phone,
        email=email_address(source.contact_email),
        is_of_site=not phone,
    )
