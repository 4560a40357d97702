"""Find the council and the town of a venue among the places of the region."""

from dataclasses import dataclass

from portal.core.enums import PlaceKind
from portal.core.models import Place
from portal.demo.reading import DemonstrationError
from portal.demo.rows import Columns

_SMALL = (PlaceKind.TOWN, PlaceKind.NEIGHBOURHOOD)


@dataclass(frozen=True)
class VenuePlaces:
    """Councils, towns by name and councils by outward code, read once."""

    councils: dict[str, Place]
    towns: dict[str, list[Place]]
    council_of_code: dict[str, Place]

    @classmethod
    def from_database(cls) -> "VenuePlaces":
        """Read the places of the region."""
        places = list(Place.objects.select_related("parent").order_by("pk"))
        towns: dict[str, list[Place]] = {}
        for place in places:
            if place.kind in _SMALL and place.parent and place.parent.kind == PlaceKind.COUNCIL:
                towns.setdefault(place.name.casefold(), []).append(place)
        return cls(
            councils={p.name.casefold(): p for p in places if p.kind == PlaceKind.COUNCIL},
            towns=towns,
            council_of_code={
                place.name: place.parent
                for place in places
                if place.kind == PlaceKind.OUTWARD_CODE
                and place.parent
                and place.parent.kind == PlaceKind.COUNCIL
            },
        )

    def columns(self, *, town: str, postcode: str, where: str) -> Columns:
        """Return ``council_id`` and ``town_place_id`` of an address.

        The town decides the council. Of towns with one name, the one in the council of the
        outward code is meant. Raises DemonstrationError when neither town nor code is known.
        """
        name = town.casefold()
        by_code = self.council_of_code.get(postcode.split(" ")[0])
        towns = self.towns.get(name, [])
        if len(towns) > 1:
            towns = [place for place in towns if by_code and place.parent_id == by_code.pk]
        place = towns[0] if towns else None
        council = (place.parent if place else self.councils.get(name)) or by_code
        if council is None:
            raise DemonstrationError(
                f"Venue “{where}”: neither the town “{town}” nor the postcode “{postcode}” is in "
                "the table of places of this region. Add it there, or mend the venue."
            )
        return {"council_id": council.pk, "town_place_id": place.pk if place else None}
