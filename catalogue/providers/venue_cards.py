"""What venue pages show: addresses, access in sentences, a map link."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.providers.enums import Answer
from catalogue.providers.models import Venue
from portal.core.lists import none_of, with_commas
from portal.core.prose import phone_link, web_address

MAP_ZOOM = 17  # OpenStreetMap: houses and their numbers
MAP_ZOOM_APPROXIMATE = 14  # a few streets: the point is the middle of a part postcode

# Each fact: field, icon, the sentence for yes, the sentence for no, its name in a list.
ACCESS = (
    (
        "step_free_entrance",
        "step",
        gettext_lazy("You can get in without steps."),
        gettext_lazy("There are steps at the entrance."),
        gettext_lazy("step-free entrance"),
    ),
    ("lift", "down", gettext_lazy("There is a lift."), "", gettext_lazy("lift")),
    (
        "accessible_toilet",
        "people",
        gettext_lazy("There is an accessible toilet."),
        "",
        gettext_lazy("accessible toilet"),
    ),
    (
        "hearing_loop",
        "ear",
        gettext_lazy("There is a hearing loop."),
        "",
        gettext_lazy("hearing loop"),
    ),
    (
        "quiet_space",
        "quiet",
        gettext_lazy("There is a quiet space."),
        "",
        gettext_lazy("quiet space"),
    ),
    (
        "prayer_room",
        "hands",
        gettext_lazy("There is a prayer room."),
        "",
        gettext_lazy("prayer room"),
    ),
    ("parking", "pin", gettext_lazy("You can park here."), "", gettext_lazy("parking")),
    (
        "blue_badge_parking",
        "check",
        gettext_lazy("There is Blue Badge parking."),
        "",
        gettext_lazy("Blue Badge parking"),
    ),
)


@dataclass(frozen=True, slots=True)
class AccessFact:
    """``AccessFact("step", "You can get in without steps.", True)``."""

    icon: str
    sentence: str
    is_yes: bool


@dataclass(frozen=True, slots=True)
class VenueCard:
    """A venue as a page shows it."""

    id: int
    name: str
    address: tuple[str, ...]
    access: tuple[AccessFact, ...]
    unknown: tuple[str, ...]
    unknown_words: str
    nearest_stop: str
    notes: str
    phone: str
    phone_link: str
    map_url: str
    is_map_approximate: bool
    outward_code: str


def venue_card(venue: Venue) -> VenueCard:
    """Return what a page says about a venue. Makes no query."""
    access, unknown = _access(venue)
    return VenueCard(
        id=venue.pk,
        name=venue.name,
        address=address_lines(venue),
        access=access,
        unknown=unknown,
        unknown_words=with_commas(unknown),
        nearest_stop=venue.nearest_stop,
        notes=venue.access_notes,
        phone=venue.phone,
        phone_link=phone_link(venue.phone),
        map_url=map_url(venue),
        is_map_approximate=venue.is_location_approximate,
        outward_code=venue.outward_code,
    )


def address_lines(venue: Venue) -> tuple[str, ...]:
    """Return ``("1 Weaver Street", "Walsall", "WS1 5NY")`` without gaps or repeats."""
    lines: list[str] = []
    for line in (venue.address_line_1, venue.address_line_2, venue.town, venue.postcode):
        if line and line not in lines:
            lines.append(line)
    return tuple(lines)


def map_url(venue: Venue) -> str:
    """Return the place on OpenStreetMap, or nothing when nobody told us where it is."""
    point = venue.point
    if point is None:
        return ""
    zoom = MAP_ZOOM_APPROXIMATE if venue.is_location_approximate else MAP_ZOOM
    where = f"{point.latitude:.5f}", f"{point.longitude:.5f}"
    return (
        f"https://www.openstreetmap.org/?mlat={where[0]}&mlon={where[1]}"
        f"#map={zoom}/{where[0]}/{where[1]}"
    )


def _access(venue: Venue) -> tuple[tuple[AccessFact, ...], tuple[str, ...]]:
    """Return what we know, good things first, and the names of what nobody told us.

    Steps at the door get a sentence of their own; other things that a place lacks share one.
    """
    good: list[AccessFact] = []
    lacking: list[str] = []
    unknown: list[str] = []
    steps: list[AccessFact] = []
    for name, icon, yes, no, label in ACCESS:
        answer = getattr(venue, name)
        if answer == Answer.YES:
            good.append(AccessFact(icon, str(yes), is_yes=True))
        elif answer == Answer.UNKNOWN:
            unknown.append(str(label))
        elif name == "step_free_entrance":
            steps = [AccessFact("steps", str(no), is_yes=False)]
        else:
            lacking.append(str(label))
    if lacking:
        sentence = _("There is no %(things)s.") % {"things": none_of(lacking)}
        steps.append(AccessFact("minus", sentence, is_yes=False))
    return (*good, *steps), tuple(unknown)


def access_in_short(venue: Venue) -> str:
    """Return a few words for a key fact: ``"Step-free"``, or nothing when it is not known."""
    if venue.step_free_entrance == Answer.YES:
        return _("Step-free")
    if venue.step_free_entrance == Answer.NO:
        return _("Steps at the entrance")
    return ""


def website_of(*addresses: str) -> str:
    """Return the first address that a link may lead to, or nothing."""
    return next((good for one in addresses if (good := web_address(one))), "")
