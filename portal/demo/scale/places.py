"""Where generated venues may stand: the outward codes of the region with their towns."""

from dataclasses import dataclass

from portal.core.enums import PlaceKind
from portal.core.geo import distance_miles
from portal.core.models import Place

TOWN_RADIUS_MILES = 2.0  # chosen by eye: further out, an address names its council's town


@dataclass(frozen=True)
class Spot:
    """The middle of an outward code, with the council and the nearest town inside it."""

    code: str
    latitude: float
    longitude: float
    council_id: int
    council: str
    town_id: int | None
    town: str


def spots_of_region() -> list[Spot]:
    """Return one spot for each outward code that lies in a council. Raises ValueError if none."""
    places = list(Place.objects.select_related("parent").order_by("slug"))
    towns = [p for p in places if p.kind in (PlaceKind.TOWN, PlaceKind.NEIGHBOURHOOD) and p.parent]
    spots = []
    for code in places:
        council = code.parent
        if code.kind != PlaceKind.OUTWARD_CODE or not council:
            continue
        if council.kind != PlaceKind.COUNCIL:
            continue
        near = [
            (distance_miles(code.point, town.point), town.slug, town)
            for town in towns
            if town.parent_id == council.pk
        ]
        miles, _, town = min(near, default=(TOWN_RADIUS_MILES + 1, "", None), key=lambda n: n[:2])
        if miles > TOWN_RADIUS_MILES:
            town = None
        spots.append(
            Spot(
                code=code.name,
                latitude=code.latitude,
                longitude=code.longitude,
                council_id=council.pk,
                council=council.name,
                town_id=town.pk if town else None,
                town=town.name if town else council.name,
            )
        )
    if not spots:
        raise ValueError(
            "No outward code of the region lies in a council. Check the file that REGION_PLACES "
            "names: each OUTWARD_CODE needs a council as its parent."
        )
    return spots
