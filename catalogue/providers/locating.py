"""Where an address stands on our map, as far as a town and a postcode tell."""

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from portal.core.enums import PlaceKind
from portal.core.models import Place


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

    def knows_town(self, name: str) -> bool:
        """Say whether a name is that of a town, council or neighbourhood on our map."""
        return _folded(name) in self.towns

    def council_of(self, place: Place | None) -> Place | None:
        """Return the council that a place is or lies in."""
        while place is not None and place.kind != PlaceKind.COUNCIL:
            place = self.by_id.get(place.parent_id) if place.parent_id else None
        return place

    def _named(self, town: str) -> list[Place]:
        """Return the places of a name; of "Merry Hill, Brierley Hill" those of the last known."""
        names = (town, *reversed(town.split(","))) if "," in town else (town,)
        return next((places for name in names if (places := self.towns.get(_folded(name)))), [])

    def _town(self, town: str, *, near: Place | None) -> Place | None:
        found = self._named(town)
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
