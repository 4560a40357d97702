"""From the codes of events to the values of the search parameters, and the words that find them."""

import datetime

from catalogue.events.enums import (
    AttendanceMode,
    Audience,
    BookingRule,
    EventKind,
    EventStatus,
    Offered,
)
from catalogue.events.pages import EventPage
from catalogue.providers.enums import Answer
from catalogue.providers.models import Venue
from search.builders.codes import AGE_BANDS, SCHOOL_HOURS

AUDIENCES: dict[str, str] = {
    Audience.EVERYONE: "everyone",
    Audience.AGED_16_TO_24: "16-24",
    Audience.OVER_50: "over-50",
    Audience.CLAIMANTS: "claimants",
    Audience.IN_WORK: "in-work",
    Audience.WOMEN: "women",
    Audience.REFUGEES: "refugees",
}
AUDIENCE_CODES = {value: code for code, value in AUDIENCES.items()}
AGES: dict[str, tuple[str, ...]] = {
    Audience.AGED_16_TO_24: ("16-17", "18-24"),
    Audience.OVER_50: ("25",),
}
EVERY_AGE = tuple(name for name, _first, _last in AGE_BANDS)
BOOKINGS: dict[str, str] = {
    BookingRule.NONE: "just-come",
    BookingRule.OPTIONAL: "just-come",
    BookingRule.REQUIRED: "book",
    BookingRule.EXTERNAL: "book",
}
HOW: dict[str, tuple[str, ...]] = {
    AttendanceMode.IN_PERSON: ("in-person",),
    AttendanceMode.ONLINE: ("online",),
    AttendanceMode.MIXED: ("in-person", "online"),
}
# Words by which people ask for a kind of event, though its title may not hold them.
KIND_WORDS: dict[str, str] = {
    EventKind.CAREERS_FAIR: "careers fair jobs fair recruitment fair",
    EventKind.EMPLOYER_DAY: "meet employers employer event",
    EventKind.DROP_IN: "drop-in advice session",
    EventKind.WORKSHOP: "workshop",
    EventKind.TASTER: "taster day try out",
    EventKind.OPEN_DAY: "open day open evening",
    EventKind.WEBINAR: "webinar online talk",
}
CALLED_OFF = (EventStatus.CANCELLED, EventStatus.POSTPONED)
# Who works until five has come by half past; what goes on an hour after that can be reached.
EVENING_STARTS, EVENING_LASTS = datetime.time(17), datetime.time(18, 30)
SATURDAY = 5
OFFERED = (Offered.YES, Offered.ON_REQUEST)


def when(start: datetime.datetime, end: datetime.datetime) -> tuple[str, ...]:
    """Return the values of ``when`` of times on the wall: ``("day", "school-hours")``."""
    if start.weekday() >= SATURDAY:
        return ("weekend",)
    is_long = end.date() > start.date()
    found = []
    if start.time() < EVENING_STARTS:
        found.append("day")
    if start.time() >= EVENING_STARTS or is_long or end.time() >= EVENING_LASTS:
        found.append("evening")
    if not is_long and SCHOOL_HOURS[0] <= start.time() and end.time() <= SCHOOL_HOURS[1]:
        found.append("school-hours")
    if is_long and end.weekday() >= SATURDAY:
        found.append("weekend")
    return tuple(found)


def cost(pence: int | None) -> str:
    """Return ``free``, ``paid``, or ``ask`` when nobody told us."""
    return "ask" if pence is None else "paid" if pence else "free"


def access(event: EventPage, venue: Venue | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the values of ``access``, and those of them that have to be asked for before."""
    told = {
        "bsl": event.bsl,
        "interpreter": event.interpreters,
        "captions": event.captions,
        "children": event.children_welcome,
    }
    found = {name for name, answer in told.items() if answer in OFFERED}
    if event.quiet_from or event.quiet_until:
        found.add("quiet-hour")
    if venue and venue.step_free_entrance == Answer.YES:
        found.add("step-free")
    asked = tuple(sorted(name for name in found if told.get(name) == Offered.ON_REQUEST))
    return tuple(sorted(found)), asked


def needs(event: EventPage, venue: Venue | None) -> tuple[str, ...]:
    """Return the values of ``needs`` that an event meets, as a course would."""
    found = {
        "women-only": event.audience == Audience.WOMEN,
        "childcare": event.creche == Offered.YES,
        "quiet-space": event.quiet_room == Offered.YES,
        "step-free": bool(venue and venue.step_free_entrance == Answer.YES),
    }
    return tuple(sorted(name for name, is_met in found.items() if is_met))
