"""How a person joins a course: the provider's way first, and one that needs no internet."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from catalogue.courses.enums import JoinMethod
from catalogue.courses.models import Course, CourseRun
from catalogue.courses.runs import is_open
from catalogue.providers.models import Venue
from catalogue.providers.venue_cards import address_lines, website_of
from portal.core.prose import email_address, host_of, phone_link, web_address

OFFLINE = frozenset({JoinMethod.PHONE, JoinMethod.WALK_IN})
WITHOUT_BOOKING = frozenset({"", JoinMethod.EMAIL})


@dataclass(frozen=True, slots=True)
class Way:
    """One way to join. ``Way("PHONE", "01632 960 118", "tel:01632960118")``.

    ``host`` is filled when the link leaves this site. ``url`` may be empty: then ``text`` is
    the provider's own words.
    """

    method: str
    text: str
    url: str = ""
    host: str = ""

    @property
    def label(self) -> str:
        """What the button or line says."""
        return {
            JoinMethod.BOOK: _("Book a place"),
            JoinMethod.WEBSITE: _("Join on their website"),
            JoinMethod.EMAIL: _("Send an email"),
            JoinMethod.PHONE: _("Phone"),
            JoinMethod.WALK_IN: _("Walk in"),
        }[JoinMethod(self.method)]


@dataclass(frozen=True, slots=True)
class Joining:
    """``first`` is the provider's way; ``others``: one that works offline, if known."""

    first: Way | None
    others: tuple[Way, ...]


def joining(course: Course, *, venues: list[Venue]) -> Joining:
    """Return the ways to join a course. Makes no query when the provider is fetched.

    A way the provider named but did not fill in falls back to what we know of the provider.
    """
    chosen = _chosen(course, venues)
    phone = _phone(course, venues)
    if chosen is None:
        chosen = phone or _email(course) or _website(course)
        if chosen is None:
            return Joining(None, ())
    others: list[Way] = []
    if chosen.method not in OFFLINE:
        offline = phone or _visit(course, venues)
        others = [offline] if offline else []
    elif chosen.method == JoinMethod.WALK_IN and phone:
        others = [phone]
    elif chosen.method == JoinMethod.PHONE:
        others = [other for other in (_email(course),) if other]
    return Joining(chosen, tuple(others))


def takes_questions(course: Course, *, runs: Iterable[CourseRun], today: datetime.date) -> bool:
    """Return whether people can ask the provider on our site: there is no booking of its own.

    Makes no query when the provider and the runs are fetched.
    """
    return (
        course.provider.takes_enquiries
        and course.how_to_join in WITHOUT_BOOKING
        and any(is_open(run, today=today) for run in runs)
    )


def _chosen(course: Course, venues: list[Venue]) -> Way | None:
    value = course.join_value.strip()
    match course.how_to_join:
        case JoinMethod.BOOK | JoinMethod.WEBSITE as method:
            if value and not web_address(value):
                return Way(method, value)
            own = website_of(value, course.webpage, course.provider.website)
            return _leaving(method, own) if own else None
        case JoinMethod.EMAIL:
            return _email(course, value) or (Way(JoinMethod.EMAIL, value) if value else None)
        case JoinMethod.PHONE:
            return _phone(course, venues, value) or (
                Way(JoinMethod.PHONE, value) if value else None
            )
        case JoinMethod.WALK_IN:
            return Way(JoinMethod.WALK_IN, value) if value else _visit(course, venues)
    return None


def _leaving(method: str, address: str) -> Way:
    return Way(method, host_of(address), address, host_of(address))


def _phone(course: Course, venues: list[Venue], value: str = "") -> Way | None:
    numbers = (value, course.provider.phone, *(venue.phone for venue in venues))
    for number in numbers:
        if link := phone_link(number):
            return Way(JoinMethod.PHONE, number.strip(), link)
    return None


def _email(course: Course, value: str = "") -> Way | None:
    for address in (value, course.provider.email):
        if good := email_address(address):
            return Way(JoinMethod.EMAIL, good, f"mailto:{good}")
    return None


def _website(course: Course) -> Way | None:
    own = website_of(course.webpage, course.provider.website)
    return _leaving(JoinMethod.WEBSITE, own) if own else None


def _visit(course: Course, venues: list[Venue]) -> Way | None:
    """Return an address to visit: the first venue's, else the provider's."""
    for venue in venues:
        if venue.postcode or venue.address_line_1:
            return Way(JoinMethod.WALK_IN, ", ".join((venue.name, *address_lines(venue))))
    address = course.provider.address.strip()
    return Way(JoinMethod.WALK_IN, address) if address else None
