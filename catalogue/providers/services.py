"""Writes of organisations and venues, and where a venue stands on our map."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from catalogue.providers.enums import OrganisationKind
from catalogue.providers.models import Organisation, Venue
from portal.core.enums import PlaceKind
from portal.core.models import Place

SLUG_TRIES = 100
# Words by which a new organisation's kind is known. Anything else is a training provider.
KIND_WORDS = (
    (OrganisationKind.UNIVERSITY, re.compile(r"\buniversity\b", re.IGNORECASE)),
    (OrganisationKind.COLLEGE, re.compile(r"\bcollege\b", re.IGNORECASE)),
    (OrganisationKind.COUNCIL, re.compile(r"\bcouncil\b", re.IGNORECASE)),
)


class Change(StrEnum):
    """What a write did to a row."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True)
class Location:
    """Where a venue stands, as far as its address tells."""

    latitude: float | None = None
    longitude: float | None = None
    is_location_approximate: bool = False
    council_id: int | None = None
    town_place_id: int | None = None

    def as_values(self) -> dict[str, Any]:
        """Return the fields of a venue."""
        return {
            "latitude": self.latitude,
            "longitude": self.longitude,
            "is_location_approximate": self.is_location_approximate,
            "council_id": self.council_id,
            "town_place_id": self.town_place_id,
        }


class PlaceFinder:
    """The places of the region in memory, to locate many addresses with one query."""

    def __init__(self) -> None:
        self.by_id: dict[int, Place] = {}
        self.outward_codes: dict[str, Place] = {}
        self.towns: dict[str, list[Place]] = defaultdict(list)
        for place in Place.objects.order_by("pk"):
            self.by_id[place.pk] = place
            if place.kind == PlaceKind.OUTWARD_CODE:
                self.outward_codes[place.name.upper()] = place
            elif place.kind in (PlaceKind.TOWN, PlaceKind.COUNCIL, PlaceKind.NEIGHBOURHOOD):
                for name in (place.name, *place.aliases):
                    self.towns[_folded(name)].append(place)

    def locate(self, *, town: str, postcode: str) -> Location:
        """Return the point, council and town of an address, as far as they are known.

        The point is the middle of the outward code, so it is approximate. The council comes from
        the town, else from the outward code. A name that two councils have (Willenhall) is settled
        by the outward code, or else not used.
        """
        outward = self.outward_codes.get(postcode.split(" ")[0].upper()) if postcode else None
        outward_council = self.council_of(outward)
        town_place = self._town(town, near=outward_council)
        council = self.council_of(town_place) or outward_council
        spot = outward or town_place
        return Location(
            latitude=spot.latitude if spot else None,
            longitude=spot.longitude if spot else None,
            is_location_approximate=spot is not None,
            council_id=council.pk if council else None,
            town_place_id=town_place.pk if town_place else None,
        )

    def council_of(self, place: Place | None) -> Place | None:
        """Return the council that a place is or lies in."""
        while place is not None and place.kind != PlaceKind.COUNCIL:
            place = self.by_id.get(place.parent_id) if place.parent_id else None
        return place

    def _town(self, town: str, *, near: Place | None) -> Place | None:
        found = self.towns.get(_folded(town), []) if town else []
        for kind in (PlaceKind.TOWN, PlaceKind.COUNCIL, PlaceKind.NEIGHBOURHOOD):
            of_kind = [place for place in found if place.kind == kind]
            close = [place for place in of_kind if near and self.council_of(place) == near]
            if len(of_kind) == 1 and len(found) == 1:
                return of_kind[0]
            if close:
                return close[0]
        councils = {self.council_of(place) for place in found}
        return found[0] if len(councils) == 1 else None


def _folded(name: str) -> str:
    return " ".join(re.sub(r"[^\w\s]", " ", name.casefold()).split())


def create_organisation(name: str, *, ukprn: str = "", **values: Any) -> Organisation:
    """Create an organisation with a free slug: the name, then the name with -2, -3 and so on."""
    base = slugify(name)[:180].strip("-") or "organisation"
    kind = next((kind for kind, words in KIND_WORDS if words.search(name)), None)
    values.setdefault("kind", kind or OrganisationKind.TRAINING_PROVIDER)
    for number in range(1, SLUG_TRIES):
        slug = base if number == 1 else f"{base}-{number}"
        if Organisation.objects.filter(slug=slug).exists():
            continue
        try:
            with transaction.atomic():
                return Organisation.objects.create(name=name, slug=slug, ukprn=ukprn, **values)
        except IntegrityError:
            # Another process took the slug between the look and the write; the UKPRN is no slug.
            if not Organisation.objects.filter(slug=slug).exists():
                raise
    raise ValueError(f"There are {SLUG_TRIES} organisations named “{name}” already.")


@transaction.atomic
def save_venue(
    venue: Venue,
    *,
    values: Mapping[str, Any],
    places: PlaceFinder | None = None,
    is_dry_run: bool = False,
) -> Change:
    """Give a new or stored venue its values and its place on the map.

    ``values`` are field values such as ``{"name": "Main campus", "town": "Walsall", "postcode":
    "WS1 1AA"}``. A point that somebody set exactly stays while the postcode stays.
    """
    is_new = venue.pk is None
    has_moved = is_new or any(
        name in values and values[name] != getattr(venue, name) for name in ("town", "postcode")
    )
    wanted = dict(values)
    if has_moved or venue.latitude is None or venue.is_location_approximate:
        finder = places or PlaceFinder()
        wanted |= finder.locate(
            town=wanted.get("town", venue.town), postcode=wanted.get("postcode", venue.postcode)
        ).as_values() | {name: value for name, value in values.items() if name in LOCATION_FIELDS}
    differing = {name: value for name, value in wanted.items() if getattr(venue, name) != value}
    if not is_new and not differing:
        return Change.UNCHANGED
    for name, value in differing.items():
        setattr(venue, name, value)
    if not is_dry_run:
        venue.save()
    return Change.ADDED if is_new else Change.CHANGED


LOCATION_FIELDS = frozenset(Location().as_values())


def relocate_venues() -> int:
    """Place every venue without an exact point again, after the table of places changed."""
    finder = PlaceFinder()
    venues = Venue.objects.exclude(latitude__isnull=False, is_location_approximate=False)
    return sum(
        save_venue(venue, values={}, places=finder) is Change.CHANGED for venue in venues.iterator()
    )


def free_names(venues: Iterable[Venue]) -> None:
    """Give venues that are about to be renamed a passing name, so that two can swap theirs."""
    for venue in venues:
        Venue.objects.filter(pk=venue.pk).update(name=f"renaming {venue.pk}")
